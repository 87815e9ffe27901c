import { describe, expect, it } from 'vitest';
import type { Upkeep } from '../../src/due/situation.ts';
import { mail, type World, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const fine: Upkeep = { backup: null, evidence: null, teamsSecretExpires: null };

async function bot(at: string, upkeep: () => Upkeep): Promise<World> {
  const w = await world({ roster: [{ number: '1' }], admins: [mail('1')], at, upkeep });
  await meet(w, '1');
  return w;
}
const keys = (w: World, prefix: string): string[] => keysOf(w.chat).filter((key) => key.startsWith(prefix));

describe('a backup that failed or is too old', () => {
  it('is told to the secretary once a day while it is so, on any day, and never at night', async () => {
    let upkeep: Upkeep = { ...fine, backup: { what: 'failed', why: 'ENOSPC', lastOn: '2024-05-02' } };
    const w = await bot(local('2024-05-03', '03:00'), () => upkeep);
    for (const day of ['03', '04', '05'])
      for (const time of ['03:00', '09:00', '15:00', '23:00']) await tickAt(w, `2024-05-${day}`, time);
    upkeep = { ...fine, backup: { what: 'old', why: '', lastOn: '2024-05-02' } };
    await tickAt(w, '2024-05-06');
    upkeep = fine;
    await tickAt(w, '2024-05-07');
    const told = w.chat.posts.filter((p) => p.key.startsWith('backup/'));
    expect(told.map((p) => [p.at.slice(0, 10), p.to.id])).toEqual([
      ['2024-05-03', 'U1'],
      ['2024-05-04', 'U1'],
      ['2024-05-05', 'U1'],
      ['2024-05-06', 'U1'],
    ]);
    expect(summaries(w.chat, 'backup/')[0]).toContain('ENOSPC');
    expect(JSON.stringify(told[0]!.message)).toContain('jueves 2 de mayo de 2024');
    expect(summaries(w.chat, 'backup/')[3]).toContain('demasiado viejo');
  });
});

describe('stored evidence that is missing or changed', () => {
  it('is told to the secretary once a day while it is so, by number, the first ten of many', async () => {
    const faults = [
      { what: 'missing', evidence: '2024-E-0001' },
      { what: 'changed', evidence: '2024-E-0002' },
      { what: 'unreadable', evidence: null },
    ] as const;
    let upkeep: Upkeep = { ...fine, evidence: { faults } };
    const w = await bot(local('2024-05-03', '03:00'), () => upkeep);
    for (const time of ['03:00', '09:00', '15:00']) await tickAt(w, '2024-05-03', time);
    upkeep = { ...fine, evidence: { faults: Array.from({ length: 12 }, () => faults[0]) } };
    await tickAt(w, '2024-05-04');
    upkeep = fine;
    await tickAt(w, '2024-05-05');
    const told = w.chat.posts.filter((p) => p.key.startsWith('evidence/'));
    expect(told.map((p) => [p.at.slice(0, 10), p.to.id])).toEqual([
      ['2024-05-03', 'U1'],
      ['2024-05-04', 'U1'],
    ]);
    const [first, many] = told.map((p) => JSON.stringify(p.message));
    expect(first).toContain('3 archivos guardados faltan o cambiaron');
    expect(first).toContain('Falta el archivo de 2024-E-0001');
    expect(first).toContain('Cambió el archivo de 2024-E-0002');
    expect(first).toContain('No se puede leer un archivo');
    expect([many!.match(/Falta el archivo/g)!.length, many!.includes('Y 2 más')]).toEqual([10, true]);
  });
});

describe('the Teams secret', () => {
  it('is told of 60, 30 and 7 days before its end and after it, once each, the newest alone after a long stop', async () => {
    const w = await bot(local('2024-05-01'), () => ({ ...fine, teamsSecretExpires: '2024-08-01' }));
    for (let day = Date.UTC(2024, 4, 1); day <= Date.UTC(2024, 7, 10); day += 86_400_000)
      await tickAt(w, new Date(day).toISOString().slice(0, 10));
    const told = w.chat.posts.filter((p) => p.key.startsWith('teams-secret/'));
    expect(told.map((p) => [p.at.slice(0, 10), p.to.id])).toEqual([
      ['2024-06-02', 'C-COMITE'],
      ['2024-07-02', 'C-COMITE'],
      ['2024-07-25', 'C-COMITE'],
      ['2024-08-01', 'C-COMITE'],
    ]);
    expect(summaries(w.chat, 'teams-secret/').at(-1)).toContain('hoy');
    const late = await bot(local('2024-07-28'), () => ({ ...fine, teamsSecretExpires: '2024-08-01' }));
    await late.bot.tick();
    expect(keys(late, 'teams-secret/')).toEqual(['teams-secret/2024-08-01/7/slack/C-COMITE']);
  });

  it('says nothing where no date is known', async () => {
    const w = await bot(local('2024-05-06'), () => fine);
    await w.bot.tick();
    expect(keys(w, 'teams-secret/')).toEqual([]);
  });
});

describe('the month’s anchor', () => {
  it('is posted from the 25th on, once, with the ledger’s end as it was before it', async () => {
    const w = await bot(local('2024-05-24'), () => fine);
    await w.bot.tick();
    expect(keys(w, 'anchor/')).toEqual([]);
    const { seq, hash } = w.bot.journal.view().head;
    for (const day of ['25', '26', '31']) await tickAt(w, `2024-05-${day}`);
    await tickAt(w, '2024-06-01');
    expect(summaries(w.chat, 'anchor/')).toEqual([`Ancla del libro de registros: ${seq}:${hash}.`]);
  });

  it('is made up for within the month where the bot was off', async () => {
    const w = await bot(local('2024-05-30', '12:00'), () => fine);
    await w.bot.tick();
    expect(keys(w, 'anchor/')).toEqual(['anchor/2024-05/slack/C-COMITE']);
  });
});
