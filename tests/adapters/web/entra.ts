import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createEntra, type Entra } from '../../../adapters/web/entra.ts';
import { serve } from '../teams/harness.ts';
import { appId, token } from '../teams/issuer.ts';

export { appId };
export const tenantId = '66666666-2222-3333-4444-555555555555';
export const publicUrl = 'https://pat.ejemplo.gob.mx';
const teamsWeb = '5e3ce6c0-2b1f-4285-8d4a-75ee78787346';

export interface Tenant {
  readonly entra: Entra;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  /** Whether its keys can be had. */
  answers: boolean;
  /** How often they were asked for. */
  asked: number;
  /** Claims of a token that is let in, of version 2. */
  claims(upn: string, oid?: string): Record<string, unknown>;
  close(): Promise<void>;
}

/** Stands for a tenant of Microsoft Entra: keys of its own, served as Microsoft does. */
export async function startTenant(): Promise<Tenant> {
  const { publicKey, privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] };
  const server = await serve((_, response) => {
    made.asked += 1;
    response.writeHead(made.answers ? 200 : 500, { 'content-type': 'application/json' });
    response.end(made.answers ? JSON.stringify(jwks) : undefined);
  });
  const made: Tenant = {
    entra: createEntra({ appId, tenantId, publicUrl, keysUrl: `${server.url}/keys` }),
    key,
    publicKey,
    answers: true,
    asked: 0,
    claims(upn, oid = '77777777-2222-3333-4444-555555555555') {
      const now = Math.floor(Date.now() / 1000);
      return {
        ver: '2.0',
        iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        aud: appId,
        tid: tenantId,
        oid,
        scp: 'access_as_user',
        azp: teamsWeb,
        preferred_username: upn,
        ...{ iat: now - 60, nbf: now - 60, exp: now + 3600 },
      };
    },
    close: server.close,
  };
  return made;
}

export { token };
