import { expect, test } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { demoPeople } from '../../src/roster/demo-people.ts';
import { indexPeople } from '../../src/roster/identify.ts';
import { sampleRoster, sampleSize, sampleUnits } from '../../src/roster/sample.ts';
import { rosterOn } from '../../src/view/roster.ts';
import { emptyView } from '../../src/view.ts';
import { planned, table } from './support.ts';

const sample = sampleRoster(2024);

test('the same for the same year and seed, another for another', () => {
  expect(sampleRoster(2024)).toEqual(sample);
  expect(sampleRoster(2024, 2)).not.toEqual(sample);
  expect(sampleRoster(2025).facts.at(-1)?.on).toBe('2025-04-16');
});

test('300 people on any day of the year, six leavers and their successors, two moves', () => {
  const view = emptyView();
  for (const { kind, person, unit, on } of sample.facts)
    step(view, {
      kind,
      key: '',
      folio: null,
      subject: person,
      occurredOn: on,
      body: { unit },
    } as unknown as Entry);
  for (const day of ['2024-01-01', '2024-02-16', '2024-05-08', '2024-12-31'])
    expect([...rosterOn(view, day)]).toHaveLength(sampleSize);
  const sizes = Object.fromEntries(Object.keys(sampleUnits).map((unit) => [unit, 0]));
  for (const [, unit] of rosterOn(view, '2024-01-01')) sizes[unit]! += 1;
  expect(sizes).toEqual(sampleUnits);
  const count = (kind: string) => sample.facts.filter((f) => f.kind === kind).length;
  expect([count('roster.joined'), count('roster.left'), count('roster.moved')]).toEqual([306, 6, 2]);
  for (const { person, unit, leftOn } of sample.members)
    expect(view.roster.get(person.id)?.at(-1)).toMatchObject({ unit, to: leftOn });
});

test('clearly synthetic, some without e-mail, all with leading zeros and a name and number of their own', () => {
  const { people } = sample;
  expect(people.every((p) => / Ejemplo /.test(p.name) && /^0\d{4}$/.test(p.number))).toBe(true);
  expect(people.every((p) => p.email === null || p.email.endsWith('@ejemplo.invalid'))).toBe(true);
  const without = people.filter((p) => p.email === null).length;
  expect(without).toBeGreaterThan(60);
  expect(without).toBeLessThan(150);
  for (const key of ['id', 'name', 'number'] as const)
    expect(new Set(people.map((p) => p[key])).size).toBe(people.length);
});

test('the people whom one can be are found by their e-mail, and hold their roles', () => {
  const index = indexPeople(sample.people);
  expect(demoPeople.map(({ email }) => index.byEmail(email)?.name)).toEqual(
    demoPeople.map(({ name }) => name),
  );
  expect(sample.roles.map(({ role }) => role).sort()).toEqual([
    'liaison',
    'member',
    'president',
    'secretary',
    'unit-lead',
  ]);
  const lead = sample.roles.find((r) => r.role === 'unit-lead')!;
  expect(sample.members.find((m) => m.person.id === lead.person)?.unit).toBe(lead.unit);
});

test('it passes its own import, unchanged', () => {
  const rows = sample.members.map(({ person, unit, joinedOn, leftOn }) => [
    person.number,
    person.name,
    person.email ?? '',
    unit,
    person.position ?? '',
    joinedOn,
    leftOn ?? '',
  ]);
  const plan = planned(
    table(['numero_empleado', 'nombre', 'correo', 'unidad', 'puesto', 'alta', 'baja'], ...rows),
    sample.members,
    { complete: true },
  );
  expect([plan.drafts, plan.people, plan.unchanged]).toEqual([[], [], 306]);
});
