import { fold } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import type { RosterRow } from './columns.ts';
import type { CurrentMember, PersonField } from './types.ts';

export interface Match {
  readonly member: CurrentMember;
  /** Found although the leading zeros of the number differ. */
  readonly zeros: boolean;
}

/** A number without its leading zeros, which spreadsheets lose. */
export function withoutZeros(number: string): string {
  return number.replace(/^0+(?=.)/, '');
}

/**
 * Finds whose row it is: by number, exactly. Where only the leading zeros differ, on one person and one row, and the
 * name is the same, it is that person: a spreadsheet has dropped the zeros, and nobody is to be counted twice.
 */
export function matcher(
  rows: readonly RosterRow[],
  current: readonly CurrentMember[],
): (row: RosterRow) => Match | null {
  const exact = new Map(current.map((member) => [member.person.number, member]));
  const members = new Map<string, CurrentMember[]>();
  for (const member of current) add(members, withoutZeros(member.person.number), member);
  const lines = new Map<string, RosterRow[]>();
  for (const row of rows) add(lines, withoutZeros(row.number), row);

  return (row) => {
    const member = exact.get(row.number);
    if (member) return { member, zeros: false };
    const key = withoutZeros(row.number);
    const [only, ...others] = members.get(key) ?? [];
    const single = others.length === 0 && lines.get(key)?.length === 1;
    return only && single && fold(only.person.name) === fold(row.name) ? { member: only, zeros: true } : null;
  };
}

function add<V>(table: Map<string, V[]>, key: string, value: V): void {
  const list = table.get(key);
  if (list) list.push(value);
  else table.set(key, [value]);
}

const compared = ['number', 'name', 'email', 'position'] as const satisfies readonly PersonField[];

/** The person that a row describes, and what of it is new; a column that the file lacks changes nothing. */
export function personOf(
  row: RosterRow,
  before: Person | null,
  newId: () => string,
): { person: Person; fields: PersonField[] } {
  const number = before && before.number.length > row.number.length ? before.number : row.number;
  const { name, email = before?.email ?? null, position = before?.position ?? null } = row;
  const person = { id: before?.id ?? newId(), number, name, email, position };
  return { person, fields: before ? compared.filter((field) => person[field] !== before[field]) : [] };
}
