import { readWhen, sayings } from '../activities/when.ts';
import { type Ask, note, type Outcome, open, record, refuse } from '../ask.ts';
import { localDate } from '../calendar.ts';
import { attach } from '../evidence/attach.ts';
import { withRefused } from '../evidence/question.ts';
import type { Token } from '../input/words.ts';
import { annualSent, quarterlySent } from '../programme/reports.ts';
import { knownSince } from '../programme/versions.ts';
import { small, text, withNote } from '../texts/common.ts';
import { evidenceTexts } from '../texts/evidence.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { Frozen } from './figures.ts';
import { freeze } from './frozen.ts';
import { reportOf } from './of-period.ts';
import { programmeFor } from './programme-for.ts';
import type { ReportType } from './types.ts';
import { named, reportOptions, typeOf } from './which.ts';

/** `informe registrar trimestral 2`: the form with that report chosen. */
export function registerForm(ask: Ask): Outcome {
  const which = named(ask.tokens);
  const year = which && typeOf(which, ask).period.slice(0, 4);
  const tail = year === String(ask.programme.year) ? '' : ` ${year}`;
  const initial =
    which === null ? undefined : which.kind === 'annual' ? 'anual' : `trimestral ${which.quarter}${tail}`;
  return open(texts.form(ask.today, reportOptions(ask), initial));
}

/** Activities 3 and 4: a report sent to the oversight office. The same is which report. */
export function register(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return registerForm(ask);
  const which = named(ask.fields ? asTokens(ask.fields.report ?? '') : ask.tokens);
  if (which === null) return refuse(texts.how());
  const when = readWhen({ ...ask, tokens: which.rest });
  if (!when.ok) return when.outcome;
  if (!ask.fields && (!when.said || sayings(when.rest).length > 0)) return refuse(texts.how());
  const on = when.date;
  const outcome =
    which.kind === 'annual'
      ? annualReport(ask, on, which.year)
      : quarterlyReport(ask, which.quarter!, on, which.year);
  return withRefused(ask, outcome);
}

const asTokens = (value: string): Token[] => value.split(' ').map((text) => ({ text, quoted: false }));

function annualReport(ask: Ask, on: string, said: string | null): Outcome {
  const period = annualSent(ask, on, said);
  if (period !== null) return sentOn(ask, { kind: 'annual', period }, texts.annual(Number(period)), on);
  if (said !== null) return refuse(texts.how());
  return refuse(texts.notInProgramme(texts.annual(Number(on.slice(0, 4)) - 1)));
}

function quarterlyReport(ask: Ask, quarter: string, on: string, said: string | null): Outcome {
  const { year, occurrence, notBefore } = quarterlySent(
    ask,
    quarter,
    on,
    said === null ? null : Number(said),
  );
  const what = texts.quarterly(quarter, year);
  if (!occurrence) return refuse(texts.notInProgramme(what));
  if (notBefore !== null) return refuse(texts.notYet(what, notBefore), ask.fields ? 'date' : undefined);
  return sentOn(ask, { kind: 'quarterly', period: occurrence.id }, what, on);
}

/** The record, the figures that it fixes, and what came with it as its receipt. */
function sentOn(ask: Ask, type: ReportType, what: string, on: string): Outcome {
  let folio = '';
  let sentOn = on;
  const recorded = record(
    ask,
    {
      kind: `report.${type.kind}`,
      base: `report/${type.kind}/${type.period}`,
      subject: null,
      occurredOn: on,
      body: { period: type.period },
    },
    (given, fresh, { occurredOn }) => {
      [folio, sentOn] = [given, occurredOn];
      return texts.recorded(what, occurredOn, given, fresh);
    },
  );
  const fixed = recorded.drafts.length === 0 ? null : fix(ask, type, on, folio);
  const proof = receipt(ask, folio, type, sentOn);
  const { message } = recorded.reply;
  const blocks = [
    ...message.blocks,
    ...[fixed?.words, proof?.words].flatMap((words) => (words === undefined ? [] : [text(words)])),
    ...(ask.sent?.kept.length ? [] : [small(texts.receiptHow)]),
    { type: 'choices' as const, choices: [texts.seeSent(type)] },
  ];
  const reply = { ...recorded.reply, message: { ...message, blocks } };
  return {
    drafts: [...recorded.drafts, ...(fixed?.drafts ?? []), ...(proof?.drafts ?? [])],
    texts: [...recorded.texts, ...(proof?.texts ?? [])],
    reply: ask.sent?.denied
      ? { ...reply, message: withNote(reply.message, evidenceTexts.deniedNote) }
      : reply,
  };
}

/** What came with the words becomes evidence of the record. */
function receipt(ask: Ask, folio: string, { kind }: ReportType, on: string) {
  const kept = ask.sent?.kept ?? [];
  if (kept.length === 0) return null;
  const label = evidenceTexts.record(folio, evidenceTexts.kinds[`report.${kind}`]!, on);
  const contents = kept.map((file) => ({ file }));
  const { drafts, texts, reply } = attach(ask, { of: { folio }, label, on }, contents, {
    on,
    note: '',
    batch: null,
  });
  const lines = reply.message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
  return { drafts, texts, words: [reply.message.summary, ...lines].join(' ') };
}

/**
 * The figures that a report fixes: those of the one that was handed over last before it was sent, as its document says; where
 * none was, those known now as of the day of sending. Of a report sent before the bot had the programme nothing is known.
 */
function fix(
  ask: Ask,
  type: ReportType,
  on: string,
  folio: string,
): { drafts: Outcome['drafts']; words: string } {
  const keep = (from: 'made' | 'registered', figures: Frozen) =>
    note(
      ask,
      {
        kind: 'report.frozen',
        key: `frozen/${folio}`,
        body: { of: folio, from, figures, salt: ask.fresh() },
      },
      texts.how(),
    ).drafts;
  const made = (ask.view.madeReports.get(type.period) ?? []).findLast(
    ({ figures }) => figures.kind === type.kind && figures.dispatch <= on,
  );
  if (made)
    return { drafts: keep('made', made.figures), words: texts.frozen.made(made.on, made.figures.head.seq) };
  const programme = programmeFor(ask, type);
  if (programme === null) return { drafts: [], words: texts.frozen['other-year'] };
  const known = knownSince(ask.view, programme.id);
  const since = known === null ? null : localDate(new Date(known), programme.timeZone);
  if (since === null || on < since)
    return { drafts: [], words: texts.frozen['before-bot'](since ?? ask.today) };
  const { data } = reportOf({ ...ask, programme }, type, on);
  return {
    drafts: keep('registered', freeze(data)),
    words: texts.frozen.registered(data.span.cut, ask.today),
  };
}
