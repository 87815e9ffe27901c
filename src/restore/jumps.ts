import { folioLetters } from '../folio.ts';
import type { BodyOf } from '../kinds.ts';
import { lastOf } from '../view/numbers.ts';
import { rosterOn } from '../view/roster.ts';
import type { Jump } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** The least that a series jumps where nobody knows how far it had come: one day's records of an institution. */
const margin = 1000;

export interface JumpsInput {
  readonly backup: View;
  /** The ledger that is replaced, as far as it can be read; `whole` where that is to its end. */
  readonly replaced: { readonly view: View; readonly whole: boolean } | null;
  /** Years in which something may have been recorded since the backup. */
  readonly years: readonly number[];
  /** Numbers that somebody is known to have been told, by series. */
  readonly known: ReadonlyMap<string, number>;
  readonly on: string;
}

/**
 * How far each series of numbers jumps at a restore, so that no number is given twice. Where the replaced ledger can be
 * read to its end its own last numbers are the highest that anybody was told. Otherwise nobody knows, and every series
 * of the years since the backup jumps by a margin that a day's records can't fill; what somebody is known to have been
 * told goes before that.
 */
export function jumpsOf({ backup, replaced, years, known, on }: JumpsInput): Jump[] {
  const views = [backup, ...(replaced ? [replaced.view] : [])];
  const certain = replaced?.whole === true;
  const series = new Set([
    ...views.flatMap((view) => [...view.counters.entries()].map(([name]) => name)),
    ...known.keys(),
    ...(certain ? [] : years.flatMap((year) => [...letters, 'E'].map((l) => `${year}-${l}`))),
    'sheet',
    'asking',
  ]);
  const people = rosterOn(backup, on).size;
  const step = certain ? 0 : Math.max(margin, Math.ceil(people / margin) * margin);
  return [...series].sort().flatMap((name): Jump[] => {
    const from = lastNumber(backup, name);
    const last = Math.max(...views.map((view) => lastNumber(view, name)));
    const told = known.get(name);
    const to = told === undefined ? last + step : Math.max(last, told);
    return to > from ? [{ series: name, from, to }] : [];
  });
}

const letters = [...new Set(Object.values(folioLetters))];

const lastNumber = (view: View, series: string): number =>
  series === 'sheet' || series === 'asking' ? lastOf(view, series) : (view.counters.get(series) ?? 0);

/** How many entries the replaced ledger had that the backup has not; null where it can't be told. */
export function lostOf(backup: View, replaced: JumpsInput['replaced'], sameChain: boolean): number | null {
  if (!replaced?.whole) return null;
  return sameChain ? Math.max(0, replaced.view.head.seq - backup.head.seq) : null;
}

/** The entry by which a ledger says that it comes from a backup. */
export function restoredBody(
  backup: { readonly name: string; readonly takenAt: string },
  lost: number | null,
  jumps: readonly Jump[],
): BodyOf<'ledger.restored'> {
  return { backup: backup.name, takenAt: backup.takenAt, lost, jumps: [...jumps] };
}
