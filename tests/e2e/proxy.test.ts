import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, botToken, type SlackWorld, startSlack } from '../adapters/slack/harness.ts';
import { signingSecret } from '../adapters/slack/signed.ts';
import { has } from '../storage/support.ts';
import { pat, type RunningPat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

const tenant = '66666666-2222-3333-4444-555555555555';
const app = '11111111-2222-3333-4444-555555555555';
const connectorHost = 'smba.trafficmanager.net';
const slackHost = 'slack.prueba.invalid';
const service = `https://${connectorHost}/amer/`;
const names = ['login.microsoftonline.com', 'login.botframework.com', connectorHost, slackHost, 'localhost'];

/** A private authority, as an institution has for its own network, and a certificate of it for these names. */
function authority(dir: string): { ca: string; key: Buffer; cert: Buffer } {
  const at = (name: string): string => join(dir, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=CA de prueba',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...newKey, '-subj', '/CN=prueba', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('names'), `subjectAltName=${names.map((n) => `DNS:${n}`).join(',')},IP:127.0.0.1`);
  openssl(
    'x509',
    '-req',
    '-in',
    at('server.csr'),
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    at('names'),
    '-out',
    at('server.pem'),
  );
  return { ca: at('ca.pem'), key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')) };
}

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));

describe.runIf(has('openssl', ['openssl', 'version']))(
  'on a network with a proxy and an authority of its own',
  () => {
    let dir: string;
    let remove: () => Promise<void>;
    let slack: SlackWorld;
    let env: Record<string, string>;
    let bot: RunningPat | null = null;
    let inside: ReturnType<typeof createHttps>;
    let proxy: Server;
    /** Hosts that the proxy was asked for, and what reached which of them. */
    let asked: string[] = [];
    let reached: { host: string; method: string; path: string }[] = [];
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

    const json = (value: unknown): string => JSON.stringify(value);
    const cloud: Readonly<Record<string, (path: string) => unknown>> = {
      'login.microsoftonline.com': (path) =>
        path.includes('openid-configuration') || path.includes('discovery')
          ? {
              token_endpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
              authorization_endpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
              issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
              jwks_uri: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
              tenant_discovery_endpoint: `https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`,
              metadata: [],
            }
          : { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: 'un-token' },
      'login.botframework.com': (path) =>
        path.includes('openidconfiguration')
          ? {
              issuer: 'https://api.botframework.com',
              jwks_uri: 'https://login.botframework.com/v1/.well-known/keys',
              id_token_signing_alg_values_supported: ['RS256'],
            }
          : {
              keys: [
                {
                  ...keys.publicKey.export({ format: 'jwk' }),
                  kid: 'k1',
                  use: 'sig',
                  endorsements: ['msteams'],
                },
              ],
            },
      [connectorHost]: (path) =>
        path.includes('/members/')
          ? {
              id: '29:u1',
              aadObjectId: 'd1',
              email: 'ana@example.com',
              userPrincipalName: 'ana@example.com',
              tenantId: tenant,
            }
          : { id: 'm1' },
    };

    beforeAll(async () => {
      ({ dir, remove } = await temporaryFolder());
      slack = await startSlack();
      const { ca, key, cert } = authority(dir);
      inside = createHttps({ key, cert }, async (request, response) => {
        const host = (request.headers.host ?? '').split(':')[0]!;
        const path = request.url ?? '/';
        reached.push({ host, method: request.method ?? '', path });
        const body = await bodyOf(request);
        if (host === slackHost || host === '127.0.0.1') {
          const headers = {
            authorization: request.headers.authorization ?? '',
            'content-type': request.headers['content-type'] ?? '',
          };
          const answer = await fetch(`${slack.apiUrl}${path.replace('/api/', '')}`, {
            method: 'POST',
            headers,
            body,
          });
          const scopes = answer.headers.get('x-oauth-scopes');
          response
            .writeHead(answer.status, {
              'content-type': 'application/json',
              ...(scopes !== null && { 'x-oauth-scopes': scopes }),
            })
            .end(await answer.text());
          return;
        }
        response.writeHead(200, { 'content-type': 'application/json' }).end(json(cloud[host]?.(path) ?? {}));
      });
      const port = await listen(inside as unknown as Server);
      // Whatever name is asked for is the one server, which is all the internet that there is.
      proxy = createHttp().on('connect', (request, socket, head) => {
        asked.push(request.url ?? '');
        const out = connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          out.write(head);
          out.pipe(socket).pipe(out);
        });
        for (const end of [out, socket]) end.on('error', () => end.destroy());
      });
      env = {
        PAT_DATA_DIR: join(dir, 'data'),
        PAT_NOW: '2024-05-18T10:00:00-07:00',
        PAT_ALLOW_SIMULATED_TIME: '1',
        HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
        NODE_EXTRA_CA_CERTS: ca,
        SLACK_BOT_TOKEN: botToken,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: `https://${slackHost}/api/`,
        MicrosoftAppId: app,
        MicrosoftAppPassword: 'secreto',
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: tenant,
        INSIDE: String(port),
      };
      const file = await rosterFile(dir, [['00101', 'Ana de Prueba', 'ana@example.com', 'Archivo']]);
      await pat(['plantilla', 'importar', file], env);
    }, 60_000);
    afterAll(async () => {
      await bot?.stop();
      for (const server of [inside, proxy]) {
        server?.closeAllConnections();
        server?.close();
      }
      await slack?.close();
      await remove?.();
    });

    async function start(more: Record<string, string> = {}): Promise<RunningPat> {
      await bot?.stop();
      asked = [];
      reached = [];
      bot = await startPat({ ...env, ...more });
      return bot;
    }

    /** A message of Ana's in Teams, its token signed by the key that only the way through the proxy tells. */
    async function say(words: string): Promise<number> {
      const part = (value: object): string => Buffer.from(json(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const head = part({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
      const claims = {
        iss: 'https://api.botframework.com',
        aud: app,
        serviceurl: service,
        nbf: now - 60,
        exp: now + 600,
      };
      const signed = `${head}.${part(claims)}`;
      const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), keys.privateKey).toString('base64url')}`;
      const response = await fetch(`${bot!.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: json({
          type: 'message',
          channelId: 'msteams',
          serviceUrl: service,
          id: '1',
          text: words,
          from: { id: '29:u1', aadObjectId: 'd1' },
          recipient: { id: `28:${app}` },
          conversation: { id: 'a:personal', conversationType: 'personal', tenantId: tenant },
          channelData: { tenant: { id: tenant } },
        }),
      });
      return response.status;
    }
    const answered = (): boolean =>
      reached.some(
        (r) => r.host === connectorHost && r.method === 'POST' && r.path.includes('/conversations/'),
      );

    it('Slack and Teams are reached through it alone, by its own certificates', async () => {
      await start();
      expect(await (await fetch(`${bot!.url}/readyz`)).json()).toMatchObject({ ok: true });
      expect(asked).toContain(`${slackHost}:443`);
      expect(await say('ayuda')).toBe(200);
      await expect.poll(answered, { timeout: 10_000 }).toBe(true);
      const hosts = [...new Set(asked)].sort();
      console.log(`through the proxy: ${hosts.join(', ')}`);
      expect(hosts).toEqual([
        'login.botframework.com:443',
        'login.microsoftonline.com:443',
        `${slackHost}:443`,
        `${connectorHost}:443`,
      ]);
    }, 60_000);

    it('without the authority nothing is trusted', async () => {
      await start({ NODE_EXTRA_CA_CERTS: '' });
      const ready = await (await fetch(`${bot!.url}/readyz`)).json();
      expect(ready.parts).toContainEqual(expect.objectContaining({ name: 'slack', ok: false }));
      expect(asked).toContain(`${slackHost}:443`);
      expect(await say('ayuda')).toBe(503);
      expect(reached).toEqual([]);
    }, 60_000);

    it('what NO_PROXY names is reached without it: Slack straight, and Teams where there is no such way', async () => {
      await start({
        SLACK_API_URL: `https://127.0.0.1:${env.INSIDE}/api/`,
        NO_PROXY: '127.0.0.1, botframework.com',
      });
      expect(reached.some((r) => r.host === '127.0.0.1' && r.path.includes('auth.test'))).toBe(true);
      // The signing keys would have to come straight, and no name leads anywhere here.
      expect(await say('ayuda')).toBe(503);
      expect(asked.filter((host) => /127|botframework/.test(host))).toEqual([]);
    }, 60_000);
  },
);
