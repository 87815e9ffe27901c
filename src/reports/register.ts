import { readWhen, sayings } from '../activities/when.ts';
import { type Ask, type Outcome, open, refuse } from '../ask.ts';
import { localDate } from '../calendar.ts';
import { withRefused } from '../evidence/question.ts';
import type { Token } from '../input/words.ts';
import { annualSent, quarterlySent } from '../programme/reports.ts';
import { knownSince } from '../programme/versions.ts';
import { atOnce } from '../steps.ts';
import { reportName, reports as texts } from '../texts/report-chat.ts';
import { freeze } from './frozen.ts';
import { reportOf } from './of-period.ts';
import { programmeFor } from './programme-for.ts';
import { type Fixed, frozen, sent } from './sending.ts';
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
  if (!ask.fields && sayings(when.rest).length > 0) return refuse(texts.how());
  // Of the report that is named only the day is missing.
  if (!ask.fields && !when.said) return registerForm(ask);
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
  if (period !== null) return sentOn(ask, { kind: 'annual', period }, on);
  if (said !== null) return refuse(texts.how());
  const before = String(Number(on.slice(0, 4)) - 1);
  return refuse(texts.notInProgramme(reportName({ kind: 'annual', period: before })));
}

function quarterlyReport(ask: Ask, quarter: string, on: string, said: string | null): Outcome {
  const { year, occurrence, notBefore } = quarterlySent(
    ask,
    quarter,
    on,
    said === null ? null : Number(said),
  );
  const what = reportName({ kind: 'quarterly', period: `${year}-T${quarter}` });
  if (!occurrence) return refuse(texts.notInProgramme(what));
  if (notBefore !== null) return refuse(texts.notYet(what, notBefore), ask.fields ? 'date' : undefined);
  return sentOn(ask, { kind: 'quarterly', period: occurrence.id }, on);
}

/** The record, the figures that it fixes, and its receipt. */
const sentOn = (ask: Ask, type: ReportType, on: string): Outcome =>
  sent(
    ask,
    {
      kind: `report.${type.kind}`,
      base: `report/${type.kind}/${type.period}`,
      subject: null,
      occurredOn: on,
      body: { period: type.period },
    },
    {
      type,
      recorded: (...told) => texts.recorded(reportName(type), ...told),
      words: (day) => texts.sentWords(type, day),
      fix: (folio) => fix(ask, type, on, folio),
    },
  );

/**
 * The figures that a report fixes: those of the one that was handed over last before it was sent, as its document says; where
 * none was, those known now as of the day of sending. Of a report sent before the bot had the programme nothing is known.
 */
function fix(ask: Ask, type: ReportType, on: string, folio: string): Fixed {
  const made = (ask.view.madeReports.get(type.period) ?? []).findLast(
    ({ figures }) => figures.kind === type.kind && figures.dispatch <= on,
  );
  if (made)
    return {
      drafts: frozen(ask, folio, 'made', made.figures),
      words: texts.frozen.made(made.on, made.figures.head.seq),
    };
  const programme = programmeFor(ask, type);
  if (programme === null) return { drafts: [], words: texts.frozen['other-year'] };
  const known = knownSince(ask.view, programme.id);
  const since = known === null ? null : localDate(new Date(known), programme.timeZone);
  if (since === null || on < since)
    return { drafts: [], words: texts.frozen['before-bot'](since ?? ask.today) };
  const { data } = atOnce(reportOf({ ...ask, programme }, type, on));
  return {
    drafts: frozen(ask, folio, 'registered', freeze(data)),
    words: texts.frozen.registered(data.span.cut, ask.today),
  };
}
