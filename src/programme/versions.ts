import { addDays } from '../calendar.ts';
import type { Json } from '../entry.ts';
import type { View } from '../view.ts';
import { type Programme, programmeSchema } from './schema.ts';

const read = new WeakMap<object, Programme>();

/** A programme that the ledger holds, with what this program's schema takes for granted. */
export function programmeOf(content: Json): Programme {
  const known = read.get(content as object);
  if (known) return known;
  const found = programmeSchema.safeParse(content);
  // What an older program took for sound stays in force.
  const programme = found.success ? found.data : (content as unknown as Programme);
  read.set(content as object, programme);
  return programme;
}

/** What a programme's file says; `base` is one from outside, whose file the ledger may not hold. */
function fileOf(view: View, base: Programme, id: string): Programme | null {
  const content = view.adopted.get(id)?.content ?? null;
  return content !== null ? programmeOf(content) : base.id === id ? base : null;
}

/**
 * The programme of an id in the version in force on a day: the committee's newest that had begun, before that its
 * file, and where it has none (a year still to come) its first version. Null where nobody knows the id.
 */
export function programmeOn(view: View, base: Programme, id: string, day: string): Programme | null {
  const versions = [...(view.versions.get(id) ?? [])].sort((a, b) => a.from.localeCompare(b.from));
  const begun = versions.findLast((v) => v.from <= day);
  if (begun) return programmeOf(begun.content);
  const file = fileOf(view, base, id);
  return file ?? (versions[0] ? programmeOf(versions[0].content) : null);
}

/** A programme in the version in force on a day; as it is given where the ledger knows no other. */
export const versionOn = (view: View, programme: Programme, day: string): Programme =>
  programmeOn(view, programme, programme.id, day) ?? programme;

/** The ids of all programmes that are or were in force, by year; of two of one year the one from outside comes first. */
function idsByYear(view: View, base: Programme): Map<number, string> {
  const years = new Map<number, string>();
  const add = (id: string, year: number) => {
    if (years.get(year) !== base.id) years.set(year, id);
  };
  for (const [id, { content }] of view.adopted.entries())
    if (content !== null) add(id, programmeOf(content).year);
  for (const [id, versions] of view.versions.entries()) add(id, programmeOf(versions[0]!.content).year);
  years.set(base.year, base.id);
  return years;
}

/** The years that have a programme, the oldest first. */
export const yearsKnown = (view: View, base: Programme): number[] =>
  [...idsByYear(view, base).keys()].sort((a, b) => a - b);

/** A year's programme in the version in force on a day; null where the year has none. */
export function programmeOfYear(view: View, base: Programme, year: number, day: string): Programme | null {
  const id = idsByYear(view, base).get(year);
  return id === undefined ? null : programmeOn(view, base, id, day);
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The programme of a day: its year's own, otherwise the newest that began, otherwise the first to come. */
export function currentProgramme(view: View, base: Programme, day: string): Programme {
  const years = yearsKnown(view, base);
  const year = years.findLast((y) => y <= yearOf(day)) ?? years[0]!;
  return programmeOfYear(view, base, year, day) ?? base;
}

/** Whether a programme runs on a day: in its year, or in the tail after it in which its last report is owed. */
export const runs = ({ year, closes }: Programme, day: string): boolean =>
  day >= `${year}-01-01` && day <= closes;

/** The programmes that run on a day, this year's before last year's; none where no programme covers the day. */
export function runningProgrammes(view: View, base: Programme, day: string): Programme[] {
  const current = currentProgramme(view, base, day);
  if (!runs(current, day)) return [];
  const before = yearsKnown(view, base)
    .filter((y) => y < current.year)
    .reverse();
  return [
    current,
    ...before.flatMap((y) => {
      const older = programmeOfYear(view, base, y, day);
      return older && runs(older, day) ? [older] : [];
    }),
  ];
}

/** The first day on which something that is recorded now can have happened. */
export function firstDay(view: View, base: Programme, day: string): string {
  const oldest = runningProgrammes(view, base, day).at(-1) ?? currentProgramme(view, base, day);
  return `${oldest.year}-01-01`;
}

/** The last day that a programme counts what names no period of it: its tail belongs to the next year's where there is one. */
export function lastDay(view: View, programme: Programme): string {
  const { year, closes } = programme;
  return yearsKnown(view, programme).includes(year + 1) ? addDays(`${year + 1}-01-01`, -1) : closes;
}

/** The instant at which the bot first had a programme; null while it does not. */
export function knownSince(view: View, id: string): string | null {
  const all = [view.adopted.get(id)?.since, view.versions.get(id)?.[0]?.recordedAt].filter(
    (s) => s !== undefined,
  );
  return all.sort()[0] ?? null;
}
