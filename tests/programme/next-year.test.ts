import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../src/programme/flags.ts';
import { movedDate, nextYear } from '../../src/programme/next-year.ts';
import { restDays } from '../../src/programme/rest-days.ts';
import { programmeSchema } from '../../src/programme/schema.ts';
import { unconfirmedParts } from '../../src/programme/shapes.ts';
import { shipped } from '../support/bot.ts';

const draft = nextYear(shipped(), 2025);

describe('federal rest days', () => {
  it('of 2024 are those that the shipped programme has', () => {
    const known = shipped().calendar.days.filter((d) => d.scope === 'national' && d.from < '2025');
    const byDay = <T extends { from: string }>(all: readonly T[]) =>
      [...all].sort((a, b) => a.from.localeCompare(b.from));
    expect(byDay(restDays(2024))).toEqual(byDay(known));
  });

  it.each([
    [2025, ['01-01', '02-03', '03-17', '05-01', '09-16', '11-17', '12-25']],
    [2026, ['01-01', '02-02', '03-16', '05-01', '09-16', '11-16', '12-25']],
    [2027, ['01-01', '02-01', '03-15', '05-01', '09-16', '11-15', '12-25']],
    [2030, ['01-01', '02-04', '03-18', '05-01', '09-16', '10-01', '11-18', '12-25']],
  ])('of %i, from a wall calendar', (year, days) => {
    expect(restDays(year).map((d) => d.from.slice(5))).toEqual(days);
  });
});

describe('next year’s programme', () => {
  it('is sound, has its own name, and nobody approved it', () => {
    expect(programmeSchema.safeParse(draft).error?.issues ?? []).toEqual([]);
    const { id, year, title, closes, approved } = draft;
    expect({ id, year, title, closes, approved }).toEqual({
      id: 'pat-2025',
      year: 2025,
      title: 'Programa Anual de Trabajo 2025',
      closes: '2026-01-31',
      approved: null,
    });
  });

  it('has the same days and months, and names its own year', () => {
    const [, two, three, four, , six, seven] = draft.activities;
    expect(two!.measure).toMatchObject({
      confirmed: false,
      occurrences: [
        { id: '2025-S1', due: { on: '2025-04-26' } },
        { id: '2025-S2', due: { on: '2025-06-28' } },
        { id: '2025-S3', due: { on: '2025-09-27' } },
        { id: '2025-S4', due: { on: '2025-12-13' } },
      ],
    });
    expect(three).toMatchObject({ start: '2025-01-01', end: '2025-01-31', measure: { period: '2024' } });
    expect(four!.measure).toMatchObject({
      occurrences: [
        {
          id: '2025-T1',
          label: 'Informe del primer trimestre de 2025',
          due: { businessDays: 10, after: '2025-03-31' },
        },
        { id: '2025-T2' },
        { id: '2025-T3' },
        { id: '2025-T4', due: { businessDays: 10, after: '2025-12-31' } },
      ],
    });
    expect(six!.measure).toMatchObject({ occurrences: { length: 12, 11: { id: '2025-12' } } });
    expect(seven!.objective).toContain('Códigos de Ética y de Conducta 2024');
    expect(JSON.stringify(draft.activities)).not.toContain('2023');
  });

  it('keeps what of the calendar is known: federal law, and vacations that reach into the year', () => {
    expect(draft.calendar.confirmed).toBe(false);
    expect(draft.calendar.days.filter((d) => d.scope !== 'national').map((d) => [d.from, d.to])).toEqual([
      ['2024-12-19', '2025-01-03'],
    ]);
    expect(draft.calendar.days.at(-1)).toMatchObject({ from: '2026-01-01' });
  });

  it('carries which part counts where the committee decided it', () => {
    const decided = nextYear(shipped(), 2025, new Map([[9, { part: 'accredited', on: '2024-06-28' }]]));
    expect(decided.activities[8]!.measure).toMatchObject({
      part: 'accredited',
      partDecided: { by: 'secretary', on: '2024-06-28' },
    });
    expect(decided.activities[6]!.measure).toMatchObject({ part: 'declared', partDecided: false });
  });

  it('flags what the committee should look at: closed days, years in words, what can’t be measured, what is open', () => {
    const flags = flagsOf(draft);
    expect(flags.filter((f) => f.what === 'non-working')).toEqual(
      ['2025-04-26', '2025-06-28', '2025-09-27', '2025-12-13'].map((on, i) => ({
        what: 'non-working',
        activity: 2,
        label: `${['Primera', 'Segunda', 'Tercera', 'Cuarta'][i]} sesión ordinaria`,
        on,
      })),
    );
    expect(flags.flatMap((f) => (f.what === 'year' ? [[f.activity, f.column, ...f.years]] : []))).toEqual([
      [3, 'objective', '2024'],
      [7, 'objective', '2024'],
      [8, 'objective', '2024'],
      [8, 'what', '2024'],
    ]);
    expect(flags).toContainEqual({
      what: 'incomplete',
      activity: 13,
      title: 'Servidor Público Íntegro',
      indicator: '(Participación en la Convocatoria Anual del SPI 2025/ *100',
    });
    expect(flags).toContainEqual({ what: 'no-indicator', activities: [1, 5, 8, 12] });
    expect(flags).toContainEqual({ what: 'part', activities: [7, 9] });
    expect(flags).toContainEqual({ what: 'letter', activity: 11, version: 'v1' });
    expect(flags).toContainEqual({ what: 'state-days' });
    expect(flags.flatMap((f) => (f.what === 'dates' ? [f.activity] : []))).toEqual([2, 4, 6, 10]);
    expect(flags.flatMap((f) => (f.what === 'unconfirmed' ? [f.part] : []))).toEqual([...unconfirmedParts]);
  });

  it('moves 29 February to a year that has none', () => {
    expect([movedDate('2024-02-29', 1), movedDate('2024-02-29', 4), movedDate('2024-12-31', 1)]).toEqual([
      '2025-02-28',
      '2028-02-29',
      '2025-12-31',
    ]);
  });
});
