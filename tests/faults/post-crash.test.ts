import { describe, expect, it } from 'vitest';
import { mail, type World, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });
const card = 'integrity-day/2024-05/slack/C-GENERAL';

/** The process dies while it posts `key`: before the platform has it, or after, but before the answer arrives. */
async function die(w: World, key: string, when: 'before' | 'after'): Promise<void> {
  const { post } = w.chat;
  let reached: () => void = () => {};
  const there = new Promise<void>((resolve) => {
    reached = resolve;
  });
  w.chat.post = async (to, message, k) => {
    if (k !== key) return post(to, message, k);
    if (when === 'after') await post(to, message, k);
    reached();
    return new Promise(() => {});
  };
  void w.bot.tick();
  await there;
  w.chat.post = post;
  await w.restart();
}

const cards = (w: World) => keysOf(w.chat).filter((k) => k === card);
const statusOf = (w: World, post: string) => w.bot.journal.view().posts.get(post)?.status;
const folios = (w: World) => w.bot.journal.view().counters.get('2024-TAR') ?? 0;

describe('a crash between claim and post', () => {
  it('is sent after the restart when the platform certainly does not have it', async () => {
    const w = await bot(local('2024-05-09'));
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    await die(w, card, 'before');
    expect([statusOf(w, card), cards(w).length]).toEqual(['claimed', 0]);
    await tickAt(w, '2024-05-09', '09:01');
    await tickAt(w, '2024-05-09', '09:02');
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['sent', 1, 1]);
  });

  it('is not sent any more after its time: the card is missed, and the committee hears', async () => {
    const w = await bot(local('2024-05-09'));
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    await die(w, card, 'before');
    await tickAt(w, '2024-05-10', '09:00', 2);
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['refused', 0, 0]);
    expect(summaries(w.chat, 'alarm/')).toEqual(['Alerta: no salió la tarjeta de mayo de 2024.']);
  });

  it('is unknown when the platform can not tell: told to the committee, never sent again', async () => {
    const w = await bot(local('2024-05-09'));
    await die(w, card, 'before');
    for (const time of ['09:01', '09:02', '20:00', '20:01']) await tickAt(w, '2024-05-09', time);
    await w.restart();
    await tickAt(w, '2024-05-10', '09:00', 2);
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['unknown', 0, 0]);
    expect(summaries(w.chat, 'alarm/')).toEqual(['Alerta: no sé si llegó la tarjeta de mayo de 2024.']);
  });

  it('leaves the claim while the platform is not connected', async () => {
    const w = await bot(local('2024-05-09'));
    w.chat.found = () => ({ status: 'sent', messageId: 'm-found' });
    await die(w, card, 'after');
    const [chat] = w.bot.chats.splice(0);
    await tickAt(w, '2024-05-09', '09:01');
    expect(statusOf(w, card)).toBe('claimed');
    w.bot.chats.push(chat!);
    await tickAt(w, '2024-05-09', '09:02');
    expect(statusOf(w, card)).toBe('sent');
  });

  it.each([
    ['in the general channel', card],
    ['to a person', 'integrity-day/2024-05/person/id-2'],
  ])('and arrived a moment after the restart %s is not sent again', async (_, post) => {
    const w = await bot(local('2024-05-08', '22:00'));
    await meet(w, '2');
    await w.ask('1', 'tarjeta a todos si');
    w.at(local('2024-05-09'));
    await die(w, post, 'before');
    // What the process handed to the network is still on its way.
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    w.at('2024-05-09T09:00:02-07:00');
    await w.bot.tick();
    expect(keysOf(w.chat).filter((k) => k === post)).toEqual([]);
    w.chat.found = (key) => (key === post ? { status: 'sent', messageId: 'm-late' } : null);
    await tickAt(w, '2024-05-09', '09:01', 2);
    expect(w.bot.journal.view().posts.get(post)).toMatchObject({ status: 'sent', messageId: 'm-late' });
    expect(keysOf(w.chat).filter((k) => k === post)).toEqual([]);
  });

  it('waits for the committee where the card was paused meanwhile', async () => {
    const w = await bot(local('2024-05-09'));
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    await die(w, card, 'before');
    await w.ask('1', 'tarjeta pausar 2024-05');
    await tickAt(w, '2024-05-09', '10:00');
    expect([statusOf(w, card), cards(w).length]).toEqual(['claimed', 0]);
    await w.ask('1', 'tarjeta reanudar 2024-05');
    await tickAt(w, '2024-05-09', '11:00');
    expect([statusOf(w, card), cards(w).length]).toEqual(['sent', 1]);
  });

  it.each(['before', 'after'] as const)('of a personal card: %s', async (when) => {
    const w = await bot(local('2024-05-08', '22:00'));
    await meet(w, '2');
    await w.ask('1', 'tarjeta a todos si');
    const post = 'integrity-day/2024-05/person/id-2';
    const looked: string[] = [];
    w.at(local('2024-05-09'));
    await die(w, post, when);
    w.chat.find = async (to) => {
      looked.push(`${to.kind} ${to.id}`);
      return when === 'after' ? { status: 'sent', messageId: 'D1/1.2' } : { status: 'retry', afterMs: 0 };
    };
    await tickAt(w, '2024-05-09', '09:01');
    expect(looked).toEqual(['person U2']);
    expect([statusOf(w, post), keysOf(w.chat).filter((k) => k === post).length]).toEqual(['sent', 1]);
  });

  it('of a digest to the secretary is looked for in the secretary’s chat', async () => {
    const w = await bot(local('2024-05-06', '08:00'), { channels: false });
    await meet(w, '1');
    const looked: string[] = [];
    const post = 'digest/2024-05-06/slack/person/id-1';
    w.at(local('2024-05-06'));
    await die(w, post, 'after');
    w.chat.find = async (to) => {
      looked.push(`${to.kind} ${to.id}`);
      return { status: 'sent', messageId: 'D1/1.2' };
    };
    await tickAt(w, '2024-05-07', '09:00');
    expect(looked).toEqual(['person U1']);
    expect(statusOf(w, post)).toBe('sent');
  });
});

