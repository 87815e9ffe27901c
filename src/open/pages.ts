import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Entra } from '../../adapters/web/entra.ts';
import { serveBoard } from '../../adapters/web/index.ts';
import { tabPath } from '../../adapters/web/tab.ts';
import type { Config } from '../config.ts';
import { isRemoved } from '../evidence/items.ts';
import { filesPath } from '../evidence/links.ts';
import { serveFile } from '../pages/files.ts';
import { servePicture } from '../pages/pictures.ts';
import { auditPath, boardPath, enterPath } from '../ports/board.ts';
import { unitOn } from '../view/roster.ts';
import type { Opened } from './committee.ts';

type Page = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Shown extends Pick<Opened, 'board' | 'tokens' | 'links' | 'files' | 'bot'> {
  readonly committee: string;
  readonly config: Config;
  /** What its tokens begin with. */
  readonly tokenPrefix: string;
}

interface Options {
  readonly committees: readonly Shown[];
  /** The bytes of a picture of any of them. */
  readonly picture: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  /** Reads the tokens of the board's tab in Teams; null where there is none. */
  readonly entra: Entra | null;
  /** People reach the bot by https. */
  readonly secure: boolean;
  readonly log: Logger;
}

/** The pages of all committees, under one address: a token tells whose it is. */
export function createPages({ committees, picture, entra, secure, log }: Options): Page {
  const boards = committees.flatMap((of) => {
    const { board, tokens } = of;
    if (!board) return [];
    return [{ ...of, board, page: serveBoard({ board, tokens, entra, secure, clock: Date.now, log }) }];
  });
  const byToken = <T extends { readonly tokenPrefix: string }>(all: readonly T[], token: string) =>
    all.length > 1 ? all.find(({ tokenPrefix }) => token.startsWith(tokenPrefix)) : all[0];
  const door = new RegExp(`^${boardPath}(${enterPath}|${auditPath})/([\\w-]+)$`);

  /** A session's cookie and a personal link begin with the committee's own; an auditor's link is looked for. */
  const board: Page = (request, response) => {
    const [first] = boards;
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (!first || (path !== boardPath && !path.startsWith(`${boardPath}/`))) return false;
    const [, kind, said] = door.exec(path) ?? [];
    const asked = boards.length > 1 ? lookFor(kind === auditPath ? said : undefined, path, request) : null;
    if (asked === null) return (byToken(boards, said ?? sessionOf(request)) ?? first).page(request, response);
    asked.then((found) => (found ?? first).page(request, response)).catch(() => response.destroy());
    return true;
  };

  /** Whose board it is where no token says so: an auditor's link, the tab in Teams. */
  function lookFor(audit: string | undefined, path: string, request: IncomingMessage) {
    if (audit !== undefined) return auditor(audit);
    return path === tabPath && request.method === 'POST' ? whoLooks(request) : null;
  }

  /** In a frame of Teams there is a cookie of that frame's own. */
  const sessionOf = ({ headers }: IncomingMessage): string => {
    const cookies = headers.cookie ?? '';
    const found =
      /__Host-tablero-teams=([^;]*)/.exec(cookies) ?? /(?:^|;\s*)(?:__Host-)?tablero=([^;]*)/.exec(cookies);
    return found?.[1] ?? '';
  };

  /** The committee of whoever looks at the tab; it is nobody's business of those who do not know them. */
  async function whoLooks({ headers }: IncomingMessage) {
    const token = /^Bearer ([\w.-]{1,8000})$/.exec(headers.authorization ?? '')?.[1];
    const vouched = token && entra ? await entra.verify(token).catch(() => null) : null;
    if (!vouched) return undefined;
    const { emails, ...account } = vouched;
    for (const one of boards) {
      const { bot, config, board } = one;
      const there = config.teams?.tenants.includes(account.tenant);
      const active = (id: string) => unitOn(bot.journal.view(), id, bot.today()) !== null;
      const known = there ? bot.people.recognise({ account, emails, guest: false }, active) : null;
      if (known?.person && (await board.recognise(vouched))) return one;
    }
    return undefined;
  }

  async function auditor(token: string) {
    for (const one of boards) if ((await one.board.look(token)) !== null) return one;
    return undefined;
  }

  const file: Page = (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (!path.startsWith(filesPath)) return false;
    const of = byToken(committees, path.slice(filesPath.length)) ?? committees[0]!;
    if (of.links === null) return false;
    const { files, committee, links, bot } = of;
    const removed = (id: string): boolean => isRemoved(bot.journal.view(), id);
    return serveFile({ files, committee, links, isRemoved: removed }, request, response);
  };

  return (request, response) =>
    board(request, response) || servePicture({ open: picture }, request, response) || file(request, response);
}
