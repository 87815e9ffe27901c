import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import type { Message } from '../../src/message.ts';
import { mail, type World, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });

const linesOf = ({ blocks }: Message): readonly string[] =>
  blocks.flatMap((b) => (b.type === 'list' ? b.items : []));

/** Lines of the digests about an activity, by the day on which they were said. */
const about = (w: World, activity: number): [day: string, line: string][] =>
  w.chat.posts
    .filter((p) => p.key.startsWith('digest/'))
    .flatMap((p) =>
      linesOf(p.message)
        .filter((line) => line.startsWith(`Actividad ${activity},`))
        .map((line): [string, string] => [p.key.slice(7, 17), line]),
    );

async function everyDay(w: World, from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) await tickAt(w, day, '09:00');
}

describe('the ladder', () => {
  it('climbs by 30, 15, 7, 3, 1 days, the day and overdue, each on the next working day', async () => {
    const w = await bot(local('2024-06-01', '12:00'));
    await everyDay(w, '2024-06-01', '2024-09-30');
    const second = about(w, 4).filter(([, line]) => line.includes('segundo trimestre'));
    // Due 12 July (Friday). 12 June, 27 June, 5 July, 9 July, 11 July, 12 July; overdue from the 13th (Saturday), then
    // 20 July (Saturday, and vacation until 2 August), 27 July (vacation), 3 August (Saturday).
    expect(second.map(([day]) => day)).toEqual([
      '2024-06-12',
      '2024-06-27',
      '2024-07-05',
      '2024-07-09',
      '2024-07-11',
      '2024-07-12',
      '2024-07-15',
      '2024-08-05',
    ]);
    expect(second[0]![1]).toBe(
      'Actividad 4, Informes trimestrales: Informe del segundo trimestre de 2024, vence el viernes 12 de julio ' +
        '(faltan 30 días), fecha provisional. Para registrarla: informe enviado trimestral 2 FECHA',
    );
    expect(second[4]![1]).toContain('(falta 1 día)');
    expect(second[5]![1]).toContain('vence hoy, viernes 12 de julio');
    expect(second[6]![1]).toContain('venció el viernes 12 de julio de 2024 (hace 3 días)');
  });

  it('repeats what is overdue every seven days, four times at most', async () => {
    const w = await bot(local('2024-04-27', '12:00'));
    await everyDay(w, '2024-04-29', '2024-06-14');
    const first = about(w, 2).filter(([, line]) => line.includes('Primera sesión'));
    // Due 26 April (Friday): overdue from 27 April, 4, 11 and 18 May, all Saturdays.
    expect(first.map(([day]) => day)).toEqual(['2024-04-29', '2024-05-06', '2024-05-13', '2024-05-20']);
  });

  it('stops when it is done', async () => {
    const w = await bot(local('2024-04-27', '12:00'));
    await everyDay(w, '2024-04-29', '2024-05-03');
    await w.ask('1', 'sesion celebrada 2024-04-26');
    await everyDay(w, '2024-05-04', '2024-05-31');
    expect(about(w, 2).filter(([, line]) => line.includes('Primera sesión'))).toHaveLength(1);
  });

  it('is one digest a day, however often the bot looks or restarts', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    for (const time of ['08:59', '09:00', '09:01', '12:00', '18:00']) {
      await tickAt(w, '2024-05-06', time);
      await w.restart();
    }
    expect(keysOf(w.chat).filter((k) => k.startsWith('digest/'))).toEqual([
      'digest/2024-05-06/slack/C-COMITE',
    ]);
  });

  it('is silent on weekends and non-working days', async () => {
    const w = await bot(local('2024-03-22', '12:00'));
    await w.bot.tick();
    await everyDay(w, '2024-03-23', '2024-03-24');
    await everyDay(w, '2024-03-28', '2024-03-31');
    expect(keysOf(w.chat).filter((k) => k.startsWith('digest/'))).toEqual([
      'digest/2024-03-22/slack/C-COMITE',
    ]);
  });

  it('after an installation in May says everything once, in one digest, what is long overdue too', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    await everyDay(w, '2024-05-06', '2024-05-10');
    const digests = w.chat.posts.filter((p) => p.key.startsWith('digest/'));
    expect(digests.map((p) => p.key)).toEqual(['digest/2024-05-06/slack/C-COMITE']);
    const numbers = linesOf(digests[0]!.message).map((line) =>
      /^Actividad (\d+), [^:,]*:? ?(.*?),/.exec(line)?.slice(1).join(' '),
    );
    expect(numbers).toEqual([
      '1 ',
      '2 Primera sesión ordinaria',
      '3 ',
      '4 Informe del primer trimestre de 2024',
      '6 Tarjeta de enero de 2024',
      '6 Tarjeta de febrero de 2024',
      '6 Tarjeta de marzo de 2024',
      '6 Tarjeta de abril de 2024',
      '7 ',
      '8 ',
    ]);
    expect(digests[0]!.message.summary).toBe(
      'Recordatorios del lunes 6 de mayo: actividades 1, 2, 3, 4, 6, 7 y 8.',
    );
    await everyDay(w, '2024-05-11', '2024-06-30');
    expect(about(w, 3)).toHaveLength(1);
  });

  it('after weeks without the bot says the newest step of each only', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    await w.bot.tick();
    await tickAt(w, '2024-07-10', '09:00');
    await tickAt(w, '2024-07-10', '15:00');
    const digests = w.chat.posts.filter((p) => p.key.startsWith('digest/2024-07'));
    expect(digests).toHaveLength(1);
    const lines = linesOf(digests[0]!.message).filter((l) => l.includes('Segunda sesión'));
    expect(lines).toEqual([expect.stringContaining('hace 12 días')]);
  });

  it('does not go back to an earlier step when the clock does', async () => {
    const w = await bot(local('2024-06-20', '12:00'));
    await tickAt(w, '2024-07-09');
    const before = about(w, 4).length;
    await tickAt(w, '2024-06-28');
    await tickAt(w, '2024-07-08');
    await tickAt(w, '2024-07-09');
    expect(about(w, 4)).toHaveLength(before);
  });

  it('says again on the next working day what the channel did not take', async () => {
    const w = await bot(local('2024-05-31', '12:00'));
    const sent = w.chat.outcome;
    w.chat.outcome = () => ({ status: 'refused', reason: 'not_in_channel' });
    await w.bot.tick();
    w.chat.outcome = sent;
    await everyDay(w, '2024-06-01', '2024-06-04');
    expect(about(w, 2).map(([day]) => day)).toEqual(['2024-05-31', '2024-05-31', '2024-06-03', '2024-06-03']);
  });

  it('counts heads and says how many there are', async () => {
    const w = await bot(local('2024-11-29', '12:00'));
    await w.ask('2', 'capacitacion "Ética pública" 2024-05-07 4h', {});
    await everyDay(w, '2024-12-02', '2024-12-02');
    expect(about(w, 9)).toEqual([
      [
        '2024-12-02',
        'Actividad 9, Capacitación, vence el martes 31 de diciembre (faltan 29 días). Va 1 persona de 2.',
      ],
    ]);
    await w.ask('1', 'capacitacion "Ética pública" 2024-05-07 4h', {});
    await everyDay(w, '2024-12-03', '2025-01-31');
    expect(about(w, 9)).toHaveLength(1);
    expect(about(w, 11).length).toBeGreaterThan(1);
  });
});
