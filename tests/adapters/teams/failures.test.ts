import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activitySchema } from '../../../adapters/teams/activity.ts';
import { createChat } from '../../../adapters/teams/chat.ts';
import { ConnectorFailure, failureOf } from '../../../adapters/teams/failure.ts';
import { connectTeams } from '../../../adapters/teams/index.ts';
import { createMembers, identityOf } from '../../../adapters/teams/members.ts';
import { loadSdk } from '../../../adapters/teams/sdk.ts';
import { plain } from '../../../src/message.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import type { Address } from '../../../src/ports/directory.ts';
import { teamsTexts } from '../../../src/texts/teams.ts';
import { type Connector, connector, direct, mention } from './connector.ts';
import { type RecordingBot, recordingBot, serve, silent } from './harness.ts';

let teams: Connector;
let bot: RecordingBot;
let kept: Address[];
let connection: Connection;
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  teams = await connector();
  bot = recordingBot();
  kept = [];
  connection = await connectTeams({
    bot,
    log: silent,
    loopbackOnly: true,
    saveAddress: async (address) => {
      kept.push(address);
    },
    patience: { message: 5000, press: 3000 },
  });
  server = await serve((request, response) => connection.handle(request, response));
});
afterEach(async () => {
  await connection.stop();
  await server.close();
  await teams.close();
});

async function send(activity: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const said = (): [string, unknown][] =>
  teams.calls
    .filter(({ path }) => path.endsWith('/activities'))
    .map(({ path, body }) => [path.split('/')[3] ?? '', body.text ?? body.summary]);
const press = (base: object) => ({
  ...base,
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: 'm0',
  text: undefined,
  entities: [],
  value: { action: { verb: 'pat', data: { words: 'carta', nonce: 'n' } } },
});
const refuseAt = (path: string, status: number, code: string) => {
  const through = teams.answer;
  teams.answer = (call) =>
    call.method === 'POST' && call.path.startsWith(path)
      ? { status, body: { error: { code, message: '' } } }
      : through(call);
};

describe('a person whose chat the bot cannot open', () => {
  it.each([
    ['when it is opened', '/v3/conversations', 'ForbiddenOperationException'],
    ['when it is written to', '/v3/conversations/a:personal', 'BotNotInConversationRoster'],
  ])('hears in the channel how to add the app: %s', async (_, path, code) => {
    const through = teams.answer;
    teams.answer = (call) =>
      call.method === 'POST' &&
      (call.path === path || (call.path.startsWith(`${path}/`) && path !== '/v3/conversations'))
        ? { status: 403, body: { error: { code, message: '' } } }
        : through(call);
    bot.answer = () => ({ message: plain('Te falta la carta compromiso'), visibility: 'private' });
    await send(mention(teams.url));
    const channel = said().filter(([to]) => to !== 'a:personal');
    expect(channel).toEqual([
      ['19:canal@thread.tacv2;messageid=1', teamsTexts.addTheApp(teamsTexts.app.name)],
    ]);
    expect(kept.map(({ kind }) => kind)).toEqual(['channel']);
  });

  it('hears it beside the button that was pressed', async () => {
    refuseAt('/v3/conversations', 403, 'ForbiddenOperationException');
    const { body } = await send(press(mention(teams.url)));
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: teamsTexts.addTheApp(teamsTexts.app.name),
    });
    expect(said()).toEqual([]);
  });

  it('is not told to add the app when Teams fails', async () => {
    const through = teams.answer;
    teams.answer = (call) => (call.path === '/v3/conversations' ? { status: 500 } : through(call));
    await send(mention(teams.url));
    expect(said()).toEqual([['19:canal@thread.tacv2;messageid=1', teamsTexts.notNow]]);
    expect(teams.calls.filter(({ path }) => path === '/v3/conversations')).toHaveLength(1);
  });
});

