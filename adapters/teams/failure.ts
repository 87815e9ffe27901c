import { type Failure, neverConnected } from '../common/failure.ts';

/** Why the Bot Connector did not take a request, without the SDK's types. */
export class ConnectorFailure extends Error {
  /** HTTP status, null where there was no answer. */
  readonly status: number | null;
  /** The connector's error code (`BotNotInConversationRoster`) or the system's (`ECONNREFUSED`). */
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** False where the request certainly never left. */
  readonly left: boolean;
  constructor(what: Pick<ConnectorFailure, 'status' | 'code' | 'retryAfterMs' | 'left'>) {
    super(`connector: ${what.status ?? 'no answer'} ${what.code}`);
    this.name = 'ConnectorFailure';
    this.status = what.status;
    this.code = what.code;
    this.retryAfterMs = what.retryAfterMs;
    this.left = what.left;
  }
}

/**
 * Microsoft asks to try these again later (learn.microsoft.com, "Optimize your bot with rate limiting"): what they say of,
 * all that the bot sends, this conversation alone, or a service that is not there.
 */
const later = new Map<number, 'limit' | 'place' | 'down'>([
  [412, 'place'],
  [429, 'limit'],
  [502, 'place'],
  [503, 'down'],
  [504, 'place'],
]);

const notConnectedMs = 15_000;

/** Between 1 and 3 seconds, so that callers who failed together don't come back together. */
const jitterMs = (random: () => number): number => 1000 + Math.round(random() * 2000);

/** What a failure means for a post: `retry` only where nothing can have been said, or Microsoft says so. */
export function failureOf(error: unknown, random: () => number = Math.random): Failure {
  if (!(error instanceof ConnectorFailure))
    return { status: 'unknown', reason: error instanceof Error ? error.name : 'unknown' };
  const { status, code, retryAfterMs, left } = error;
  if (status !== null) {
    const why = later.get(status);
    // Whoever is told when to come back, of all its messages, comes alone.
    const afterMs = (retryAfterMs ?? 0) + (why === 'limit' && retryAfterMs ? 0 : jitterMs(random));
    if (why !== undefined) return { status: 'retry', afterMs, ...(why !== 'limit' && { why }) };
    if (status >= 500) return { status: 'unknown', reason: `http ${status}` };
    return { status: 'refused', reason: `http ${status} ${code}`.trim() };
  }
  if (!left || neverConnected.has(code)) return { status: 'retry', afterMs: notConnectedMs, why: 'down' };
  return { status: 'unknown', reason: code };
}

/** Whether the connector says that the bot may not speak there: the app is not installed, or the place is gone. */
export const isClosed = (error: unknown): boolean =>
  error instanceof ConnectorFailure && (error.status === 403 || error.status === 404);
