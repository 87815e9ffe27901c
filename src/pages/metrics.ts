import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../ports/metrics.ts';

interface Options {
  readonly metrics: Pick<Metrics, 'text'>;
  readonly token: string | null;
}

const path = '/metrics';
/** Headers by which a proxy says that it asks for somebody else. */
const forwarded = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Serves /metrics; false leaves any other path alone. With a token nobody reads it without; without one only this
 * machine does, and not a proxy on it, which would hand it to the internet: everybody else is told that nothing is there.
 */
export function serveMetrics(
  { metrics, token }: Options,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if ((request.url ?? '').split('?', 1)[0] !== path) return false;
  const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}): void =>
    void response
      .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers })
      .end(body);
  request.resume();
  if (token !== null && !holdsToken(request, token))
    answer(401, 'text/plain', 'token needed\n', { 'www-authenticate': 'Bearer' });
  else if (token === null && !isThisMachine(request)) answer(404, 'text/plain', 'not found\n');
  else if (request.method !== 'GET') answer(405, 'text/plain', 'method not allowed\n', { allow: 'GET' });
  else
    metrics.text().then(
      ({ type, body }) => answer(200, type, body),
      () => answer(500, 'text/plain', 'failed\n'),
    );
  return true;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function holdsToken(request: IncomingMessage, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Asked by a program of this machine for itself. A proxy of old manners says nothing, but speaks HTTP/1.0. */
function isThisMachine(request: IncomingMessage): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return (
    /^(::ffff:)?127\.|^::1$/.test(peer) &&
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host) &&
    request.httpVersion !== '1.0' &&
    forwarded.every((name) => request.headers[name] === undefined)
  );
}
