import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text has the form of a day, `2024-05-07`; whether there is such a day is another question. */
export const isDay = (said: string): boolean => dayForm.test(said);

const isoDate = z.string().regex(dayForm);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a request came from; `system` is the bot itself (clock), `cli` the server's command line. */
const platforms = ['slack', 'teams', 'cli', 'system'] as const;
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
export const canonical = (value: unknown): string => canonicalParsed(nfc(value));

/**
 * The canonical form of what JSON.parse gave, in its own Unicode form. Numbers and strings of JSON.stringify are
 * those of RFC 8785 already, so with the names in order it is the same at a tenth of the cost. A number too large for
 * JSON.parse (1e999, which only damage writes) has no such form: the text is another, and never equal to what was read.
 */
export function canonicalParsed(value: unknown): string {
  const text = inOrder(value) ? JSON.stringify(value) : (ordered(value) ?? JSON.stringify(value));
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** RFC 8785's form by the library; undefined for what has none. */
function ordered(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

/** A copy of a JSON value that nobody changes any more, its text in NFC and its names in order. */
function nfc(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (Array.isArray(value)) return Object.freeze(value.map(nfc));
  if (value === null || typeof value !== 'object') return value;
  const names = Object.keys(value).filter((name) => (value as Body)[name] !== undefined);
  return Object.freeze(
    Object.fromEntries(names.sort().map((name) => [name.normalize('NFC'), nfc((value as Body)[name])])),
  );
}

function inOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(inOrder);
  let before: string | null = null;
  for (const name of Object.keys(value)) {
    if ((before !== null && before >= name) || !inOrder((value as Body)[name])) return false;
    before = name;
  }
  return true;
}

/** SHA-256, in hex, of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256, in hex, of a JSON value's canonical form. */
export const sha256Of = (value: unknown): string => sha256(canonical(value));

/** The hash that an entry must carry, of one that JSON.parse gave: SHA-256 over the canonical form of all its other fields. */
export const hashOfParsed = ({ hash: _, ...rest }: Entry): string => sha256(canonicalParsed(rest));

const sealed = new WeakSet<Entry>();

/** Whether `seal` made this very entry: its hash is right, and nothing in it can be changed. */
export const isSealed = (entry: Entry): boolean => sealed.has(entry);

/** Drafts as chained entries that follow `head`; `recordedAt` is a UTC instant in ISO form. */
export function seal(committee: string, head: Head, drafts: readonly Draft[], recordedAt: string): Entry[] {
  let { seq, hash } = head;
  return drafts.map((draft) => {
    seq += 1;
    // The hash has its place among the names, so that the entry's text needs no ordering.
    const open = nfc({ ...draft, v: 1, committee, seq, recordedAt, prev: hash, hash: '' }) as Entry;
    hash = hashOfParsed(open);
    const entry = Object.freeze({ ...open, hash });
    sealed.add(entry);
    return entry;
  });
}
