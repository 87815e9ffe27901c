import type { Scope } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import { peopleWith } from '../progress.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import { rosterOn, unitOn } from '../view.ts';
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

/** Everybody who is on the roster of a headcount of the report, marked for each: the marks add up to its figures. */
export function annexOf(data: ReportData, view: Scope['view'], people: Pick<People, 'byId'>): Annex {
  const scope: Scope = { programme: data.programme, view, asOf: data.span.cut };
  // The progress knows which part the committee decided to count.
  const counted = data.rows.flatMap(({ progress }) => {
    const { activity } = progress;
    const { measure } = activity;
    if (measure.kind !== 'headcount') return [];
    const members = new Set([...rosterOn(view, progress.beside.cut!)].map(([p]) => p));
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
  const here = new Set([...rosterOn(view, data.span.roster)].map(([p]) => p));
  const everybody = new Set([...here, ...counted.flatMap((c) => [...c.members])]);
  const days = [data.span.roster, ...counted.map((c) => c.column.cut)];
  const rows = [...everybody].map((person): AnnexRow => {
    const known = people.byId(person);
    const unit = days.map((d) => unitOn(view, person, d)).find((u) => u !== null) ?? '';
    return {
      number: known?.number ?? '',
      name: known?.name ?? erasedName,
      unit,
      marks: counted.map((c) => c.mark(person)),
    };
  });
  rows.sort(
    (a, b) =>
      spanish.compare(a.unit, b.unit) ||
      spanish.compare(a.name, b.name) ||
      spanish.compare(a.number, b.number),
  );
  return { on: data.span.roster, columns: counted.map((c) => c.column), rows };
}
