import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { WebSocket } from 'undici';
import { connectTeams, type TeamsOptions } from '../../../adapters/teams/index.ts';
import { playgroundPlaces } from '../../../adapters/teams/places.ts';
import { type Playground, startPlayground } from '../../../adapters/teams/playground.ts';
import { plain } from '../../../src/message.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import type { Address } from '../../../src/ports/directory.ts';
import type { Bot, Reply, Request } from '../../../src/request.ts';

export const silent = pino({ level: 'silent' });

/** Listens on a free port of the loopback. */
export async function serve(
  listener: RequestListener,
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, close };
}

/** Stands for the core: keeps what it was asked and answers what the test sets. */
export interface RecordingBot extends Bot {
  readonly requests: Request[];
  readonly homes: Request[];
  answer: (request: Request) => Reply | Promise<Reply>;
}

export function recordingBot(): RecordingBot {
  const bot: RecordingBot = {
    requests: [],
    homes: [],
    answer: ({ words }) => ({ message: plain(`Respuesta a: ${words}`), visibility: 'private' }),
    async handle(request) {
      bot.requests.push(request);
      return bot.answer(request);
    },
    async home(request) {
      bot.homes.push(request);
      return plain('Tu lista');
    },
  };
  return bot;
}

/** A message as the client's page shows it. */
export interface Shown {
  readonly conversation: string;
  readonly messageId: string;
  readonly text: string | undefined;
  /** The Adaptive Card. */
  readonly card: unknown;
  readonly mentions: readonly unknown[];
}

interface Frame {
  readonly action: string;
  readonly actionConversationId: string;
  readonly message: {
    readonly messageId: string;
    readonly text?: string;
    readonly attachments: readonly { readonly content: unknown }[];
    readonly mentions: readonly unknown[];
  };
}

export interface TeamsWorld {
  readonly bot: RecordingBot;
  readonly connection: Connection;
  readonly playground: Playground;
  readonly places: ReturnType<typeof playgroundPlaces>;
  /** Addresses that were kept, in order. */
  readonly kept: Address[];
  /** Address of the bot's own endpoint. */
  readonly endpoint: string;
  /** Messages in the order in which they were said, changed ones as they are now. */
  readonly shown: Shown[];
  /** Calls an address of the client's own interface. */
  call(path: string, body: unknown): Promise<unknown>;
  /** Writes as the current user; `mention` mentions the bot before the text. */
  write(conversation: string, text: string, mention?: boolean): Promise<void>;
  /** Presses a button or submits a form of a message of the bot; gives the invoke's answer. */
  press(of: Shown, data: object): Promise<{ type: string; value: unknown }>;
  /** What was said since `from`, once there are at least so many messages. */
  said(from: number, count: number): Promise<Shown[]>;
  close(): Promise<void>;
}

export const botId = '28:pat-integridad-demo';
const mentionText = '<at>PAT Integridad</at>';

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Waits until `what` gives something. */
export async function until<T>(what: () => T | undefined | false, ms = 5000): Promise<T> {
  for (const start = Date.now(); ; await sleep(10)) {
    const found = what();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - start > ms) throw new Error('it did not happen in time');
  }
}

/** The adapter with a recording bot, and Microsoft's Agents Playground as its Teams. */
export async function teamsWorld(more: Partial<TeamsOptions> = {}): Promise<TeamsWorld> {
  const bot = recordingBot();
  const kept: Address[] = [];
  const connection = await connectTeams({
    bot,
    log: silent,
    loopbackOnly: true,
    saveAddress: async (address) => {
      kept.push(address);
    },
    ...more,
  });
  const server = await serve((request, response) => connection.handle(request, response));
  const dir = await mkdtemp(join(tmpdir(), 'pat-teams-'));
  const playground = await startPlayground({
    botUrl: server.url,
    // A port of our own, so that files that run at the same time do not race for one.
    port: server.port < 60_000 ? server.port + 1 : server.port - 1000,
    dir,
    users: [{ name: 'Ana López', email: 'ana@ejemplo.invalid' }],
    log: silent,
  });
  const places = playgroundPlaces(playground.url);
  const shown: Shown[] = [];
  const socket = new WebSocket(
    `${playground.url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`,
  );
  socket.addEventListener('message', ({ data }) => {
    const { action, actionConversationId, message } = JSON.parse(String(data)) as Frame;
    if (!message) return;
    const { messageId, text, attachments, mentions } = message;
    const one = {
      conversation: actionConversationId,
      messageId,
      text,
      card: attachments[0]?.content,
      mentions,
    };
    const at = shown.findIndex((s) => s.messageId === messageId);
    if (action === 'updateMessage' && at >= 0)
      shown[at] = { ...one, conversation: shown[at]?.conversation ?? '' };
    else shown.push(one);
  });
  await new Promise((open, fail) => {
    socket.addEventListener('open', open);
    socket.addEventListener('error', fail);
  });

  const world: TeamsWorld = {
    bot,
    connection,
    playground,
    places,
    kept,
    endpoint: `${server.url}${connection.path}`,
    shown,
    async call(path, body) {
      const response = await fetch(`${playground.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    async write(conversation, text, mention = false) {
      await world.call(`/_conversation/v1/conversations/${encodeURIComponent(conversation)}/messages`, {
        from: { id: 'usuario-0' },
        text: mention ? `${mentionText} ${text}` : text,
        textFormat: 'plain',
        ...(mention && { mentions: [{ mentioned: { id: botId }, text: mentionText }] }),
      });
    },
    async press({ conversation, messageId }, data) {
      return (await world.call('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        from: { id: 'usuario-0' },
        conversation: { id: conversation },
        replyToId: messageId,
        value: { action: { type: 'Action.Execute', verb: 'pat', data }, trigger: 'manual' },
      })) as { type: string; value: unknown };
    },
    async said(from, count) {
      await until(() => shown.length >= from + count);
      // One answer is one message: what comes on its heels would be one too many.
      await sleep(60);
      return shown.slice(from);
    },
    async close() {
      socket.close();
      await playground.stop();
      await connection.stop();
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return world;
}
