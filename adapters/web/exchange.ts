import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BoardFile } from '../../src/ports/board.ts';

/** Who may show the tab's pages inside their own: Teams, by the addresses that Microsoft names. Nobody shows others. */
const teamsHosts = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

const policy = (frames: string, scripts = ''): string =>
  `default-src 'none'; ${scripts}style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`;
const inTeams = { 'content-security-policy': policy(teamsHosts) };
/** Headers of the tab's own page, which runs a script. */
export const tabPage = {
  'content-security-policy': policy(teamsHosts, "script-src 'self'; connect-src 'self'; "),
};

/** Headers of whatever is answered. */
export const common = {
  'cache-control': 'no-store',
  'content-security-policy': policy("'none'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Behind the TLS proxy of the same machine the address is the last that the proxy noted. */
export function addressOf(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const noted = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return /^(127\.|::1$|::ffff:127\.)/.test(direct) && noted ? noted : direct;
}

/** A request with what its answer is written by; `isFramed`: Teams shows it inside its own page. */
export function exchangeOf(request: IncomingMessage, response: ServerResponse, isFramed: boolean) {
  const url = new URL(request.url ?? '/', 'http://board');
  const post = request.method === 'POST';
  const send = (status: number, body: string | Buffer, headers: Record<string, string> = {}): void => {
    const bytes = Buffer.from(body as string);
    response
      .writeHead(status, {
        ...common,
        ...(isFramed && inTeams),
        'content-type': 'text/html; charset=utf-8',
        'content-length': bytes.length,
        ...headers,
      })
      .end(request.method === 'HEAD' ? undefined : bytes);
  };
  const go = (to: string, headers: Record<string, string> = {}) =>
    send(303, '', { location: to, ...headers });
  return { request, response, url, post, isFramed, send, go };
}
export type Exchange = ReturnType<typeof exchangeOf>;

/** A file is always saved, never shown: nothing that somebody sent runs as a page of the board. */
export async function save(
  request: IncomingMessage,
  response: ServerResponse,
  file: BoardFile,
): Promise<void> {
  const plain = file.name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  response.writeHead(200, {
    ...common,
    'content-type': file.mediaType,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(Readable.from(await file.open()), response);
}
