import type { Entry, Json } from '../entry.ts';
import type { Kind } from '../kinds.ts';

/** A free text that an entry refers to: the field that holds it and its id. */
export interface TextRef {
  readonly field: string;
  readonly id: string;
}

/** The free texts that an entry refers to, whatever its kind. */
export const textRefs = (entry: Pick<Entry, 'body'>): TextRef[] =>
  Object.entries(entry.body).flatMap(([field, value]) => (isRef(value) ? [{ field, id: value.id }] : []));

function isRef(value: Json): value is { readonly id: string; readonly hash: string } {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const { id, hash } = value as Record<string, Json>;
  return typeof id === 'string' && typeof hash === 'string';
}

/**
 * What a person wrote that is theirs rather than an act of the committee: names of files that they gave, notes and
 * reasons. What the committee agreed or noted stays, and is only masked where it names them.
 */
const ownFields: Partial<Record<Kind, readonly string[]>> = {
  'file.received': ['name'],
  'evidence.added': ['name', 'note'],
  'evidence.replaced': ['name'],
  'evidence.removed': ['reason'],
  'record.voided': ['reason'],
};

/** Ids of the free texts of an entry that go with a person: all that hang on a record of theirs, and what they wrote. */
export function textsGoing(entry: Entry, person: string): string[] {
  const refs = textRefs(entry);
  if (entry.subject === person) return refs.map(({ id }) => id);
  if (entry.actor !== person) return [];
  const own = ownFields[entry.kind as Kind] ?? [];
  return refs.filter(({ field }) => own.includes(field)).map(({ id }) => id);
}