describe('who speaks', () => {
  it('has the e-mail and the user principal name that Teams tells, asked for once', async () => {
    await send(direct(teams.url));
    await send(direct(teams.url));
    expect(bot.requests.map(({ emails, guest }) => ({ emails, guest }))).toEqual(
      Array(2).fill({ emails: ['ana@ejemplo.invalid', 'ana.l@ejemplo.invalid'], guest: false }),
    );
    expect(teams.calls.filter(({ method }) => method === 'GET').map(({ path }) => path)).toEqual([
      '/v3/conversations/a:personal/members/29:u1',
    ]);
  });

  it('is looked up in the team when it speaks in a channel', async () => {
    await send(mention(teams.url));
    expect(teams.calls[0]?.path).toBe('/v3/conversations/19:equipo/members/29:u1');
  });

  it.each([
    ['role', { userRole: 'guest' }],
    ['user principal name', { userPrincipalName: 'eva_otra.mx#EXT#@ejemplo.onmicrosoft.com' }],
    ['tenant', { tenantId: 't2' }],
  ])('is a guest by its %s: no e-mail, and its chat is not kept', async (_, member) => {
    teams.answer = ({ method }) =>
      method === 'GET'
        ? { status: 200, body: { id: '29:u1', email: 'eva@otra.mx', tenantId: 't1', ...member } }
        : { status: 201, body: { id: 'm1' } };
    await send(direct(teams.url));
    expect(bot.requests).toMatchObject([{ emails: [], guest: true }]);
    expect(kept).toEqual([]);
  });

  it('has no e-mail when the look-up fails, is answered all the same and asked for again', async () => {
    const through = teams.answer;
    teams.answer = (call) => (call.method === 'GET' ? { status: 404 } : through(call));
    await send(direct(teams.url));
    teams.answer = through;
    await send(direct(teams.url));
    expect(bot.requests.map(({ emails, guest }) => [emails.length, guest])).toEqual([
      [0, false],
      [2, false],
    ]);
    expect(said()).toHaveLength(2);
  });

  it('is a guest without a look-up when it comes from another tenant', async () => {
    const asked: string[] = [];
    const members = createMembers({
      homes: ['t1'],
      log: silent,
      now: () => 0,
      lookUp: async (_, __, user) => {
        asked.push(user);
        return { email: 'ana@ejemplo.invalid' };
      },
    });
    const from = (tenant: string) =>
      activitySchema.parse(direct(teams.url, { channelData: { tenant: { id: tenant } } }));
    expect(await members.identify(from('t2'))).toEqual({ emails: [], guest: true });
    expect(asked).toEqual([]);
    expect(await members.identify(from('t1'))).toEqual({ emails: ['ana@ejemplo.invalid'], guest: false });
    expect([members.atHome(from('t1')), members.atHome(from('t2'))]).toEqual([true, false]);
  });

  it('is one of a crowd: looked up few at a time, and again when Teams wants less at once', async () => {
    let [running, most] = [0, 0];
    const tries = new Map<string, number>();
    const members = createMembers({
      ...{ homes: null, log: silent, now: () => 0 },
      async lookUp(_, __, user) {
        const tried = (tries.get(user) ?? 0) + 1;
        tries.set(user, tried);
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        if (tried === 1)
          throw new ConnectorFailure({ status: 429, code: 'Throttled', retryAfterMs: 1, left: true });
        return { email: `${user}@ejemplo.invalid` };
      },
    });
    const crowd = Array.from({ length: 200 }, (_, n) =>
      activitySchema.parse({ ...direct(teams.url), from: { id: `p${n}`, aadObjectId: `d${n}` } }),
    );
    const known = await Promise.all(crowd.map(members.identify));
    expect(known.flatMap(({ emails }) => emails)).toEqual(crowd.map((_, n) => `p${n}@ejemplo.invalid`));
    expect([...tries.values()]).toEqual(Array(200).fill(2));
    expect(most).toBeLessThanOrEqual(25);
  });

  it('is unverified where Teams cannot be asked, at once', async () => {
    let asked = 0;
    const members = createMembers({
      ...{ homes: null, log: silent, now: () => 0 },
      async lookUp() {
        asked += 1;
        throw new ConnectorFailure({ status: null, code: 'ECONNREFUSED', retryAfterMs: null, left: false });
      },
    });
    expect(await members.identify(activitySchema.parse(direct(teams.url)))).toEqual({
      ...{ emails: [], guest: false },
      unverified: true,
    });
    expect(asked).toBe(1);
  });

  it('is asked for again after ten minutes', async () => {
    let [now, asked] = [0, 0];
    const lookUp = async () => ({ email: `ana${++asked}@ejemplo.invalid` });
    const members = createMembers({ homes: null, log: silent, now: () => now, lookUp });
    const activity = activitySchema.parse(direct(teams.url));
    for (const minutes of [0, 9, 11]) {
      now = minutes * 60_000;
      await members.identify(activity);
    }
    expect(asked).toBe(2);
    expect(identityOf({ userPrincipalName: 'sin-arroba' }, 't1')).toEqual({ emails: [], guest: false });
  });
});

