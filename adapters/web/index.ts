import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { auditPath, type Board, type BoardFile, boardPath, enterPath } from '../../src/ports/board.ts';
import type { BoardPage, BoardReader } from '../../src/ports/board-pages.ts';
import { type Tokens, tokenMs } from '../../src/ports/tokens.ts';
import { boardPages as texts } from '../../src/texts/board-pages.ts';
import { checkPath, filePath, leavePath, pathOf, readAddress } from './address.ts';
import { assets } from './assets.ts';
import type { Entra } from './entra.ts';
import { doorHtml, noticeHtml, pageHtml, tabHtml } from './layout.ts';
import { createGuesses, createSessions } from './sessions.ts';
import { afterTab, signedIn, tabPath } from './tab.ts';

export interface WebOptions {
  readonly board: Board;
  readonly tokens: Tokens;
  /** Reads the tokens of the tab in Teams; null where there is none. */
  readonly entra?: Entra | null;
  /** People reach it by https. */
  readonly secure: boolean;
  /** Real time in ms. */
  readonly clock: () => number;
  readonly log: Logger;
}

/** Who may show the tab's pages inside their own: Teams, by the addresses that Microsoft names. Nobody shows others. */
const teamsHosts = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

const policy = (frames: string, scripts = ''): string =>
  `default-src 'none'; ${scripts}style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`;
const inTeams = { 'content-security-policy': policy(teamsHosts) };
const tabPage = {
  'content-security-policy': policy(teamsHosts, "script-src 'self'; connect-src 'self'; "),
};

