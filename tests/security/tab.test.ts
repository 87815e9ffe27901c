import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appId, publicUrl, startTenant, type Tenant, tenantId, token } from '../adapters/web/entra.ts';
import { type BoardServer, boardServer } from '../adapters/web/harness.ts';
import { cast, fact, given, id, type Scene, scene } from '../rules/support.ts';
import { mail } from '../support/bot.ts';

/** The board's tab in Teams: who gets a session by a token of Microsoft Entra. */
let tenant: Tenant;
let s: Scene;
let server: BoardServer;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = '99999999-2222-3333-4444-555555555555';

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  server = await boardServer(s, { entra: tenant.entra, secure: true });
});
afterEach(() => server.close());

const send = (authorization?: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/tablero/teams`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
  });
const good = (number: string = cast.member, oid?: string) => tenant.claims(mail(number), oid);
const bearer = (claims: object, header: object = {}) => `Bearer ${token(claims, tenant.key, header)}`;
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const v1 = (more: object = {}) => {
  const { azp, preferred_username: upn, ...rest } = good() as Record<string, string>;
  return {
    ...rest,
    ...{ ver: '1.0', iss: `https://sts.windows.net/${tenantId}/`, appid: azp, upn },
    aud: `api://pat.ejemplo.gob.mx/botid-${appId}`,
    ...more,
  };
};

it.each([
  ['version 2', () => good()],
  ['version 1', () => v1()],
])('lets a member of the committee in by a token of %s', async (_, claims) => {
  const answer = await send(bearer(claims()));
  expect(answer.status).toBe(200);
  const given = answer.headers.get('set-cookie')!;
  expect(given).toMatch(
    /^__Host-tablero-teams=[\w-]{20,}; Max-Age=28800; Path=\/; HttpOnly; SameSite=None; Secure; Partitioned$/,
  );
  const page = await fetch(`${server.url}/tablero`, { headers: { cookie: given.split(';')[0]! } });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain(
    'frame-ancestors https://teams.microsoft.com',
  );
});

it('knows an account again by its id when the name has changed, as the chat does', async () => {
  expect((await send(bearer(good()))).status).toBe(200);
  expect((await send(bearer({ ...good(), preferred_username: 'otra@ejemplo.invalid' }))).status).toBe(200);
});

it('who lost the office is out at the next request', async () => {
  const cookie = (await send(bearer(good()))).headers.get('set-cookie')!.split(';')[0]!;
  await given(
    s,
    fact('role.ended', '2024-05-09', { role: 'member', unit: null }, { subject: id(cast.member) }),
  );
  const page = await fetch(`${server.url}/tablero`, { headers: { cookie }, redirect: 'manual' });
  expect(page.status).toBe(303);
  expect(page.headers.get('location')).toBe('/tablero/teams');
  expect((await send(bearer(good()))).status).toBe(403);
});

it.each([
  ['an employee', cast.employee],
  ['a unit’s lead', cast.lead],
  ['somebody who left', cast.leaver],
  ['nobody of the roster', cast.nobody],
])('refuses %s, whose token is good', async (_, number) => {
  const answer = await send(bearer(good(number)));
  expect(answer.status).toBe(403);
  expect(answer.headers.get('set-cookie')).toBeNull();
});

