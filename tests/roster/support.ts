import type { Person } from '../../src/ports/directory.ts';
import type { Row } from '../../src/ports/tables.ts';
import { planRoster } from '../../src/roster/plan.ts';
import type { CurrentMember, PlanOptions, RosterFact, RosterPlan } from '../../src/roster/types.ts';

/** A table's rows from lines of cells; the header stands in row 1. */
export function table(...lines: readonly (readonly string[])[]): Row[] {
  return lines.map((cells, i) => ({ row: i + 1, cells }));
}

export const header = ['numero_empleado', 'nombre', 'correo', 'unidad', 'puesto', 'alta', 'baja'];

export function counter(): () => string {
  let n = 0;
  return () => `p${++n}`;
}

export const today = '2024-05-06';

export function member(
  number: string,
  more: Partial<Person> & Partial<Omit<CurrentMember, 'person'>> = {},
): CurrentMember {
  const { unit = 'Norte', joinedOn = '2020-01-16', leftOn = null, ...person } = more;
  const name = `Persona ${number}`;
  return {
    person: { id: `id-${number}`, number, name, email: null, position: null, ...person },
    unit,
    joinedOn,
    leftOn,
  };
}

/** The plan of a table that has no errors. */
export function planned(
  rows: readonly Row[],
  current: readonly CurrentMember[] = [],
  more: Partial<PlanOptions> = {},
): RosterPlan {
  const result = planRoster(rows, current, { today, complete: false, newId: counter(), ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
}

/** The roster after a plan: people saved, facts added to the ledger and folded as the view folds them. */
export function applied(current: readonly CurrentMember[], { people, drafts }: RosterPlan): CurrentMember[] {
  const persons = new Map(current.map(({ person }) => [person.id, person]));
  for (const person of people) persons.set(person.id, person);
  const stints = new Map(current.map(({ person, ...stint }) => [person.id, stint]));
  for (const fact of drafts) stints.set(fact.person, step(stints.get(fact.person), fact));
  return [...stints].map(([id, stint]) => ({ person: persons.get(id)!, ...stint }));
}

type Stint = Omit<CurrentMember, 'person'>;

function step(stint: Stint | undefined, { kind, unit, on }: RosterFact): Stint {
  if (kind === 'roster.joined') {
    if (stint && (stint.leftOn === null || stint.leftOn > on)) throw new Error('joined while on the roster');
    return { unit: unit!, joinedOn: on, leftOn: null };
  }
  if (!stint || stint.leftOn !== null) throw new Error(`${kind} while not on the roster`);
  if (on < stint.joinedOn) throw new Error(`${kind} before joining`);
  return kind === 'roster.moved' ? { ...stint, unit: unit! } : { ...stint, leftOn: on };
}
