import { beforeAll, describe, expect, it } from 'vitest';
import { type Entry, origin } from '../../src/entry.ts';
import { progress } from '../../src/progress.ts';
import { shipped } from '../support/bot.ts';
import { brokenLink } from '../support/chain.ts';
import { all } from '../support/drafts.ts';
import { liveYear, type Year } from '../support/year.ts';
import { downUntilAugust, figures, installedInMay, normalYear } from './expected.ts';
import { tell } from './telling.ts';

/** Seconds on an idle machine; a busy one gets its time. */
const patience = { timeout: 60_000 };
const programme = shipped();
const view = ({ world }: Year) => world.bot.journal.view();
const entriesOf = ({ world }: Year): Promise<Entry[]> => all(world.ledger.read('isssteson', 1));

/** `4 3/4 75 late`: activity, numerator / denominator, percentage, status. */
const figuresOn = (year: Year, asOf: string): string[] =>
  progress({ programme, view: view(year), asOf }).map(
    ({ activity, numerator, denominator, percent, status }) =>
      `${activity.number} ${numerator ?? '-'}/${denominator ?? '-'} ${percent ?? '-'} ${status}`,
  );

const keysSaid = (year: Year): string[] => year.said.filter((s) => !s.edit).map((s) => s.key);

describe('the year 2024, from its first day into the next', () => {
  let year: Year;
  let entries: Entry[];
  beforeAll(async () => {
    year = await liveYear();
    entries = await entriesOf(year);
  });

  it('says exactly what the programme asks for, day by day', () => {
    expect(year.said.map(tell)).toEqual(normalYear);
  });

  it('posts nothing twice and leaves nothing without an outcome', () => {
    expect(new Set(keysSaid(year)).size).toBe(keysSaid(year).length);
    expect(view(year).open).toEqual([]);
    expect(entries.filter((e) => e.kind === 'post.claimed').map((e) => e.key)).toEqual(keysSaid(year));
  });

  it.each(Object.entries(figures))('has these figures on %s', (day, rows) => {
    expect(figuresOn(year, day)).toEqual(rows);
  });

  it('records eleven cards, one of them noted by the committee, with folios without gaps', () => {
    const cards = entries.filter((e) => e.kind === 'card.sent');
    expect(cards.map((e) => [e.folio, e.body.period, e.body.by])).toEqual([
      ['2024-TAR-000001', '2024-01', 'bot'],
      ['2024-TAR-000002', '2024-02', 'bot'],
      ['2024-TAR-000003', '2024-03', 'bot'],
      ['2024-TAR-000004', '2024-04', 'bot'],
      ['2024-TAR-000005', '2024-05', 'bot'],
      ['2024-TAR-000006', '2024-06', 'bot'],
      ['2024-TAR-000007', '2024-07', 'bot'],
      ['2024-TAR-000008', '2024-09', 'bot'],
      ['2024-TAR-000009', '2024-10', 'committee'],
      ['2024-TAR-000010', '2024-11', 'bot'],
      ['2024-TAR-000011', '2024-12', 'bot'],
    ]);
    expect(entries.filter((e) => e.kind === 'post.missed').map((e) => [e.body.post, e.occurredOn])).toEqual([
      ['integrity-day/2024-08', '2024-08-09'],
    ]);
  });

  it('gives the fourth quarterly report, sent in January, a folio of 2025', () => {
    const reports = entries.filter((e) => e.kind === 'report.quarterly').map((e) => [e.folio, e.body.period]);
    expect(reports.at(-1)).toEqual(['2025-INF-000001', '2024-T4']);
  });

  it('tells in November how many people have no chat with the bot, and in whose row that stands', () => {
    const counts = ['sent', 'no-address', 'planned', 'missed'].map((s) =>
      view(year).outcomes.get(`2024-11/${s}`),
    );
    // Ten on the roster: 3 is absent, 1, 2 and 4 have written to the bot.
    expect(counts).toEqual([3, 6, 0, undefined]);
    expect(view(year).outcomes.get('2024-12/sent')).toBe(4);
  });

  it('is an unbroken chain that holds no account, address or name of anybody', () => {
    let head = origin;
    for (const entry of entries) {
      expect(brokenLink(head, entry)).toBeNull();
      head = entry;
      expect(JSON.stringify(entry)).not.toMatch(/"U\d|"UX"|ejemplo\.invalid|Persona \d/);
    }
  });

  it('folds to the same view from the whole ledger as from the snapshots on the way', async () => {
    const before = JSON.stringify([...view(year).posts.entries()].sort());
    const { open, cardToEach, programme: adopted } = view(year);
    await year.world.restart();
    expect(JSON.stringify([...view(year).posts.entries()].sort())).toBe(before);
    expect(view(year)).toMatchObject({ open, cardToEach, programme: adopted });
  });
});

describe('the same year with a bot that was down from 27 May to 4 August', () => {
  it('catches up with one alarm and one digest, and goes on as if nothing had been', patience, async () => {
    const year = await liveYear({ down: ['2024-05-26', '2024-08-05'] });
    expect(year.said.map(tell)).toEqual([
      ...normalYear.filter((row) => row < '2024-05-27'),
      ...downUntilAugust,
      ...normalYear.filter((row) => row >= '2024-08-07'),
    ]);
    expect(new Set(keysSaid(year)).size).toBe(keysSaid(year).length);
    expect(figuresOn(year, '2025-01-31')[5]).toBe('6 9/12 75 late');
  });
});

describe('the same year with a bot installed on 6 May', () => {
  it('says once what is open, takes the past as it is told, and goes on', patience, async () => {
    const year = await liveYear({ from: '2024-05-06' });
    expect(year.said.map(tell)).toEqual([
      ...installedInMay,
      // The cards of January to April went out before the bot was there, and nobody noted them.
      ...normalYear
        .filter((row) => row >= '2024-05-07')
        .map((row) => row.replace('report 2024-T2 7', 'report 2024-T2 8')),
    ]);
    // What happened before the bot counts by when it happened; the cards of the first months were never noted.
    expect(figuresOn(year, '2024-04-30').slice(0, 4)).toEqual(figures['2024-04-30']!.slice(0, 4));
    expect(figuresOn(year, '2025-01-31')[5]).toBe('6 7/12 58.3 late');
    expect((await entriesOf(year)).filter((e) => e.kind === 'post.missed')).toHaveLength(1);
  });
});
