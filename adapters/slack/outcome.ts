import { webApi } from '@slack/bolt';
import { type Failure, neverConnected } from '../common/failure.ts';

/** The same of a connection that the client gave up before it stood. */
const neverStood = new Set([
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Slack's error codes by what they mean for a post; what is in neither set is a plain refusal. */
const noAddress = new Set([
  'channel_not_found',
  'user_not_found',
  'users_not_found',
  'user_disabled',
  'user_not_visible',
]);
const later: Record<string, number> = {
  ratelimited: 30_000,
  rate_limited: 30_000,
  message_limit_exceeded: 60_000,
  service_unavailable: 30_000,
  request_timeout: 5_000,
};
/** Slack's documentation says of these that the operation may have succeeded in part. */
const maybeDone = new Set(['fatal_error', 'internal_error']);

/** Slack is not there for anybody, rather than tired of us. */
const unserved = new Set(['service_unavailable', 'request_timeout']);

const retryAfterDown = 15_000;
const down = (afterMs: number): Failure => ({ status: 'retry', afterMs, why: 'down' });

/** The codes of a network error and of what caused it, outermost first. */
function networkCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = (error as NodeJS.ErrnoException).code;
  const parts = error instanceof AggregateError ? error.errors : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...networkCodes(error.cause, depth + 1),
    ...parts.flatMap((part) => networkCodes(part, depth + 1)),
  ];
}

/** What a network error means for a post: `retry` only where nothing can have been sent. */
export function networkFailure(error: unknown): Failure {
  const codes = networkCodes(error);
  if (codes.some((code) => neverConnected.has(code) || neverStood.has(code))) return down(retryAfterDown);
  const name = error instanceof Error ? error.name : 'unknown';
  return { status: 'unknown', reason: codes[0] ?? name };
}

/** What Slack's own error code means for a post. */
export function platformFailure(code: string, retryAfterMs?: number): Failure {
  const afterMs = later[code];
  if (afterMs !== undefined)
    return unserved.has(code)
      ? down(retryAfterMs ?? afterMs)
      : { status: 'retry', afterMs: retryAfterMs ?? afterMs };
  if (noAddress.has(code)) return { status: 'no-address' };
  if (maybeDone.has(code)) return { status: 'unknown', reason: code };
  return { status: 'refused', reason: code };
}

/** What an HTTP status without Slack's answer in it means for a post. */
export function httpFailure(status: number, retryAfterSeconds: number | null): Failure {
  if (status === 429) return { status: 'retry', afterMs: (retryAfterSeconds ?? 30) * 1000 };
  if (status === 503) return down(retryAfterDown);
  return status >= 500
    ? { status: 'unknown', reason: `http ${status}` }
    : { status: 'refused', reason: `http ${status}` };
}

/** What an error of Slack's client means for a post. Never throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { status: 'retry', afterMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) {
    const after = error.data.response_metadata?.retryAfter;
    return platformFailure(error.data.error, after === undefined ? undefined : after * 1000);
  }
  if (error instanceof webApi.WebAPIHTTPError)
    return httpFailure(error.statusCode, Number(error.headers['retry-after']) || null);
  if (error instanceof webApi.WebAPIRequestError) return networkFailure(error.original);
  // The client's answer to a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return { status: 'retry', afterMs: 30_000 };
  return networkFailure(error);
}

/** Slack's error code, null where the error is another one. */
export const slackCode = (error: unknown): string | null =>
  error instanceof webApi.WebAPIPlatformError ? error.data.error : null;

/** Whether Slack refused the blocks themselves, as it does when it cannot fetch a picture. */
export const refusesBlocks = (code: string): boolean =>
  code.startsWith('invalid_blocks') || code === 'invalid_attachments';
