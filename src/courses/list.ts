import type { Ask } from '../ask.ts';
import { fold, type Token } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import type { Row } from '../ports/tables.ts';
import { cleanText } from '../roster/cells.ts';
import { rosterColumns } from '../roster/columns.ts';
import { findHeaders } from '../roster/headers.ts';

/** A row that names nobody on the plantilla: its number in the sheet and what stands there. */
export interface BadRow {
  readonly row: number;
  readonly said: string;
}

export interface TableOfPeople {
  readonly people: readonly Person[];
  readonly bad: readonly BadRow[];
  /** Rows that name somebody a second time. */
  readonly repeated: number;
}

/**
 * Who stands in a table of employee numbers: by the column with that header, or without one by the column that holds
 * most known numbers.
 */
export function peopleInTable(ask: Pick<Ask, 'people' | 'view'>, rows: readonly Row[]): TableOfPeople {
  const headers = findHeaders(rows, { number: rosterColumns.number });
  const titled = headers.at.get('number');
  const find = finder(ask);
  const column = titled ?? fullest(rows, find);
  const below = titled === undefined ? rows : rows.filter((r) => r.row > headers.row);
  const cells = below
    .map(({ row, cells }) => ({ row, said: cleanText(cells[column] ?? '') }))
    .filter(({ said }) => said !== '');
  const found = cells.map((c) => ({ ...c, person: find(c.said) }));
  // A heading above numbers that has no known name is no wrong number.
  const from = titled === undefined && found[0]?.person === null && !/\d/.test(found[0].said) ? 1 : 0;
  const named = found.slice(from);
  const people = new Map(named.flatMap(({ person }) => (person ? [[person.id, person] as const] : [])));
  const bad = named.flatMap(({ row, said, person }) => (person ? [] : [{ row, said: said.slice(0, 40) }]));
  return { people: [...people.values()], bad, repeated: named.length - bad.length - people.size };
}

type Find = (said: string) => Person | null;

const finder =
  ({ people, view }: Pick<Ask, 'people' | 'view'>): Find =>
  (said) => {
    const person = people.byNumber(said);
    return person && view.roster.has(person.id) ? person : null;
  };

function fullest(rows: readonly Row[], find: Find): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows)
    cells.forEach((cell, at) => {
      if (find(cleanText(cell))) counts.set(at, (counts.get(at) ?? 0) + 1);
    });
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/** Employee numbers in words, commas between them or not; each person once. */
export function readPeople(ask: Ask, words: readonly Token[]): { people: Person[]; bad: string[] } {
  const said = words.flatMap((t) => t.text.split(/[,;]+/)).filter((w) => w !== '' && fold(w) !== 'y');
  const found = said.map((number) => ({ number, person: ask.people.byNumber(number) }));
  const known = (p: Person | null): p is Person => p !== null && ask.view.roster.has(p.id);
  const people = found.flatMap(({ person }) => (known(person) ? [person] : []));
  return {
    people: [...new Map(people.map((p) => [p.id, p])).values()],
    bad: found.filter(({ person }) => !known(person)).map(({ number }) => number.slice(0, 40)),
  };
}
