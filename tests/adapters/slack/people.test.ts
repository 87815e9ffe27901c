import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../adapters/slack/client.ts';
import { connectSlack } from '../../../adapters/slack/index.ts';
import { createPeople, type People } from '../../../adapters/slack/people.ts';
import { createTeamSource } from '../../../adapters/slack/team.ts';
import { bodyOf, botToken, keepingLog, recordingBot, serve } from './harness.ts';
import { signingSecret } from './signed.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Answers = Record<string, (form: URLSearchParams) => unknown>;

const later = { retryAfter: 1 };

/** A Web API of given answers; a method without one fails with `internal_error`, `later` is a 429. */
async function webApi(answers: Answers): Promise<{ apiUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const slack = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      const method = (request.url ?? '').replace('/api/', '');
      asked.push(method);
      const answer = answers[method]?.(new URLSearchParams(body)) ?? { ok: false, error: 'internal_error' };
      if (answer === later) return void response.writeHead(429, { 'retry-after': '1' }).end();
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': 'chat:write,commands' })
        .end(JSON.stringify(answer));
    });
  });
  closing.push(slack.close);
  return { apiUrl: `${slack.url}/api/`, asked };
}

const home = () => ({ ok: true, team_id: 'T1', team: 'Instituto', user_id: 'U0', bot_id: 'B0' });

async function peopleOf(
  user: Record<string, unknown> | null,
  auth: () => unknown = home,
): Promise<{ people: People; asked: string[]; clock: { now: number } }> {
  const { apiUrl, asked } = await webApi({
    'auth.test': auth,
    ...(user === null ? {} : { 'users.info': () => ({ ok: true, user }) }),
  });
  const { log } = keepingLog();
  const clock = { now: 1_000_000 };
  const client = createClient(botToken, { apiUrl }, log, 2000);
  const team = createTeamSource(client, log, () => clock.now);
  return { people: createPeople(client, client, team, log, () => clock.now), asked, clock };
}

const ana = { id: 'U1', team_id: 'T1', profile: { email: ' Ana@Example.com ' } };

describe('who somebody is', () => {
  it('is their e-mail and workspace', async () => {
    const { people } = await peopleOf(ana);
    expect(await people.identify('U1', 'T1')).toEqual({
      tenant: 'T1',
      emails: ['Ana@Example.com'],
      guest: false,
    });
    expect(await people.identify('U1', null)).toEqual({
      tenant: 'T1',
      emails: ['Ana@Example.com'],
      guest: false,
    });
  });

  it.each([
    ['a guest of several channels', { is_restricted: true }],
    ['a guest of one channel', { is_ultra_restricted: true }],
    ['somebody from outside', { is_stranger: true }],
    ['a bot', { is_bot: true }],
    ['somebody who left', { deleted: true }],
  ])('is a guest without an e-mail for %s', async (_, more) => {
    const { people } = await peopleOf({ ...ana, ...more });
    expect(await people.identify('U1', 'T1')).toEqual({ tenant: 'T1', emails: [], guest: true });
  });

  it('is a guest of the own workspace’s tenant for somebody of another', async () => {
    const { people } = await peopleOf({ ...ana, team_id: 'T9' });
    expect(await people.identify('U1', 'T1')).toEqual({ tenant: 'T9', emails: [], guest: true, home: 'T1' });
  });

  it('is a colleague for another workspace of the same organisation', async () => {
    const { people } = await peopleOf(
      { ...ana, team_id: 'T9', enterprise_user: { enterprise_id: 'E1' } },
      () => ({
        ...home(),
        enterprise_id: 'E1',
      }),
    );
    expect(await people.identify('U1', 'T9')).toEqual({
      tenant: 'T1',
      emails: ['Ana@Example.com'],
      guest: false,
    });
  });

  it('holds no e-mail that Slack has not confirmed', async () => {
    const { people } = await peopleOf({ ...ana, is_email_confirmed: false });
    expect(await people.identify('U1', 'T1')).toEqual({ tenant: 'T1', emails: [], guest: false });
  });

  it('is not told by Slack: is unverified, and a foreign workspace still is foreign', async () => {
    const { people } = await peopleOf(null);
    expect(await people.identify('U1', 'T1')).toEqual({
      ...{ tenant: 'T1', emails: [], guest: false },
      unverified: true,
    });
    expect(await people.identify('U2', 'T9')).toEqual({ tenant: 'T9', emails: [], guest: true, home: 'T1' });
  });

  it('is asked once in five minutes, and at once again where it failed', async () => {
    const { people, asked, clock } = await peopleOf(ana);
    const infos = (): number => asked.filter((method) => method === 'users.info').length;
    await Promise.all([people.identify('U1', 'T1'), people.identify('U1', 'T1')]);
    await people.identify('U1', 'T1');
    expect(infos()).toBe(1);
    clock.now += 5 * 60_000 + 1;
    await people.identify('U1', 'T1');
    expect(infos()).toBe(2);
    const failing = await peopleOf(null);
    await failing.people.identify('U1', 'T1');
    await failing.people.identify('U1', 'T1');
    expect(failing.asked.filter((method) => method === 'users.info')).toHaveLength(2);
  });
});

