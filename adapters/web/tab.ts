import type { IncomingMessage } from 'node:http';
import { type Board, boardPath } from '../../src/ports/board.ts';
import type { BoardReader } from '../../src/ports/board-pages.ts';
import type { Entra } from './entra.ts';

/** The page that Teams shows as a tab, and to which that page sends its token. */
export const tabPath = `${boardPath}/teams`;

/** Where the tab goes once it is signed in; there no session means that the browser keeps none in a frame. */
export const afterTab = `${boardPath}?desde=teams`;

/** Longest token that is looked at. */
const longest = 8000;

/** Who a request's token stands for on the board: `nobody` where it proves nothing, `employee` where they may not. */
export async function signedIn(
  { headers }: IncomingMessage,
  entra: Entra,
  board: Pick<Board, 'recognise'>,
): Promise<BoardReader | 'nobody' | 'employee'> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined || token.length > longest) return 'nobody';
  const vouched = await entra.verify(token);
  if (vouched === null) return 'nobody';
  return (await board.recognise(vouched)) ?? 'employee';
}
