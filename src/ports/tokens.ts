import type { Json } from '../entry.ts';

/** What tokens stand for and how long each works, in ms of real time. */
export const tokenMs = {
  /** A file that is given to whoever has its link. */
  file: 24 * 60 * 60_000,
  /** A personal link to the board, which works once. */
  pass: 10 * 60_000,
  /** Somebody who is signed in at the board. */
  session: 8 * 60 * 60_000,
  /** A table that waits for its confirmation. */
  table: 60 * 60_000,
} as const;
export type TokenKind = keyof typeof tokenMs;

/** What is kept under a token: plain data and, where it is a document, its bytes. */
export interface Kept {
  readonly value: Json;
  readonly bytes: Uint8Array | null;
}

/**
 * Keeps what tokens stand for, by their hashes. Every implementation passes tests/contracts/tokens.ts. It may forget
 * the oldest of a kind before their time, where they become too many or too big.
 */
export interface TokenStore {
  /** `until` and `now` are real time in ms. */
  put(committee: string, kind: TokenKind, hash: string, kept: Kept, until: number): Promise<void>;
  get(committee: string, kind: TokenKind, hash: string, now: number): Promise<Kept | null>;
  /** Gives it and forgets it: of many who take it at once one gets it. */
  take(committee: string, kind: TokenKind, hash: string, now: number): Promise<Kept | null>;
  close(): Promise<void>;
}

/** The tokens of a committee. */
export interface Tokens {
  /** A token that nobody guesses. It is stored meanwhile: whoever gives it to somebody awaits `stored` before. */
  issue(kind: TokenKind, value: Json, bytes?: Uint8Array): string;
  /** Resolves when all that was issued is stored; what could not be is logged, and its token does not work. */
  stored(): Promise<void>;
  get(kind: TokenKind, token: string): Promise<Kept | null>;
  take(kind: TokenKind, token: string): Promise<Kept | null>;
}
