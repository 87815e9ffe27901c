import type { Ask } from '../ask.ts';
import { readFolio } from '../folio.ts';
import { fold, type Token } from '../input/words.ts';
import type { Option } from '../message.ts';
import { programmeOfYear, programmeOn, runningProgrammes } from '../programme/versions.ts';
import { evidenceTexts as texts } from '../texts/evidence.ts';
import type { Rec } from '../view/shapes.ts';
import { committeeRecords, type Proven } from './items.ts';

/** What evidence is to prove, in words, and the day that it has if none is said. */
export interface Target {
  readonly of: Proven;
  readonly label: string;
  readonly on: string | null;
  /** The sheet whose scan it is. */
  readonly sheet?: number;
}

/**
 * An activity by its number (`9`, of another year `9/2024`), a record by its folio or a sheet by its number (`hoja 231`); null
 * when there is no such.
 */
export function readTarget(
  { programme, view }: Pick<Ask, 'programme' | 'view'>,
  said: string,
): Target | null {
  const [, number, year] = /^(\d{1,3})(?:\/(20\d\d))?$/.exec(said.trim()) ?? [];
  const of = year === undefined ? programme : programmeOfYear(view, programme, Number(year), `${year}-12-31`);
  const activity = of?.activities.find((a) => String(a.number) === number);
  if (of && activity)
    return {
      of: { programme: of.id, activity: activity.number },
      label: texts.activity(activity.number, activity.title, year),
      on: null,
    };
  const sheet = /^hoja[ -]?(\d{1,6})$/i.exec(said.trim())?.[1];
  if (sheet !== undefined) return sheetTarget({ programme, view }, Number(sheet));
  const folio = readFolio(said);
  const record = folio === null ? undefined : view.records.get(folio);
  if (record?.voided !== null) return null;
  return { of: { folio: record.folio }, label: labelOf(record), on: record.occurredOn };
}

/** A sheet's scan proves its activity; null where there is no such sheet. */
export function sheetTarget({ programme, view }: Pick<Ask, 'programme' | 'view'>, n: number): Target | null {
  const sheet = view.sheets.get(String(n));
  const activity = sheet && programme.activities.find((a) => a.number === sheet.activity);
  if (!sheet || !activity) return null;
  return {
    of: { programme: programme.id, activity: activity.number },
    label: texts.sheet(n, texts.activity(activity.number, activity.title)),
    on: sheet.date,
    sheet: n,
  };
}

/** «hoja 231» names one thing in two words. */
export function ofSheet(words: readonly Token[]): readonly Token[] {
  const [first, second, ...rest] = words;
  return first && second && fold(first.text) === 'hoja' && /^\d{1,6}$/.test(second.text)
    ? [{ text: `hoja ${second.text}`, quoted: false }, ...rest]
    : words;
}

const labelOf = (r: Rec): string =>
  texts.record(r.folio, texts.kinds[r.kind] ?? texts.anyRecord, r.occurredOn);

/** The record of a piece of evidence or its activity, in words. */
export function labelOfProven(ask: Pick<Ask, 'programme' | 'view'>, of: Proven): string {
  if ('activity' in of) {
    const programme = programmeOn(ask.view, ask.programme, of.programme, '9999-12-31');
    const known = programme?.activities.find((a) => a.number === of.activity);
    const year = programme && programme.id !== ask.programme.id ? String(programme.year) : undefined;
    return texts.activity(of.activity, known ? known.title : of.programme, year);
  }
  const record = ask.view.records.get(of.folio);
  return record ? labelOf(record) : of.folio;
}

const mostRecords = 12;

/** Where evidence can belong, for a form: the committee's newest records, then all activities. */
export function targetOptions({
  programme,
  view,
  today,
}: Pick<Ask, 'programme' | 'view' | 'today'>): Option[] {
  const tail = runningProgrammes(view, programme, today).slice(1);
  return [
    ...programme.activities.map((a) => ({ value: String(a.number), label: `${a.number}. ${a.title}` })),
    ...tail.flatMap(({ year, activities }) =>
      activities.map((a) => ({ value: `${a.number}/${year}`, label: `${a.number}. ${a.title} (${year})` })),
    ),
    ...[programme, ...tail]
      .flatMap((p) => committeeRecords(view, p))
      .sort((a, b) => b.occurredOn.localeCompare(a.occurredOn))
      .slice(0, mostRecords)
      .map((r) => ({ value: r.folio, label: labelOf(r) })),
  ];
}
