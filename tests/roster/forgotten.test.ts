import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurrentMember, PlanOptions } from '../../src/roster/types.ts';
import { namelessPerson } from '../../src/texts/common.ts';
import { planLines } from '../../src/texts/roster.ts';
import { applied, header, member, planned, table, today } from './support.ts';

/** Somebody who was forgotten, as the roster still counts them. */
const nameless = (id: string, more: Partial<Omit<CurrentMember, 'person'>> = {}): CurrentMember => ({
  ...member('0', more),
  person: namelessPerson(id),
});

const forgotten: NonNullable<PlanOptions['forgotten']> = ({ number, email }) =>
  number === '00007'
    ? { person: 'gone', by: 'number' }
    : email === 'siete@x.mx'
      ? { person: 'gone', by: 'email' }
      : null;

const row = (number: string, { email = '', unit = 'Norte', join = '', leave = '' } = {}) => [
  number,
  `Persona ${number}`,
  email,
  unit,
  '',
  join,
  leave,
];

describe('people who were forgotten', () => {
  it('are not taken in again; the import says which rows', () => {
    const plan = planned(
      table(header, row('00001'), row('00007'), row('00009', { email: 'siete@x.mx' })),
      [],
      {
        forgotten,
      },
    );
    expect(plan.people.map((p) => p.number)).toEqual(['00001']);
    expect(plan.forgotten).toEqual([3, 4]);
    expect(planLines(plan, { simulated: false, most: 20 }).join()).toContain(
      '2 personas fueron olvidadas y no se vuelven a registrar (filas 3 y 4)',
    );
  });

  it('move and leave under the id that nobody knows, and are not named', () => {
    const current = [nameless('gone')];
    const moved = planned(table(header, row('00007', { unit: 'Sur' })), current, { forgotten });
    expect(moved.drafts).toEqual([{ kind: 'roster.moved', person: 'gone', unit: 'Sur', on: today }]);
    const left = planned(table(header, row('00007', { leave: '2024-05-02' })), current, { forgotten });
    expect(left.drafts).toEqual([{ kind: 'roster.left', person: 'gone', unit: null, on: '2024-05-02' }]);
    expect(planLines(left, { simulated: false, most: 20 }).join()).toContain('— persona olvidada');
    for (const plan of [moved, left]) expect(plan.people).toEqual([]);
  });

  it('end with a complete file that does not name them, and stay with one that does', () => {
    const current = [nameless('gone'), member('00001')];
    const without = planned(table(header, row('00001')), current, { forgotten, complete: true });
    expect(without.drafts).toEqual([{ kind: 'roster.left', person: 'gone', unit: null, on: today }]);
    const named = planned(table(header, row('00001'), row('00007')), current, { forgotten, complete: true });
    expect(named.drafts).toEqual([]);
  });

  it('do not come back by themselves when they are hired again', () => {
    const current = [nameless('gone', { leftOn: '2024-01-01' })];
    const plan = planned(table(header, row('00007', { join: '2024-04-01' })), current, { forgotten });
    expect(plan).toMatchObject({ drafts: [], people: [], forgotten: [2] });
  });

  it('are somebody new where they are taken in again, from the day on which the old time ends', () => {
    const readmit = new Set(['7']);
    const rows = table(header, row('00007', { join: '2020-01-01' }));
    const open = planned(rows, [nameless('gone')], { forgotten, readmit });
    expect(open.people).toMatchObject([{ id: 'p1', number: '00007' }]);
    expect(open.drafts).toEqual([
      { kind: 'roster.left', person: 'gone', unit: null, on: today },
      { kind: 'roster.joined', person: 'p1', unit: 'Norte', on: today },
    ]);
    const former = planned(rows, [nameless('gone', { leftOn: '2024-02-01' })], { forgotten, readmit });
    expect(former.drafts).toEqual([{ kind: 'roster.joined', person: 'p1', unit: 'Norte', on: '2024-02-01' }]);
    expect(planned(table(header, row('00001')), [], { forgotten, readmit }).strayed).toEqual(['7']);
  });

  it('never enter, and never count twice, whatever the file says', () => {
    const day = fc.constantFrom('', '2023-01-01', '2024-02-01', '2024-05-06');
    const file = fc.record({
      unit: fc.constantFrom('Norte', 'Sur'),
      join: day,
      leave: fc.constantFrom('', '2024-05-06', '2024-06-01'),
      complete: fc.boolean(),
      again: fc.boolean(),
      leftOn: fc.constantFrom(null, '2024-03-01'),
    });
    fc.assert(
      fc.property(file, ({ unit, join, leave, complete, again, leftOn }) => {
        const current = [nameless('gone', { leftOn }), member('00001')];
        const rows = table(header, row('00001'), row('00007', { unit, join, leave }));
        const options = { forgotten, complete, ...(again && { readmit: new Set(['00007']) }) };
        const plan = planned(rows, current, options);
        const after = applied(current, plan);
        if (!again) expect(plan.people).toEqual([]);
        const on = after.filter((m) => m.joinedOn <= today && (m.leftOn === null || m.leftOn > today));
        expect(on.filter((m) => m.person.id !== 'id-00001').length).toBeLessThanOrEqual(1);
        const second = planned(rows, after, {
          ...options,
          readmit: new Set(),
          forgotten: (r) => (after.some((m) => m.person.number === r.number) ? null : forgotten(r)),
        });
        expect(second.people).toEqual([]);
      }),
    );
  });
});
