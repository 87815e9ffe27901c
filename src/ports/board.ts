import type { BoardAddress, BoardPage, BoardReader } from './board-pages.ts';

/** Where the board is, and inside it the links that open it. */
export const boardPath = '/tablero';
export const enterPath = '/entrar';
export const auditPath = '/auditoria';

/** A file to be saved. */
export interface BoardFile {
  readonly name: string;
  readonly mediaType: string;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** Somebody for whom another service answered, as an adapter checked it. */
export interface Vouched {
  readonly platform: 'teams';
  readonly tenant: string;
  readonly user: string;
  /** E-mails or UPN of the account. */
  readonly emails: readonly string[];
}

/** The committee's board: what is on its pages and who may see them. How they look is the web adapter's. */
export interface Board {
  /** What a link opens, without spending it; null where it does not work. */
  look(token: string): Promise<BoardReader['kind'] | null>;
  /** Spends a personal link; an auditor's works until its day. */
  enter(token: string): Promise<BoardReader | null>;
  /** Whom a platform vouches for as a reader; null where the person may not. */
  recognise(vouched: Vouched): Promise<BoardReader | null>;
  /** Whether a reader still may, asked at every request: offices end, links are revoked. */
  may(reader: BoardReader): boolean;
  /** Null where there is no such page for this reader; the same object while nothing on it changed. */
  page(reader: BoardReader, address: BoardAddress): Promise<BoardPage | null>;
  /** A file by its name on the page of exports, or by a number of evidence; `busy` while too many are being made. */
  file(reader: BoardReader, name: string): Promise<BoardFile | 'busy' | null>;
  /** Has the whole ledger checked, one check at a time. */
  check(reader: BoardReader): Promise<void>;
}