describe('when Slack wants no more look-ups, one by one', () => {
  const colleague = (n: number) => ({ id: `U${n}`, team_id: 'T1', profile: { email: `p${n}@example.com` } });
  const limited = () => ({ ok: false, error: 'ratelimited' });
  const page = (from: number, next: string) => ({
    ok: true,
    members: [colleague(from), colleague(from + 1)],
    response_metadata: { next_cursor: next },
  });

  it('everybody is known by pages, and each is asked for no more', async () => {
    const { apiUrl, asked } = await webApi({
      'auth.test': home,
      'users.info': limited,
      'users.list': (form) => (form.get('cursor') === 'second' ? page(3, '') : page(1, 'second')),
    });
    const { log } = keepingLog();
    const client = createClient(botToken, { apiUrl }, log, 2000);
    const now = () => 1_000_000;
    const people = createPeople(client, client, createTeamSource(client, log, now), log, now);
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => people.identify(`U${n}`, 'T1')));
    expect(all.map(({ emails }) => emails)).toEqual([
      ['p1@example.com'],
      ['p2@example.com'],
      ['p3@example.com'],
      ['p4@example.com'],
      [],
    ]);
    expect(all.map(({ unverified }) => unverified)).toEqual([...Array(4).fill(undefined), true]);
    // Whoever Slack did not list is not asked for until it wants to be asked again.
    await people.identify('U5', 'T1');
    expect(asked.filter((method) => method === 'users.list')).toHaveLength(2);
    expect(asked.filter((method) => method === 'users.info')).toHaveLength(5);
  });
});

describe('whom the workspace holds', () => {
  it('is read to the end where Slack wants to be asked later for a page', async () => {
    let pages = 0;
    const { apiUrl, asked } = await webApi({
      'auth.test': home,
      'users.list': (form) => {
        pages += 1;
        if (pages === 2) return later;
        const [id, next_cursor] = form.get('cursor') === 'second' ? ['U2', ''] : ['U1', 'second'];
        const members = [{ id, team_id: 'T1', profile: { email: `${id}@example.com` } }];
        return { ok: true, members, response_metadata: { next_cursor } };
      },
    });
    const { log } = keepingLog();
    const client = createClient(botToken, { apiUrl }, log, 2000);
    const now = () => 1_000_000;
    const people = createPeople(client, client, createTeamSource(client, log, now), log, now);
    expect((await people.everybody()).map(({ user }) => user)).toEqual(['U1', 'U2']);
    expect(asked.filter((method) => method === 'users.list')).toHaveLength(3);
  });

  it('is told when it connects: everybody with an e-mail but guests, bots and those who left', async () => {
    const member = (id: string, more: Record<string, unknown> = {}) => ({
      ...{ id, team_id: 'T1', profile: { email: `${id}@example.com` } },
      ...more,
    });
    const { apiUrl } = await webApi({
      'auth.test': home,
      'users.list': () => ({
        ok: true,
        members: [
          member('U1'),
          member('U2', { is_restricted: true }),
          member('U3', { is_bot: true }),
          member('U4', { deleted: true }),
          member('U5', { profile: {} }),
          member('U6', { team_id: 'T9' }),
          member('USLACKBOT'),
          { ...member('U7'), is_email_confirmed: false },
        ],
      }),
    });
    const met: unknown[] = [];
    const connection = await connectSlack({
      ...{ workspaces: [{ botToken }], signingSecret, apiUrl, bot: recordingBot(), log: keepingLog().log },
      saveAddress: async () => {},
      meet: async (all) => void met.push(...all),
    });
    closing.push(() => connection.stop());
    await expect.poll(() => met).not.toEqual([]);
    expect(met).toEqual([
      {
        account: { platform: 'slack', tenant: 'T1', user: 'U1' },
        emails: ['U1@example.com'],
        address: { platform: 'slack', kind: 'person', tenant: 'T1', id: 'U1', ref: {} },
      },
    ]);
  });
});

describe('connecting', () => {
  const options = (apiUrl: string) => ({
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl,
    bot: recordingBot(),
    saveAddress: async () => {},
    log: keepingLog().log,
  });

  it('tells what it is connected to and which scopes the token lacks', async () => {
    const { apiUrl } = await webApi({ 'auth.test': home });
    const connection = await connectSlack(options(apiUrl));
    closing.push(() => connection.stop());
    expect(connection.path).toBe('/slack/events');
    expect(connection.state().ok).toBe(true);
    expect(connection.state().detail).toMatch(
      /^HTTP; workspace Instituto \(T1\); missing scopes: app_mentions:read, /,
    );
    expect(connection.state().detail).not.toContain('chat:write');
  });

  it('fails where Slack refuses the token', async () => {
    const { apiUrl } = await webApi({ 'auth.test': () => ({ ok: false, error: 'invalid_auth' }) });
    await expect(connectSlack(options(apiUrl))).rejects.toThrow(
      'Slack refuses SLACK_BOT_TOKEN: invalid_auth',
    );
  });

  it('waits for a Slack that cannot be reached', async () => {
    const gone = await serve(() => {});
    await gone.close();
    const connection = await connectSlack(options(`${gone.url}/api/`));
    closing.push(() => connection.stop());
    expect(connection.state()).toEqual({ ok: false, detail: 'HTTP; Slack has not answered yet' });
  });

  it('needs a way in', async () => {
    const { apiUrl } = await webApi({ 'auth.test': home });
    const { signingSecret: _, ...neither } = options(apiUrl);
    await expect(connectSlack(neither)).rejects.toThrow('SLACK_SIGNING_SECRET');
  });
});
