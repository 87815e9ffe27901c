import { generateKeyPairSync } from 'node:crypto';
import { ToBotFromBotOrEmulatorTokenValidationParameters as others } from 'botframework-connector/lib/auth/tokenValidationParameters.js';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectTeams } from '../../adapters/teams/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { type Connector, connector, direct } from '../adapters/teams/connector.ts';
import { type RecordingBot, recordingBot, serve } from '../adapters/teams/harness.ts';
import { appId, type Issuer, issuer, startIssuer, token } from '../adapters/teams/issuer.ts';

let keys: Issuer;
let teams: Connector;
let bot: RecordingBot;
let connection: Connection;
let server: Awaited<ReturnType<typeof serve>>;
let lines: Record<string, unknown>[] = [];
let kept = 0;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const home = '66666666-2222-3333-4444-555555555555';

beforeAll(async () => {
  keys = await startIssuer();
  teams = await connector();
  bot = recordingBot();
  connection = await connectTeams({
    appId,
    appPassword: 'secreto',
    appType: 'SingleTenant',
    tenantId: home,
    loopbackOnly: false,
    bot,
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    saveAddress: async () => {
      kept += 1;
    },
    cloud: keys.cloud,
  });
  server = await serve((request, response) => connection.handle(request, response));
});
afterAll(async () => {
  await connection.stop();
  await server.close();
  await teams.close();
  await keys.close();
});
beforeEach(() => {
  lines = [];
});
afterEach(() => {
  // Whatever was tried: nobody was asked anything, nothing was kept, nothing was said.
  expect(bot.requests).toEqual([]);
  expect(bot.homes).toEqual([]);
  expect(teams.calls).toEqual([]);
  expect(kept).toBe(0);
});

const from = (tenant: string, more: object = {}) =>
  direct(teams.url, {
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    ...more,
  });
const press = {
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { data: { words: 'mi avance' } } },
};
/** The same said in every way that Teams has. */
const ways = (tenant: string, more: object = {}) => [
  from(tenant, more),
  from(tenant, { ...press, ...more }),
  from(tenant, { text: '', value: { words: 'tapitas 2 kg' }, ...more }),
  from(tenant, { type: 'installationUpdate', action: 'add', ...more }),
  from(tenant, { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }], ...more }),
];

async function send(activity: object, authorization?: string): Promise<number> {
  const response = await fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify(activity),
  });
  await response.text();
  return response.status;
}

const good = () => keys.claims(teams.url);
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const emulator = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
const foreign = '99999999-2222-3333-4444-555555555555';

const forged: readonly [name: string, authorization: () => string | undefined][] = [
  ['no token', () => undefined],
  ['an empty one', () => ''],
  ['only the scheme', () => 'Bearer'],
  ['a word', () => 'Bearer nada'],
  ['another scheme', () => `Basic ${token(good(), keys.privateKey)}`],
  ['the scheme in lower case', () => `bearer ${token(good(), keys.privateKey)}`],
  ['two tokens', () => `Bearer ${token(good(), keys.privateKey)} ${token(good(), keys.privateKey)}`],
  ['alg none', () => `Bearer ${token(good(), null, { alg: 'none' })}`],
  ['alg None, spelled so', () => `Bearer ${token(good(), null, { alg: 'None' })}`],
  ['alg none with a signature', () => `Bearer ${token(good(), keys.privateKey, { alg: 'none' })}`],
  ['no signature', () => `Bearer ${token(good(), null)}`],
  [
    'the public key as an HMAC secret',
    () =>
      `Bearer ${token(good(), keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(), { alg: 'HS256' })}`,
  ],
  ['another signer', () => `Bearer ${token(good(), stranger.privateKey)}`],
  ['a key that nobody knows', () => `Bearer ${token(good(), stranger.privateKey, { kid: 'k9' })}`],
  ['no key named', () => `Bearer ${token(good(), keys.privateKey, { kid: undefined })}`],
  [
    'a key of its own in the header',
    () =>
      `Bearer ${token(good(), stranger.privateKey, { jwk: stranger.publicKey.export({ format: 'jwk' }), jku: teams.url })}`,
  ],
  ['Microsoft’s key for another channel', () => `Bearer ${token(good(), keys.webChatKey, { kid: 'k2' })}`],
  [
    'another issuer',
    () => `Bearer ${token({ ...good(), iss: 'https://atacante.example' }, keys.privateKey)}`,
  ],
  ['a list of issuers', () => `Bearer ${token({ ...good(), iss: [issuer] }, keys.privateKey)}`],
  ['no issuer', () => `Bearer ${token({ ...good(), iss: undefined }, keys.privateKey)}`],
  ['another bot’s audience', () => `Bearer ${token({ ...good(), aud: foreign }, keys.privateKey)}`],
  ['no audience', () => `Bearer ${token({ ...good(), aud: undefined }, keys.privateKey)}`],
  ['a list of audiences', () => `Bearer ${token({ ...good(), aud: [foreign, appId] }, keys.privateKey)}`],
  [
    'another serviceUrl',
    () => `Bearer ${token({ ...good(), serviceurl: 'https://atacante.example' }, keys.privateKey)}`,
  ],
  ['no serviceUrl', () => `Bearer ${token({ ...good(), serviceurl: undefined }, keys.privateKey)}`],
  [
    'yesterday’s',
    () => `Bearer ${token({ ...good(), nbf: at(-90_000), exp: at(-86_400) }, keys.privateKey)}`,
  ],
  [
    'ten minutes over',
    () => `Bearer ${token({ ...good(), nbf: at(-4000), exp: at(-600) }, keys.privateKey)}`,
  ],
  ['tomorrow’s', () => `Bearer ${token({ ...good(), nbf: at(86_400), exp: at(90_000) }, keys.privateKey)}`],
  [
    'one of the SDK’s emulator',
    () => `Bearer ${token({ ...good(), iss: emulator, ver: '1.0', appid: appId }, stranger.privateKey)}`,
  ],
  [
    'one of a tenant of one’s own, as the SDK’s emulator has it',
    () =>
      `Bearer ${token({ ...good(), iss: `https://sts.windows.net/${foreign}/`, tid: foreign, ver: '1.0', appid: appId }, stranger.privateKey)}`,
  ],
  [
    'one of another bot, as the SDK’s skills have it',
    () =>
      `Bearer ${token({ ...good(), iss: emulator, aud: appId, appid: foreign, ver: '1.0' }, stranger.privateKey)}`,
  ],
];

