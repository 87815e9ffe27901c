import { askedOfEach, hasDone } from '../activities/pending.ts';
import { askedLately, countOf, recipients, running } from '../asking/batches.ts';
import { daysBetween } from '../calendar.ts';
import { sha256 } from '../entry.ts';
import type { Activity } from '../programme/schema.ts';
import { asking as texts } from '../texts/pending.ts';
import { type Asking, type Post, unitOn } from '../view.ts';
import { isAbsent, type Lapse } from './cards.ts';
import { askOfPost } from './keys.ts';
import {
  changed,
  type Due,
  type Edit,
  type Intent,
  type Local,
  type Recheck,
  type Rule,
} from './situation.ts';

/** For so many days a reminder waits for its recipient: away, over the limit, a platform that is down. */
const waitDays = 7;
/** For so many days the message with a batch's outcome is kept up. */
const shownDays = 30;

/** Reminders go out in office hours of working days. */
const officeHours = ({ programme, time, working }: Local): boolean =>
  working && time >= programme.reminders.at && time < programme.integrityDay.until;

/** The committee's reminders to those who are still missing, present, and below the limit. */
export const asks: Rule = (local): Due[] => {
  if (!officeHours(local)) return [];
  const { view } = local;
  const now = new Map<string, number>();
  const dues: Due[] = [];
  for (const [batch, asking] of running(view)) {
    const dueTo = askOf(local, asking);
    if (!dueTo) continue;
    for (const { person, post, state } of recipients(view, batch, asking)) {
      const due = dueTo(person, post, state, now.get(person) ?? 0);
      if (!due) continue;
      now.set(person, (now.get(person) ?? 0) + 1);
      dues.push(due);
    }
  }
  return dues;
};

/** The same of one reminder. */
export const askStill: Recheck = (local) => {
  const open = officeHours(local);
  const batches = new Map<string, ReturnType<typeof askOf>>();
  return (post) => {
    const [ask, state] = [askOfPost(post), local.view.posts.get(post)];
    const asking = ask && local.view.askings.get(ask.batch);
    if (!open || !state || !asking) return null;
    if (!batches.has(ask.batch)) batches.set(ask.batch, askOf(local, asking));
    return batches.get(ask.batch)?.(ask.person, post, state, 0) ?? null;
  };
};

/** The reminder of a batch to somebody who gets `more` others now; null where the batch's time is over. */
function askOf(local: Local, asking: Asking) {
  const { programme, view, today, reach } = local;
  const activity = activityOf(local, asking);
  if (!activity) return null;
  const message = texts.toPerson(programme, activity, askedOfEach(activity)!);
  return (person: string, post: string, { status }: Post, more: number): Due | null => {
    if (status !== 'planned' && status !== 'claimed') return null;
    if (!wanted(local, activity, person) || isAbsent(view, person, today)) return null;
    const already = askedLately(view, person, today) + more;
    if (status === 'planned' && already >= programme.reminders.perPersonPerWeek) return null;
    const to = reach(person);
    return to && { post, to, message, covers: [] };
  };
}

/** The activity that was asked for, of the programme in whose year it was: last year's 9 is not this year's. */
const activityOf = ({ running }: Local, asking: Asking): Activity | undefined =>
  running
    .find((p) => p.year === Number(asking.on.slice(0, 4)))
    ?.activities.find((a) => a.number === asking.activity && askedOfEach(a) !== null);

/** Whether a reminder is still to the point: on the roster, the record missing, the activity's time not over. */
const wanted = ({ programme, view, today }: Local, activity: Activity, person: string): boolean =>
  today <= activity.end &&
  unitOn(view, person, today) !== null &&
  !hasDone({ programme, view, asOf: today }, activity, person);

/** Reminders that nobody needs any more, or that waited too long. */
export function lapsedAsks(local: Local): Lapse[] {
  const { view, today, reach } = local;
  return running(view).flatMap(([batch, asking]) => {
    const activity = activityOf(local, asking);
    const over = daysBetween(asking.on, today) > waitDays;
    return [...recipients(view, batch, asking)].flatMap(({ person, post, state }): Lapse[] => {
      if (state.status !== 'planned') return [];
      if (activity && !over && wanted(local, activity, person)) return [];
      const told = view.keys.has(`settled/${post}~${state.claims}`);
      return [{ post, status: over && !told && reach(person) === null ? 'no-address' : 'missed' }];
    });
  });
}

/** Claimed reminders outside office hours: a platform that asked to wait is asked again on the next working day. */
export const heldAsks = (local: Local): string[] =>
  officeHours(local) ? [] : local.view.open.filter((post) => askOfPost(post) !== null);

/** How a batch goes, in one message to whoever started it. */
export const askProgress: Rule = (local): Intent[] =>
  shown(local).map(([batch, asking]) => ({
    post: progressPost(batch, asking),
    to: local.reach(asking.by),
    ...progressOf(local, batch, asking),
  }));

/** The same message where the figures are other ones now. */
export function editedAskings(local: Local): Edit[] {
  return shown(local).flatMap(([batch, asking]) =>
    changed(local.view, progressPost(batch, asking), progressOf(local, batch, asking)),
  );
}

const shown = ({ view, today }: Local): [string, Asking][] =>
  [...view.askings.entries()].filter(([, { on }]) => daysBetween(on, today) <= shownDays);

const progressPost = (batch: string, { by }: Asking): string => `asking/${batch}/person/${by}`;

function progressOf({ view }: Local, batch: string, asking: Asking) {
  const count = (status: Parameters<typeof countOf>[2]) => countOf(view, batch, status);
  const counts = {
    people: asking.people,
    sent: count('sent'),
    waiting: count('planned') + count('claimed'),
    noAddress: count('no-address'),
    refused: count('refused'),
    unknown: count('unknown'),
    needless: count('missed'),
  };
  const message = texts.progress(batch, asking.activity, asking.unit, counts);
  return { message, covers: [`asking/${batch}/${sha256(JSON.stringify(counts)).slice(0, 16)}`] };
}
