import { readWhen, sayings } from '../activities/when.ts';
import { type Ask, bySteps, note, type Outcome, open, refuse, say } from '../ask.ts';
import { withRefused } from '../evidence/question.ts';
import type { Token } from '../input/words.ts';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { afterwards, atOnce, type Steps } from '../steps.ts';
import { addenda } from '../texts/addendum-chat.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';
import { toldLast } from './addenda.ts';
import type { AddendumData } from './addendum-data.ts';
import type { EvidenceFile } from './bundle.ts';
import { partiesOn } from './data.ts';
import type { Frozen } from './figures.ts';
import { addendumKey } from './fold.ts';
import { diff, freeze, saysSame } from './frozen.ts';
import { letterheadOn } from './letterhead.ts';
import { reportOf } from './of-period.ts';
import { programmeFor } from './programme-for.ts';
import { frozen, sent } from './sending.ts';
import type { Change, ReportData, ReportType } from './types.ts';
import { named, reportsOf, sentRecord, typeOf } from './which.ts';

/** `informe adenda trimestral 1`: what changed since it was sent and the evidence that came later, as documents. */
export function addendum(ask: Ask): Outcome {
  const found = ofSent(ask, addenda.words);
  if ('refusal' in found) return found.refusal;
  const { type, programme, told, rest } = found;
  if (rest.length > 0) return refuse(texts.howToMake());
  const exact = ask.who.levels.has('secretary');
  return bySteps(
    afterwards(changesSince(ask, programme, type, told.figures, exact), (since) =>
      handOver(ask, found, since),
    ),
  );
}

function handOver(
  ask: Ask,
  { type, programme, record, told }: Sent,
  { data, changes, complaints, later }: Since,
): Outcome {
  if (changes.length === 0 && !complaints && later.length === 0) return say(addenda.nothing(type));
  const given: AddendumData = {
    // Addressee, signatories and letterhead are those of the day on which it is made.
    data: {
      ...data,
      dispatch: ask.today,
      ...partiesOn({ ...ask, programme }, ask.today),
      letterhead: letterheadOn(ask.view, ask.textOf, type.period, ask.today),
    },
    sent: {
      folio: record.folio,
      on: record.occurredOn,
      cut: told.figures.cut,
      seq: told.figures.head.seq,
      addendum: told.record === record ? null : { folio: told.record.folio, on: told.record.occurredOn },
    },
    changes,
    complaintsBefore: complaints ? (told.figures.complaints ?? []) : null,
    later,
  };
  return {
    ...say(addenda.made(type, changes.length, complaints, later.length)),
    drafts: handedOver(ask, freeze(data)),
    papers: [{ type: 'addendum', data: given, evidence: later, at: ask.now.toISOString() }],
  };
}

/** `informe adenda enviada trimestral 1 FECHA`: that one was sent; from then on its figures are what is compared with. */
export function addendumSent(ask: Ask): Outcome {
  const found = ofSent(ask, addenda.sentWords);
  if ('refusal' in found) return found.refusal;
  const { type, programme, record, told, rest } = found;
  const when = readWhen({ ...ask, tokens: rest });
  if (!when.ok) return when.outcome;
  if (sayings(when.rest).length > 0) return refuse(addenda.howSent());
  if (!ask.fields && !when.said) return open(addenda.form(type, ask.today));
  const on = when.date;
  if (on < record.occurredOn)
    return refuse(addenda.tooEarly(type, record.occurredOn), ask.fields ? 'date' : undefined);
  const made = ask.view.madeReports
    .get(addendumKey(type))
    ?.findLast((m) => m.on <= on && m.figures.head.seq > told.figures.head.seq);
  const outcome = sent(
    ask,
    {
      kind: 'report.addendum',
      base: `${addendumKey(type)}/${on}`,
      subject: null,
      occurredOn: on,
      body: { report: type.kind, period: type.period },
    },
    {
      type,
      recorded: (...told) => addenda.recorded(type, ...told),
      words: (day) => addenda.sentWords(type, day),
      fix(folio) {
        if (made)
          return {
            drafts: frozen(ask, folio, 'made', made.figures),
            words: addenda.frozen.made(made.on, made.figures.head.seq),
          };
        const { data } = atOnce(changesSince(ask, programme, type, told.figures));
        return {
          drafts: frozen(ask, folio, 'registered', freeze(data)),
          words: addenda.frozen.registered(ask.today),
        };
      },
    },
  );
  return withRefused(ask, outcome);
}

interface Sent {
  readonly type: ReportType;
  readonly programme: Programme;
  readonly record: Rec;
  readonly told: NonNullable<ReturnType<typeof toldLast>>;
  readonly rest: readonly Token[];
}

/** The report that words name, what was told of it last, and the words behind its name; `words` say of which it is. */
function ofSent(ask: Ask, words: (type: ReportType) => string): { readonly refusal: Outcome } | Sent {
  const which = named(ask.tokens);
  if (which === null) return { refusal: refuse(addenda.how(comparable(ask), words)) };
  const type = typeOf(which, ask);
  const programme = programmeFor(ask, type);
  if (programme === null) return { refusal: refuse(texts.otherYear(type)) };
  const record = sentRecord(ask.view, type);
  if (record === null) return { refusal: refuse(addenda.notSent(type)) };
  const told = toldLast(ask.view, type, record);
  if (told === null) return { refusal: refuse(addenda.unknown(type)) };
  return { type, programme, record, told, rest: sayings(which.rest) };
}

/** Reports that were sent with figures that are known. */
const comparable = (ask: Ask): ReportType[] =>
  reportsOf(ask).flatMap(({ type, record }) =>
    record !== null && toldLast(ask.view, type, record) !== null ? [type] : [],
  );

/** The figures with which it was handed over: those that are fixed once it is sent. */
function handedOver(ask: Ask, figures: Frozen): Outcome['drafts'] {
  const key = addendumKey(figures);
  const last = ask.view.madeReports.get(key)?.at(-1);
  if (last && last.on === ask.today && saysSame(last.figures, figures)) return [];
  const draft = {
    kind: 'addendum.made',
    key: `${key}/${ask.view.head.seq + 1}`,
    body: { figures, salt: ask.fresh() },
  } as const;
  return note(ask, draft, texts.howToMake()).drafts;
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

/** What changed since a report was sent, in steps: figures with their folios, complaints, evidence. */
export function* changesSince(
  { view, people, textOf }: Reading,
  programme: Programme,
  type: ReportType,
  told: Frozen,
  exact = true,
): Steps<Since> {
  const { data, evidence } = yield* reportOf({ programme, view, people, textOf }, type, told.dispatch, {
    exact,
  });
  const known = new Set(told.evidence);
  return {
    data,
    changes: yield* diff(told, data, view),
    complaints: !sameCounts(told.complaints, data.complaints),
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
