import { pino } from 'pino';
import { connectSlack } from '../../adapters/slack/index.ts';
import { connectTeams } from '../../adapters/teams/index.ts';
import type { RunningBot } from '../../src/bot.ts';
import { botToken } from '../adapters/slack/harness.ts';
import { postSigned, type Sent, type Signing, signingSecret } from '../adapters/slack/signed.ts';
import { serve } from '../adapters/teams/harness.ts';

/** How something is asked: written, by a button whose value says so, or by a form that says so. */
export const ways = ['written', 'pressed', 'submitted'] as const;
export type Way = (typeof ways)[number];

/** What the platform vouches for about somebody; in Slack's and in Teams' own fields. */
export interface Profile {
  readonly email: string | null;
  /** `team_id`, `is_restricted`, … of users.info. */
  readonly slack?: Readonly<Record<string, unknown>>;
  /** `userRole`, `tenantId`, … of a member. */
  readonly teams?: Readonly<Record<string, unknown>>;
}

/** A platform's adapter in front of a bot, asked over HTTP as the platform does. */
export interface Platform {
  readonly url: string;
  /** What was answered to one request, wherever it was said. */
  ask(user: string, way: Way, words: string, fields?: Readonly<Record<string, string>>): Promise<string>;
  readonly logged: string[];
  close(): Promise<void>;
}

const keeping = () => {
  const logged: string[] = [];
  return { logged, log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) };
};

/** Waits until somebody said something; nothing comes for who is not answered at all. */
async function settled(said: readonly unknown[], from: number, ms: number): Promise<void> {
  for (let waited = 0; said.length === from && waited < ms; waited += 2)
    await new Promise((next) => setTimeout(next, 2));
}

export const slackTeam = 'T1';

export interface SlackPlatform extends Platform {
  /** Calls that say something to somebody. */
  readonly said: { method: string; body: string }[];
  send(body: string, contentType: string, signing?: Signing): Promise<Sent>;
}

/** Slack: signed requests in, and a stand-in for the few methods of its Web API that answers need. */
export async function slackBefore(
  bot: RunningBot,
  profiles: ReadonlyMap<string, Profile>,
): Promise<SlackPlatform> {
  const { log, logged } = keeping();
  const said: SlackPlatform['said'] = [];
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const fetchIt = (async (input: unknown, init?: { body?: unknown }) => {
    const method = String(input).split('/').at(-1) ?? '';
    const body = String(init?.body ?? '');
    if (method === 'auth.test')
      return json({ ok: true, team_id: slackTeam, team: 'Prueba', user_id: 'UBOT', bot_id: 'B1' });
    if (method === 'users.info') {
      const profile = profiles.get(new URLSearchParams(body).get('user') ?? '');
      if (!profile) return json({ ok: false, error: 'user_not_found' });
      const { email, slack } = profile;
      return json({ ok: true, user: { team_id: slackTeam, profile: { email }, ...slack } });
    }
    if (method !== 'views.open') said.push({ method, body });
    return method === 'views.open'
      ? json({ ok: false, error: 'expired_trigger_id' })
      : json({ ok: true, ts: '1.1', channel: 'D1' });
  }) as typeof fetch;
  const connection = await connectSlack({
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl: 'http://slack.invalid/api/',
    fetch: fetchIt,
    bot,
    saveAddress: bot.saveAddress,
    log,
    pace: 0,
  });
  const server = await serve((request, response) => connection.handle(request, response));
  let count = 0;
  const send: SlackPlatform['send'] = (body, contentType, signing) =>
    postSigned(`${server.url}${connection.path}`, body, contentType, signing);
  const form = 'application/x-www-form-urlencoded';
  const interact = (payload: object) =>
    // A number, since the same twice within a second is a replay.
    send(new URLSearchParams({ payload: JSON.stringify({ ...payload, n: count }) }).toString(), form);
  return {
    url: server.url,
    said,
    logged,
    send,
    async ask(user, way, words, fields = {}) {
      count += 1;
      const from = said.length;
      const team = profiles.get(user)?.slack?.team_id ?? slackTeam;
      if (way === 'written') {
        const command = {
          command: '/pat',
          user_id: user,
          team_id: String(team),
          text: words,
          n: String(count),
        };
        const sent = await send(new URLSearchParams(command).toString(), form);
        return `${sent.status} ${sent.body}`;
      }
      const who = { user: { id: user, team_id: team }, team: { id: team } };
      const sent = await interact(
        way === 'pressed'
          ? {
              type: 'block_actions',
              ...who,
              actions: [{ value: JSON.stringify({ w: words, n: `forged-${count}` }) }],
            }
          : {
              type: 'view_submission',
              ...who,
              view: {
                private_metadata: JSON.stringify({ w: words }),
                state: {
                  values: Object.fromEntries(
                    Object.entries(fields).map(([id, value]) => [`field:${id}`, { value: { value } }]),
                  ),
                },
              },
            },
      );
      if (sent.body === '') await settled(said, from, 3000);
      return `${sent.status} ${sent.body} ${said
        .slice(from)
        .map((s) => decodeURIComponent(s.body.replaceAll('+', ' ')))
        .join('\n')}`;
    },
    async close() {
      await connection.stop();
      await server.close();
    },
  };
}

