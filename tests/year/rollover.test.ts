import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import type { Programme } from '../../src/programme/schema.ts';
import { mail, type World, world } from '../support/bot.ts';
import { local, tickAt } from '../support/hermosillo.ts';

/** The shipped programme a year later: every date moved, nothing else. */
function nextYear(): Programme {
  const text = readFileSync(shippedProgrammePath, 'utf8')
    .replaceAll('2025-', '2026-')
    .replaceAll('2024-', '2025-')
    .replace('pat-2024', 'pat-2025')
    .replace('"year": 2024', '"year": 2025')
    .replace('"period": "2023"', '"period": "2024"');
  const read = parseProgramme(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.programme;
}

const kinds = (w: World, from: string) =>
  w.chat.posts
    .filter((p) => p.at >= from)
    .map((p) => `${p.at.slice(0, 10)} ${p.key.split('/').slice(0, 2).join('/')}`);

async function everyDay(w: World, from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) await tickAt(w, day, '09:00', 2);
}

describe('the next programme', () => {
  it('takes over in time: the January card goes out, and the old programme is not heard of again', async () => {
    const w = await world({ roster: [{ number: '1' }], admins: [mail('1')], at: local('2024-12-20') });
    await tickAt(w, '2024-12-31');
    await w.restart('snapshot', nextYear());
    await everyDay(w, '2025-01-01', '2025-01-10');
    const said = kinds(w, '2025-01-01');
    expect(said).toContain('2025-01-09 integrity-day/2025-01');
    expect(said.filter((s) => /alarm|no-programme/.test(s))).toEqual([]);
    expect(w.bot.journal.view().counters.get('2025-TAR')).toBe(1);
  });

  it('loaded in February: one digest, no alarm for cards that nobody had planned, and March as always', async () => {
    const w = await world({ roster: [{ number: '1' }], admins: [mail('1')], at: local('2024-12-20') });
    await everyDay(w, '2025-02-01', '2025-02-19');
    w.at(local('2025-02-19', '12:00'));
    await w.restart('ledger', nextYear());
    await everyDay(w, '2025-02-20', '2025-03-10');
    const said = kinds(w, '2025-02-01');
    expect(said.slice(0, 2)).toEqual(['2025-02-03 no-programme/2025-02', '2025-02-20 digest/2025-02-20']);
    expect(said.filter((s) => s.includes('alarm'))).toEqual([]);
    expect(said.filter((s) => s.includes('integrity-day'))).toEqual(['2025-03-09 integrity-day/2025-03']);
  });

  it('changed in the middle of its year keeps the day since which it is in force', async () => {
    const w = await world({ roster: [{ number: '1' }], admins: [mail('1')], at: local('2024-05-02') });
    const before = nextYear();
    await w.restart('ledger', before);
    w.at(local('2025-06-20'));
    await w.restart('ledger', { ...before, title: 'Programa corregido' });
    await tickAt(w, '2025-06-20', '09:00', 2);
    expect(kinds(w, '2025-06-20')[0]).toBe('2025-06-20 alarm/missed');
    expect(w.chat.posts[0]!.message.summary).toBe(
      'Alerta: no salieron las tarjetas de enero, febrero, marzo, abril, mayo y junio de 2025.',
    );
  });
});