const forged: readonly [name: string, authorization: () => string | undefined][] = [
  ['no token', () => undefined],
  ['an empty one', () => ''],
  ['only the scheme', () => 'Bearer'],
  ['a word', () => 'Bearer nada'],
  ['another scheme', () => bearer(good()).replace('Bearer', 'Basic')],
  ['the scheme in lower case', () => bearer(good()).replace('Bearer', 'bearer')],
  ['two tokens', () => `${bearer(good())} ${token(good(), tenant.key)}`],
  ['alg none', () => `Bearer ${token(good(), null, { alg: 'none' })}x`],
  ['no signature', () => `Bearer ${token(good(), null)}`],
  ['alg none with a signature', () => bearer(good(), { alg: 'none' })],
  [
    'the public key as an HMAC secret',
    () =>
      `Bearer ${token(good(), tenant.publicKey.export({ type: 'spki', format: 'pem' }).toString(), { alg: 'HS256' })}`,
  ],
  ['another signer', () => `Bearer ${token(good(), stranger.privateKey)}`],
  ['a key that nobody knows', () => `Bearer ${token(good(), stranger.privateKey, { kid: 'k9' })}`],
  [
    'a key of its own in the header',
    () =>
      `Bearer ${token(good(), stranger.privateKey, { jwk: stranger.publicKey.export({ format: 'jwk' }) })}`,
  ],
  ['an extension that must be understood', () => bearer(good(), { crit: ['x'], x: 1 })],
  [
    'a changed claim',
    () => {
      const [head, , sign] = token(good(), tenant.key).split('.');
      return `Bearer ${head}.${Buffer.from(JSON.stringify(good(cast.secretary))).toString('base64url')}.${sign}`;
    },
  ],
  ['another issuer', () => bearer({ ...good(), iss: 'https://atacante.example' })],
  [
    'another tenant’s issuer',
    () => bearer({ ...good(), iss: `https://login.microsoftonline.com/${other}/v2.0` }),
  ],
  ['a list of issuers', () => bearer({ ...good(), iss: [good().iss] })],
  ['no issuer', () => bearer({ ...good(), iss: undefined })],
  ['the other version’s issuer', () => bearer({ ...good(), iss: `https://sts.windows.net/${tenantId}/` })],
  ['another tenant', () => bearer({ ...good(), tid: other })],
  ['no tenant', () => bearer({ ...good(), tid: undefined })],
  ['another app’s audience', () => bearer({ ...good(), aud: other })],
  ['a list of audiences', () => bearer({ ...good(), aud: [appId, other] })],
  ['no audience', () => bearer({ ...good(), aud: undefined })],
  ['Microsoft Graph’s audience', () => bearer(v1({ aud: '00000003-0000-0000-c000-000000000000' }))],
  ['the bot’s own audience in version 1', () => bearer(v1({ aud: appId }))],
  ['another server’s resource', () => bearer(v1({ aud: `api://otro.gob.mx/botid-${appId}` }))],
  ['yesterday’s', () => bearer({ ...good(), nbf: at(-90_000), exp: at(-86_400) })],
  ['ten minutes over', () => bearer({ ...good(), exp: at(-600) })],
  ['no end', () => bearer({ ...good(), exp: undefined })],
  ['an end that is a word', () => bearer({ ...good(), exp: 'mañana' })],
  ['tomorrow’s', () => bearer({ ...good(), nbf: at(86_400), exp: at(90_000) })],
  ['an id token: no scope', () => bearer({ ...good(), scp: undefined })],
  ['another scope', () => bearer({ ...good(), scp: 'User.Read' })],
  ['a scope that begins alike', () => bearer({ ...good(), scp: 'access_as_user_more' })],
  ['an app’s own, without a person', () => bearer({ ...good(), scp: undefined, roles: ['x'], idtyp: 'app' })],
  ['of another client than Teams', () => bearer({ ...good(), azp: other })],
  ['of no client', () => bearer({ ...good(), azp: undefined })],
  ['no person', () => bearer({ ...good(), oid: undefined })],
  ['a person that is no id', () => bearer({ ...good(), oid: '../x' })],
  ['no version', () => bearer({ ...good(), ver: undefined })],
  ['a guest by the name', () => bearer({ ...good(), upn: 'x_otro.com#EXT#@ejemplo.onmicrosoft.com' })],
  ['a guest by the provider', () => bearer({ ...good(), idp: 'live.com' })],
  ['a guest by the account’s kind', () => bearer({ ...good(), acct: 1 })],
  ['one too long', () => bearer({ ...good(), more: 'x'.repeat(8000) })],
];

describe('is refused', () => {
  it.each(forged)('%s', async (_, authorization) => {
    const answer = await send(authorization());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('a good token from another site', async () => {
    const answer = await send(bearer(good()), { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('whoever tried too much for now, and then nothing is looked at', async () => {
    for (let n = 0; n < 20; n += 1) expect((await send('Bearer a.b.c')).status).toBe(401);
    expect((await send(bearer(good()))).status).toBe(429);
    s.at('2024-05-09T17:01:01Z');
    expect((await send(bearer(good()))).status).toBe(200);
  });
});

it('does not take a token for forged where the keys can’t be had', async () => {
  const away = await startTenant();
  const own = await boardServer(s, { entra: away.entra, secure: true });
  away.answers = false;
  const headers = { authorization: `Bearer ${token(good(), away.key)}` };
  const ask = () => fetch(`${own.url}/tablero/teams`, { method: 'POST', headers });
  expect((await ask()).status).toBe(500);
  away.answers = true;
  expect((await ask()).status).toBe(200);
  await ask();
  expect(away.asked).toBe(2);
  await own.close();
  await away.close();
});

it('without Teams there is no tab, and no frame may show any page', async () => {
  const plain = await boardServer(s, { secure: true });
  for (const path of ['/tablero', '/tablero/teams']) {
    const answer = await fetch(`${plain.url}${path}`, { headers: { 'sec-fetch-dest': 'iframe' } });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
  const cookie = '__Host-tablero-teams=x';
  expect((await fetch(`${plain.url}/tablero`, { headers: { cookie } })).status).toBe(403);
  await plain.close();
});

it('shows only the tab’s own pages in a frame, and only there lets scripts run', async () => {
  const policyOf = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${server.url}${path}`, { redirect: 'manual', headers })).headers.get(
      'content-security-policy',
    )!;
  const { message } = await s.ask(cast.member, 'tablero');
  const link = server.here(message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!.url);
  const entered = await fetch(link, { method: 'POST', redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  expect(await policyOf('/tablero', { cookie })).toMatch(/frame-ancestors 'none'$/);
  expect(await policyOf('/tablero')).toMatch(/frame-ancestors 'none'$/);
  const tab = await policyOf('/tablero/teams');
  expect(tab).toContain("script-src 'self'; connect-src 'self'");
  expect(tab).toMatch(
    /frame-ancestors https:\/\/teams\.microsoft\.com https:\/\/\*\.teams\.microsoft\.com https:\/\/\*\.cloud\.microsoft$/,
  );
  expect(await (await fetch(`${server.url}/tablero/teams`)).text()).not.toMatch(/<script>|\sstyle=|\son\w+=/);
  expect(publicUrl).toMatch(/^https:/);
});
