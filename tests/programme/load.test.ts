import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadline } from '../../src/calendar.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import { programmeErrorLine } from '../../src/texts/programme.ts';

const shipped = readFileSync(shippedProgrammePath, 'utf8');
const other = readFileSync(new URL('./otro.json', import.meta.url), 'utf8');

/** The shipped file with pieces replaced, each of which must be there. */
function changed(...changes: [string, string][]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, shipped);
}

function errors(text: string) {
  const read = parseProgramme(text);
  if (read.ok) throw new Error('it was accepted');
  return read.errors;
}

/** Line of a text's first occurrence, from 1. */
const lineOf = (text: string, piece: string) => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('a programme file', () => {
  it('is named by the SHA-256 of its text', () => {
    const read = parseProgramme(shipped);
    expect(read.ok && read.sha256).toBe(createHash('sha256').update(shipped, 'utf8').digest('hex'));
  });

  it('may begin with a byte order mark', () => {
    expect(parseProgramme(`\uFEFF${shipped}`).ok).toBe(true);
  });

  it('may be of another year, institution and time zone, with other activities', () => {
    const read = parseProgramme(other);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(read.programme).toMatchObject({ year: 2026, timeZone: 'America/Tijuana' });
    expect(read.programme.activities.map((a) => a.number)).toEqual([1, 2, 4, 7, 9]);
    const reports = read.programme.activities.at(-1)!.measure;
    if (reports.kind !== 'series') throw new Error(reports.kind);
    // 1 July is the museum's own day, and winter vacations do not count: both are confirmed there.
    expect(reports.occurrences.map((o) => deadline(o.due, read.programme.calendar))).toMatchObject([
      { date: '2026-07-08', provisional: false, alternatives: [] },
      { date: '2027-01-12', provisional: false, alternatives: [] },
    ]);
  });

  it('with broken JSON is refused with line and column', () => {
    const text = changed(['"year": 2024,', '"year": 2024']);
    const line = lineOf(text, '"year"') + 1;
    expect(errors(text)).toEqual([{ path: '', line, column: 3, message: 'falta una coma' }]);
    expect(programmeErrorLine(errors(text)[0]!)).toBe(`línea ${line}, columna 3: falta una coma`);
  });

  it.each([
    '',
    '{',
    '{"schema": 1,}',
    '{"schema": 01}',
    "{'schema': 1}",
    '{} {}',
    '// note\n{}',
    '{"a": "\u0001"}',
    '{"a": "\\q"}',
    'null',
    '[]',
    '7',
  ])('is refused, never thrown at: %j', (text) => {
    expect(errors(text)[0]).toMatchObject({ line: expect.any(Number), message: expect.stringMatching(/\S/) });
  });

  it('is refused with every error and its place', () => {
    const text = changed(
      ['"closes": "2025-01-31"', '"cierra": "2025-01-31"'],
      ['"end": "2024-01-31"', '"end": "2024-02-31"'],
      ['"on": "2024-06-28"', '"el": "2024-06-28"'],
      ['"at": "09:00"', '"at": "9 am"'],
      ['"kind": "campaign"', '"kind": "campaña"'],
      ['"vacationsCount": null', '"vacationsCount": "quizá"'],
    );
    const found = errors(text).map((e) => `${e.path}: ${e.message}`);
    expect(found).toEqual([
      'closes: falta este dato',
      'cierra: sobra: no hay un dato con ese nombre',
      'activities[1].measure.occurrences[1].due: escríbelo así: {"on": "2024-05-09"} o {"businessDays": 10, "after": "2024-03-31"}',
      'activities[2].end: debe ser una fecha que exista, escrita como 2024-05-09',
      'activities[4].measure.kind: debe ser uno de: «milestone», «series», «headcount» y «campaign»',
      'calendar.vacationsCount: debe ser true o false',
      'integrityDay.at: escríbelo así: una hora, por ejemplo "09:00"',
    ]);
    const lines = errors(text).map((e) => e.line);
    expect(lines[1]).toBe(lineOf(text, '"cierra"'));
    expect(lines[3]).toBe(lineOf(text, '"2024-02-31"'));
    expect(lines[6]).toBe(lineOf(text, '"9 am"'));
  });

  it.each<[string, [string, string], string]>([
    [
      'a number used twice',
      ['"number": 2,', '"number": 1,'],
      'activities[1].number: se repite: ya aparece más arriba',
    ],
    [
      'an occurrence twice',
      ['"id": "2024-T2"', '"id": "2024-T1"'],
      'activities[3].measure.occurrences[1].id: se repite: ya aparece más arriba',
    ],
    [
      'a month twice',
      ['"month": 2,', '"month": 1,'],
      'integrityDay.months[1].month: se repite: ya aparece más arriba',
    ],
    [
      'an unknown time zone',
      ['America/Hermosillo', 'Sonora/Luna'],
      'timeZone: no existe esa zona horaria; escríbela como «America/Hermosillo»',
    ],
    [
      'an end before its start',
      ['"end": "2024-06-01"', '"end": "2024-03-01"'],
      'activities[0].end: termina antes de empezar',
    ],
    [
      'a close within the year',
      ['"closes": "2025-01-31"', '"closes": "2024-11-30"'],
      'closes: el cierre no puede ser antes del 31 de diciembre del año del programa',
    ],
    ['a key twice', ['"year": 2024,', '"year": 2023, "year": 2024,'], 'year: «year» aparece dos veces'],
  ])('is refused for %s', (_, change, expected) => {
    expect(errors(changed(change)).map((e) => `${e.path}: ${e.message}`)).toEqual([expected]);
  });
});
