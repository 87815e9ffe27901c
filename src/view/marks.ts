import type { Body } from '../entry.ts';
import type { RecordKind } from '../folio.ts';
import type { View } from '../view.ts';
import { addItem, changeItem, itemsOf } from './lists.ts';
import type { Rec } from './shapes.ts';

/** What is asked of many records at once: they lie together by kind and day, so that a period is read and nothing else. */
export interface Mark extends Pick<Rec, 'folio' | 'subject' | 'body' | 'voided'> {
  /** Of the entry that recorded it, and of the one that voided it. */
  readonly seq: number;
  readonly voidedAt?: number | undefined;
}

/** A mark with its day, which is part of where it lies. */
export type Marked = Mark & Pick<Rec, 'occurredOn'>;

/** Records of a kind on a day, and how many of these are voided. */
export interface DayCount {
  readonly n: number;
  readonly voided: number;
}

const nameOf = (kind: RecordKind, day: string): string => `${kind}/${day}`;

/** A record's body in its mark: without a letter's hash, which is long and the same for thousands. */
export function markedBody({ textHash: _, ...body }: Body): Body {
  return body;
}

/** Notes a record that is new. */
export function addMark(view: View, { kind, folio, subject, occurredOn, body }: Rec, seq: number): void {
  const name = nameOf(kind, occurredOn);
  addItem(view.marks, name, { seq, folio, subject, body: markedBody(body), voided: null });
  const { n, voided } = view.days.get(name) ?? { n: 0, voided: 0 };
  view.days.set(name, { n: n + 1, voided });
}

/** What changed in a record goes to its mark; `voidedAt` is the entry that voided it, where one just did. */
export function changeMark(view: View, record: Rec, voidedAt?: number): void {
  const { kind, folio, occurredOn, body, voided } = record;
  const name = nameOf(kind, occurredOn);
  changeItem(
    view.marks,
    name,
    (mark) => mark.folio === folio,
    (mark) => ({ ...mark, body: markedBody(body), voided, ...(voidedAt !== undefined && { voidedAt }) }),
  );
  const count = view.days.get(name);
  if (count && voidedAt !== undefined) view.days.set(name, { ...count, voided: count.voided + 1 });
}

/** The days from one to another, both included, on which there are records of a kind, in order; voided ones count. */
export function daysWith(
  view: View,
  kind: RecordKind,
  from: string,
  to: string,
): { readonly day: string; readonly count: DayCount }[] {
  const found: { day: string; count: DayCount }[] = [];
  for (const [name, count] of view.days.entries()) {
    const day = name.slice(-10);
    if (day >= from && day <= to && name === nameOf(kind, day)) found.push({ day, count });
  }
  return found.sort((a, b) => a.day.localeCompare(b.day));
}

/** The records of a kind on a day in the order recorded, voided ones too. */
export const marksOn = (view: View, kind: RecordKind, day: string): Marked[] =>
  itemsOf(view.marks, nameOf(kind, day)).map(({ seq, folio, subject, body, voided, voidedAt }) => ({
    seq,
    folio,
    subject,
    occurredOn: day,
    body,
    voided,
    voidedAt,
  }));

/** The records of a kind from one day to another, both included, by day and in the order recorded; voided ones too. */
export function* marksBetween(view: View, kind: RecordKind, from: string, to: string): Generator<Marked> {
  for (const { day } of daysWith(view, kind, from, to)) yield* marksOn(view, kind, day);
}

/** The records of a kind that stand, from one day to another, both included, by day and in the order recorded. */
export const standingBetween = (view: View, kind: RecordKind, from: string, to: string): Rec[] =>
  [...marksBetween(view, kind, from, to)]
    .filter(({ voided }) => voided === null)
    .map(({ folio }) => view.records.get(folio)!);
