import { App, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Chat, SendingLimits } from '../../src/ports/chat.ts';
import type { Connection } from '../../src/ports/connection.ts';
import type { Address } from '../../src/ports/directory.ts';
import type { Bot, Met } from '../../src/request.ts';
import { within } from '../common/within.ts';
import { paceMs } from './chat.ts';
import { clientOptions, type Reach, slackLogger } from './client.ts';
import { told } from './errors.ts';
import { type ListenerOptions, listen } from './listeners.ts';
import { createReceiver } from './receiver.ts';
import { createSocket, type Dispatcher } from './socket.ts';
import { answerTimeoutMs, createWorkspace, type Workspace } from './workspace.ts';

/** The app in a workspace. */
export interface SlackWorkspace {
  readonly botToken: string;
  /** Its id (`T…`, or `E…` of an organisation); only where it is the one workspace may Slack tell it. */
  readonly team?: string;
}

export interface SlackOptions {
  readonly workspaces: readonly SlackWorkspace[];
  /** HTTP mode; it goes before Socket Mode where both are given. */
  readonly signingSecret?: string;
  /** Socket Mode. */
  readonly appToken?: string;
  /** Base of the Web API, ending in `/api/`; Slack's own by default. */
  readonly apiUrl?: string;
  readonly bot: Bot;
  readonly saveAddress: (address: Address) => Promise<void>;
  /** Told of everybody in a workspace when it connects, and each hour. */
  readonly meet?: (all: readonly Met[]) => Promise<void>;
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

/** A stop waits this long for answers that are on their way. */
const stopMs = 10_000;
const askAgainMs = 30_000;
const meetAgainMs = 60 * 60_000;

/**
 * Connects to Slack: by HTTP where a signing secret is given, else by Socket Mode. Throws where neither is configured,
 * or Slack refuses the token of the one workspace; of several, one whose token is refused stays off. A Slack that cannot
 * be reached is waited for. `state` says so.
 */
export async function connectSlack(options: SlackOptions): Promise<Connection> {
  const { signingSecret, appToken, bot, saveAddress, log, now = Date.now, pace = paceMs } = options;
  const reach: Reach = {
    ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  };
  async function meetAll({ people }: Workspace): Promise<void> {
    const met = (await people.everybody()).map(({ user, identity: { tenant, emails } }): Met => {
      const address: Address = { platform: 'slack', kind: 'person', tenant, id: user, ref: {} };
      return { account: { platform: 'slack', tenant, user }, emails, address };
    });
    await options.meet?.(met).catch((error) => log.warn(told(error), 'who is in Slack was not kept'));
  }

  const common = {
    ...{ reach, bot, saveAddress, log, now, pace },
    ...(options.picture && { picture: options.picture }),
    ...(options.limits && { limits: options.limits }),
  };
  const workspaces = options.workspaces.map(({ botToken, team }) =>
    createWorkspace({ ...common, botToken, team: team ?? null }),
  );
  const [only, ...others] = workspaces;
  if (only === undefined) throw new Error('Slack needs SLACK_BOT_TOKEN');
  const alone = others.length === 0 && only.named === null;
  const workspaceOf: ListenerOptions['workspaceOf'] = (...ids) =>
    alone ? only : (workspaces.find(({ named }) => named !== null && ids.includes(named)) ?? null);

  const http = signingSecret === undefined ? null : createReceiver({ signingSecret, log, now });
  const socket =
    http === null && appToken !== undefined ? createSocket(appToken, reach, options.dispatcher, log) : null;
  const receiver: Receiver | undefined = http ?? socket?.receiver;
  if (receiver === undefined)
    throw new Error('Slack needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)');

  const app = new App({
    receiver,
    // What is said is said by the workspace's own clients; Bolt itself asks nothing.
    authorize: async () => ({ botToken: options.workspaces[0]!.botToken }),
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
  listen(app, { workspaceOf, log, track });

  /** Why a workspace is off, where waiting mends nothing. */
  const refused = new Map<Workspace, string>();
  async function ask(workspace: Workspace): Promise<void> {
    await workspace.team.get().then(
      () => {
        refused.delete(workspace);
        void meetAll(workspace);
      },
      (error: Error) => {
        if (others.length === 0 && !refused.has(workspace) && !started) throw error;
        if (!refused.has(workspace)) log.error({ reason: error.message }, 'Slack is off');
        refused.set(workspace, error.message);
      },
    );
  }
  let started = false;
  await Promise.all(workspaces.map(ask));
  started = true;
  if (socket !== null) await socket.start();
  const asking = setInterval(() => {
    for (const one of workspaces) if (one.team.known() === null) void ask(one);
  }, askAgainMs).unref();
  const meeting = setInterval(() => {
    for (const one of workspaces) if (one.team.known() !== null) void meetAll(one);
  }, meetAgainMs).unref();

  /** By the workspace of an address; the one that there is needs no naming. */
  const chatOf = ({ tenant }: Address): Chat | null =>
    (alone ? only : workspaces.find(({ named }) => named === tenant))?.chat ?? null;

  return {
    chat: alone
      ? only.chat
      : {
          platform: 'slack',
          post: async (to, message, key) =>
            (await chatOf(to)?.post(to, message, key)) ?? { status: 'no-address' },
          find: async (to, key) => (await chatOf(to)?.find(to, key)) ?? null,
          update: async (to, id, message) =>
            (await chatOf(to)?.update(to, id, message)) ?? { status: 'no-address' },
        },
    chatIn: (home) => workspaceOf(home)?.chat ?? null,
    path: slackPath,
    handle(request, response) {
      if (http !== null) http.handle(request, response);
      else response.writeHead(404).end();
    },
    state() {
      const mode = http === null ? 'Socket Mode' : 'HTTP';
      if (socket !== null && !socket.connected() && workspaces.some(({ team }) => team.known() !== null))
        return { ok: false, detail: `${mode}; the socket is not connected` };
      const said = workspaces.map((one) => standing(one, refused.get(one)));
      const off = said.filter(({ ok }) => !ok);
      const [shown = ''] = said.map(({ detail }) => detail);
      if (others.length === 0) return { ok: off.length === 0, detail: `${mode}; ${shown}` };
      const on = `${said.length - off.length} of ${said.length} workspaces`;
      const detail = [mode, on, ...off.map((one) => one.detail)].join('; ');
      // One institution's trouble keeps nobody else out.
      return { ok: off.length === 0, detail, ...(off.length < said.length && { advisory: true }) };
    },
    async stop() {
      clearInterval(asking);
      clearInterval(meeting);
      // What hangs must not keep the process from ending.
      await within(
        Promise.allSettled([socket === null ? receiver.stop() : socket.stop(), ...running]),
        stopMs,
      );
    },
  };
}

/** How a workspace stands, in words of /readyz. */
function standing({ team, named }: Workspace, refused: string | undefined) {
  const home = team.known();
  if (home === null) {
    const place = named === null ? '' : ` for ${named}`;
    return { ok: false, detail: refused ?? `Slack has not answered yet${place}` };
  }
  const missing = home.missingScopes.length > 0 ? `; missing scopes: ${home.missingScopes.join(', ')}` : '';
  return { ok: true, detail: `workspace ${home.name} (${home.id})${missing}` };
}
