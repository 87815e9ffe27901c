import { letterHash } from '../../activities/letter.ts';
import { tableTexts as texts } from '../../texts/programme-changes.ts';
import { marksBetween } from '../../view/marks.ts';
import type { View } from '../../view.ts';
import type { Occurrence, Programme } from '../schema.ts';

/** Whether a letter would say other things under a version that somebody has signed. */
export function letterTaken(view: View, { letter: was }: Programme, { letter: now }: Programme): boolean {
  if (
    was.version !== now.version ||
    letterHash({ programme: { letter: was } }) === letterHash({ programme: { letter: now } })
  )
    return false;
  return signed(view, now.version) > 0;
}

/** How many people signed a version of the letter. */
function signed(view: View, version: string): number {
  const people = new Set<string | null>();
  for (const { subject, body, voided } of marksBetween(view, 'letter.accepted', '', '9999'))
    if (voided === null && body.version === version) people.add(subject);
  return people.size;
}

/** What the secretary should know before a change is kept: whose letters no longer count, which dates stand anyway. */
export function consequences(view: View, before: Programme, after: Programme): string[] {
  const { version } = before.letter;
  const another = version !== after.letter.version;
  return [
    ...(another ? [texts.letterLost(version, signed(view, version))] : []),
    ...moved(before, after).flatMap(({ id, label }) => {
      const plan = view.sessions.get(`ordinary/${id}`);
      return plan ? [texts.plannedAnyway(label, plan.date)] : [];
    }),
  ];
}

/** Ordinary sessions whose day is another one. */
function moved(before: Programme, after: Programme): Occurrence[] {
  const was = new Map(sessions(before).map((o) => [o.id, JSON.stringify(o.due)]));
  return sessions(after).filter((o) => was.has(o.id) && was.get(o.id) !== JSON.stringify(o.due));
}

const sessions = ({ activities }: Programme): Occurrence[] =>
  activities.flatMap(({ measure }) =>
    measure.kind === 'series' && measure.counts === 'session.held' ? measure.occurrences : [],
  );
