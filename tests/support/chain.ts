import { type Entry, type Head, sha256Of } from '../../src/entry.ts';

/** The hash that an entry must carry: SHA-256 over the canonical form of all its other fields. */
export function hashOf({ hash: _, ...rest }: Omit<Entry, 'hash'> & { readonly hash?: string }): string {
  return sha256Of(rest);
}

/** Why `entry` cannot follow `head`, or null when it does. */
export function brokenLink(head: Head, entry: Entry): 'seq' | 'prev' | 'hash' | null {
  if (entry.seq !== head.seq + 1) return 'seq';
  if (entry.prev !== head.hash) return 'prev';
  return hashOf(entry) === entry.hash ? null : 'hash';
}
