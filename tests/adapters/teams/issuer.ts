import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { serve } from './harness.ts';

export const appId = '11111111-2222-3333-4444-555555555555';
export const issuer = 'https://issuer.ejemplo.invalid';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token; `key` null leaves the signature out, a text signs by HMAC. */
export function token(claims: object, key: KeyObject | string | null, header: object = {}): string {
  const text = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}.${part(claims)}`;
  if (key === null) return `${text}.`;
  if (typeof key === 'string') return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

export interface Issuer {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** Key `k2` is Microsoft's too, but for another channel. */
  readonly webChatKey: KeyObject;
  /** Whether it answers who asks for its keys. */
  answers: boolean | 'never';
  /** How often it was asked. */
  asked: number;
  /** What a bot needs to take it for Microsoft. */
  readonly cloud: Record<string, string>;
  /** Claims of a token that is let in. */
  claims(serviceUrl: string): Record<string, unknown>;
  bearer(claims: object, key?: KeyObject | string | null, header?: object): { authorization: string };
  close(): Promise<void>;
}

/** Stands for Microsoft's issuer of tokens: an OpenID metadata server with keys of its own, to which configuration leads. */
export async function startIssuer(): Promise<Issuer> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const webChat = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = (key: KeyObject, kid: string, channel: string) => ({
    ...key.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    endorsements: [channel],
  });
  const keys = [jwk(own.publicKey, 'k1', 'msteams'), jwk(webChat.publicKey, 'k2', 'webchat')];
  const server = await serve(({ url }, response) => {
    made.asked += 1;
    if (made.answers === 'never') return;
    const answer = url === '/keys' ? { keys } : { issuer, jwks_uri: `${server.url}/keys` };
    response.writeHead(made.answers ? 200 : 500, { 'content-type': 'application/json' });
    response.end(made.answers ? JSON.stringify(answer) : undefined);
  });
  const made: Issuer = {
    publicKey: own.publicKey,
    privateKey: own.privateKey,
    webChatKey: webChat.privateKey,
    answers: true,
    asked: 0,
    cloud: {
      ToBotFromChannelOpenIdMetadataUrl: `${server.url}/openid`,
      ToBotFromChannelTokenIssuer: issuer,
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    },
    claims(serviceUrl) {
      const now = Math.floor(Date.now() / 1000);
      return { iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: now - 60, exp: now + 600 };
    },
    bearer: (claims, key = own.privateKey, header = {}) => ({
      authorization: `Bearer ${token(claims, key, header)}`,
    }),
    close: server.close,
  };
  return made;
}
