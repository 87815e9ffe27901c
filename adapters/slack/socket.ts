import type { EventEmitter } from 'node:events';
import { type App, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { within } from '../common/within.ts';
import { heard } from './body.ts';
import { clientOptions, type Reach, slackLogger } from './client.ts';
import { told } from './errors.ts';
import { failureOf, slackCode } from './outcome.ts';
import { readPayload } from './payloads.ts';

export type Dispatcher = NonNullable<ConstructorParameters<typeof SocketModeReceiver>[0]['dispatcher']>;

export interface Socket {
  readonly receiver: SocketModeReceiver;
  connected(): boolean;
  /** Resolves when the first attempt is over; throws where Slack refuses the token. Goes on connecting until `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const helloMs = 15_000;
const longestPauseMs = 60_000;
const badToken = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
]);

/** The app as the receiver has it: what comes is read as what comes by HTTP is, and what Bolt has no use for is acknowledged. */
function readFirst(app: App, log: Logger): App {
  async function processEvent(event: ReceiverEvent): Promise<void> {
    const payload = readPayload(event.body);
    if (payload !== null && 'data' in payload) return app.processEvent({ ...event, ...heard(payload) });
    if (payload === null) log.warn('a Slack request lacks what it needs');
    await event.ack();
  }
  return { processEvent } as Pick<App, 'processEvent'> as App;
}

/**
 * Bolt's Socket Mode: Slack is called, nothing calls us. Reconnecting is ours: the SDK's own ends in an unhandled
 * rejection, and with it the process, where the network is away for longer.
 */
export function createSocket(
  appToken: string,
  reach: Reach,
  dispatcher: Dispatcher | undefined,
  log: Logger,
): Socket {
  const { logger: _, ...options } = clientOptions(reach, log, 10_000);
  const receiver = new SocketModeReceiver({
    appToken,
    logger: slackLogger(log),
    ...(dispatcher === undefined ? {} : { dispatcher }),
    autoReconnectEnabled: false,
    processEventErrorHandler: async ({ error }) => {
      log.error(told(error), 'a Slack request failed');
      return false;
    },
    installerOptions: { clientOptions: options },
  });
  const { client } = receiver;
  const init = receiver.init.bind(receiver);
  receiver.init = (app) => init(readFirst(app, log));
  const states = client as unknown as EventEmitter;
  let up = false;
  let stopped = false;
  let wake: () => void = () => {};

  states.on('connected', () => {
    up = true;
  });
  states.on('disconnected', () => {
    up = false;
    wake();
  });

  const woken = (ms: number): Promise<unknown> =>
    within(
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
      ms,
    );

  /** One connection, from the call to its end. Slack itself ends each after some hours. */
  async function connect(): Promise<void> {
    const hello = await within(client.start(), helloMs);
    if (hello !== 'late') return;
    await client.disconnect();
    throw new Error('Slack said no hello');
  }

  async function stay(): Promise<void> {
    let failures = 0;
    while (!stopped) {
      if (up) await woken(2 ** 31 - 1);
      if (stopped) return;
      try {
        await connect();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ outcome: failureOf(error), failures }, 'the Slack socket does not connect');
        if (!stopped) await woken(Math.min(1000 * 2 ** failures, longestPauseMs));
      }
    }
  }

  return {
    receiver,
    connected: () => up,
    async start() {
      try {
        await connect();
      } catch (error) {
        const code = slackCode(error);
        if (code !== null && badToken.has(code)) throw new Error(`Slack refuses SLACK_APP_TOKEN: ${code}`);
        log.warn({ outcome: failureOf(error) }, 'the Slack socket does not connect');
      }
      stay().catch((error: unknown) => log.error(told(error), 'the Slack socket ended'));
    },
    async stop() {
      stopped = true;
      wake();
      await within(client.disconnect(), 5000);
    },
  };
}
