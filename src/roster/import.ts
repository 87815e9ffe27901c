import type { Draft } from '../entry.ts';
import { fold } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import type { Row } from '../ports/tables.ts';
import type { Programme } from '../programme/schema.ts';
import { confirmWords } from '../texts/roster.ts';
import type { View } from '../view.ts';
import type { CellError } from './cells.ts';
import { membersOf, rosterDrafts } from './entries.ts';
import type { People } from './identify.ts';
import { planRoster } from './plan.ts';
import type { PlanOptions, RosterPlan } from './types.ts';

/** Where and when a roster is imported. */
export interface ImportScene {
  readonly view: View;
  readonly programme: Pick<Programme, 'year'>;
  readonly people: People;
  /** Whose row it is among those who were forgotten. */
  readonly forgotten: NonNullable<PlanOptions['forgotten']>;
  readonly today: string;
  /** Random ids for new people. */
  readonly fresh: () => string;
  /** Who does it, as entries tell it. */
  readonly by: Pick<Draft, 'actor' | 'platform'>;
}

export interface ImportOrder {
  readonly rows: readonly Row[];
  /** The file is the whole roster: who is not in it has left. */
  readonly complete: boolean;
  /** What was typed to confirm that many people leave. */
  readonly typed?: string | undefined;
  /** Numbers of people who were forgotten and are taken in again. */
  readonly readmit?: readonly string[] | undefined;
}

export type Imported =
  | { readonly ok: false; readonly errors: readonly CellError[] }
  | {
      readonly ok: true;
      readonly plan: RosterPlan;
      /** Nobody has typed yet the words that so many people leaving asks for. */
      readonly unconfirmed: boolean;
      readonly drafts: readonly Draft[];
      readonly people: readonly Person[];
    };

/**
 * What importing a table as roster does (contract, `plantilla importar`), by whatever way it came: what is refused, what
 * must be typed first, what is recorded and which people's data are kept. Pure: the caller shows it or does it.
 */
export function importRoster(
  scene: ImportScene,
  { rows, complete, typed = '', readmit }: ImportOrder,
): Imported {
  const { view, programme, people, forgotten, today, fresh, by } = scene;
  const members = membersOf(view, people);
  const first = `${programme.year}-01-01`;
  const defaultJoin = members.length === 0 && first < today ? first : today;
  const result = planRoster(rows, members, {
    ...{ today, complete, newId: fresh, defaultJoin, forgotten },
    ...(readmit && { readmit: new Set(readmit) }),
  });
  if (!result.ok) return result;
  const plan = withKeptIds(result.plan, people);
  return {
    ok: true,
    plan,
    unconfirmed: plan.needsConfirmation && fold(typed) !== fold(confirmWords(plan)),
    drafts: rosterDrafts(view, plan.drafts, by),
    people: plan.people,
  };
}

/**
 * Somebody whose data were kept when the ledger then took nothing is the same person at the next attempt: an employee
 * number belongs to one.
 */
function withKeptIds(plan: RosterPlan, { all }: People): RosterPlan {
  const byNumber = new Map(all.map(({ number, id }) => [number, id]));
  const kept = new Map(plan.people.map(({ id, number }) => [id, byNumber.get(number) ?? id]));
  const same = (id: string): string => kept.get(id) ?? id;
  return {
    ...plan,
    people: plan.people.map((p) => ({ ...p, id: same(p.id) })),
    drafts: plan.drafts.map((d) => ({ ...d, person: same(d.person) })),
  };
}
