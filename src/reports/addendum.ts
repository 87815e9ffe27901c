import { sayings } from '../activities/when.ts';
import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { View } from '../view.ts';
import type { AddendumData } from './addendum-data.ts';
import type { EvidenceFile } from './bundle.ts';
import { partiesOn } from './data.ts';
import type { Frozen } from './figures.ts';
import { diff } from './frozen.ts';
import { letterheadOn } from './letterhead.ts';
import { reportOf } from './of-period.ts';
import { programmeFor } from './programme-for.ts';
import type { Change, ReportData, ReportType } from './types.ts';
import { named, sentRecord, typeOf } from './which.ts';

/** `informe adenda trimestral 1`: what changed since it was sent and the evidence that came later, as documents. */
export function addendum(ask: Ask): Outcome {
  const which = named(ask.tokens);
  if (which === null || sayings(which.rest).length > 0) return refuse(texts.howToMake());
  const type = typeOf(which, ask);
  const programme = programmeFor(ask, type);
  if (programme === null) return refuse(texts.otherYear(type));
  const record = sentRecord(ask.view, type);
  if (record === null) return refuse(texts.addendum.notSent(type));
  const sent = ask.view.sentReports.get(record.folio)?.figures;
  if (!sent) return refuse(texts.addendum.unknown(type));
  const exact = ask.who.levels.has('secretary');
  const { data, changes, complaints, later } = changesSince(ask, programme, type, sent, exact);
  if (changes.length === 0 && !complaints && later.length === 0) return say(texts.addendum.nothing(type));
  const given: AddendumData = {
    // Addressee, signatories and letterhead are those of the day on which it is made.
    data: {
      ...data,
      dispatch: ask.today,
      ...partiesOn({ ...ask, programme }, ask.today),
      letterhead: letterheadOn(ask.view, ask.textOf, type.period, ask.today),
    },
    sent: { folio: record.folio, on: record.occurredOn, cut: sent.cut, seq: sent.head.seq },
    changes,
    complaintsBefore: complaints ? (sent.complaints ?? []) : null,
    later,
  };
  return {
    ...say(texts.addendum.made(type, changes.length + (complaints ? 1 : 0), later.length)),
    papers: [{ type: 'addendum', data: given, evidence: later, at: ask.now.toISOString() }],
  };
}

/** What is no longer as it was sent. */
export interface Since {
  /** The report as of the day that the sent one carries, as it is known now. */
  readonly data: ReportData;
  readonly changes: readonly Change[];
  /** Whether the counts of complaints are other ones. */
  readonly complaints: boolean;
  /** Evidence that did not go with it. */
  readonly later: readonly EvidenceFile[];
}

interface Reading {
  readonly view: View;
  readonly people: Pick<People, 'byId'>;
  readonly textOf: (id: string) => string | null;
}

/** What changed since a report was sent: figures with their folios, complaints, evidence. */
export function changesSince(
  { view, people, textOf }: Reading,
  programme: Programme,
  type: ReportType,
  sent: Frozen,
  exact = true,
): Since {
  const { data, evidence } = reportOf({ programme, view, people, textOf }, type, sent.dispatch, { exact });
  const known = new Set(sent.evidence);
  return {
    data,
    changes: diff(sent, data, view),
    complaints: !sameCounts(sent.complaints, data.complaints),
    later: evidence.filter((e) => !known.has(e.id)),
  };
}

const sameCounts = (a: Frozen['complaints'], b: ReportData['complaints']): boolean =>
  JSON.stringify(a?.map(counts) ?? null) === JSON.stringify(b?.map(counts) ?? null);

const counts = (c: NonNullable<Frozen['complaints']>[number]): (string | number)[] => [
  c.period,
  c.received,
  c.inProcess,
  c.concluded,
];
