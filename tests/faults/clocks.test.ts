import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { mail, type World, world } from '../support/bot.ts';
import { all } from '../support/drafts.ts';
import { keysOf, local, meet, tickAt } from '../support/hermosillo.ts';
import { tell, times } from './rounds.ts';

const roster = ['1', '2', '3'].map((number) => ({ number }));

async function staffed(): Promise<World> {
  const w = await world({ roster, admins: [mail('1')], at: local('2024-05-08', '08:00') });
  await meet(w, '1', '2');
  await w.ask('1', 'tarjeta a todos si');
  await w.ask('2', 'apagar si');
  return w;
}

const twice = (keys: readonly string[]) => keys.filter((key, at) => keys.indexOf(key) !== at);

/** Days by which a clock is wrong, and moments in which it matters. */
const jumps = fc.array(
  fc.record({
    days: fc.constantFrom(1, -1, 1, -1, 30, -30, 365, -365, 7),
    time: fc.constantFrom('00:00', '08:59', '09:00', '14:50', '19:59', '20:01', '23:59'),
    restart: fc.boolean(),
  }),
  { minLength: 5, maxLength: 25 },
);
const begins = fc.constantFrom(
  '2024-05-09',
  '2024-05-31',
  '2024-12-30',
  '2024-12-31',
  '2025-01-01',
  '2024-02-28',
);

/** What is the same whenever it is said again, and may be delivered again after the clock moved. */
const requests = [
  'capacitacion "Ética" 2024-02-07 4h',
  'registrar 2 capacitacion "Ética" 2024-02-07 4h',
  'sesion celebrada 2024-02-20',
  'informe enviado anual 2024-01-30',
] as const;

/** Promise: a clock that is wrong, or is put right, makes nobody hear or record anything twice. */
describe('a clock that jumps', () => {
  it('posts everything once: a day forward and back, over the ends of months and of the year', async () => {
    const w = await staffed();
    const days = [
      ...['2024-05-09', '2024-05-10', '2024-05-09', '2024-05-08', '2024-05-09'],
      ...['2024-05-31', '2024-06-01', '2024-05-31', '2024-06-03', '2024-05-31'],
      ...['2024-12-31', '2025-01-01', '2024-12-31', '2025-01-02', '2025-01-31', '2025-02-01', '2025-02-03'],
      ...['2025-01-31', '2025-02-03', '2024-12-31', '2024-05-09'],
    ];
    for (const day of days) for (const time of ['09:00', '14:50', '09:00']) await tickAt(w, day, time, 2);
    expect(twice(keysOf(w.chat))).toEqual([]);
    expect(keysOf(w.chat).filter((k) => k.startsWith('integrity-day/2024-05'))).toHaveLength(3);
  });

  const numRuns = times(25, 1000);
  it(
    `as it likes, ${numRuns} times, with restarts between: one post, one record`,
    async ({ task }) => {
      const count = { jumps: 0, posts: 0, records: 0 };
      await fc.assert(
        fc.asyncProperty(begins, jumps, async (begin, steps) => {
          const w = await staffed();
          let day: string = begin;
          for (const { days, time, restart } of steps) {
            day = addDays(day, days);
            if (restart) await w.restart();
            await tickAt(w, day, time, 2);
            // They may be refused while the clock says that their day is still to come; never are they recorded twice.
            for (const words of requests) await w.ask('1', words);
          }
          const facts = (await all(w.ledger.read('isssteson', 1))).filter(({ folio }) => folio !== null);
          expect(twice(keysOf(w.chat))).toEqual([]);
          const same = facts.map(({ kind, subject, body }) => JSON.stringify([kind, subject, body]));
          expect(twice(same)).toEqual([]);
          expect(twice(facts.map(({ folio }) => String(folio)))).toEqual([]);
          count.jumps += steps.length;
          count.posts += w.chat.posts.length;
          count.records += facts.length;
        }),
        { numRuns },
      );
      tell(
        task,
        `clocks that jump by a day, a month, a year, forward and back: ${count.jumps} jumps in ${numRuns} lives, ${count.posts} posts, ${count.records} records; twice 0`,
      );
    },
    30_000 + 1000 * numRuns,
  );
});
