import type { Activity, Measure } from '../programme/schema.ts';
import { type Owed, owedBy, progressOf, type Scope } from '../progress.ts';
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
  /** The occurrence of its activity. */
  readonly occurrence: string;
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
      .filter(({ rung: { key, later }, activity, occurrence }) =>
        claimed
          ? claimed.includes(`${key}@${place(to)}`)
          : unheard(view, `${key}@${place(to)}`) &&
            !later.some((k) => view.said.has(`${k}@${place(to)}`)) &&
            !(activity !== null && remindsToday(local, activity, occurrence, to)),
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
  const { programme, view, today } = local;
  const scope: Scope = { programme, view, asOf: today };
  const all = [...programme.activities.flatMap((activity) => owing(scope, activity)), ...agreed(local)];
  return all.flatMap(({ id, activity, due, line }) => {
    const rung = rungOf(programme, id, due, today);
    const occurrence = id.slice(id.indexOf('/') + 1);
    return rung === null ? [] : [{ rung, activity, occurrence, line: () => line(rung.days) }];
  });
}

interface Owing {
  readonly id: string;
  readonly activity: number | null;
  readonly due: string;
  readonly line: (days: number) => string | null;
}

/** What the committee agreed and has not done; postponed, it climbs the ladder anew. */
function agreed({ view, textOf, nameOf }: Local): Owing[] {
  return openAgreements(view).flatMap((a) =>
    a.due === null
      ? []
      : [
          {
            id: `agreement/${a.folio}/${a.due}`,
            activity: null,
            due: a.due,
            line: (days) => agreementTexts.reminder(agreementLine(a, textOf, nameOf, a.year), a.number, days),
          },
        ],
  );
}

function owing(scope: Scope, activity: Activity): Owing[] {
  const { measure } = activity;
  if (measure.kind === 'campaign') return [];
  if (measure.kind === 'headcount')
    return [
      {
        id: `${activity.number}/end`,
        activity: activity.number,
        due: activity.end,
        line: (days) => people(scope, activity, days),
      },
    ];
  return owedBy(scope, activity)
    .filter((o) => !o.record && !(goesOutByItself(measure) && o.due.date >= scope.asOf))
    .map((o) => ({
      id: `${activity.number}/${o.id}${movedTo(measure, o)}`,
      activity: activity.number,
      due: o.due.date,
      line: (days) => texts.owed(activity, o, days, howTo(measure, activity, o)),
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
function people(scope: Scope, activity: Activity, days: number): string | null {
  const { owed, numerator, beside } = progressOf(scope, activity);
  if (owed[0]?.record) return null;
  return texts.owed(activity, owed[0]!, days, texts.soFar(numerator ?? 0, beside.roster ?? 0));
}

const howTo = (
  measure: Extract<Measure, { kind: 'milestone' | 'series' }>,
  activity: Activity,
  o: Owed,
): string => texts.how(measure.counts, activity.number, o.id);
