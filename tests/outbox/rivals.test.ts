import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { mail, type World, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, meet } from '../support/hermosillo.ts';

const roster = ['1', '2', '3', '4', '5', '6'].map((number) => ({ number }));
const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster, admins: [mail('1')], at, alone: false, ...more });
const card = 'integrity-day/2024-05/slack/C-GENERAL';
const twice = (w: World) => {
  const keys = keysOf(w.chat);
  return keys.filter((k, i) => keys.indexOf(k) !== i);
};
const slowly = (w: World) => {
  const { post } = w.chat;
  w.chat.post = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
    return post.apply(w.chat, args);
  };
};

describe('two bots on one ledger', () => {
  it('post everything of a broadcast once between them, however their ticks race', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    await meet(w, ...roster.map((r) => r.number));
    await w.ask('1', 'tarjeta a todos si');
    const rival = await w.another();
    slowly(w);
    for (let day = '2024-05-06'; day <= '2024-05-10'; day = addDays(day, 1))
      for (const time of ['09:00', '09:01', '09:02']) {
        w.at(local(day, time));
        await Promise.all([w.bot.tick(), rival.tick()]);
      }
    expect(twice(w)).toEqual([]);
    expect(keysOf(w.chat).filter((k) => k.startsWith('integrity-day/'))).toHaveLength(7);
    await w.bot.journal.refresh();
    const view = w.bot.journal.view();
    expect(view.open).toEqual([]);
    expect(view.counters.get('2024-TAR')).toBe(1);
    expect(view.outcomes.get('2024-05/sent')).toBe(6);
  });

  it('leave a fresh claim of the other alone, whatever the platform says of it', async () => {
    const w = await bot(local('2024-05-09'));
    const rival = await w.another();
    let answer: () => void = () => {};
    const { post } = w.chat;
    w.chat.post = async (to, message, key) => {
      if (key === card) await new Promise<void>((resolve) => (answer = resolve));
      return post(to, message, key);
    };
    const first = w.bot.tick();
    while (w.bot.journal.view().posts.get(card)?.status !== 'claimed')
      await new Promise((r) => setTimeout(r, 1));
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    w.at(local('2024-05-09', '09:09'));
    await rival.tick();
    answer();
    await first;
    await rival.tick();
    expect(keysOf(w.chat).filter((k) => k === card)).toHaveLength(1);
  });

  it('take over what the other left behind, once the lease is over', async () => {
    const w = await bot(local('2024-05-09'));
    const { post } = w.chat;
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    w.chat.post = (to, message, key) => (key === card ? new Promise(() => {}) : post(to, message, key));
    void w.bot.tick();
    while (w.bot.journal.view().posts.get(card)?.status !== 'claimed')
      await new Promise((r) => setTimeout(r, 1));
    const rival = await w.another();
    w.chat.post = post;
    const sent = async (time: string) => {
      w.at(local('2024-05-09', time));
      await rival.tick();
      return keysOf(w.chat).filter((k) => k === card).length;
    };
    expect(await sent('09:01')).toBe(0);
    expect(await sent('09:10')).toBe(0);
    expect(await sent('09:11')).toBe(1);
    expect(rival.journal.view().posts.get(card)).toMatchObject({ status: 'sent', claims: 2 });
  });

  it('keep an own claim that waits for the platform by renewing it, so that nobody takes it over', async () => {
    const w = await bot(local('2024-05-09'));
    const rival = await w.another();
    const sent = w.chat.outcome;
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    w.chat.outcome = (key) => (key === card ? { status: 'retry', afterMs: 60_000 } : sent(key));
    const posts: string[] = [];
    const { post } = w.chat;
    const through =
      (name: string): typeof post =>
      (to, message, key) => {
        if (key === card) posts.push(name);
        return post(to, message, key);
      };
    for (let minute = 0; minute < 60; minute += 1) {
      w.at(local('2024-05-09', `09:${String(minute).padStart(2, '0')}`));
      w.chat.post = through('first');
      await w.bot.tick();
      w.chat.post = through('rival');
      await rival.tick();
    }
    expect(new Set(posts)).toEqual(new Set(['first']));
    w.chat.outcome = sent;
    w.at(local('2024-05-09', '10:20'));
    await Promise.all([w.bot.tick(), rival.tick()]);
    await w.bot.tick();
    expect(w.bot.journal.view().posts.get(card)?.status).toBe('sent');
    expect(w.bot.journal.view().counters.get('2024-TAR')).toBe(1);
  });

  it('see a channel that the other was told of', async () => {
    const w = await bot(local('2024-05-09', '08:00'));
    const rival = await w.another();
    await w.ask('1', 'canal general', { where: 'channel', channel: 'C-NUEVO' });
    w.at(local('2024-05-09'));
    await rival.tick();
    expect(keysOf(w.chat)).toContain('integrity-day/2024-05/slack/C-NUEVO');
    expect(keysOf(w.chat)).not.toContain(card);
  });
});
