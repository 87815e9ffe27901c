import type { RosterRow } from './columns.ts';
import { withoutZeros } from './match.ts';
import { facts, type Steps } from './stint.ts';
import type { CurrentMember, PlanOptions, RosterFact } from './types.ts';

/** The rows of a file by whether they are of people who were forgotten. */
export interface Apart {
  /** Rows to be taken in as ever; of those who are taken in again with the day from which they count anew. */
  readonly known: readonly RosterRow[];
  readonly forgotten: readonly RosterRow[];
  /** Rows of forgotten people who are on the roster still, under an id that nobody knows: they move and leave. */
  readonly silent: readonly { readonly row: RosterRow; readonly member: CurrentMember }[];
  /** The time on the roster of those who are taken in again ends under their old id, so that nobody counts twice. */
  readonly ended: readonly RosterFact[];
  /** Numbers that were to be taken in again and are not in the file, or were never forgotten. */
  readonly strayed: readonly string[];
}

const plain = (number: string): string => withoutZeros(number.trim().toUpperCase());

/** Tells apart the rows of those who were forgotten, as `options.forgotten` knows them. Pure. */
export function apart(
  rows: readonly RosterRow[],
  current: readonly CurrentMember[],
  { today, forgotten, readmit = new Set(), defaultJoin = today }: PlanOptions,
): Apart {
  const wanted = new Map([...readmit].map((number) => [plain(number), number]));
  const members = new Map(current.map((m) => [m.person.id, m]));
  const [known, gone]: [RosterRow[], RosterRow[]] = [[], []];
  const silent: Apart['silent'][number][] = [];
  const ended: RosterFact[] = [];
  for (const row of rows) {
    const who = forgotten?.({ number: row.number, email: row.email ?? null }) ?? null;
    const member = who?.by === 'number' ? members.get(who.person) : undefined;
    if (who === null) known.push(row);
    else if (wanted.delete(plain(row.number))) {
      const { join, fact } = again(row, member, today, defaultJoin);
      known.push({ ...row, join });
      ended.push(...fact);
    } else {
      gone.push(row);
      if (member) silent.push({ row, member });
    }
  }
  return { known, forgotten: gone, silent, ended, strayed: [...wanted.values()] };
}

/** From when somebody counts anew: from today while the old time runs, otherwise not before it ended. */
function again(row: RosterRow, member: CurrentMember | undefined, today: string, start: string) {
  const join = row.join ?? start;
  if (!member) return { join, fact: [] };
  const { person, joinedOn, leftOn } = member;
  if (leftOn !== null && leftOn <= today) return { join: join > leftOn ? join : leftOn, fact: [] };
  const on = joinedOn > today ? joinedOn : today;
  return { join: on, fact: facts(person.id, member.unit, [{ kind: 'left', on }]) };
}

/** Nobody who was forgotten joins again of themselves. */
export const withoutJoining = (all: Steps): Steps =>
  all.steps.some((s) => s.kind === 'joined') ? { ...all, steps: [] } : all;
