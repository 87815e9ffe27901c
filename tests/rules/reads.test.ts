import { beforeAll, describe, expect, it } from 'vitest';
import { activityPage, type BoardScope, recordsPage } from '../../src/board/activity.ts';
import { deliveriesPage } from '../../src/board/deliveries.ts';
import { origin } from '../../src/entry.ts';
import { originOf } from '../../src/origin/data.ts';
import { currentProgramme } from '../../src/programme/versions.ts';
import { orderReport } from '../../src/reports/order.ts';
import type { Table } from '../../src/view/table.ts';
import type { View } from '../../src/view.ts';
import { shipped, type World, world } from '../support/bot.ts';
import { memoryLedger } from '../support/memory.ts';
import { entriesOfYears, lastDay, personAt } from '../support/years.ts';

const people = 12;
const big = ['keys', 'records', 'lists', 'marks', 'same', 'posts', 'said', 'askedPeople', 'fixed'] as const;

/** A table that counts what is read of it, and is never read whole. */
function counting<T>(table: Table<T>, read: () => void): Table<T> {
  return {
    get(key) {
      read();
      return table.get(key);
    },
    has: (key) => table.has(key),
    set: (key, value) => table.set(key, value),
    entries() {
      throw new Error('all of it was read');
    },
  };
}

interface Long {
  readonly world: World;
  /** Rows that were read of tables that grow with every entry. */
  readonly reads: () => number;
}

/** A bot over so many years of the same institution. */
async function ledgerOf(years: number): Promise<Long> {
  const ledger = memoryLedger();
  let head = origin;
  for (const entries of entriesOfYears(people, years)) {
    await ledger.append('isssteson', head, entries);
    head = entries.at(-1)!;
  }
  const roster = Array.from({ length: people }, (_, n) => ({ number: personAt(n).number }));
  const w = await world({ ledger, roster, at: `${lastDay}T17:00:00Z` });
  let reads = 0;
  const view = w.bot.journal.view() as { [K in (typeof big)[number]]: Table<unknown> };
  for (const name of big)
    view[name] = counting(view[name], () => {
      reads += 1;
    });
  return { world: w, reads: () => reads };
}

const scopeOf = ({ bot, programme }: World): BoardScope => ({
  programme: currentProgramme(bot.journal.view() as View, programme, bot.today()),
  view: bot.journal.view(),
  asOf: bot.today(),
  people: bot.people.people(),
  textOf: bot.people.textOf,
  reach: () => null,
  reader: 'committee',
});
const activity = (n: number) => shipped().activities.find((a) => a.number === n)!;
const quarter = { kind: 'quarterly', period: '2024-T2' } as const;
const words = (said: string) => async (w: World) => {
  const { message } = await w.ask(personAt(1).number, said);
  return message.summary;
};

describe('what is asked about one year', () => {
  let young: Long;
  let old: Long;
  beforeAll(async () => {
    young = await ledgerOf(1);
    old = await ledgerOf(4);
  });

  it('is more for whoever has more years', () => {
    const [some, many] = [young, old].map(({ world: w }) => w.bot.journal.view().head.seq);
    expect(many).toBeGreaterThan(3.5 * some!);
  });

  it.each<[what: string, ask: (w: World) => Promise<unknown>]>([
    ['avance', words('avance')],
    ['where a campaign comes from', words('origen 5')],
    ['where the number of those who took part comes from', words('origen 9')],
    ['what of it changed since it was reported', words('informe adenda trimestral 1')],
    ['a report', words('informe trimestral 4')],
    ['what was gathered', words('entregas')],
    ['how a card went', words('tarjeta envios 2024-05')],
    ['a card corrected', words('tarjeta corregir 2024-05 "Respeto" "Otra frase"')],
    ['the board: an activity', async (w) => activityPage(scopeOf(w), activity(5)).page.months],
    ['the board: a month', async (w) => recordsPage(scopeOf(w), activity(10), '2024-05', 1)?.total],
    [
      'the board: what was said',
      async (w) => deliveriesPage(scopeOf(w), { byId: () => null }, 'committee').others,
    ],
  ])('%s reads what is of it, however long the ledger is', async (_, ask) => {
    const reads = async (of: Long) => {
      const before = of.reads();
      const said = await ask(of.world);
      return { said, n: of.reads() - before };
    };
    const [some, many] = [await reads(young), await reads(old)];
    expect(many.said).toEqual(some.said);
    // Letters count from earlier years too, and there are reports of these.
    expect(many.n).toBeLessThanOrEqual(some.n + 3 * people);
  });

  it.each([
    [
      'a report',
      (w: World) => orderReport({ ...scopeOf(w), now: w.now() }, quarter, '2024-07-08', { exact: true }),
    ],
    ['where a figure comes from', (w: World) => originOf(scopeOf(w), activity(5))],
  ])('%s is worked out in steps, so that others are let in', (_, steps) => {
    const work = steps(old.world);
    const reads: number[] = [];
    for (let before = old.reads(); ; before = old.reads()) {
      const { done } = work.next() as IteratorResult<unknown>;
      reads.push(old.reads() - before);
      if (done) break;
    }
    // No step reads more than what is of one activity in a year.
    expect(Math.max(...reads)).toBeLessThanOrEqual(4 * people * 12);
    expect(reads.length).toBeGreaterThanOrEqual(5);
  });

  it('a month of many records is read a page at a time', async () => {
    const { world: w, reads } = old;
    recordsPage(scopeOf(w), activity(5), '2024-05', 1);
    const before = reads();
    const page = recordsPage(scopeOf(w), activity(5), '2024-05', 1)!;
    // A row of marks each day, and each record.
    expect(reads() - before).toBeLessThanOrEqual(2 * page.records.length);
  });
});
