import { askedOfEach, hasDone } from '../activities/pending.ts';
import { askedLately, countOf, running, waiting } from '../asking/batches.ts';
import { daysBetween } from '../calendar.ts';
import { sha256 } from '../entry.ts';
import type { Activity } from '../programme/schema.ts';
import { asking as texts } from '../texts/pending.ts';
import type { Asking, Post } from '../view/posts.ts';
import { unitOn } from '../view/roster.ts';
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

/** What becomes of everybody who waits for a reminder. */
interface Sorted {
  readonly dues: readonly Due[];
  readonly lapses: readonly Lapse[];
}

/** Both are asked for at every look, and go through as many as there are people. */
const sorted = new WeakMap<Local, Sorted>();

/** The committee's reminders to those who are still missing, present, and below the limit. */
export const asks: Rule = (local): readonly Due[] => sort(local).dues;

/** Reminders that nobody needs any more, or that waited too long. */
export const lapsedAsks = (local: Local): readonly Lapse[] => sort(local).lapses;

function sort(local: Local): Sorted {
  const known = sorted.get(local);
  if (known) return known;
  const { view, today, reach } = local;
  const open = officeHours(local);
  const now = new Map<string, number>();
  const dues: Due[] = [];
  const lapses: Lapse[] = [];
  for (const [batch, asking] of running(view)) {
    const activity = activityOf(local, asking);
    const dueTo = activity ? askOf(local, activity) : null;
    const over = daysBetween(asking.on, today) > waitDays;
    for (const { person, post, state } of waiting(view, batch, asking)) {
      const needed = activity !== undefined && wanted(local, activity, person);
      if (state.status === 'planned' && (over || !needed)) {
        const told = view.keys.has(`settled/${post}~${state.claims}`);
        lapses.push({ post, status: over && !told && reach(person) === null ? 'no-address' : 'missed' });
      }
      const due = open && needed && dueTo ? dueTo(person, post, state, now.get(person) ?? 0) : null;
      if (!due) continue;
      now.set(person, (now.get(person) ?? 0) + 1);
      dues.push(due);
    }
  }
  const found = { dues, lapses };
  sorted.set(local, found);
  return found;
}

/** The same of one reminder. */
export const askStill: Recheck = (local) => {
  const open = officeHours(local);
  const batches = new Map<string, { activity: Activity; dueTo: ReturnType<typeof askOf> } | null>();
  return (post) => {
    const [ask, state] = [askOfPost(post), local.view.posts.get(post)];
    const asking = ask && local.view.askings.get(ask.batch);
    if (!open || !state || !asking) return null;
    if (!batches.has(ask.batch)) {
      const activity = activityOf(local, asking);
      batches.set(ask.batch, activity ? { activity, dueTo: askOf(local, activity) } : null);
    }
    const batch = batches.get(ask.batch);
    if (!batch || !wanted(local, batch.activity, ask.person)) return null;
    return batch.dueTo(ask.person, post, state, 0);
  };
};

/** The reminder of an activity to somebody who needs it and gets `more` others now; null where it has to wait. */
function askOf({ programme, view, today, reach }: Local, activity: Activity) {
  const message = texts.toPerson(programme, activity, askedOfEach(activity)!);
  return (person: string, post: string, { status }: Post, more: number): Due | null => {
    if (status !== 'planned' && status !== 'claimed') return null;
    if (isAbsent(view, person, today)) return null;
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
