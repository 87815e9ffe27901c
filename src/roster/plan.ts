import { fold } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import type { Row } from '../ports/tables.ts';
import type { CellError } from './cells.ts';
import { type RosterRow, readRoster } from './columns.ts';
import { apart, withoutJoining } from './forgotten.ts';
import { matcher, personOf } from './match.ts';
import { active, facts, former, newcomer, type Steps } from './stint.ts';
import type { CurrentMember, PersonField, PlanOptions, RosterPlan } from './types.ts';
import { warningsOf } from './warnings.ts';

export type RosterResult =
  | { readonly ok: false; readonly errors: readonly CellError[] }
  | { readonly ok: true; readonly plan: RosterPlan };

/** Share of the roster that may leave without a typed confirmation (contract, `plantilla importar`). */
const withoutConfirmation = 0.02;

/** What one row of the file means. */
export interface Decision extends Steps {
  readonly row: RosterRow;
  readonly member: CurrentMember | null;
  readonly zeros: boolean;
  readonly unit: string;
  readonly person: Person;
  readonly fields: readonly PersonField[];
}

/**
 * What importing a table as roster would do. Pure: nothing is stored. Refuses a file with errors whole, naming each
 * with row and column; the same file twice gives no drafts the second time.
 */
export function planRoster(
  rows: readonly Row[],
  current: readonly CurrentMember[],
  options: PlanOptions,
): RosterResult {
  const { today, complete, newId, defaultJoin = today } = options;
  const { rows: all, errors, ignored } = readRoster(rows, today);
  if (errors.length > 0) return { ok: false, errors };

  const { known: read, forgotten, silent, ended: replaced, strayed } = apart(all, current, options);
  const match = matcher(read, current);
  const spelling = unitSpelling(current, read);
  const tooEarly: RosterRow[] = [];
  const decisions = read.flatMap((row): Decision[] => {
    const { member = null, zeros = false } = match(row) ?? {};
    const unit = spelling(row.unit);
    const steps = stepsOf(row, member, unit, today, defaultJoin);
    if (steps === null) tooEarly.push(row);
    return steps === null
      ? []
      : [{ row, member, zeros, unit, ...personOf(row, member?.person ?? null, newId), ...steps }];
  });
  const unseen = silent.flatMap(({ row, member }): Decision[] => {
    const unit = spelling(row.unit);
    const steps = stepsOf(row, member, unit, today, defaultJoin);
    const { person } = member;
    return steps === null
      ? []
      : [{ row, member, zeros: false, unit, person, fields: [], ...withoutJoining(steps) }];
  });
  const named = new Set([
    ...[...decisions, ...unseen].map(({ person }) => person.id),
    ...replaced.map(({ person }) => person),
  ]);
  const open = current.filter((m) => m.leftOn === null);
  const unnamed = open.filter((m) => !named.has(m.person.id));
  const absent = complete ? unnamed.map((m) => endedByAbsence(m, today)) : [];
  const ended = [...[...decisions, ...unseen].flatMap(endedOf), ...absent];
  const known = new Set(current.map((m) => m.unit));
  const plan: RosterPlan = {
    added: decisions.flatMap(addedOf),
    changed: decisions.flatMap(({ member, person, fields }) =>
      member && fields.length > 0 ? [{ before: member.person, after: person, fields }] : [],
    ),
    moved: [...decisions, ...unseen].flatMap(movedOf),
    ended,
    unchanged: decisions.filter(({ fields, steps }) => fields.length + steps.length === 0).length,
    forgotten: forgotten.map(({ row }) => row),
    strayed,
    newUnits: [...new Set(decisions.flatMap((d) => (d.steps.length > 0 ? [d.unit] : [])))].filter(
      (unit) => !known.has(unit),
    ),
    ignored,
    warnings: warningsOf(decisions, complete ? [] : unnamed, tooEarly.length, today),
    needsConfirmation: ended.length > open.length * withoutConfirmation,
    ending: ended.length,
    active: open.length,
    people: decisions.flatMap(({ member, person, fields }) =>
      member && fields.length === 0 ? [] : [person],
    ),
    drafts: [
      ...replaced,
      ...[...decisions, ...unseen].flatMap(({ person, unit, steps }) => facts(person.id, unit, steps)),
      ...absent.flatMap(({ person, unit, on }) => facts(person.id, unit, [{ kind: 'left', on }])),
    ],
  };
  return { ok: true, plan };
}

function stepsOf(row: RosterRow, member: CurrentMember | null, unit: string, today: string, start: string) {
  if (!member) return newcomer(row, start);
  if (member.leftOn !== null) return former(row, member, member.leftOn, today);
  return active(row, member, unit !== member.unit, today);
}

/** The first spelling of a unit, on the roster or in the file: case, accents and spaces don't make another unit. */
function unitSpelling(
  current: readonly CurrentMember[],
  rows: readonly RosterRow[],
): (unit: string) => string {
  const spellings = new Map<string, string>();
  for (const { unit } of [...current, ...rows]) {
    const key = fold(unit);
    if (!spellings.has(key)) spellings.set(key, unit);
  }
  return (unit) => spellings.get(fold(unit)) ?? unit;
}

function addedOf({ member, person, unit, steps }: Decision): RosterPlan['added'] {
  const joined = steps.find((s) => s.kind === 'joined');
  const until = steps.find((s) => s.kind === 'left')?.on ?? null;
  return joined ? [{ person, unit, on: joined.on, again: member !== null, until }] : [];
}

function movedOf({ member, person, unit, steps }: Decision): RosterPlan['moved'] {
  const moved = steps.find((s) => s.kind === 'moved');
  return moved && member ? [{ person, from: member.unit, to: unit, on: moved.on }] : [];
}

function endedOf({ member, person, unit, steps }: Decision): RosterPlan['ended'] {
  const left = steps.find((s) => s.kind === 'left');
  return left && member?.leftOn === null ? [{ person, unit, on: left.on, absent: false }] : [];
}

function endedByAbsence({ person, unit, joinedOn }: CurrentMember, today: string) {
  return { person, unit, on: joinedOn > today ? joinedOn : today, absent: true };
}