describe('a post', () => {
  const to = (): Address => ({
    platform: 'teams',
    kind: 'person',
    tenant: 't1',
    id: 'd1',
    ref: { serviceUrl: teams.url, tenant: 't1', bot: '28:bot', user: '29:u1', conversation: 'a:personal' },
  });

  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [413, 'refused'],
    [412, 'retry'],
    [429, 'retry'],
    [500, 'unknown'],
    [502, 'retry'],
    [503, 'retry'],
    [504, 'retry'],
  ])('answered with %d is %s, and is tried once only', async (status, expected) => {
    teams.answer = () => ({ status, body: { error: { code: 'Algo', message: 'x' } } });
    const outcome = await connection.chat.post(to(), plain('Hola'), 'k');
    expect(outcome.status).toBe(expected);
    expect(teams.calls).toHaveLength(1);
    if (outcome.status === 'refused') expect(outcome.reason).toBe(`http ${status} Algo`);
    if (outcome.status === 'retry') expect(outcome.afterMs).toBeGreaterThanOrEqual(1000);
  });

  it('goes to a channel that only the configuration names', async () => {
    const sdk = await loadSdk(null, async () => null);
    const sent: string[] = [];
    const chat = createChat({
      bot: { appId: 'app', tenantId: 't1' },
      sdk: {
        ...sdk,
        send: async (ref) => {
          sent.push(`${ref.serviceUrl} ${ref.conversation}`);
          return 'm1';
        },
      },
    });
    const named: Address = {
      platform: 'teams',
      kind: 'channel',
      tenant: '',
      id: '19:x@thread.tacv2',
      ref: null,
    };
    expect((await chat.post(named, plain('Hola'), 'k')).status).toBe('sent');
    expect(sent).toEqual(['https://smba.trafficmanager.net/teams/ 19:x@thread.tacv2']);
  });

  it.each([
    ['a person nobody knows', { kind: 'person', ref: null }],
    ['a channel in the demo', { kind: 'channel', ref: null }],
    ['a reference that is none', { kind: 'person', ref: { serviceUrl: 'x' } }],
  ] as const)('has no address: %s', async (_, more) => {
    expect(await connection.chat.post({ ...to(), ...more }, plain('Hola'), 'k')).toEqual({
      status: 'no-address',
    });
    expect(teams.calls).toEqual([]);
  });
});

describe('an answer', () => {
  it('waits out a busy Teams and comes once', async () => {
    const through = teams.answer;
    let busy = 1;
    teams.answer = (call) =>
      call.path.endsWith('/activities') && busy-- > 0
        ? { status: 429, headers: { 'retry-after': '0' } }
        : through(call);
    await send(direct(teams.url));
    await connection.stop();
    expect(said()).toHaveLength(2);
  }, 15_000);

  it('is not said twice when Teams hides whether it arrived', async () => {
    const through = teams.answer;
    teams.answer = (call) => (call.path.endsWith('/activities') ? { status: 500 } : through(call));
    expect((await send(direct(teams.url))).status).toBe(200);
    expect(said()).toHaveLength(1);
  });

  it('is waited for when the bot stops, and nothing new is taken', async () => {
    let release = (): void => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    bot.answer = async () => {
      await held;
      return { message: plain('Tarde'), visibility: 'private' };
    };
    const first = send(direct(teams.url));
    while (bot.requests.length === 0) await new Promise((done) => setTimeout(done, 5));
    const stopped = connection.stop();
    expect((await send(direct(teams.url))).status).toBe(503);
    release();
    await stopped;
    expect(said()).toEqual([['a:personal', 'Tarde']]);
    expect((await first).status).toBe(200);
  });
});

it('a failure before anything left is tried again later', () => {
  const failure = { status: null, code: 'invalid_client', retryAfterMs: null };
  expect(failureOf(new ConnectorFailure({ ...failure, left: false })).status).toBe('retry');
  expect(failureOf(new ConnectorFailure({ ...failure, left: true })).status).toBe('unknown');
  expect(
    failureOf(new ConnectorFailure({ ...failure, status: 429, retryAfterMs: 9000, left: true }), () => 0),
  ).toEqual({ status: 'retry', afterMs: 9000 });
});

it.each([
  [429, {}, 'a bot that writes too much'],
  [412, { why: 'place' }, 'this conversation'],
  [502, { why: 'place' }, 'this conversation'],
  [503, { why: 'down' }, 'the service'],
  [504, { why: 'place' }, 'this conversation'],
] as const)('%s is tried again, with jitter; it is about %s', (status, why, _) => {
  const failure = new ConnectorFailure({ status, code: 'x', retryAfterMs: null, left: true });
  expect(failureOf(failure, () => 0)).toEqual({ status: 'retry', afterMs: 1000, ...why });
  expect(failureOf(failure, () => 1)).toEqual({ status: 'retry', afterMs: 3000, ...why });
});
