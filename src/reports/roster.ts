import { peopleWith } from '../counted.ts';
import type { Scope } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import { rosterOn, unitOn } from '../view/roster.ts';
import type { ReportData } from './types.ts';

/** Whether a person counts for a headcount; `off`: not on its roster. */
export type Mark = 'yes' | 'no' | 'off';

export interface AnnexColumn {
  readonly activity: Activity;
  /** Day of the roster that the headcount uses. */
  readonly cut: string;
  readonly numerator: number;
  readonly roster: number;
}

export interface AnnexRow {
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  /** One a column. */
  readonly marks: readonly Mark[];
}

export interface Annex {
  /** Day of the roster that the report names. */
  readonly on: string;
  readonly columns: readonly AnnexColumn[];
  /** By unit and name. */
  readonly rows: readonly AnnexRow[];
}

const spanish = new Intl.Collator('es-MX', { numeric: true });

/** Each of some texts with its place in the order of Spanish. */
const ranks = (texts: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...new Set(texts)].sort(spanish.compare).map((text, i) => [text, i]));

/** Everybody who is on the roster of a headcount of the report, marked for each: the marks add up to its figures. */
export function annexOf(data: ReportData, view: Scope['view'], people: Pick<People, 'byId' | 'list'>): Annex {
  const scope: Scope = { programme: data.programme, view, asOf: data.span.cut };
  // The progress knows which part the committee decided to count.
  const counted = data.rows.flatMap(({ progress }) => {
    const { activity } = progress;
    const { measure } = activity;
    if (measure.kind !== 'headcount') return [];
    const members = rosterOn(view, progress.beside.cut!);
    const yes = new Set(
      [...peopleWith(scope, activity, measure.counts)]
        .filter(
          ([, records]) => measure.part !== 'accredited' || records.some((r) => r.body.part === 'accredited'),
        )
        .map(([p]) => p),
    );
    const mark = (person: string): Mark => (!members.has(person) ? 'off' : yes.has(person) ? 'yes' : 'no');
    const column: AnnexColumn = {
      activity,
      cut: progress.beside.cut!,
      numerator: progress.numerator!,
      roster: members.size,
    };
    return [{ column, members, mark }];
  });
  const here = rosterOn(view, data.span.roster);
  const everybody = new Set([here, ...counted.map((c) => c.members)].flatMap((m) => [...m.keys()]));
  const days = [data.span.roster, ...counted.map((c) => c.column.cut)];
  const rows = [...everybody].map((person) => {
    const known = people.byId(person);
    const unit = days.map((d) => unitOn(view, person, d)).find((u) => u !== null) ?? '';
    const row: AnnexRow = {
      number: known?.number ?? '',
      name: known?.name ?? erasedName,
      unit,
      marks: counted.map((c) => c.mark(person)),
    };
    return { person, row };
  });
  // Thousands of names are put in order once for all that asks for them.
  const byName = new Map(people.list().map(({ id }, i) => [id, i]));
  const byUnit = ranks(rows.map(({ row }) => row.unit));
  const at = ({ person, row }: (typeof rows)[number]) =>
    [byUnit.get(row.unit)!, byName.get(person) ?? -1] as const;
  rows.sort((a, b) => {
    const [[unitA, nameA], [unitB, nameB]] = [at(a), at(b)];
    return unitA - unitB || nameA - nameB;
  });
  return { on: data.span.roster, columns: counted.map((c) => c.column), rows: rows.map(({ row }) => row) };
}
