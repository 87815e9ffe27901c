import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { auditPath, type Board, boardPath, enterPath } from '../../src/ports/board.ts';
import type { BoardPage, BoardReader } from '../../src/ports/board-pages.ts';
import { type Tokens, tokenMs } from '../../src/ports/tokens.ts';
import { boardPages as texts } from '../../src/texts/board-pages.ts';
import { checkPath, filePath, leavePath, pathOf, readAddress } from './address.ts';
import { assets } from './assets.ts';
import type { Entra } from './entra.ts';
import { addressOf, common, type Exchange, exchangeOf, save, tabPage } from './exchange.ts';
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

  const refuse = ({ send }: Exchange): void => {
    const { title, why, how } = texts.forbidden;
    send(403, noticeHtml(title, why, how));
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Only what Teams shows may be framed, and there no session is that of a window of its own.
    const isFramed =
      entra !== null && (ofFrame(request) !== null || request.headers['sec-fetch-dest'] === 'iframe');
    const at = exchangeOf(request, response, isFramed);
    const { url, post, send } = at;
    request.resume();
    const file = assets.get(url.pathname);
    if (file && !post)
      return send(200, file.bytes, {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
      });
    if (!post && !/^(GET|HEAD)$/.test(request.method ?? ''))
      return send(405, '', { allow: 'GET, HEAD, POST' });
    if (post && foreign(request)) return refuse(at);
    const door = new RegExp(`^${boardPath}(?:${enterPath}|${auditPath})/([\\w-]{8,100})$`).exec(url.pathname);
    if (door) return openDoor(at, door[1]!);
    if (entra !== null && url.pathname === tabPath) return openTab(at, entra);
    const reader = await readerOf(request);
    if (url.pathname === leavePath && post) return leave(at);
    if (reader === null) return shutOut(at);
    if (!post) return show(at, reader);
    if (url.pathname !== checkPath) return send(405, '', { allow: 'GET, HEAD' });
    await board.check(reader);
    return at.go(pathOf({ page: 'ledger' }));
  }

  /** A link: what it opens is shown, and opened by a button, since a preview of the link must not spend it. */
  async function openDoor({ request, url, post, send, go }: Exchange, token: string): Promise<void> {
    const from = addressOf(request);
    if (guesses.tired(from))
      return send(429, noticeHtml(texts.slow.title, texts.slow.why), { 'retry-after': '60' });
    const kind = await board.look(token);
    const reader = kind !== null && post ? await board.enter(token) : null;
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

  /** The tab in Teams, which signs in by itself. */
  async function openTab({ request, post, send }: Exchange, by: NonNullable<typeof entra>): Promise<void> {
    if (!post) return send(200, tabHtml(afterTab), tabPage);
    const from = addressOf(request);
    if (guesses.tired(from)) return send(429, '', { 'retry-after': '60' });
    const reader = await signedIn(request, by, board);
    if (reader === 'nobody') guesses.wrong(from);
    if (reader === 'nobody' || reader === 'employee') return send(reader === 'nobody' ? 401 : 403, '');
    const token = await sessions.open(reader);
    return send(200, '', {
      'set-cookie': `${framed.cookie}=${token}; Max-Age=${maxAge}; ${framed.attributes}`,
    });
  }

  async function leave({ request, isFramed, go }: Exchange): Promise<void> {
    const token = tokenOf(request);
    if (token !== null) await sessions.close(token);
    const own = isFramed ? framed : { cookie, attributes };
    return go(boardPath, { 'set-cookie': `${own.cookie}=; Max-Age=0; ${own.attributes}` });
  }

  /** Who is not signed in: in Teams the tab signs in, once. */
  function shutOut(at: Exchange): void {
    const { url, isFramed, send, go } = at;
    const { teams } = texts;
    if (!isFramed) refuse(at);
    else if (`${url.pathname}${url.search}` !== afterTab) go(tabPath);
    else send(403, noticeHtml(teams.title, teams.unkept));
  }

  async function show({ request, response, url, send }: Exchange, reader: BoardReader): Promise<void> {
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
