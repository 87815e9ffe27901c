import type { Ask, Outcome } from './ask.ts';
import { seal, sha256 } from './entry.ts';
import { step } from './fold.ts';
import { readDate } from './input/dates.ts';
import { fold, type Token } from './input/words.ts';
import { atOnce, type Steps } from './steps.ts';
import type { Course } from './view/shapes.ts';
import { fork, type View } from './view.ts';

/** How long after its day a course is offered. */
const offeredDays = 90;

/** What came of one of several. */
export interface Acted<T> {
  readonly item: T;
  readonly outcome: Outcome;
}

/** Answers one after the other, each knowing what those before it record; nothing is recorded by this. */
export function* oneByOne<T>(
  ask: Ask,
  items: readonly T[],
  act: (ask: Ask, item: T) => Outcome,
): Steps<Acted<T>[]> {
  const view = fork(ask.view);
  const at = ask.now.toISOString();
  const done: Acted<T>[] = [];
  for (const item of items) {
    const outcome = act({ ...ask, view }, item);
    for (const entry of seal(ask.programme.committee.id, view.head, outcome.drafts, at)) step(view, entry);
    done.push({ item, outcome });
    yield;
  }
  return done;
}

/** The same at once. */
export const inTurn = <T>(
  ask: Ask,
  items: readonly T[],
  act: (ask: Ask, item: T) => Outcome,
): readonly Acted<T>[] => atOnce(oneByOne(ask, items, act));

/** What several answers record, as one; the reply is the caller's. */
export const together = (
  done: readonly { readonly outcome: Outcome }[],
): Pick<Outcome, 'drafts' | 'texts'> => ({
  drafts: done.flatMap((d) => d.outcome.drafts),
  texts: done.flatMap((d) => d.outcome.texts),
});

/** Longest run of words that can be one date. */
const longest = 6;

/** The date with which words begin, and what follows; null where they do not begin with one. */
export function leadingDate(
  words: readonly Token[],
  today: string,
): { readonly date: string; readonly rest: readonly Token[] } | null {
  for (let n = Math.min(longest, words.length); n > 0; n -= 1) {
    const run = words.slice(0, n);
    if (run.some((t) => t.quoted)) continue;
    const read = readDate(run.map((t) => t.text).join(' '), today);
    if (read.ok) return { date: read.date, rest: words.slice(n) };
  }
  return null;
}

/** Courses that can be confirmed on a day: opened, begun, not closed, not long ago. */
export const openCourses = (view: View, today: string): Course[] =>
  [...view.courses.entries()]
    .map(([, c]) => c)
    .filter(({ open, on }) => open && on <= today && daysAgo(on, today) <= offeredDays)
    .sort((a, b) => b.on.localeCompare(a.on));

const daysAgo = (on: string, today: string): number => (Date.parse(today) - Date.parse(on)) / 86_400_000;

/** What makes a course that somebody took the same: person, course (case, accents and spaces aside) and day. */
export const trainingBase = (person: string | null, course: string, on: string): string =>
  `training/${person}/${sameCourse(course)}/${on}`;

/** Folding can make a text many times longer. */
function sameCourse(course: string): string {
  const same = fold(course).replaceAll(' ', '');
  return same.length > 300 ? sha256(same) : same;
}