describe('a crash between post and outcome', () => {
  it.each([
    ['in time', '2024-05-09', '09:01'],
    ['after its time', '2024-05-10', '09:00'],
  ])('is settled by what the platform holds, and the card counts: %s', async (_, day, time) => {
    const w = await bot(local('2024-05-09'));
    w.chat.found = (key) => (key === card ? { status: 'sent', messageId: 'm-found' } : null);
    await die(w, card, 'after');
    await tickAt(w, day, time, 2);
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['sent', 1, 1]);
    expect(w.bot.journal.view().posts.get(card)?.messageId).toBe('m-found');
    expect(summaries(w.chat, 'alarm/')).toEqual([]);
  });

  it('is unknown where the platform can not tell, and the committee resends when it sees none', async () => {
    const w = await bot(local('2024-05-09'));
    await die(w, card, 'after');
    await tickAt(w, '2024-05-09', '09:01', 3);
    expect([statusOf(w, card), cards(w).length]).toEqual(['unknown', 1]);
    expect((await w.ask('1', 'tarjeta reenviar')).message.summary).toContain('1 envío');
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['sent', 2, 1]);
  });

  it('loses no ladder step and says none twice', async () => {
    const w = await bot(local('2024-05-31', '09:00'));
    w.chat.found = () => ({ status: 'retry', afterMs: 0 });
    await die(w, 'digest/2024-05-31/slack/C-COMITE', 'before');
    await tickAt(w, '2024-06-03', '09:00');
    await tickAt(w, '2024-06-04', '09:00');
    const digests = w.chat.posts.filter((p) => p.key.startsWith('digest/'));
    expect(digests.map((p) => p.key)).toEqual(['digest/2024-06-03/slack/C-COMITE']);
    expect(JSON.stringify(digests[0]!.message)).toContain('Ratificación del Comité');
  });
});

describe('a store that fails after the post', () => {
  it('gets the outcome as soon as it takes entries again, without a second post', async () => {
    const w = await bot(local('2024-05-09'));
    const { append } = w.ledger;
    const { post } = w.chat;
    let broken = false;
    w.ledger.append = async (...args) => {
      if (broken) throw new Error('disk full');
      return append.apply(w.ledger, args);
    };
    w.chat.post = async (...args) => {
      const outcome = await post.apply(w.chat, args);
      broken = args[2] === card;
      return outcome;
    };
    await w.bot.tick();
    await w.bot.tick();
    expect([statusOf(w, card), cards(w).length]).toEqual(['claimed', 1]);
    broken = false;
    w.chat.post = post;
    await tickAt(w, '2024-05-09', '09:01');
    expect([statusOf(w, card), cards(w).length, folios(w)]).toEqual(['sent', 1, 1]);
  });

  it('does not post what it could not claim', async () => {
    const w = await bot(local('2024-05-09'));
    const { append } = w.ledger;
    w.ledger.append = async () => {
      throw new Error('disk full');
    };
    await w.bot.tick();
    expect(w.chat.posts).toEqual([]);
    w.ledger.append = append;
    await w.bot.tick();
    expect(cards(w)).toHaveLength(1);
  });
});
