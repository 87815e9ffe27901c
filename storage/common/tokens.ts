import type { Kept, TokenKind, TokenStore } from '../../src/ports/tokens.ts';

/** Tokens of a kind that are kept at once. */
const most: Readonly<Record<TokenKind, number>> = { file: 10_000, pass: 1000, session: 2000, table: 20 };
const kinds = Object.keys(most) as TokenKind[];
/** Bytes of documents that are kept at once. */
const mostBytes = 64 * 1024 * 1024;

interface Held {
  readonly kept: Kept;
  readonly until: number;
}

/** Tokens in this process's memory: after a restart one asks again. The oldest go where they become too many. */
export function memoryTokens(): TokenStore {
  const held = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, Held>()]));
  let bytes = 0;
  const keyOf = (committee: string, hash: string): string => `${committee}/${hash}`;
  const sizeOf = (kind: TokenKind, key: string): number => held[kind]!.get(key)?.kept.bytes?.length ?? 0;

  function drop(kind: TokenKind, key: string): void {
    bytes -= sizeOf(kind, key);
    held[kind]!.delete(key);
  }

  /** What is over goes; a kind's tokens all live equally long, so that the first that is not over ends the search. */
  function sweep(now: number): void {
    for (const kind of kinds)
      for (const [key, { until }] of held[kind]!) {
        if (until > now) break;
        drop(kind, key);
      }
  }

  /** The oldest make room for the newest. */
  function makeRoom(kind: TokenKind, newest: string): void {
    for (const key of held[kind]!.keys()) {
      if (held[kind]!.size <= most[kind]) break;
      drop(kind, key);
    }
    for (const one of kinds)
      for (const key of held[one]!.keys()) {
        if (bytes <= mostBytes) return;
        if (key !== newest && sizeOf(one, key) > 0) drop(one, key);
      }
  }

  function find(kind: TokenKind, key: string, now: number): Kept | null {
    sweep(now);
    return held[kind]!.get(key)?.kept ?? null;
  }

  return {
    async put(committee, kind, hash, kept, until) {
      const key = keyOf(committee, hash);
      drop(kind, key);
      held[kind]!.set(key, { kept, until });
      bytes += sizeOf(kind, key);
      makeRoom(kind, key);
    },
    get: async (committee, kind, hash, now) => find(kind, keyOf(committee, hash), now),
    async take(committee, kind, hash, now) {
      const key = keyOf(committee, hash);
      const kept = find(kind, key, now);
      drop(kind, key);
      return kept;
    },
    async close() {},
  };
}
