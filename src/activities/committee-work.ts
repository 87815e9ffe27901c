import { type Ask, type Command, keepText, type Outcome, open, record, refuse } from '../ask.ts';
import { fold, type Token } from '../input/words.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import { milestone as doneTexts, report as reportTexts } from '../texts/committee.ts';
import { phrase, readWhen, sayings } from './when.ts';

/** Activities 3 and 4: a report sent to the oversight office. The same is which report. */
export const report: Command = {
  words: ['informe', 'informes'],
  may: 'committee',
  run(ask) {
    const tokens = (ask.fields ? readFields(ask.fields.report ?? '') : ask.tokens).filter(
      (t) => fold(t.text) !== 'enviado',
    );
    if (!ask.fields && tokens.length === 0)
      return open(reportTexts.form(ask.today, reportOptions(ask.programme)));
    const [type, ...others] = tokens;
    const annual = fold(type?.text ?? '') === 'anual';
    const quarterly = ['trimestral', 'trimestre'].includes(fold(type?.text ?? ''));
    const quarter = quarterly ? /^(?:t)?([1-4])$/.exec(fold(others[0]?.text ?? ''))?.[1] : undefined;
    if (!annual && !quarter) return refuse(reportTexts.how());
    const when = readWhen({ ...ask, tokens: annual ? others : others.slice(1) });
    if (!when.ok) return when.outcome;
    const period = annual ? annualPeriod(ask.programme) : String(ask.programme.year);
    const odd = sayings(when.rest).some((t) => t.text !== period);
    if (!ask.fields && (!when.said || odd)) return refuse(reportTexts.how());
    return annual ? annualReport(ask, when.date) : quarterlyReport(ask, quarter!, when.date);
  },
};

const readFields = (value: string): Token[] => value.split(' ').map((text) => ({ text, quoted: false }));

const countsAnnual = ({ measure }: Activity): boolean =>
  'counts' in measure && measure.counts === 'report.annual';

/** The year that the annual report is about, as the programme names it, else the year before. */
function annualPeriod({ activities, year }: Programme): string {
  const measure = activities.find(countsAnnual)?.measure;
  return (measure?.kind === 'milestone' ? measure.period : undefined) ?? String(year - 1);
}

function annualReport(ask: Ask, on: string): Outcome {
  const period = annualPeriod(ask.programme);
  const what = reportTexts.annual(Number(period));
  if (!ask.programme.activities.some(countsAnnual)) return refuse(reportTexts.notInProgramme(what));
  return record(
    ask,
    {
      kind: 'report.annual',
      base: `report/annual/${period}`,
      subject: null,
      occurredOn: on,
      body: { period },
    },
    (folio, fresh, { occurredOn }) => reportTexts.recorded(what, occurredOn, folio, fresh),
  );
}

function quarterlyReport(ask: Ask, quarter: string, on: string): Outcome {
  const what = reportTexts.quarterly(quarter, ask.programme.year);
  const found = quarters(ask.programme).find((o) => o.id.endsWith(`T${quarter}`));
  if (!found) return refuse(reportTexts.notInProgramme(what));
  const ends = 'after' in found.due ? found.due.after : null;
  if (ends !== null && on <= ends)
    return refuse(reportTexts.notYet(what, ends), ask.fields ? 'date' : undefined);
  return record(
    ask,
    {
      kind: 'report.quarterly',
      base: `report/quarterly/${found.id}`,
      subject: null,
      occurredOn: on,
      body: { period: found.id },
    },
    (folio, fresh, { occurredOn }) => reportTexts.recorded(what, occurredOn, folio, fresh),
  );
}

function quarters(programme: Programme) {
  return programme.activities.flatMap(({ measure }) =>
    measure.kind === 'series' && measure.counts === 'report.quarterly' ? measure.occurrences : [],
  );
}

function reportOptions(programme: Programme): { value: string; label: string }[] {
  return [
    ...quarters(programme).map((o) => ({ value: `trimestral ${o.id.at(-1)}`, label: o.label })),
    ...programme.activities.filter(countsAnnual).map((a) => ({ value: 'anual', label: a.title })),
  ];
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
    return record(
      ask,
      {
        kind: 'activity.done',
        base: `activity/${ask.programme.id}/${activity.number}${permanent ? `/${when.date}` : ''}`,
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
