import { readWhen, sayings } from '../activities/when.ts';
import { type Ask, bySteps, note, type Outcome, refuse, say } from '../ask.ts';
import { evidenceOf } from '../evidence/items.ts';
import { linkOf, listed } from '../evidence/show.ts';
import type { Programme } from '../programme/schema.ts';
import type { Steps } from '../steps.ts';
import { addenda } from '../texts/addendum-chat.ts';
import { changeLine } from '../texts/report-changes.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { Rec } from '../view/shapes.ts';
import { addendaOf, toldLast } from './addenda.ts';
import { changesSince } from './addendum.ts';
import { freeze, saysSame } from './frozen.ts';
import { orderReport } from './order.ts';
import { spanOf } from './period.ts';
import { programmeFor } from './programme-for.ts';
import type { ReportData, ReportType } from './types.ts';
import { named, sentRecord, typeOf } from './which.ts';

/** `informe trimestral 2`: what is missing, then the files; of a report that was sent, what it said and what changed. */
export function make(ask: Ask): Outcome {
  return withReport(ask, function* (programme, type, on, said) {
    const record = said ? null : sentRecord(ask.view, type);
    return record === null
      ? yield* handOver(ask, programme, type, on)
      : yield* showSent(ask, programme, type, record);
  });
}

/** `informe documentos trimestral 2`: the files with today's figures although the report was sent. */
export function documents(ask: Ask): Outcome {
  return withReport(ask, function* (programme, type, on) {
    const record = sentRecord(ask.view, type);
    if (record === null) return yield* handOver(ask, programme, type, on);
    const { data, paper } = yield* order(ask, programme, type, on);
    return { ...say(texts.today(data.type, record.occurredOn)), papers: [paper] };
  });
}

/** The report that words name, its programme and the day that it is to carry. */
function withReport(
  ask: Ask,
  then: (programme: Programme, type: ReportType, on: string, said: boolean) => Steps<Outcome>,
): Outcome {
  const which = named(ask.tokens);
  if (which === null) return refuse(texts.howToMake());
  const type = typeOf(which, ask);
  const programme = programmeFor(ask, type);
  if (programme === null) return refuse(texts.otherYear(type));
  const when = readWhen({ ...ask, fields: null, tokens: which.rest });
  if (!when.ok) return when.outcome;
  if (sayings(when.rest).length > 0) return refuse(texts.howToMake());
  const { from } = spanOf(programme, type, when.date);
  if (when.date < from) return refuse(texts.notBegun(type, from));
  return bySteps(then(programme, type, when.date, when.said));
}

const order = (ask: Ask, programme: Programme, type: ReportType, on: string) =>
  orderReport({ ...ask, programme }, type, on, { exact: ask.who.levels.has('secretary') });

/** The files, and in the ledger the figures with which they went: those that are fixed once the report is sent. */
function* handOver(ask: Ask, programme: Programme, type: ReportType, on: string): Steps<Outcome> {
  const { data, paper, template } = yield* order(ask, programme, type, on);
  const name = template?.name ? ask.textOf(template.name) : null;
  const unknown = template?.unknown ? ask.textOf(template.unknown) : null;
  const shown = template && { name, unknown };
  const reply = say(texts.made(type, data.missing, data.letterhead, data.span.cut, data.exact, shown));
  return { ...reply, drafts: made(ask, data), papers: [paper] };
}

function made(ask: Ask, data: ReportData): Outcome['drafts'] {
  const figures = freeze(data);
  const last = ask.view.madeReports.get(data.type.period)?.at(-1);
  if (last && last.figures.dispatch === figures.dispatch && saysSame(last.figures, figures)) return [];
  const key = `made/${data.type.kind}/${data.type.period}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'report.made', key, body: { figures, salt: ask.fresh() } }, texts.how()).drafts;
}

function* showSent(ask: Ask, programme: Programme, type: ReportType, record: Rec): Steps<Outcome> {
  const { folio, occurredOn: on } = record;
  const sent = ask.view.sentReports.get(folio);
  const told = toldLast(ask.view, type, record);
  const after = addendaOf(ask.view, type).map((a) => ({ on: a.occurredOn, folio: a.folio }));
  const receipts = [{ folio }, ...after].flatMap((r) => evidenceOf(ask.view, { folio: r.folio }));
  const given = {
    type,
    on,
    folio,
    addenda: after.length === 0 ? null : addenda.sent(after, told !== null && told.record !== record),
    receipts: receipts.map((e) => listed(ask, e).name ?? e.id),
    links: receipts.filter((e) => e.file !== null).flatMap((e) => linkOf(ask, e.id, e)),
  };
  if (!sent || told === null) {
    const frozen = texts.sentAs.unknown;
    return say(texts.sent({ ...given, frozen, changes: null, later: [] }));
  }
  const { changes, complaints, later } = yield* changesSince(ask, programme, type, told.figures);
  const lines = [...changes.map(changeLine), ...(complaints ? [texts.complaintsChanged] : [])];
  const frozen = texts.sentAs[sent.from](sent.figures.dispatch, sent.on, sent.figures.head.seq);
  return say(texts.sent({ ...given, frozen, changes: lines, later: later.map((e) => e.id) }));
}