describe('nobody gets in by a token that is', () => {
  it.each(forged)('%s', async (_, authorization) => {
    for (const activity of ways(home)) expect(await send(activity, authorization())).toBe(401);
  });
  afterAll(() =>
    console.log(`forged Teams tokens: ${forged.length} x ${ways('').length} ways tried, 0 let in`),
  );
});

it('a foreign serviceUrl with a token for the own one does not get in', async () => {
  const { authorization } = keys.bearer(good());
  for (const activity of ways(home, { serviceUrl: 'https://atacante.example/' }))
    expect(await send(activity, authorization)).toBe(401);
});

it('a foreign tenant does not get in with a token that is genuine', async () => {
  const { authorization } = keys.bearer(good());
  for (const activity of ways(foreign)) expect(await send(activity, authorization)).toBe(403);
  // Only one of the two places names it.
  const mixed = { channelData: { tenant: { id: foreign } } };
  for (const activity of ways(home, mixed)) expect(await send(activity, authorization)).toBe(403);
  expect(lines.every((line) => line.msg === 'refused Teams requests')).toBe(true);
});

it('forged tokens leave nothing behind in the SDK, however many', async () => {
  const before = (others.issuer as string[]).length;
  for (let n = 0; n < 200; n += 1) {
    const tid = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
    for (const iss of [issuer, emulator])
      expect(
        await send(from(home), keys.bearer({ ...good(), iss, tid }, stranger.privateKey).authorization),
      ).toBe(401);
  }
  expect((others.issuer as string[]).length).toBe(before);
});

it('while keys are not to be had, a flood does not ask for them a thousand times, nor hang', async () => {
  const other = await startIssuer();
  other.answers = 'never';
  const second = await connectTeams({
    appId,
    appPassword: 'secreto',
    tenantId: home,
    loopbackOnly: false,
    bot,
    log: pino({ level: 'silent' }),
    saveAddress: async () => {},
    cloud: other.cloud,
    patience: { message: 500, press: 500 },
  });
  const its = await serve((request, response) => second.handle(request, response));
  try {
    const { authorization } = other.bearer(other.claims(teams.url), stranger.privateKey);
    const statuses = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const response = await fetch(`${its.url}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify(from(home)),
        });
        return response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([503]));
    expect(other.asked).toBeLessThan(statuses.length / 2);
    // And once they are there, who is genuine gets in again.
    other.answers = true;
    const genuine = other.bearer(other.claims(teams.url)).authorization;
    const response = await fetch(`${its.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: genuine },
      body: JSON.stringify(from(home, { type: 'invoke', name: 'otra/cosa' })),
    });
    expect(response.status).toBe(501);
  } finally {
    await second.stop();
    await its.close();
    await other.close();
  }
}, 60_000);

it('who is genuine gets in meanwhile', async () => {
  const { authorization } = keys.bearer(good());
  expect(await send(from(home, { type: 'invoke', name: 'otra/cosa' }), authorization)).toBe(501);
});
