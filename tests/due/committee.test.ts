import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/message.ts';
import { mail, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });
const stranger = (name: string) => ({
  account: { platform: 'slack' as const, tenant: 'T1', user: `X${name}` },
  emails: [`${name}@ejemplo.invalid`],
});
const namesIn = ({ blocks }: Message) => blocks.flatMap((b) => (b.type === 'list' ? b.items : []));

describe('requests to be added to the roster', () => {
  it('reach the secretary once a working day at most, each person named once', async () => {
    const w = await bot(local('2024-05-04', '12:00')); // Saturday
    await meet(w, '1');
    await w.ask('x', 'capacitacion', stranger('ana'));
    await w.ask('x', 'carta', stranger('ana'));
    await w.bot.tick();
    await tickAt(w, '2024-05-06', '08:59');
    expect(summaries(w.chat, 'membership/')).toEqual([]);
    await tickAt(w, '2024-05-06', '09:00');
    await w.ask('x', 'mi avance', stranger('luz'));
    await w.ask('x', 'mi avance', stranger('eva'));
    await tickAt(w, '2024-05-06', '12:00');
    await w.restart();
    for (const day of ['07', '08', '09']) await tickAt(w, `2024-05-${day}`);
    const asked = w.chat.posts.filter((p) => p.key.startsWith('membership/'));
    expect(asked.map((p) => [p.at.slice(0, 10), p.to.id, namesIn(p.message)])).toEqual([
      ['2024-05-06', 'U1', ['ana@ejemplo.invalid']],
      ['2024-05-07', 'U1', ['luz@ejemplo.invalid', 'eva@ejemplo.invalid']],
    ]);
  });

  it('go to the committee channel while no secretary can be reached', async () => {
    const w = await bot(local('2024-05-06', '12:00'));
    await w.ask('x', 'capacitacion', stranger('ana'));
    await w.bot.tick();
    expect(keysOf(w.chat)).toContain('membership/2024-05-06/slack/C-COMITE');
  });
});

describe('outside the programme', () => {
  it('tells the committee once a month that none is in force, and nothing else but the anchor', async () => {
    const w = await bot(local('2025-01-31', '09:00'));
    await meet(w, '1', '2');
    await w.ask('2', 'apagar si');
    await w.bot.tick();
    const before = w.chat.posts.length;
    await w.ask('x', 'capacitacion', stranger('ana'));
    for (const day of ['02-01', '02-03', '02-04', '02-09', '02-28', '03-01', '03-03', '03-10'])
      for (const time of ['08:59', '09:00', '14:45']) await tickAt(w, `2025-${day}`, time);
    expect(w.chat.posts.slice(before).map((p) => [p.at.slice(0, 16), p.to.id, p.message.summary])).toEqual([
      [
        '2025-02-03T16:00',
        'C-COMITE',
        'No hay un programa vigente: el Programa Anual de Trabajo 2024 ya terminó.',
      ],
      ['2025-02-28T16:00', 'C-COMITE', expect.stringMatching(/^Ancla del libro de registros: \d+:/)],
      [
        '2025-03-03T16:00',
        'C-COMITE',
        'No hay un programa vigente: el Programa Anual de Trabajo 2024 ya terminó.',
      ],
    ]);
  });

  it('says so too before the year begins', async () => {
    const w = await bot(local('2023-12-04', '09:00'));
    await w.bot.tick();
    expect(summaries(w.chat, '')).toEqual([
      'No hay un programa vigente: el Programa Anual de Trabajo 2024 empieza en enero de 2024.',
    ]);
    await tickAt(w, '2024-01-02');
    expect(keysOf(w.chat).at(-1)).toMatch(/^digest/);
  });
});
