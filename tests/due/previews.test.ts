import { describe, expect, it } from 'vitest';
import { cardDays } from '../../src/cards/month.ts';
import { mail, shipped, type WorldOptions, wordsOf, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });
const preview = 'preview/2024-05/slack/C-COMITE';

describe('the preview', () => {
  it('shows the committee exactly what will go out, three business days before, with Cambiar and Pausar', async () => {
    const w = await bot(local('2024-05-03'));
    await tickAt(w, '2024-05-03', '12:00');
    await tickAt(w, '2024-05-06', '08:59');
    expect(keysOf(w.chat)).not.toContain(preview);
    await tickAt(w, '2024-05-06', '09:00');
    await tickAt(w, '2024-05-07', '09:00');
    await tickAt(w, '2024-05-09', '09:00');
    const [shown, ...more] = w.chat.posts.filter((p) => p.key === preview);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ to: { id: 'C-COMITE' }, at: '2024-05-06T16:00:00.000Z' });
    expect(shown?.message.summary).toBe(
      'Así saldrá la tarjeta de mayo de 2024: jueves 9 de mayo, 09:00, hora de Sonora.',
    );
    const sent = w.chat.posts.find((p) => p.key.startsWith('integrity-day/'))!.message;
    for (const block of sent.blocks.filter((b) => b.type !== 'choices'))
      expect(shown?.message.blocks).toContainEqual(block);
    expect(wordsOf(shown!.message)).toContain('["Cambiar","Pausar"]');
  });

  // Counted by hand on a calendar with the shipped non-working days.
  it.each([
    ['2024-01', '2024-01-04'],
    ['2024-02', '2024-02-06'],
    ['2024-03', '2024-03-06'],
    ['2024-04', '2024-04-04'],
    ['2024-06', '2024-06-05'],
    ['2024-09', '2024-09-04'],
    ['2024-11', '2024-11-06'],
    ['2024-12', '2024-12-04'],
  ])('of %s comes on %s, neither on a weekend nor earlier', async (period, day) => {
    const w = await bot(local(`${period}-01`, '00:00'));
    const on = cardDays(shipped()).get(period)!;
    for (let d = 1; d < Number(on.slice(8)); d += 1) await tickAt(w, `${period}-0${d}`, '09:00');
    expect(w.chat.posts.filter((p) => p.key.startsWith('preview/')).map((p) => p.at.slice(0, 10))).toEqual([
      day,
    ]);
  });

  it('is edited in place when the card is changed, paused, resumed and paused again', async () => {
    const w = await bot(local('2024-05-06'));
    await w.bot.tick();
    const fields = { value: 'Honestidad', sentence: 'Digo lo que hago.' };
    await w.ask('1', 'tarjeta cambiar 2024-05', { fields });
    for (const words of [null, 'pausar', 'reanudar', 'pausar']) {
      if (words) await w.ask('1', `tarjeta ${words} 2024-05`);
      await w.bot.tick();
      await w.bot.tick();
    }
    const paused = 'La tarjeta de mayo de 2024 está en pausa: no saldrá el jueves 9 de mayo.';
    const going = 'Así saldrá la tarjeta de mayo de 2024: jueves 9 de mayo, 09:00, hora de Sonora.';
    expect(w.chat.edits.map((e) => e.message.summary)).toEqual([going, paused, going, paused]);
    expect(new Set(w.chat.edits.map((e) => e.messageId))).toEqual(
      new Set([w.bot.journal.view().posts.get(preview)?.messageId]),
    );
    expect(wordsOf(w.chat.edits[0]!.message)).toContain('Honestidad');
    expect(summaries(w.chat, 'preview/')).toHaveLength(1);
    expect(wordsOf(w.chat.edits[1]!.message)).toContain('["Cambiar","Reanudar"]');
  });

  it('is tried again when the platform does not take the edit', async () => {
    const w = await bot(local('2024-05-06'));
    await w.bot.tick();
    await w.ask('1', 'tarjeta pausar 2024-05');
    const update = w.chat.update;
    let refused = 0;
    w.chat.update = async () => {
      refused += 1;
      return { status: 'retry', afterMs: 60_000 };
    };
    await w.bot.tick();
    await w.bot.tick();
    expect(refused).toBe(1);
    w.chat.update = update;
    await tickAt(w, '2024-05-06', '09:02');
    expect(w.chat.edits).toHaveLength(1);
  });

  it('is left alone once the card went out, also when it would read otherwise', async () => {
    const w = await bot(local('2024-05-06'));
    await w.bot.tick();
    await tickAt(w, '2024-05-09');
    await w.ask('1', 'tarjeta a todos si');
    await tickAt(w, '2024-05-09', '10:00');
    await tickAt(w, '2024-05-10', '10:00');
    expect(w.chat.edits).toEqual([]);
    expect(summaries(w.chat, 'preview/2024-05')).toHaveLength(1);
  });

  it('is left alone once the hours of a paused card are over', async () => {
    const w = await bot(local('2024-05-06'));
    await w.bot.tick();
    await w.ask('1', 'tarjeta pausar 2024-05');
    await tickAt(w, '2024-05-09', '20:00');
    await w.ask('1', 'tarjeta reanudar 2024-05');
    await tickAt(w, '2024-05-09', '20:30');
    expect(w.chat.edits.map((e) => e.message.summary)).toEqual([]);
  });

  it('goes to the secretary where there is no committee channel, and is edited there', async () => {
    const w = await bot(local('2024-05-03'), { channels: false });
    await meet(w, '1');
    await tickAt(w, '2024-05-06');
    expect(keysOf(w.chat)).toContain('preview/2024-05/slack/person/id-1');
    await w.ask('1', 'tarjeta pausar 2024-05');
    await w.bot.tick();
    expect(w.chat.edits.map((e) => e.to.id)).toEqual(['U1']);
  });

  it('says that there is no general channel yet', async () => {
    const w = await bot(local('2024-05-03'), { channels: false });
    await meet(w, '1');
    await tickAt(w, '2024-05-06');
    const shown = w.chat.posts.find((p) => p.key.startsWith('preview/'))!;
    expect(wordsOf(shown.message)).toContain('todavía no hay un canal general');
  });

  it('never comes when the bot starts on the day itself', async () => {
    const w = await bot(local('2024-05-09', '08:00'));
    await tickAt(w, '2024-05-09');
    expect(summaries(w.chat, 'preview/2024-05')).toEqual([]);
  });
});
