import { type Ask, type Command, keepText, type Outcome, open, record, refuse } from '../ask.ts';
import { fold, type Token } from '../input/words.ts';
import {
  annualSent,
  countsAnnual,
  quarterlyReports,
  quarterlySent,
  reporting,
} from '../programme/reports.ts';
import type { Activity } from '../programme/schema.ts';
import { milestone as doneTexts, report as reportTexts } from '../texts/committee.ts';
import { phrase, programmeFor, readWhen, sayings } from './when.ts';

/** Activities 3 and 4: a report sent to the oversight office. The same is which report. */
export const report: Command = {
  words: ['informe', 'informes'],
  may: 'committee',
  run(ask) {
    const tokens = (ask.fields ? readFields(ask.fields.report ?? '') : ask.tokens).filter(
      (t) => fold(t.text) !== 'enviado',
    );
    if (!ask.fields && tokens.length === 0) return open(reportTexts.form(ask.today, reportOptions(ask)));
    const [type, ...others] = tokens;
    const annual = fold(type?.text ?? '') === 'anual';
    const quarterly = ['trimestral', 'trimestre'].includes(fold(type?.text ?? ''));
    const quarter = quarterly ? /^(?:t)?([1-4])$/.exec(fold(others[0]?.text ?? ''))?.[1] : undefined;
    if (!annual && !quarter) return refuse(reportTexts.how());
    const when = readWhen({ ...ask, tokens: annual ? others : others.slice(1) });
    if (!when.ok) return when.outcome;
    const [year = null, ...odd] = sayings(ask.fields ? (annual ? others : others.slice(1)) : when.rest);
    if (odd.length > 0 || (year !== null && !/^20\d\d$/.test(year.text))) return refuse(reportTexts.how());
    if (!ask.fields && !when.said) return refuse(reportTexts.how());
    return annual
      ? annualReport(ask, when.date, year?.text ?? null)
      : quarterlyReport(ask, quarter!, when.date, year === null ? null : Number(year.text));
  },
};

const readFields = (value: string): Token[] => value.split(' ').map((text) => ({ text, quoted: false }));

const yearBefore = (day: string): number => Number(day.slice(0, 4)) - 1;

function annualReport(ask: Ask, on: string, said: string | null): Outcome {
  const period = annualSent(ask, on, said);
  if (period === null)
    return refuse(
      said === null ? reportTexts.notInProgramme(reportTexts.annual(yearBefore(on))) : reportTexts.how(),
    );
  return record(
    ask,
    {
      kind: 'report.annual',
      base: `report/annual/${period}`,
      subject: null,
      occurredOn: on,
      body: { period },
    },
    (folio, fresh, { occurredOn }) =>
      reportTexts.recorded(reportTexts.annual(Number(period)), occurredOn, folio, fresh),
  );
}

function quarterlyReport(ask: Ask, quarter: string, on: string, said: number | null): Outcome {
  const { year, occurrence, notBefore } = quarterlySent(ask, quarter, on, said);
  const what = reportTexts.quarterly(quarter, year);
  if (!occurrence) return refuse(reportTexts.notInProgramme(what));
  if (notBefore !== null) return refuse(reportTexts.notYet(what, notBefore), ask.fields ? 'date' : undefined);
  return record(
    ask,
    {
      kind: 'report.quarterly',
      base: `report/quarterly/${occurrence.id}`,
      subject: null,
      occurredOn: on,
      body: { period: occurrence.id },
    },
    (folio, fresh, { occurredOn }) => reportTexts.recorded(what, occurredOn, folio, fresh),
  );
}

/** What can be sent now: last year's in its tail too, which name their year. */
function reportOptions(ask: Ask): { value: string; label: string }[] {
  return reporting(ask).flatMap((p) => {
    const tail = p.year === ask.programme.year ? '' : ` ${p.year}`;
    return [
      ...quarterlyReports(p).map((o) => ({ value: `trimestral ${o.id.at(-1)}${tail}`, label: o.label })),
      ...(tail === '' ? p.activities.filter(countsAnnual) : []).map((a) => ({
        value: 'anual',
        label: a.title,
      })),
    ];
  });
}

/** Activities that are done or not done (1, 8, 12, 13 …): the liaison may as the committee may. */
export const activityDone: Command = {
  words: ['actividad', 'actividades'],
  may: 'committee',
  also: ['liaison'],
  run(ask) {
    const [number, ...others] = ask.tokens;
    const activity = ask.programme.activities.find((a) => String(a.number) === number?.text);
    if (!activity) return refuse(doneTexts.how());
    const other = otherCommand(activity);
    if (other !== null) return refuse(doneTexts.otherCommand(activity.number, activity.title, other));
    if (!ask.fields && others.length === 0)
      return open(doneTexts.form(activity.number, activity.title, ask.today));
    const [done, ...tokens] = others;
    const when = readWhen({ ...ask, tokens });
    if (!when.ok) return when.outcome;
    const quoted = when.rest.filter((t) => t.quoted);
    const odd =
      sayings(when.rest).length > quoted.length ||
      !/^(realizad|hech|cumplid)[ao]$/.test(fold(done?.text ?? ''));
    if (!ask.fields && odd) return refuse(doneTexts.oddWords(activity.number));
    const note = (ask.fields ? (ask.fields.note ?? '') : phrase(quoted)).slice(0, 500).trim();
    const kept = note === '' ? null : keepText(ask, note);
    const permanent = activity.measure.kind === 'campaign';
    const of = programmeFor(ask, when.date);
    return record(
      ask,
      {
        kind: 'activity.done',
        base: `activity/${of.id}/${activity.number}${permanent ? `/${when.date}` : ''}`,
        subject: null,
        occurredOn: when.date,
        body: { activity: activity.number, note: kept?.ref ?? null },
        texts: kept ? [kept.text] : [],
      },
      (folio, fresh, { occurredOn }) =>
        doneTexts.recorded(activity.number, activity.title, occurredOn, folio, fresh),
    );
  },
};

/** How an activity is recorded that does not count «activity.done»; null when it does. */
function otherCommand({ measure }: Activity): string | null {
  const counts = measure.kind === 'campaign' ? measure.counts : [measure.counts];
  return counts.includes('activity.done') ? null : doneTexts.examples[counts[0]!]!;
}