export const teamsTenant = 't1';

export interface TeamsPlatform extends Platform {
  readonly said: { path: string; body: string }[];
  /** Sends an activity as it is; gives status and body. */
  send(activity: unknown): Promise<Sent>;
  activity(user: string, more?: object): Record<string, unknown>;
}

/** Teams: activities in on the loopback endpoint, and a stand-in for the Bot Connector. */
export async function teamsBefore(
  bot: RunningBot,
  profiles: ReadonlyMap<string, Profile>,
): Promise<TeamsPlatform> {
  const { log, logged } = keeping();
  const said: TeamsPlatform['said'] = [];
  const connector = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = decodeURIComponent(request.url ?? '');
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET') {
      const user = path.split('/').at(-1) ?? '';
      const profile = profiles.get(user.replace(/^29:/, ''));
      if (!profile) return void answer(404, { error: { code: 'MemberNotFoundInConversation' } });
      const { email, teams } = profile;
      return void answer(200, { id: user, email, userPrincipalName: email, tenantId: teamsTenant, ...teams });
    }
    said.push({ path, body: Buffer.concat(chunks).toString('utf8') });
    return void answer(201, { id: 'm1' });
  });
  const connection = await connectTeams({
    bot,
    log,
    loopbackOnly: true,
    saveAddress: bot.saveAddress,
    patience: { message: 5000, press: 3000 },
  });
  const server = await serve((request, response) => connection.handle(request, response));
  const activity: TeamsPlatform['activity'] = (user, more = {}) => ({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: connector.url,
    id: '1',
    text: '',
    from: { id: user.startsWith('28:') ? user : `29:${user}`, aadObjectId: user },
    recipient: { id: '28:bot' },
    conversation: { id: `a:${user}`, conversationType: 'personal', tenantId: teamsTenant },
    channelData: { tenant: { id: teamsTenant } },
    ...more,
  });
  const send = async (one: unknown): Promise<Sent> => {
    const began = performance.now();
    const response = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(one),
    });
    return { status: response.status, body: await response.text(), ms: performance.now() - began };
  };
  let count = 0;
  return {
    url: server.url,
    said,
    logged,
    send,
    activity,
    async ask(user, way, words, fields = {}) {
      count += 1;
      const from = said.length;
      const data = { words, nonce: `forged-${count}`, ...(way === 'submitted' && { form: true, ...fields }) };
      const sent = await send(
        activity(
          user,
          way === 'written'
            ? { text: words }
            : {
                type: 'invoke',
                name: 'adaptiveCard/action',
                value: { action: { type: 'Action.Execute', verb: 'pat', data } },
              },
        ),
      );
      return `${sent.status} ${sent.body} ${said
        .slice(from)
        .map((s) => s.body)
        .join('\n')}`;
    },
    async close() {
      await connection.stop();
      await server.close();
      await connector.close();
    },
  };
}
