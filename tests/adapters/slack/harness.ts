import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { type Logger, pino } from 'pino';
import { connectSlack, type SlackOptions } from '../../../adapters/slack/index.ts';
import { botScopes } from '../../../adapters/slack/surface.ts';
import { type Message, plain } from '../../../src/message.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import type { Address } from '../../../src/ports/directory.ts';
import type { Bot, Reply, Request } from '../../../src/request.ts';
import { postSigned, type Sent, type Signing, signingSecret } from './signed.ts';

export const botToken = 'xoxb-emulated';

/** Listens on a free port of the loopback. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server; close(): Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

async function freePort(): Promise<number> {
  const { server, close } = await serve(() => {});
  const { port } = server.address() as AddressInfo;
  await close();
  return port;
}

export interface ApiCall {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

export interface SlackWorld {
  readonly apiUrl: string;
  readonly team: string;
  /** User ids: the bot's own, two employees. */
  readonly bot: string;
  readonly ana: string;
  readonly beto: string;
  /** Never says anything. */
  readonly carla: string;
  /** A channel where all are, and one where only the bot and nobody else of them is. */
  readonly channel: string;
  readonly elsewhere: string;
  /** Calls of the Web API by our code, as they went out. */
  readonly calls: ApiCall[];
  readonly fetch: typeof globalThis.fetch;
  /** Calls the emulator as the bot. */
  api(method: string, body?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The conversation's own id: a channel's, or of a person's direct messages with the bot. */
  conversation(id: string): Promise<string>;
  /** Messages in a channel or in a person's direct messages with the bot, oldest first. */
  history(id: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const encoded = new Set(['blocks', 'view', 'metadata']);

const decodeForm = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    [...new URLSearchParams(text)].map(([key, value]) => [key, encoded.has(key) ? JSON.parse(value) : value]),
  );

/** Slack's emulator with a bot that has exactly the scopes of our manifest, two people and two channels. */
export async function startSlack(): Promise<SlackWorld> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    seed: {
      slack: {
        team: { name: 'ISSSTESON de prueba', domain: 'prueba' },
        users: [
          { name: 'pat' },
          { name: 'ana', real_name: 'Ana de Prueba', profile: { email: 'ana@example.com' } },
          { name: 'carla', real_name: 'Carla de Prueba', profile: { email: 'carla@example.com' } },
          { name: 'beto', real_name: 'Beto de Prueba', profile: { email: 'beto@example.com' } },
        ],
        channels: [{ name: 'comite' }],
        strict_scopes: true,
        tokens: [
          { token: botToken, type: 'bot', user: 'pat', bot_id: 'B0PAT', scopes: [...botScopes] },
          {
            token: 'xoxb-reader',
            user: 'pat',
            scopes: ['channels:read', 'users:read', 'channels:history', 'im:history', 'im:write'],
          },
        ],
      },
    },
  });
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const calls: ApiCall[] = [];
  const api = async (
    method: string,
    body: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> => {
    const response = await fetch(`${apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-reader', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const conversation = async (id: string): Promise<string> =>
    id.startsWith('U') ? ((await api('conversations.open', { users: id })).channel as { id: string }).id : id;
  const users = (await api('users.list')).members as { id: string; name: string }[];
  const channels = (await api('conversations.list')).channels as { id: string; name: string }[];
  const named = (list: { id: string; name: string }[], name: string): string => {
    const found = list.find((one) => one.name === name);
    if (!found) throw new Error(`the emulator has no ${name}`);
    return found.id;
  };
  const { team_id } = (await api('auth.test')) as { team_id: string };
  return {
    apiUrl,
    team: team_id,
    bot: named(users, 'pat'),
    ana: named(users, 'ana'),
    beto: named(users, 'beto'),
    carla: named(users, 'carla'),
    channel: named(channels, 'comite'),
    elsewhere: named(channels, 'general'),
    calls,
    api,
    async fetch(input, init) {
      const url = String(input);
      if (url.startsWith(apiUrl))
        calls.push({ method: url.slice(apiUrl.length), body: decodeForm(String(init?.body ?? '')) });
      return fetch(input, init);
    },
    conversation,
    async history(id) {
      const opened = await conversation(id);
      const { messages } = (await api('conversations.history', { channel: opened, limit: 1000 })) as {
        messages?: Record<string, unknown>[];
      };
      return (messages ?? []).toReversed();
    },
    close: () => emulator.close(),
  };
}

export interface RecordingBot extends Bot {
  readonly asked: Request[];
  readonly homes: Request[];
  answer(reply: (request: Request) => Promise<Partial<Reply>> | Partial<Reply>): void;
}

/** Stands for the core: keeps what it was asked and answers as told. */
export function recordingBot(): RecordingBot {
  const asked: Request[] = [];
  const homes: Request[] = [];
  let reply: (request: Request) => Promise<Partial<Reply>> | Partial<Reply> = () => ({});
  const fallback = (words: string): Message => plain(`Respuesta a «${words}»`);
  return {
    asked,
    homes,
    answer(next) {
      reply = next;
    },
    async handle(request) {
      asked.push(request);
      return { message: fallback(request.words), visibility: 'private', ...(await reply(request)) };
    },
    async home(request) {
      homes.push(request);
      return plain('Tu avance');
    },
  };
}

export interface RunningBot {
  readonly connection: Connection;
  readonly bot: RecordingBot;
  readonly addresses: Address[];
  readonly logged: Record<string, unknown>[];
  /** Sends a body as Slack does, signed unless told otherwise. */
  send(body: string, contentType: string, signing?: Signing): Promise<Sent>;
  command(fields: Record<string, string>, signing?: Signing): Promise<Sent>;
  interact(payload: unknown, signing?: Signing): Promise<Sent>;
  event(event: Record<string, unknown>, envelope?: Record<string, unknown>, signing?: Signing): Promise<Sent>;
  readonly url: string;
  close(): Promise<void>;
}

/** A logger that keeps its lines. */
export function keepingLog(): { log: Logger; logged: Record<string, unknown>[] } {
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  return { log, logged };
}

let events = 0;

/** The adapter under test behind an HTTP server of ours, as in production. */
export async function runBot(world: SlackWorld, options: Partial<SlackOptions> = {}): Promise<RunningBot> {
  const bot = recordingBot();
  const addresses: Address[] = [];
  const { log, logged } = keepingLog();
  const connection = await connectSlack({
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl: world.apiUrl,
    fetch: world.fetch,
    bot,
    saveAddress: async (address) => {
      addresses.push(address);
    },
    log,
    pace: 0,
    ...options,
  });
  const { url, close } = await serve((request, response) => connection.handle(request, response));

  const send = (body: string, contentType: string, signing?: Signing): Promise<Sent> =>
    postSigned(`${url}${connection.path}`, body, contentType, signing);

  const form = 'application/x-www-form-urlencoded';
  return {
    connection,
    bot,
    addresses,
    logged,
    url,
    send,
    command: (fields, signing) => send(new URLSearchParams(fields).toString(), form, signing),
    interact: (payload, signing) =>
      send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, signing),
    event: (event, envelope = {}, signing) =>
      send(
        JSON.stringify({
          type: 'event_callback',
          team_id: world.team,
          event_id: `Ev${++events}`,
          ...envelope,
          event,
        }),
        'application/json',
        signing,
      ),
    async close() {
      await connection.stop();
      await close();
    },
  };
}