const common = {
  'cache-control': 'no-store',
  'content-security-policy': policy("'none'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Behind the TLS proxy of the same machine the address is the last that the proxy noted. */
function addressOf(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const noted = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return /^(127\.|::1$|::ffff:127\.)/.test(direct) && noted ? noted : direct;
}

/** The board's web pages: gives a handler that takes the requests below its path, and says so. */
export function serveBoard({ board, tokens, entra = null, secure, clock, log }: WebOptions) {
  const sessions = createSessions(tokens);
  const guesses = createGuesses(clock);
  const cookie = secure ? '__Host-tablero' : 'tablero';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  // A frame's cookies are third-party ones: it has its own, of that one site around it.
  const framed = {
    cookie: '__Host-tablero-teams',
    attributes: 'Path=/; HttpOnly; SameSite=None; Secure; Partitioned',
  };
  const maxAge = Math.floor(tokenMs.session / 1000);
  const written = new WeakMap<BoardPage, Buffer>();

  const cookieOf = ({ headers }: IncomingMessage, name: string): string | null => {
    const all = (headers.cookie ?? '').split(';').map((c) => c.trim());
    return all.find((c) => c.startsWith(`${name}=`))?.slice(name.length + 1) || null;
  };
  const ofFrame = (request: IncomingMessage) => (entra === null ? null : cookieOf(request, framed.cookie));
  const tokenOf = (request: IncomingMessage) => ofFrame(request) ?? cookieOf(request, cookie);

  /** Who is signed in and still may; a session whose reader may no more is over. */
  async function readerOf(request: IncomingMessage): Promise<BoardReader | null> {
    const token = tokenOf(request);
    const reader = token === null ? null : await sessions.find(token);
    if (token === null || reader === null) return null;
    if (board.may(reader)) return reader;
    await sessions.close(token);
    return null;
  }

  /** A form of another site is no word of whoever is signed in. */
  const foreign = ({ headers }: IncomingMessage): boolean => {
    if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-site'] !== 'same-origin';
    const { origin } = headers;
    return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== headers.host);
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://board');
    const post = request.method === 'POST';
    // Only what Teams shows may be framed, and there no session is that of a window of its own.
    const isFramed =
      entra !== null && (ofFrame(request) !== null || request.headers['sec-fetch-dest'] === 'iframe');
    request.resume();
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
    const { title, why, how } = texts.forbidden;

    const file = assets.get(url.pathname);
    if (file && !post)
      return send(200, file.bytes, {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
      });
    if (!post && !/^(GET|HEAD)$/.test(request.method ?? ''))
      return send(405, '', { allow: 'GET, HEAD, POST' });
    if (post && foreign(request)) return send(403, noticeHtml(title, why, how));

    const door = new RegExp(`^${boardPath}(?:${enterPath}|${auditPath})/([\\w-]{8,100})$`).exec(url.pathname);
    if (door) {
      const from = addressOf(request);
      if (guesses.tired(from))
        return send(429, noticeHtml(texts.slow.title, texts.slow.why), { 'retry-after': '60' });
      const kind = await board.look(door[1]!);
      const reader = kind !== null && post ? await board.enter(door[1]!) : null;
      if (kind !== null && !post) return send(200, doorHtml(kind, url.pathname));
      if (reader === null) {
        guesses.wrong(from);
        const { closed } = texts;
        return send(410, noticeHtml(closed.title, closed.why, closed.how, closed.audit));
      }
      return go(boardPath, {
        'set-cookie': `${cookie}=${await sessions.open(reader)}; Max-Age=${maxAge}; ${attributes}`,
      });
    }

    if (entra !== null && url.pathname === tabPath) {
      if (!post) return send(200, tabHtml(afterTab), tabPage);
      const from = addressOf(request);
      if (guesses.tired(from)) return send(429, '', { 'retry-after': '60' });
      const reader = await signedIn(request, entra, board);
      if (reader === 'nobody') guesses.wrong(from);
      if (reader === 'nobody' || reader === 'employee') return send(reader === 'nobody' ? 401 : 403, '');
      const token = await sessions.open(reader);
      return send(200, '', {
        'set-cookie': `${framed.cookie}=${token}; Max-Age=${maxAge}; ${framed.attributes}`,
      });
    }

    const reader = await readerOf(request);
    if (url.pathname === leavePath && post) {
      const token = tokenOf(request);
      if (token !== null) await sessions.close(token);
      const own = isFramed ? framed : { cookie, attributes };
      return go(boardPath, { 'set-cookie': `${own.cookie}=; Max-Age=0; ${own.attributes}` });
    }
    if (reader === null && isFramed) {
      const { teams } = texts;
      if (`${url.pathname}${url.search}` !== afterTab) return go(tabPath);
      return send(403, noticeHtml(teams.title, teams.unkept));
    }
    if (reader === null) return send(403, noticeHtml(title, why, how));
    if (post) {
      if (url.pathname !== checkPath) return send(405, '', { allow: 'GET, HEAD' });
      await board.check(reader);
      return go(pathOf({ page: 'ledger' }));
    }
    const under = filePath('');
    if (url.pathname.startsWith(under)) {
      const given = await board.file(reader, decodeURIComponent(url.pathname.slice(under.length)));
      if (given === 'busy')
        return send(503, noticeHtml(texts.busy.title, texts.busy.why), { 'retry-after': '30' });
      if (given) return save(request, response, given);
    }
    const address = readAddress(url.pathname.slice(boardPath.length), url.searchParams);
    const page = address && (await board.page(reader, address));
    if (!page) return send(404, noticeHtml(texts.notFound.title, texts.notFound.why));
    const bytes = written.get(page) ?? Buffer.from(pageHtml(page));
    written.set(page, bytes);
    send(200, bytes);
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path !== boardPath && !path.startsWith(`${boardPath}/`)) return false;
    answer(request, response).catch((error) => {
      log.error({ err: error }, 'a page of the board failed');
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { ...common, 'content-type': 'text/html; charset=utf-8' })
          .end(noticeHtml(texts.broken.title, texts.broken.why));
    });
    return true;
  };
}

/** A file is always saved, never shown: nothing that somebody sent runs as a page of the board. */
async function save(request: IncomingMessage, response: ServerResponse, file: BoardFile): Promise<void> {
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
