import { type Owed, owedBy, type Scope } from '../owed.ts';
import type { Activity, Measure } from '../programme/schema.ts';
import { programmeOfYear } from '../programme/versions.ts';
import { progressOf } from '../progress.ts';
import { openAgreements } from '../sessions/agreements.ts';
import { agreementLine, agreements as agreementTexts } from '../texts/agreements.ts';
import { ladder as texts } from '../texts/ladder.ts';
import { place, type Target } from './keys.ts';
import { type Rung, rungOf } from './ladder.ts';
import { remindsToday } from './reports.ts';
import { type Due, type Local, type Rule, unheard } from './situation.ts';

/** The step of the ladder on which something owed stands today. */
interface Line {
  readonly rung: Rung;
  /** Null for an agreement. */
  readonly activity: number | null;
  /** What it is, by programme, activity and occurrence. */
  readonly owed: string;
  /** The line that says it, null where it turns out to be done; worked out only for what is to be said. */
  readonly line: () => string | null;
}

/** The ladder of reminders to the committee, one digest a day at most, on working days only. */
export const digest: Rule = (local): Due[] => {
  const { programme, view, today, time, working } = local;
  if (!working || time < programme.reminders.at) return [];
  const post = (to: Target) => `digest/${today}/${place(to)}`;
  const open = local.committee.filter((to) =>
    ['claimed', undefined].includes(view.posts.get(post(to))?.status),
  );
  if (open.length === 0) return [];
  const lines = linesOf(local);
  return open.flatMap((to) => {
    const claimed = view.posts.get(post(to))?.covers;
    const items = lines
      .filter(({ rung: { key, later }, owed }) =>
        claimed
          ? claimed.includes(`${key}@${place(to)}`)
          : unheard(view, `${key}@${place(to)}`) &&
            !later.some((k) => view.said.has(`${k}@${place(to)}`)) &&
            !remindsToday(local, owed, to),
      )
      .flatMap(({ rung: { key }, activity, line }) => {
        const words = line();
        return words === null ? [] : [{ activity, words, cover: `${key}@${place(to)}` }];
      });
    if (items.length === 0) return [];
    const message = texts.digest(today, items);
    return [{ post: post(to), to, message, covers: items.map((i) => i.cover) }];
  });
};

/** Where everything that is owed stands: 30, 15, 7, 3, 1 days before, the day, overdue. */
function linesOf(local: Local): Line[] {
  const { programme, running, view, today } = local;
  const all = running.flatMap((p) => {
    const scope: Scope = { programme: p, view, asOf: today };
    const tail = p === programme ? null : p.title;
    return p.activities.flatMap((activity) => owing(scope, activity, tail).map((o) => ({ ...o, of: p.id })));
  });
  return [...all, ...agreed(local)].flatMap(({ id, of, activity, due, line }) => {
    const rung = rungOf(programme.reminders, `${of}/${id}`, due, today);
    return rung === null ? [] : [{ rung, activity, owed: `${of}/${id}`, line: () => line(rung.days) }];
  });
}

interface Owing {
  readonly id: string;
  readonly activity: number | null;
  readonly due: string;
  readonly line: (days: number) => string | null;
}

/**
 * What the committee agreed and has not done; postponed, it climbs the ladder anew. Its steps are those of the
 * programme of its year, so that the new year does not begin them again.
 */
function agreed({ programme, view, today, textOf, nameOf }: Local): (Owing & { readonly of: string })[] {
  return openAgreements(view).flatMap((a) =>
    a.due === null
      ? []
      : [
          {
            id: `agreement/${a.folio}/${a.due}`,
            of: (programmeOfYear(view, programme, a.year, today) ?? programme).id,
            activity: null,
            due: a.due,
            line: (days) => agreementTexts.reminder(agreementLine(a, textOf, nameOf, a.year), a.number, days),
          },
        ],
  );
}

/** `tail`: the programme's title where it is last year's. */
function owing(scope: Scope, activity: Activity, tail: string | null): Owing[] {
  const { measure } = activity;
  if (measure.kind === 'campaign') return [];
  if (measure.kind === 'headcount')
    return [
      {
        id: `${activity.number}/end`,
        activity: activity.number,
        due: activity.end,
        line: (days) => people(scope, activity, days, tail),
      },
    ];
  return owedBy(scope, activity)
    .filter((o) => !o.record && !(goesOutByItself(measure) && o.due.date >= scope.asOf))
    .map((o) => ({
      id: `${activity.number}/${o.id}${movedTo(measure, o)}`,
      activity: activity.number,
      due: o.due.date,
      line: (days) => texts.owed(activity, o, days, howTo(scope, measure, activity, o), tail),
    }));
}

/** A session that the committee moved climbs the ladder anew. */
function movedTo(measure: Measure, { id, due }: Owed): string {
  if (measure.kind !== 'series' || measure.counts !== 'session.held') return '';
  const written = measure.occurrences.find((o) => o.id === id)?.due;
  return written && 'on' in written && written.on === due.date ? '' : `@${due.date}`;
}

/** A card that is still to come needs nobody. */
const goesOutByItself = (measure: Measure): boolean =>
  measure.kind === 'series' && measure.counts === 'card.sent';

/** A headcount is looked through only when its line is to be said. */
function people(scope: Scope, activity: Activity, days: number, tail: string | null): string | null {
  const { owed, numerator, beside } = progressOf(scope, activity);
  if (owed[0]?.record) return null;
  return texts.owed(activity, owed[0]!, days, texts.soFar(numerator ?? 0, beside.roster ?? 0), tail);
}

/** How it is noted; once its year is over, a report about a year before it names that year. */
function howTo(
  { programme, asOf }: Scope,
  measure: Extract<Measure, { kind: 'milestone' | 'series' }>,
  activity: Activity,
  o: Owed,
): string {
  const over = asOf > `${programme.year}-12-31`;
  const period = measure.kind === 'milestone' && over ? (measure.period ?? null) : null;
  return texts.how(measure.counts, activity.number, o.id, period);
}
