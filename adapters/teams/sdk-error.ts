import { ConnectorFailure } from './failure.ts';

const property = (error: unknown, key: string): unknown =>
  error !== null && typeof error === 'object' ? (error as Record<string, unknown>)[key] : undefined;

function statusOf(error: unknown): number | null {
  const status = property(error, 'statusCode');
  return typeof status === 'number' ? status : null;
}

/** A wrong token: the SDK's own errors carry a status, those of the library beneath it a name. */
export function isForged(error: unknown): boolean {
  const status = statusOf(error);
  return (
    status === 401 ||
    status === 403 ||
    /^(JsonWebToken|NotBefore)Error$/.test(String(property(error, 'name')))
  );
}

/** An SDK error without the SDK. The connector's own code is in the body: `{error: {code}}`. */
export function failureFrom(error: unknown, left: boolean): ConnectorFailure {
  const own = property(property(error, 'body'), 'error') ?? property(property(error, 'details'), 'error');
  const code = property(own, 'code') ?? property(error, 'code') ?? property(error, 'name');
  const headers = property(property(error, 'response'), 'headers') as
    | { get(name: string): string | undefined }
    | undefined;
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return new ConnectorFailure({
    status: statusOf(error),
    // A code is a word; a sentence in its place may name people.
    code: typeof code === 'string' && /^[A-Za-z]\w{0,60}$/.test(code) ? code : 'unknown',
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
    left,
  });
}
