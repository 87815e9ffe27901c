import type { RosterRow } from './columns.ts';
import type { CurrentMember, RosterFact } from './types.ts';

const later = (...dates: string[]): string => dates.reduce((a, b) => (a > b ? a : b));

export interface Step {
  readonly kind: 'joined' | 'moved' | 'left';
  readonly on: string;
}

export interface Steps {
  readonly steps: readonly Step[];
  /** The file's `alta` or `baja` is not the recorded one, which stays: facts are not rewritten. */
  readonly joinDiffers: boolean;
  readonly leaveDiffers: boolean;
}

const steps = (list: readonly Step[], differs: Partial<Steps> = {}): Steps => ({
  steps: list,
  joinDiffers: false,
  leaveDiffers: false,
  ...differs,
});

/**
 * Steps of somebody who was never on the roster. Null when they left before `start`, the day on which people
 * without `alta` join.
 */
export function newcomer({ join, leave }: RosterRow, start: string): Steps | null {
  const on = join ?? start;
  if (leave && leave < on) return null;
  const joined: Step = { kind: 'joined', on };
  return steps(leave ? [joined, { kind: 'left', on: leave }] : [joined]);
}

/** Steps of somebody on the roster without a date of leaving. */
export function active(row: RosterRow, { joinedOn }: CurrentMember, moves: boolean, today: string): Steps {
  const { join, leave } = row;
  // Who leaves before the recorded start was never a day on the roster.
  const left: Step[] = leave ? [{ kind: 'left', on: later(leave, joinedOn) }] : [];
  const stays = !leave || leave > later(today, joinedOn);
  const moved: Step[] = moves && stays ? [{ kind: 'moved', on: later(today, joinedOn) }] : [];
  return steps([...moved, ...left], {
    joinDiffers: !!join && join !== joinedOn,
    leaveDiffers: !!leave && leave < joinedOn,
  });
}

/** Steps of somebody who left, or has a day on which to leave: a later `alta` or the lack of a `baja` is a return. */
export function former(row: RosterRow, { joinedOn }: CurrentMember, leftOn: string, today: string): Steps {
  const { join, leave } = row;
  const joinDiffers = !!join && join !== joinedOn;
  if (leave === leftOn) return steps([], { joinDiffers });
  if (join && join > joinedOn && join >= leftOn) return newcomer(row, join) ?? steps([]);
  if (leave) return steps([], { joinDiffers, leaveDiffers: true });
  // A file without the column says nothing about a day that is still to come.
  if (leave === undefined && leftOn > today) return steps([], { joinDiffers });
  return steps([{ kind: 'joined', on: later(today, leftOn) }]);
}

/** Steps as facts of a person; who leaves is in no unit. */
export function facts(person: string, unit: string, list: readonly Step[]): RosterFact[] {
  return list.map(({ kind, on }) => ({
    kind: `roster.${kind}`,
    person,
    unit: kind === 'left' ? null : unit,
    on,
  }));
}
