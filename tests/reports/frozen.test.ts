import { expect, it } from 'vitest';
import { frozenSchema } from '../../src/reports/figures.ts';
import { diff, freeze } from '../../src/reports/frozen.ts';
import { atOnce } from '../../src/steps.ts';
import { changeLine } from '../../src/texts/report-changes.ts';
import { fact } from '../rules/support.ts';
import { session, small, training, voided } from './support.ts';

it('a report that was sent keeps its figures, and tells what changed since with the folios that did it', () => {
  const [first, second] = [training('p1', '2024-05-02'), training('p2', '2024-05-03')];
  const { view, report, add } = small(10, [first, second, session('2024-04-26')]);
  const sent = frozenSchema.parse(JSON.parse(JSON.stringify(freeze(report('2024-T2', '2024-07-10')))));
  expect(atOnce(diff(sent, report('2024-T2', '2024-07-11'), view))).toEqual([]);

  const late = training('p3', '2024-06-20');
  const later = training('p4', '2024-07-20');
  add('2024-07-20T15:00:00Z', late, later);
  add('2024-07-21T15:00:00Z', voided(first.folio, '2024-07-21'), voided(later.folio, '2024-07-21'));
  const [change, ...others] = atOnce(diff(sent, report('2024-T2', '2024-07-22'), view));
  expect(others).toEqual([]);
  expect(change).toBeUndefined();

  // One came and one went: the number is the same again. One more, and it is not.
  const third = training('p5', '2024-06-21');
  add('2024-07-23T15:00:00Z', third);
  const changes = atOnce(diff(sent, report('2024-T2', '2024-07-24'), view));
  expect(changes).toEqual([
    {
      activity: 9,
      figures: [
        { name: 'numerator', before: 2, after: 3 },
        { name: 'percent', before: 20, after: 30 },
        { name: 'declared', before: 2, after: 3 },
      ],
      recorded: [late.folio, third.folio],
      voided: [first.folio],
    },
  ]);
  expect(changeLine(changes[0]!)).toBe(
    `Actividad 9: numerador 2 → 3; porcentaje 20 % → 30 %; declaradas 2 → 3. Registrado después: ${late.folio}, ${third.folio}. Anulado después: ${first.folio}.`,
  );
});

it('a change of the roster alone is told as such', () => {
  const { view, report, add } = small(10, [training('p1', '2024-05-02')]);
  const sent = freeze(report('2024-T2', '2024-07-10'));
  add('2024-07-20T15:00:00Z', fact('roster.left', '2024-06-15', {}, { subject: 'p9' }));
  const changes = atOnce(diff(sent, report('2024-T2', '2024-07-22'), view));
  expect(changes.map((c) => c.activity)).toEqual([9, 10, 11]);
  expect(changes.every((c) => c.recorded.length + c.voided.length === 0)).toBe(true);
  expect(changeLine(changes[0]!)).toContain('denominador 10 → 9');
});
