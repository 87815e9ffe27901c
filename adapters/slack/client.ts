import { LogLevel, type Logger as SlackLogger, webApi } from '@slack/bolt';
import type { Logger } from 'pino';

/** How Slack is reached: the base of its Web API, ending in `/api/`, and a fetch of one's own (a proxy's). */
export interface Reach {
  readonly apiUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * The SDK's log lines in ours: its warnings as debug, since each of them comes back to us as an error that we judge,
 * and its debug lines nowhere, since they hold messages and tokens.
 */
export function slackLogger(log: Logger): SlackLogger {
  const pass = (...parts: unknown[]): void =>
    log.debug(
      {
        sdk: parts
          .map((part) => (part instanceof Error ? part.name : String(part)))
          .join(' ')
          .slice(0, 300),
      },
      'slack sdk',
    );
  return {
    debug() {},
    info() {},
    warn: pass,
    error: pass,
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** Options of every client of ours: nothing is repeated behind our back, and a 429 does not stop the others. */
export function clientOptions(reach: Reach, log: Logger, timeoutMs: number): webApi.WebClientOptions {
  return {
    ...(reach.apiUrl === undefined ? {} : { slackApiUrl: reach.apiUrl }),
    ...(reach.fetch === undefined ? {} : { fetch: reach.fetch }),
    logger: slackLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
  };
}

/** A client of the Web API by one token. */
export function createClient(token: string, reach: Reach, log: Logger, timeoutMs: number): webApi.WebClient {
  return new webApi.WebClient(token, clientOptions(reach, log, timeoutMs));
}
