import type { ChildProcess } from 'node:child_process';
import { bodyOf, botToken, type SlackWorld, serve, startSlack } from '../adapters/slack/harness.ts';
import { postSigned, type Sent, type Signing, signingSecret } from '../adapters/slack/signed.ts';
import {
  type PreparedPat,
  pat,
  preparePat,
  type RunningPat,
  rosterFile,
  startPat,
  temporaryFolder,
} from '../support/process.ts';

/** A call of Slack's Web API, or of a response_url (`respond`), as it arrived. */
export interface Call {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

type Json = Record<string, unknown>;
type Answer = (body: Json) => unknown;

/** Somebody on the plantilla: number, name, e-mail, unit. */
export type Row = readonly [number: string, name: string, email: string, unit: string];

/** The whole program as a process; between it and Slack's emulator an edge that notes every call. */
export interface Outside {
  readonly slack: SlackWorld;
  readonly dir: string;
  readonly env: Record<string, string>;
  bot: RunningPat;
  /** The newest process, which may still be starting. */
  newest: ChildProcess;
  readonly calls: Call[];
  /** Answers a method of the Web API in the emulator's place; undefined hands it on, a promise makes it wait. */
  readonly instead: Map<string, Answer>;
  /** Files that people sent, by their path `/files/…` on `filesUrl`. */
  readonly files: Map<string, Uint8Array>;
  readonly filesUrl: string;
  responseUrl(): string;
  /** Sends a body as Slack does, signed unless told otherwise. */
  send(body: string, contentType: string, signing?: Signing): Promise<Sent>;
  command(fields: Record<string, string>, signing?: Signing): Promise<Sent>;
  interact(payload: unknown, signing?: Signing): Promise<Sent>;
  event(event: Json, envelope?: Json, signing?: Signing): Promise<Sent>;
  /** `/pat TEXT`; the one text that comes back by response_url. */
  say(user: string, text: string, fields?: Record<string, string>): Promise<string>;
  /** What is said in Slack from `act` on until it was quiet for a moment, once `count` came. */
  during(act: () => Promise<unknown>, count?: number, counts?: (call: Call) => boolean): Promise<Call[]>;
  cli(args: readonly string[], env?: Record<string, string>): ReturnType<typeof pat>;
  start(env?: Record<string, string>): Promise<void>;
  /** The next process loads its code while this one still runs; `go` makes it the bot. */
  prepare(): Promise<PreparedPat>;
  close(): Promise<void>;
}

const form = 'application/x-www-form-urlencoded';
const encoded = new Set(['blocks', 'view', 'metadata']);

function decoded(text: string, type: string): Json {
  if (type.includes('json')) return JSON.parse(text || '{}');
  const fields = [...new URLSearchParams(text)];
  return Object.fromEntries(fields.map(([k, v]) => [k, encoded.has(k) ? JSON.parse(v) : v]));
}

const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** Calls that say nothing to anybody. */
const silent = new Set([
  'auth.test',
  'users.info',
  'users.list',
  'conversations.open',
  'conversations.history',
  'views.open',
  // A picture, before the message that shows it.
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
]);

export const staff: readonly Row[] = [
  ['00101', 'Ana de Prueba', 'ana@example.com', 'Subdirección Médica'],
  ['00102', 'Beto de Prueba', 'beto@example.com', 'Dirección General'],
];

/** Imports the people and starts the bot, on a day without anything due unless `PAT_NOW` says otherwise. */
export async function outside({
  people = staff,
  env: more = {},
}: {
  readonly people?: readonly Row[];
  readonly env?: Record<string, string>;
} = {}): Promise<Outside> {
  const folder = await temporaryFolder();
  const slack = await startSlack();
  const calls: Call[] = [];
  const instead = new Map<string, Answer>();
  const files = new Map<string, Uint8Array>();
  const edge = await serve(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const type = request.headers['content-type'] ?? '';
    const file = files.get(path);
    if (file !== undefined) return void response.end(file);
    const text = await bodyOf(request);
    const method = path.startsWith('/respond/') ? 'respond' : path.replace('/api/', '');
    const body = decoded(text, type);
    calls.push({ method, body });
    const answer = await instead.get(method)?.(body);
    if (answer !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (method === 'respond') return void response.end('ok');
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': type };
    const through = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: text });
    const scopes = through.headers.get('x-oauth-scopes');
    response
      .writeHead(through.status, {
        'content-type': 'application/json',
        ...(scopes !== null && { 'x-oauth-scopes': scopes }),
      })
      .end(await through.text());
  });
  const env: Record<string, string> = {
    PAT_DATA_DIR: `${folder.dir}/data`,
    PAT_ADMINS: 'beto@example.com',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: `${edge.url}/api/`,
    PAT_NOW: '2024-05-18T10:00:00-07:00',
    PAT_ALLOW_SIMULATED_TIME: '1',
    ...more,
  };
  const imported = await pat(['plantilla', 'importar', await rosterFile(folder.dir, people)], env);
  if (imported.code !== 0) throw new Error(imported.err + imported.out);

  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };
  const bot = await startPat(env);
  const world: Outside = {
    slack,
    dir: folder.dir,
    env,
    bot,
    newest: bot.child,
    calls,
    instead,
    files,
    filesUrl: edge.url,
    responseUrl: () => `${edge.url}/respond/${next()}`,
    send: (body, contentType, signing) =>
      postSigned(`${world.bot.url}/slack/events`, body, contentType, signing),
    command: (fields, signing) =>
      world.send(
        new URLSearchParams({
          command: '/pat',
          team_id: slack.team,
          channel_id: slack.channel,
          response_url: world.responseUrl(),
          trigger_id: `t${next()}`,
          ...fields,
        }).toString(),
        form,
        signing,
      ),
    interact: (payload, signing) =>
      world.send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, signing),
    event: (event, envelope = {}, signing) =>
      world.send(
        JSON.stringify({
          type: 'event_callback',
          team_id: slack.team,
          event_id: `Ev${next()}`,
          event,
          ...envelope,
        }),
        'application/json',
        signing,
      ),
    async say(user, text, fields = {}) {
      // What the bot says of its own accord meanwhile is no answer.
      const answers = await world.during(
        () => world.command({ user_id: user, text, ...fields }),
        1,
        ({ method }) => method === 'respond',
      );
      if (answers.length !== 1) throw new Error(`«${text}» was answered ${answers.length} times`);
      return String(answers[0]?.body.text);
    },
    async during(act, wanted = 1, counts = ({ method }) => !silent.has(method)) {
      const from = calls.length;
      const said = () => calls.slice(from).filter(counts);
      await act();
      for (let waited = 0; said().length < wanted && waited < 30_000; waited += 20) await pause(20);
      await pause(80);
      return said();
    },
    cli: (args, over = {}) => pat(args, { ...env, ...over }),
    async start(over = {}) {
      world.bot = await startPat({ ...env, ...over }, ['--sin-cliente'], (child) => {
        world.newest = child;
      });
    },
    async prepare() {
      const next = await preparePat(env);
      return {
        ...next,
        async go() {
          world.bot = await next.go();
          return world.bot;
        },
      };
    },
    async close() {
      await world.bot.stop();
      await edge.close();
      await slack.close();
      await folder.remove();
    },
  };
  return world;
}
