import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Vouched } from '../../src/ports/board.ts';

/** Teams' own clients, which ask for a token in a person's name: desktop and phone, web (Microsoft's documentation). */
const teamsClients = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4a-75ee78787346'];
/** The one scope that the app's registration exposes. */
const scope = 'access_as_user';
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/** What a token of Microsoft Entra has to say, in both versions that it issues. */
const claims = z
  .object({
    ver: z.enum(['1.0', '2.0']),
    iss: z.string(),
    aud: z.string(),
    tid: guid,
    oid: guid,
    scp: z.string(),
    azp: z.string().optional(),
    appid: z.string().optional(),
    upn: z.string().optional(),
    preferred_username: z.string().optional(),
    /** Where a guest comes from; 1 says that it is one. */
    idp: z.string().optional(),
    acct: z.union([z.number(), z.string()]).optional(),
  })
  .passthrough();

export interface EntraOptions {
  readonly appId: string;
  readonly tenantId: string;
  /** Address of the bot's own server. */
  readonly publicUrl: string;
  /** Where the tenant's keys are; Microsoft's own where none is named. */
  readonly keysUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface Entra {
  /** Who a token stands for; null where it proves nothing. Rejects where the keys can't be had. */
  verify(token: string): Promise<Vouched | null>;
}

/** The name under which Teams asks for tokens to this app (manifest, `webApplicationInfo.resource`). */
export const resourceOf = (publicUrl: string, appId: string): string =>
  `api://${new URL(publicUrl).hostname}/botid-${appId}`;

/** Reads the tokens that Teams gives a tab: signed by the tenant's keys, for this app, from Teams, for a member. */
export function createEntra({ appId, tenantId, publicUrl, keysUrl, fetch }: EntraOptions): Entra {
  const authority = 'https://login.microsoftonline.com';
  const keys = createRemoteJWKSet(new URL(keysUrl ?? `${authority}/${tenantId}/discovery/v2.0/keys`), {
    timeoutDuration: 5000,
    ...(fetch && { [customFetch]: fetch }),
  });
  const resource = resourceOf(publicUrl, appId);
  const versions = {
    '1.0': { issuer: `https://sts.windows.net/${tenantId}/`, audiences: [resource] },
    '2.0': { issuer: `${authority}/${tenantId}/v2.0`, audiences: [appId] },
  } as const;

  return {
    async verify(token) {
      const verified = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: Object.values(versions).map((v) => v.issuer),
        audience: [appId, resource],
        requiredClaims: ['exp', 'iat', 'oid', 'tid'],
        clockTolerance: 60,
      }).catch((error: unknown) => {
        if (isForged(error)) return null;
        throw error;
      });
      const read = claims.safeParse(verified?.payload);
      if (!read.success) return null;
      const said = read.data;
      const { issuer, audiences } = versions[said.ver];
      const fits =
        said.iss === issuer &&
        audiences.some((one) => one === said.aud) &&
        said.tid.toLowerCase() === tenantId.toLowerCase() &&
        said.scp.split(' ').includes(scope) &&
        teamsClients.includes((said.ver === '1.0' ? said.appid : said.azp) ?? '');
      const names = [said.upn, said.preferred_username].flatMap((name) => name ?? []);
      const guest =
        String(said.acct ?? 0) !== '0' ||
        (said.idp !== undefined && said.idp !== `https://sts.windows.net/${tenantId}/`) ||
        names.some((name) => name.toUpperCase().includes('#EXT#'));
      if (!fits || guest) return null;
      const emails = [...new Set(names.filter((name) => name.includes('@')))];
      return { platform: 'teams', tenant: tenantId, user: said.oid, emails };
    },
  };
}

/** Whether the token is to blame, and not the way to the keys. */
const isForged = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';
