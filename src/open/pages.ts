import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { serveBoard } from '../../adapters/web/index.ts';
import { isRemoved } from '../evidence/items.ts';
import { filesPath } from '../evidence/links.ts';
import { serveFile } from '../file-page.ts';
import { servePicture } from '../picture-page.ts';
import { auditPath, boardPath, enterPath } from '../ports.ts';
import type { Opened } from './committee.ts';

type Page = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Shown extends Pick<Opened, 'board' | 'tokens' | 'links' | 'files' | 'bot'> {
  readonly committee: string;
  /** What its tokens begin with. */
  readonly tokenPrefix: string;
}

interface Options {
  readonly committees: readonly Shown[];
  /** The bytes of a picture of any of them. */
  readonly picture: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  /** People reach the bot by https. */
  readonly secure: boolean;
  readonly log: Logger;
}

/** The pages of all committees, under one address: a token tells whose it is. */
export function createPages({ committees, picture, secure, log }: Options): Page {
  const boards = committees.flatMap((of) => {
    const { board, tokens, tokenPrefix } = of;
    return board
      ? [{ tokenPrefix, board, page: serveBoard({ board, tokens, secure, clock: Date.now, log }) }]
      : [];
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
    if (kind === auditPath && said && boards.length > 1) {
      auditor(said)
        .then((found) => (found ?? first).page(request, response))
        .catch(() => response.destroy());
      return true;
    }
    const cookie = /(?:^|;\s*)(?:__Host-)?tablero=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    return (byToken(boards, said ?? cookie) ?? first).page(request, response);
  };

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
