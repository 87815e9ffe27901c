import type { PaperTable } from '../papers/paper.ts';
import { roster as texts } from '../texts/roster-chat.ts';
import type { View } from '../view.ts';
import { rosterColumns } from './columns.ts';
import { membersOf } from './entries.ts';
import type { People } from './identify.ts';
import type { RosterPlan } from './types.ts';

/** Columns of the contract's `plantilla importar`; the whole name stands under `nombre`. */
const header = ['numero_empleado', rosterColumns.given.name, 'correo', 'unidad', 'puesto', 'alta', 'baja'];

/**
 * Everybody who is on the roster on a day or joins later, as a table that can be edited and imported again; not those whose
 * data were erased, who have neither number nor name.
 */
export function rosterTable(view: View, people: People, today: string): PaperTable {
  const order = new Map(people.list().map((p, i) => [p.id, i]));
  const here = membersOf(view, people)
    .filter((m) => (m.leftOn === null || m.leftOn > today) && !view.forgotten.has(m.person.id))
    .sort(
      (a, b) =>
        a.unit.localeCompare(b.unit, 'es') || (order.get(a.person.id) ?? 0) - (order.get(b.person.id) ?? 0),
    );
  return {
    sheet: texts.sheet,
    header,
    rows: here.map(({ person: { number, name, email, position }, unit, joinedOn, leftOn }) => [
      number,
      name,
      email,
      unit,
      position,
      joinedOn,
      leftOn,
    ]),
    widths: [18, 38, 34, 34, 30, 12, 12],
  };
}

/** Everything that a plan changes, a row each, where a message has no room for it. */
export function changesTable({ added, changed, moved, ended }: RosterPlan): PaperTable {
  const { sheet, header, joins, data, moves, leaves } = texts.changes;
  return {
    sheet,
    header,
    rows: [
      ...added.map((a) => [joins, a.person.number, a.person.name, a.unit, null, a.on]),
      ...changed.map((c) => [data, c.after.number, c.after.name, null, null, null]),
      ...moved.map((m) => [moves, m.person.number, m.person.name, m.to, m.from, m.on]),
      ...ended.map((e) => [leaves, e.person.number, e.person.name, e.unit, null, e.on]),
    ],
    widths: [12, 16, 38, 36, 36, 12],
  };
}
