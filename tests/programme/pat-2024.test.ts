import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadline } from '../../src/calendar.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import type { Programme } from '../../src/programme/schema.ts';

const read = parseProgramme(readFileSync(shippedProgrammePath, 'utf8'));
if (!read.ok) throw new Error(JSON.stringify(read.errors));
const programme: Programme = read.programme;
const activity = (number: number) => programme.activities.find((a) => a.number === number)!;

// The committee's own document as it was received: a table, one row an activity.
const seed = readFileSync(new URL('./pat-2024.seed.txt', import.meta.url), 'utf8');
const rows = seed
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([first]) => /^\d+$/.test(first ?? ''));
const iso = (date: string) => date.split('/').reverse().join('-');
const lines = (cell: string) =>
  cell
    .split(/<\/?p>/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');

describe('the shipped programme', () => {
  it('has the 13 activities of the document', () => {
    expect(programme.activities.map((a) => a.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(rows).toHaveLength(13);
  });

  it.each(rows)('says activity %s in its own words', (number, ...cells) => {
    const [objective, target, indicator, what, start, end, risk] = cells as [string, ...string[]];
    expect(activity(Number(number))).toMatchObject({
      objective,
      target,
      indicator: indicator || null,
      what: lines(what!),
      start: iso(start!),
      end: iso(end!),
      risk,
    });
  });

  it('measures each activity as what its indicator really is', () => {
    const shape = programme.activities.map(({ measure: m }) =>
      m.kind === 'series' ? `${m.kind} ${m.counts} ${m.occurrences.length}` : `${m.kind} ${m.counts}`,
    );
    expect(shape).toEqual([
      'milestone committee.ratified',
      'series session.held 4',
      'milestone report.annual',
      'series report.quarterly 4',
      'campaign practice.recorded,activity.done',
      'series card.sent 12',
      'headcount evaluation.recorded',
      'milestone activity.done',
      'headcount training.recorded',
      'series delivery.made 1',
      'headcount letter.accepted',
      'campaign activity.done',
      'milestone activity.done',
    ]);
    const formulas = programme.activities.map(({ measure: m }) => ('formula' in m ? m.formula : null));
    expect(formulas).toEqual([
      'none',
      null,
      'ratio',
      null,
      null,
      null,
      'ratio',
      'none',
      'ratio',
      null,
      'count',
      null,
      'incomplete',
    ]);
    expect(activity(10).participation).toBe('donation.recorded');
  });

  it('owes the quarterly reports on the days that the national rest days alone give', () => {
    const { measure } = activity(4);
    if (measure.kind !== 'series') throw new Error(measure.kind);
    expect(measure.occurrences.map((o) => [o.id, deadline(o.due, programme.calendar).date])).toEqual([
      ['2024-T1', '2024-04-12'],
      ['2024-T2', '2024-07-12'],
      ['2024-T3', '2024-10-15'],
      ['2024-T4', '2025-01-15'],
    ]);
  });

  it('owes a card on the 9th of every month, weekends too', () => {
    const { measure } = activity(6);
    if (measure.kind !== 'series') throw new Error(measure.kind);
    expect(measure.occurrences.map((o) => `${o.id} ${deadline(o.due, programme.calendar).date}`)).toEqual(
      Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0')).map(
        (m) => `2024-${m} 2024-${m}-09`,
      ),
    );
  });

  it('gives each month a value and a sentence of its own', () => {
    const { months } = programme.integrityDay;
    expect(new Set(months.map((m) => m.value)).size).toBe(12);
    expect(new Set(months.map((m) => m.sentence)).size).toBe(12);
  });

  it('confirms nothing that the document does not say', () => {
    const { calendar, integrityDay, letter, privacyNotice, documents, complaints, questions, oversight } =
      programme;
    const drafts = [
      calendar,
      integrityDay,
      letter,
      privacyNotice,
      complaints,
      questions,
      ...documents,
      ...oversight,
    ];
    expect(drafts.map((d) => d.confirmed)).toEqual(drafts.map(() => false));
    expect(calendar.vacationsCount).toBeNull();
    expect(documents.map((d) => d.url)).toEqual([null, null, null]);
    const { measure } = activity(2);
    expect(measure).toMatchObject({ confirmed: false });
  });

  it('invents no telephone number, address or e-mail of a complaint channel', () => {
    const said = JSON.stringify([programme.complaints, programme.questions.contact]);
    expect(said).not.toMatch(/\d{3}|@|https?:|calle|avenida|blvd/i);
  });

  it('has a source for every non-working day', () => {
    for (const day of programme.calendar.days) expect(day.source.length, day.name).toBeGreaterThan(20);
    expect(programme.calendar.days.find((d) => d.from === '2024-10-01')).toMatchObject({ scope: 'national' });
  });
});
