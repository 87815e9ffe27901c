import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { connectSlack } from '../../adapters/slack/index.ts';
import type { Activity } from '../../adapters/teams/activity.ts';
import { connectTeams } from '../../adapters/teams/index.ts';
import { isForeign, mayProve } from '../../adapters/teams/proof.ts';
import { postSigned, signingSecret } from '../adapters/slack/signed.ts';
import { serve } from '../adapters/teams/harness.ts';
import {
  emailsOf,
  ids,
  keptOf,
  markOf,
  oneCommittee,
  type Platform,
  type Several,
  type Step,
  severalCommittees,
  steps,
} from './several.ts';

const log = pino({ level: 'silent' });
const runs = { numRuns: process.env.PAT_FAULTS === 'long' ? 100 : 5 };

interface Front {
  /** What is shown to whoever asks. */
  ask(step: Step, words: string): Promise<string>;
  close(): Promise<void>;
}

/** Slack's app in two workspaces, each with a token of its own; signed commands over HTTP. */
async function slackFront(router: Several['router']): Promise<Front> {
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const web = (async (input: unknown, init?: { body?: unknown; headers?: HeadersInit }) => {
    const token = new Headers(init?.headers).get('authorization') ?? '';
    const team = token.endsWith('xoxb-TA') ? 'TA' : token.endsWith('xoxb-TB') ? 'TB' : '';
    const method = String(input).split('/').at(-1) ?? '';
    if (method === 'auth.test') return json({ ok: true, team_id: team, team, user_id: 'UBOT', bot_id: 'B1' });
    const user = new URLSearchParams(String(init?.body ?? '')).get('user') ?? '';
    const email = emailsOf[`${team}/${user}`];
    return json({ ok: true, user: { team_id: team, profile: { email } } });
  }) as typeof fetch;
  const connection = await connectSlack({
    workspaces: ['TA', 'TB'].map((team) => ({ team, botToken: `xoxb-${team}` })),
    ...{ signingSecret, apiUrl: 'http://slack.invalid/api/', fetch: web },
    ...{ bot: router, saveAddress: router.saveAddress, log, pace: 0 },
  });
  const server = await serve((request, response) => connection.handle(request, response));
  let n = 0;
  return {
    async ask({ home, user }, text) {
      n += 1;
      const command = { command: '/pat', user_id: user, team_id: home, text, n: String(n) };
      const body = new URLSearchParams(command).toString();
      return (await postSigned(`${server.url}${connection.path}`, body)).body;
    },
    async close() {
      await connection.stop();
      await server.close();
    },
  };
}

/** Teams' app in two tenants; activities over HTTP, and a stand-in for the Bot Connector. */
async function teamsFront(router: Several['router']): Promise<Front> {
  const said: string[] = [];
  const connector = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [tenant = '', user = ''] = (
      decodeURIComponent(request.url ?? '')
        .split('/')
        .at(-1) ?? ''
    )
      .replace(/^29:/, '')
      .split('-');
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET')
      return void answer(200, { id: user, email: emailsOf[`${tenant}/${user}`], tenantId: tenant });
    said.push(Buffer.concat(chunks).toString('utf8'));
    return void answer(201, { id: 'm1' });
  });
  const connection = await connectTeams({
    ...{ bot: router, saveAddress: router.saveAddress, log, loopbackOnly: true },
    patience: { message: 5000, press: 3000 },
  });
  const server = await serve((request, response) => connection.handle(request, response));
  return {
    async ask({ home, user }, text) {
      const from = said.length;
      const activity = {
        type: 'message',
        channelId: 'msteams',
        serviceUrl: connector.url,
        ...{ id: '1', text },
        from: { id: `29:${home}-${user}`, aadObjectId: user },
        recipient: { id: '28:bot' },
        conversation: { id: `a:${home}-${user}`, conversationType: 'personal', tenantId: home },
        channelData: { tenant: { id: home } },
      };
      const headers = { 'content-type': 'application/json' };
      await fetch(`${server.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
      return said.slice(from).join('\n');
    },
    async close() {
      await connection.stop();
      await server.close();
      await connector.close();
    },
  };
}

const fronts: Readonly<Record<Platform, (router: Several['router']) => Promise<Front>>> = {
  slack: slackFront,
  teams: teamsFront,
};

it.each([
  'slack',
  'teams',
] as const)('through %s, the same ids and numbers in every place: no committee shows or records what is another’s', async (platform) => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { worlds, router } = await severalCommittees(platform);
      const front = await fronts[platform](router);
      try {
        for (const step of all) {
          const shown = await front.ask(step, step.sent);
          expect(shown).not.toBe('');
          const strangers = ids.filter((id) => (step.of === null ? id === 'comite-a' : id !== step.of));
          for (const id of strangers) expect(shown).not.toContain(markOf(id));
        }
      } finally {
        await front.close();
      }
      for (const id of ids) {
        const alone = await oneCommittee(id, platform);
        for (const { home, user, words, of } of all)
          if (of === id)
            await alone.bot.handle({
              account: { platform, tenant: home, user },
              emails: [emailsOf[`${home}/${user}`]!],
              ...{ guest: false, where: 'direct', channel: null, words, canOpen: false },
            });
        expect(await keptOf(worlds.get(id)!)).toEqual(await keptOf(alone));
        const addresses = await worlds.get(id)!.directory.addresses(id);
        const users = new Set(all.filter((s) => s.of === id).map((s) => s.user));
        expect(new Set(addresses.map((a) => a.id))).toEqual(users);
      }
    }),
    runs,
  );
}, 120_000);

const token = (payload: object): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `Bearer ${part({ alg: 'RS256' })}.${part(payload)}.x`;
};
const named = (channel: string | undefined, conversation: string | undefined) =>
  ({
    channelData: channel === undefined ? null : { tenant: { id: channel } },
    conversation: { id: 'a', tenantId: conversation },
  }) as Activity;

it('an activity of Teams is of one home tenant, or of nobody', () => {
  const homes = ['t1', 't2'];
  expect(isForeign(named('t1', 't1'), homes)).toBe(false);
  expect(isForeign(named('t2', undefined), homes)).toBe(false);
  expect(isForeign(named('t1', 't2'), homes)).toBe(true);
  expect(isForeign(named('t1', 't3'), homes)).toBe(true);
  expect(isForeign(named(undefined, 't3'), homes)).toBe(true);
  expect(mayProve(token({ iss: 'i' }), 'i', homes)).toBe(true);
  expect(mayProve(token({ iss: 'i', tid: 't2' }), 'i', homes)).toBe(true);
  expect(mayProve(token({ iss: 'i', tid: 't3' }), 'i', homes)).toBe(false);
});
