import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/ports/directory.ts';
import { indexPeople, personByEmail } from '../../src/roster/identify.ts';

const person = (id: string, number: string, email: string | null = null, name = id): Person => ({
  id,
  number,
  name,
  email,
  position: null,
});
const people = indexPeople([
  person('a', '00123', 'ana@ejemplo.invalid', 'Óscar'),
  person('b', '0045', 'modulo@ejemplo.invalid', 'Zoé'),
  person('c', '045', 'Modulo@ejemplo.invalid', 'Ñandú'),
  person('d', 'X-9', null, 'Nadia'),
]);

describe('by e-mail', () => {
  test('whatever its case', () => expect(personByEmail(people, [' ANA@ejemplo.INVALID'])?.id).toBe('a'));
  test('never by a shared one', () => expect(personByEmail(people, ['modulo@ejemplo.invalid'])).toBeNull());
  test('never by an empty or unknown one', () =>
    expect(personByEmail(people, ['', 'x@ejemplo.invalid'])).toBeNull());
  test('by the one of several that is theirs alone', () =>
    expect(personByEmail(people, ['modulo@ejemplo.invalid', 'x', 'ana@ejemplo.invalid'])?.id).toBe('a'));
  test('nobody when they are of two people', () => {
    const two = [person('a', '1', 'a@ejemplo.invalid'), person('b', '2', 'b@ejemplo.invalid')];
    expect(personByEmail(two, ['a@ejemplo.invalid', 'b@ejemplo.invalid'])).toBeNull();
    expect(personByEmail(two, ['a@ejemplo.invalid', 'A@ejemplo.invalid'])?.id).toBe('a');
  });
});

describe('by number', () => {
  test.each([
    ['00123', 'a'],
    ['123', 'a'],
    ['000123', 'a'],
    ['0045', 'b'],
    ['045', 'c'],
    ['45', null],
    ['x-9', 'd'],
    ['9', null],
    ['', null],
  ])('%j', (number, id) => expect(people.byNumber(number)?.id ?? null).toBe(id));
});

test('by id, and in the order of the Spanish alphabet', () => {
  expect([people.byId('c')?.number, people.byId('x')]).toEqual(['045', null]);
  expect(people.list().map((p) => p.name)).toEqual(['Nadia', 'Ñandú', 'Óscar', 'Zoé']);
  expect(people.all.map((p) => p.id)).toEqual(['a', 'b', 'c', 'd']);
});
