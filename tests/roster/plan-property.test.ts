import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { step as viewStep } from '../../src/fold.ts';
import { fold } from '../../src/input/words.ts';
import type { RosterPlan } from '../../src/roster/types.ts';
import { unitOn } from '../../src/view/roster.ts';
import { emptyView } from '../../src/view.ts';
import { applied, counter, planned, table, today } from './support.ts';

const day = fc
  .integer({ min: 0, max: 700 })
  .map((n) => new Date(Date.UTC(2023, 5, 1) + n * 86_400_000).toISOString().slice(0, 10));
const unit = fc.constantFrom('Norte', 'NORTE ', 'Subdirección Médica', 'subdireccion medica', 'Sur');
const email = fc.constantFrom('', 'a@ejemplo.invalid', 'b@ejemplo.invalid', 'sin correo');
const dates = fc
  .tuple(fc.option(day, { nil: '' }), fc.option(day, { nil: '' }))
  .map(
    ([alta, baja]) =>
      (alta !== '' && baja !== '' && baja < alta ? [baja, alta] : [alta, baja]) as [string, string],
  );
const person = fc.record({
  number: fc.constantFrom('1', '01', '001', '2', '02', '3', '4', 'A-5', '6'),
  name: fc.constantFrom('Ana Ejemplo', 'Luis Ejemplo', 'ANA EJEMPLO'),
  email,
  unit,
  dates,
});
const file = fc
  .record({
    people: fc.uniqueArray(person, { selector: (p) => p.number, minLength: 1, maxLength: 7 }),
    withLeave: fc.boolean(),
    withEmail: fc.boolean(),
  })
  .map(({ people, withLeave, withEmail }) => {
    const mail = (text: string) => (withEmail ? [text] : []);
    const leave = (text: string) => (withLeave ? [text] : []);
    return table(
      ['numero_empleado', 'nombre', 'unidad', 'alta', ...mail('correo'), ...leave('baja')],
      ...people.map((p) => [p.number, p.name, p.unit, p.dates[0], ...mail(p.email), ...leave(p.dates[1])]),
    );
  });
const files = fc.array(
  fc.record({ rows: file, complete: fc.boolean(), later: fc.integer({ min: 0, max: 90 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

function addDays(date: string, n: number): string {
  return new Date(Date.parse(date) + n * 86_400_000).toISOString().slice(0, 10);
}

test(
  'the same file twice changes nothing the second time, whatever came before',
  () =>
    fc.assert(
      fc.property(files, (imports) => {
        const newId = counter();
        let now = today;
        let current: ReturnType<typeof applied> = [];
        for (const { rows, complete, later } of imports) {
          now = addDays(now, later);
          const options = { complete, today: now, newId, defaultJoin: '2024-01-01' };
          // `applied` throws for facts that cannot follow each other.
          current = applied(current, planned(rows, current, options));
          const again = planned(rows, current, options);
          expect(again.drafts).toEqual([]);
          expect(again.people).toEqual([]);
          expect(again.needsConfirmation).toBe(false);
        }
        const numbers = current.map((m) => m.person.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        const units = [...new Set(current.map((m) => m.unit))];
        expect(new Set(units.map(fold)).size).toBe(units.length);
      }),
      { numRuns: 150 },
    ),
  60_000,
);

test(
  'a complete file leaves exactly its own people on the roster, in their units, as the view sees it',
  () =>
    fc.assert(
      fc.property(files, (imports) => {
        const newId = counter();
        const view = emptyView();
        let current: ReturnType<typeof applied> = [];
        let now = today;
        imports.forEach(({ rows, later }, i) => {
          now = addDays(now, later);
          const plan = planned(rows, current, {
            complete: true,
            today: now,
            newId,
            defaultJoin: '2024-01-01',
          });
          record(plan, i);
          current = applied(current, plan);
        });
        for (const { person, unit, joinedOn, leftOn } of current) {
          // From the day on which the latest time on the roster begins; before it an earlier one may still last.
          const on = joinedOn > now ? joinedOn : now;
          expect(unitOn(view, person.id, on)).toBe(leftOn === null || leftOn > on ? unit : null);
        }
        const last = new Set(
          imports
            .at(-1)!
            .rows.slice(1)
            .map((row) => row.cells[0]!.replace(/^0+/, '')),
        );
        for (const { person, leftOn } of current)
          if (leftOn === null) expect([...last]).toContain(person.number.replace(/^0+/, ''));

        function record(plan: RosterPlan, round: number) {
          for (const [n, fact] of plan.drafts.entries())
            viewStep(view, {
              kind: fact.kind,
              key: `${round}/${n}`,
              folio: null,
              subject: fact.person,
              occurredOn: fact.on,
              body: fact.unit === null ? {} : { unit: fact.unit },
            } as unknown as Entry);
        }
      }),
      { numRuns: 100 },
    ),
  60_000,
);
