import { localDate } from '../calendar.ts';
import type { Scope } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import { versionOn } from '../programme/versions.ts';
import type { People } from '../roster/identify.ts';
import type { Steps } from '../steps.ts';
import { rosterOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import { missingOf } from './missing.ts';
import { spanOf } from './period.ts';
import { rowOf } from './rows.ts';
import type { ComplaintCounts, Evidence, Letterhead, ReportData, ReportType, Signatory } from './types.ts';

export interface ReportInput {
  /** Any version of it: the one in force at the cut is what the report shows. */
  readonly programme: Programme;
  readonly view: View;
  readonly people: Pick<People, 'byId'>;
  /** The day that the report carries: addressee and signatories are those of that day. */
  readonly asOf: string;
  readonly type: ReportType;
  /** Null while no figures were recorded. */
  readonly complaints?: readonly ComplaintCounts[] | null;
  /** Whether small counts of complaints are shown; they are unless it says otherwise. */
  readonly exact?: boolean;
  readonly evidence?: readonly Evidence[];
  readonly letterhead?: Letterhead;
}

/** All that a report says, of a view, in a step an activity. Throws RangeError where the type is no period of the programme. */
export function* reportData(input: ReportInput): Steps<ReportData> {
  const { view, people, asOf, type, evidence = [], letterhead = {}, exact = true } = input;
  const span = spanOf(input.programme, type, asOf);
  const programme = versionOn(view, input.programme, span.cut);
  const scope: Scope = { programme, view, asOf: span.cut };
  const months = new Set(periodsOf(programme, type));
  const complaints = input.complaints?.filter((c) => months.has(c.period)) ?? null;
  const rows: ReportData['rows'][number][] = [];
  for (const activity of programme.activities) {
    const own = evidence.filter((e) => e.activity === activity.number).map((e) => e.id);
    rows.push(rowOf(scope, activity, span, own));
    yield 'long';
  }
  const data = {
    type,
    programme,
    span,
    dispatch: asOf,
    headcount: rosterOn(view, span.roster).size,
    rows,
    complaints: complaints !== null && complaints.length > 0 ? complaints : null,
    exact,
    evidence,
    ...partiesOn({ programme, view, people }, asOf),
    letterhead,
    anchor: view.head,
    restores: restoresIn(view, programme, span.from, asOf),
  };
  return { ...data, missing: missingOf(data) };
}

/** To whom a report of a day goes and who signs it. */
export const partiesOn = (
  { programme, view, people }: Pick<ReportInput, 'programme' | 'view' | 'people'>,
  on: string,
): Pick<ReportData, 'addressee' | 'signatories'> => ({
  // Whom it goes to is decided when it is sent, after the cut.
  addressee: addresseeOn(versionOn(view, programme, on), on),
  signatories: (['president', 'secretary'] as const).map((role) => ({
    role,
    name: nameOf(view, people, role, on),
  })),
});

/** A restore after the period and before its report belongs to this report: the next may be months away. */
function restoresIn(view: View, { timeZone }: Programme, from: string, to: string): ReportData['restores'] {
  return [...view.restores.entries()]
    .map(([, restore]) => restore)
    .filter(({ on }) => on >= from && on <= to)
    .map((restore) => ({ restore, takenOn: localDate(new Date(restore.takenAt), timeZone) }));
}

/** Quarters whose complaints a report carries: its own, or all of the year. */
function periodsOf({ year }: Programme, type: ReportType): string[] {
  return type.kind === 'quarterly' ? [type.period] : [1, 2, 3, 4].map((q) => `${year}-T${q}`);
}

/** The addressee in force on a day: the last one whose `from` is not after it. */
function addresseeOn({ oversight }: Programme, on: string): Programme['oversight'][number] {
  const all = [...oversight].sort((a, b) => a.from.localeCompare(b.from));
  return all.findLast((o) => o.from <= on) ?? all[0]!;
}

function nameOf(
  view: View,
  people: Pick<People, 'byId'>,
  role: Signatory['role'],
  on: string,
): string | null {
  const held = inOffice(view, on).find((o) => o.role === role);
  return held ? (people.byId(held.person)?.name ?? null) : null;
}
