import { App, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Address, Connection, SendingLimits } from '../../src/ports.ts';
import type { Bot } from '../../src/request.ts';
import { within } from '../common/within.ts';
import { createChat, paceMs } from './chat.ts';
import { clientOptions, createClient, type Reach, slackLogger } from './client.ts';
import { createFileSource } from './files.ts';
import { uploadFiles } from './hand-over.ts';
import { createInbound } from './inbound.ts';
import { type ListenerOptions, listen } from './listeners.ts';
import { createPeople } from './people.ts';
import { createPictures } from './pictures.ts';
import { createPoster } from './poster.ts';
import { createReceiver } from './receiver.ts';
import { createSocket, type Dispatcher } from './socket.ts';
import { createTeamSource } from './team.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** HTTP mode; it goes before Socket Mode where both are given. */
  readonly signingSecret?: string;
  /** Socket Mode. */
  readonly appToken?: string;
  /** Base of the Web API, ending in `/api/`; Slack's own by default. */
  readonly apiUrl?: string;
  readonly bot: Bot;
  readonly saveAddress: (address: Address) => Promise<void>;
  /** The bytes of a picture of the bot's own, by the hash of its content. */
  readonly picture?: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly log: Logger;
  /** A fetch that goes through a proxy; Node's own by default. */
  readonly fetch?: typeof globalThis.fetch;
  /** The same for Socket Mode's WebSocket: an undici dispatcher. */
  readonly dispatcher?: Dispatcher;
  /** Real milliseconds since 1970; for tests. */
  readonly now?: () => number;
  /** Milliseconds between two messages in a channel; Slack asks for a second. */
  readonly pace?: number;
  /** How fast messages to people go out; for tests. */
  readonly limits?: SendingLimits;
}

/** The path that Slack's manifest names for commands, interactivity and events. */
export const slackPath = '/slack/events';

const answerTimeoutMs = 10_000;
const lookUpTimeoutMs = 1500;
const uploadTimeoutMs = 60_000;
const connectTimeoutMs = 5000;
/** A stop waits this long for answers that are on their way. */
const stopMs = 10_000;
const askAgainMs = 30_000;

/**
 * Connects to Slack: by HTTP where a signing secret is given, else by Socket Mode. Throws where neither is configured
 * or Slack refuses the token; a Slack that cannot be reached is waited for, and `state` says so.
 */
export async function connectSlack(options: SlackOptions): Promise<Connection> {
  const { botToken, signingSecret, appToken, bot, saveAddress, log, now = Date.now, pace = paceMs } = options;
  const reach: Reach = {
    ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  };
  const limits = options.limits && { limits: options.limits };
  const lookUps = createClient(botToken, reach, log, lookUpTimeoutMs);
  const client = createClient(botToken, reach, log, answerTimeoutMs);
  const team = createTeamSource(createClient(botToken, reach, log, connectTimeoutMs), log, now);
  const people = createPeople(lookUps, team, log, now);
  const uploader = createClient(botToken, reach, log, uploadTimeoutMs);
  const prepare = options.picture && createPictures(uploader, options.picture, log);
  const poster = createPoster(client, reach, answerTimeoutMs, prepare);
  // What goes out by itself has a client of its own: answers never wait behind it.
  const outward = createClient(botToken, reach, log, answerTimeoutMs);
  const sender = createPoster(outward, reach, answerTimeoutMs, prepare);
  const inbound = createInbound({ bot, people, team, poster, saveAddress, log });

  const http = signingSecret === undefined ? null : createReceiver({ signingSecret, log, now });
  const socket =
    http === null && appToken !== undefined ? createSocket(appToken, reach, options.dispatcher, log) : null;
  const receiver: Receiver | undefined = http ?? socket?.receiver;
  if (receiver === undefined)
    throw new Error('Slack needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)');

  const app = new App({
    receiver,
    authorize: async () => ({ botToken }),
    clientOptions: clientOptions(reach, log, answerTimeoutMs),
    logger: slackLogger(log),
    // Who speaks is judged by our own listener, which knows the bot without asking for each event.
    ignoreSelf: false,
    convoStore: false,
  });
  const running = new Set<Promise<void>>();
  const track = (work: Promise<void>): Promise<void> => {
    running.add(work);
    return work.finally(() => running.delete(work));
  };
  const files = createFileSource(botToken, reach);
  const upload: ListenerOptions['upload'] = (user, given) => uploadFiles(uploader, user, given, log);
  listen(app, { inbound, poster, team, files, upload, log, track });

  await team.get();
  if (socket !== null) await socket.start();
  const asking = setInterval(() => {
    if (team.known() === null)
      team.get().catch((error: Error) => log.error({ reason: error.message }, 'Slack is off'));
  }, askAgainMs).unref();

  return {
    chat: createChat({ client: outward, poster: sender, team, log, now, pace, ...limits }),
    path: slackPath,
    handle(request, response) {
      if (http !== null) http.handle(request, response);
      else response.writeHead(404).end();
    },
    state() {
      const home = team.known();
      const mode = http === null ? 'Socket Mode' : 'HTTP';
      if (home === null) return { ok: false, detail: `${mode}; Slack has not answered yet` };
      if (socket !== null && !socket.connected())
        return { ok: false, detail: `${mode}; the socket is not connected` };
      const missing =
        home.missingScopes.length > 0 ? `; missing scopes: ${home.missingScopes.join(', ')}` : '';
      return { ok: true, detail: `${mode}; workspace ${home.name} (${home.id})${missing}` };
    },
    async stop() {
      clearInterval(asking);
      // What hangs must not keep the process from ending.
      await within(
        Promise.allSettled([socket === null ? receiver.stop() : socket.stop(), ...running]),
        stopMs,
      );
    },
  };
}
