import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a request came from; `system` is the bot itself (clock), `cli` the server's command line. */
export const platforms = ['slack', 'teams', 'cli', 'system'] as const;
export type Platform = (typeof platforms)[number];

/** An entry of the ledger, version 1: a fact that is never rewritten. */
export const entrySchema = z.strictObject({
  v: z.literal(1),
  committee: z.string().regex(/^[a-z0-9-]{2,32}$/),
  seq: z.number().int().positive(),
  /** Unique in the committee and derived from what the fact is, so that a repetition is found. */
  key: z.string().min(1).max(512),
  kind: z.string().regex(/^[a-z][a-z-]*(\.[a-z-]+)+$/),
  folio: z.string().nullable(),
  /** Person id whom the fact is about. */
  subject: z.string().nullable(),
  /** Person id, `system` or `cli`. */
  actor: z.string(),
  platform: z.enum(platforms),
  /** Date in the programme's time zone on which it happened. */
  occurredOn: isoDate,
  /** UTC instant at which it was recorded. */
  recordedAt: z.string().datetime(),
  body: z.record(z.string(), z.unknown()),
  prev: hex64,
  hash: hex64,
});

export type Body = { readonly [key: string]: Json };
export type Entry = Readonly<Omit<z.infer<typeof entrySchema>, 'body'>> & { readonly body: Body };

/** A fact decided but not yet in the ledger. */
export type Draft = Omit<Entry, 'v' | 'committee' | 'seq' | 'prev' | 'hash' | 'recordedAt'>;

/** What an entry says of itself that the server's command line records, without a folio, about a person or nobody. */
export const byServer = (subject: string | null, occurredOn: string) =>
  ({ folio: null, subject, actor: 'cli', platform: 'cli', occurredOn }) as const;

/** Where a ledger ends: the sequence number and hash of its last entry. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The head of an empty ledger. */
export const origin: Head = { seq: 0, hash: '0'.repeat(64) };

/** RFC 8785 (JSON Canonicalization Scheme) form of a value, its text in Unicode NFC. */
export function canonical(value: unknown): string {
  const text = canonicalize(nfc(value));
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

function nfc(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(nfc);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k.normalize('NFC'), nfc(v)]));
  return value;
}

/** SHA-256, in hex, of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256, in hex, of a JSON value's canonical form. */
export const sha256Of = (value: unknown): string => sha256(canonical(value));

/** The hash that an entry must carry: SHA-256 over the canonical form of all its other fields. */
export function hashOf(entry: Omit<Entry, 'hash'>): string {
  const { hash: _, ...rest } = entry as Entry;
  return sha256(canonical(rest));
}

/** Drafts as chained entries that follow `head`; `recordedAt` is a UTC instant in ISO form. */
export function seal(committee: string, head: Head, drafts: readonly Draft[], recordedAt: string): Entry[] {
  let { seq, hash } = head;
  return drafts.map((draft) => {
    seq += 1;
    const open = nfc({ ...draft, v: 1, committee, seq, recordedAt, prev: hash }) as Omit<Entry, 'hash'>;
    hash = hashOf(open);
    return { ...open, hash };
  });
}

/** Why `entry` cannot follow `head`, or null when it does. */
export function brokenLink(head: Head, entry: Entry): 'seq' | 'prev' | 'hash' | null {
  if (entry.seq !== head.seq + 1) return 'seq';
  if (entry.prev !== head.hash) return 'prev';
  return hashOf(entry) === entry.hash ? null : 'hash';
}
