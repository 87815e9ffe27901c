import { describe, expect, it } from 'vitest';
import { mail, type WorldOptions, wordsOf, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const committee = { roster: [{ number: '1' }, { number: '2' }, { number: '3' }], admins: [mail('1')] };
const bot = (at: string, more: WorldOptions = {}) => world({ ...committee, at, ...more });

describe('the card of the 9th', () => {
  it('goes out at 09:00, once, with value, the reminder about the PC and buttons, and is recorded', async () => {
    const w = await bot(local('2024-05-08', '23:00'));
    await tickAt(w, '2024-05-09', '08:59');
    expect(keysOf(w.chat)).not.toContain('integrity-day/2024-05/slack/C-GENERAL');
    await tickAt(w, '2024-05-09', '09:00');
    await tickAt(w, '2024-05-09', '09:01');
    const [post, ...more] = w.chat.posts.filter((p) => p.key.startsWith('integrity-day/'));
    expect(more).toEqual([]);
    expect(post?.key).toBe('integrity-day/2024-05/slack/C-GENERAL');
    expect(post?.to).toMatchObject({ kind: 'channel', id: 'C-GENERAL' });
    expect(post?.message.summary).toBe('Día de la Integridad, jueves 9 de mayo de 2024: Respeto.');
    const words = wordsOf(post!.message);
    expect(words).toContain('apagar su PC');
    expect(words).toContain('["Enterado/a","Tengo una duda","Recuérdame después"]');
    expect(w.bot.journal.view().records.get('2024-TAR-000001')).toMatchObject({
      key: 'card/2024-05',
      body: { period: '2024-05', by: 'bot' },
      occurredOn: '2024-05-09',
    });
  });

  it.each(['2024-06-09', '2024-03-09'])('goes out on a weekend too: %s', async (day) => {
    const w = await bot(local(day, '08:00'));
    await tickAt(w, day);
    expect(summaries(w.chat, 'integrity-day/')).toHaveLength(1);
  });

  it('goes out late until 20:00', async () => {
    const w = await bot(local('2024-05-09', '07:00'));
    await tickAt(w, '2024-05-09', '19:59');
    expect(summaries(w.chat, 'integrity-day/')).toHaveLength(1);
  });

  it('counts as missed from 20:00, recorded once; the committee hears at once, also on a Sunday', async () => {
    const w = await bot(local('2024-06-08', '12:00'));
    for (const time of ['20:00', '20:05', '23:00']) await tickAt(w, '2024-06-09', time);
    await tickAt(w, '2024-06-10', '10:00');
    expect(summaries(w.chat, 'integrity-day/')).toEqual([]);
    expect(summaries(w.chat, 'alarm/')).toEqual(['Alerta: no salió la tarjeta de junio de 2024.']);
    expect(w.chat.posts.find((p) => p.key.startsWith('alarm/'))).toMatchObject({
      to: { id: 'C-COMITE' },
      at: '2024-06-10T03:00:00.000Z',
    });
    expect(w.bot.journal.view().posts.get('integrity-day/2024-06')?.status).toBe('missed');
    expect(w.bot.journal.view().counters.get('2024-TAR')).toBeUndefined();
  });

  it('is not missed by a bot that was installed after its hours', async () => {
    const w = await bot(local('2024-05-09', '20:00'));
    await tickAt(w, '2024-05-09', '20:01', 2);
    expect(w.bot.journal.view().posts.has('integrity-day/2024-05')).toBe(false);
    expect(summaries(w.chat, 'alarm/')).toEqual([]);
  });

  it('tells of several missed cards in one alarm after a long stop', async () => {
    const w = await bot(local('2024-05-02'));
    await tickAt(w, '2024-08-12');
    expect(summaries(w.chat, 'alarm/')).toEqual([
      'Alerta: no salieron las tarjetas de mayo, junio, julio y agosto de 2024.',
    ]);
  });

  it('is not sent again once the committee noted it, and no preview or alarm follows', async () => {
    const w = await bot(local('2024-05-02'));
    const { message } = await w.ask('1', 'tarjeta enviada 2024-05-02');
    expect(message.summary).toContain('2024-TAR-000001');
    for (const day of ['06', '09']) await tickAt(w, `2024-05-${day}`);
    await tickAt(w, '2024-05-09', '21:00');
    expect(keysOf(w.chat).filter((k) => !k.startsWith('digest/'))).toEqual([]);
  });

  it('goes out after all when the note was a mistake, with the next folio', async () => {
    const w = await bot(local('2024-05-02'));
    await w.ask('1', 'tarjeta enviada 2024-05-02');
    await w.ask('1', 'cancelar 2024-TAR-000001 me equivoqué de mes');
    await tickAt(w, '2024-05-09');
    expect(summaries(w.chat, 'integrity-day/')).toHaveLength(1);
    const record = w.bot.journal.view().records.get('2024-TAR-000002');
    expect(record).toMatchObject({ key: 'card/2024-05~1', voided: null });
  });

  it('is not sent while paused; the committee hears at nine, and again never', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    await w.ask('1', 'tarjeta pausar 2024-05');
    for (const time of ['09:00', '12:00', '20:00', '20:01']) await tickAt(w, '2024-05-09', time);
    expect(summaries(w.chat, 'integrity-day/')).toEqual([]);
    expect(summaries(w.chat, 'alarm/')).toEqual(['La tarjeta de mayo de 2024 no salió: está en pausa.']);
    expect(w.bot.journal.view().posts.get('integrity-day/2024-05')?.status).toBe('missed');
  });

  it('goes out when it is resumed the same day', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    await w.ask('1', 'tarjeta pausar 2024-05');
    await tickAt(w, '2024-05-09', '09:00');
    await w.ask('1', 'tarjeta reanudar 2024-05');
    await tickAt(w, '2024-05-09', '15:00');
    expect(summaries(w.chat, 'integrity-day/')).toHaveLength(1);
  });

  it('alarms at nine while there is no general channel, and goes out once there is', async () => {
    const w = await bot(local('2024-05-08'), { channels: false });
    await w.ask('1', 'canal comite', { where: 'channel', channel: 'C-NUEVO' });
    await tickAt(w, '2024-05-09');
    expect(summaries(w.chat, 'alarm/')).toEqual([
      'Alerta: la tarjeta de mayo de 2024 no tiene dónde publicarse.',
    ]);
    await w.ask('1', 'canal general', { where: 'channel', channel: 'C-TODOS' });
    await tickAt(w, '2024-05-09', '10:00');
    expect(keysOf(w.chat)).toContain('integrity-day/2024-05/slack/C-TODOS');
  });

  it('takes the text that the committee gave it', async () => {
    const w = await bot(local('2024-05-06'));
    const fields = { value: 'Honestidad', sentence: 'Lo que digo y lo que hago van juntos.' };
    await w.ask('1', 'tarjeta cambiar 2024-05', { fields });
    await tickAt(w, '2024-05-09');
    expect(summaries(w.chat, 'integrity-day/')).toEqual([
      'Día de la Integridad, jueves 9 de mayo de 2024: Honestidad.',
    ]);
  });

  it('can be changed or paused neither after it went out nor after its day', async () => {
    const w = await bot(local('2024-05-09'));
    await tickAt(w, '2024-05-09');
    const paused = await w.ask('1', 'tarjeta pausar 2024-05');
    expect(paused.message.summary).toBe('La tarjeta de mayo de 2024 ya salió.');
    const past = await w.ask('1', 'tarjeta pausar 2024-03');
    expect(past.message.summary).toBe('El día de la tarjeta de marzo de 2024 ya pasó.');
    expect(w.bot.journal.view().cards.get('2024-03')).toBeUndefined();
  });
});

describe('the card to each person', () => {
  it('gets one row a recipient before the first is sent; who is absent or left gets none', async () => {
    const roster = [...committee.roster, { number: '4' }, { number: '5', left: '2024-05-09' }];
    const w = await bot(local('2024-05-06'), { roster });
    await meet(w, '1', '2', '3', '4', '5');
    await w.ask('1', 'tarjeta a todos si');
    await w.ask('4', 'ausente hasta 2024-05-09');
    let before: unknown[] = [];
    const sent = w.chat.outcome;
    w.chat.outcome = (key) => {
      if (before.length === 0)
        before = [...w.bot.journal.view().posts.entries()].map(([k, p]) => [k, p.status]);
      return sent(key);
    };
    w.at(local('2024-05-09'));
    await w.bot.tick();
    const people = (n: string) => `integrity-day/2024-05/person/id-${n}`;
    expect(before).toEqual(
      expect.arrayContaining([
        ['integrity-day/2024-05/slack/C-GENERAL', 'claimed'],
        [people('1'), 'planned'],
        [people('2'), 'planned'],
        [people('3'), 'planned'],
      ]),
    );
    const cards = keysOf(w.chat).filter((k) => k.startsWith('integrity-day/'));
    expect(cards).toEqual(['integrity-day/2024-05/slack/C-GENERAL', people('1'), people('2'), people('3')]);
    expect(w.chat.posts.find((p) => p.key === people('2'))?.to).toMatchObject({ kind: 'person', id: 'U2' });
    expect(w.bot.journal.view().counters.get('2024-TAR')).toBe(1);
  });

  it('reaches somebody who first writes during the day, and tells of those who never did', async () => {
    const w = await bot(local('2024-05-06'));
    await meet(w, '1');
    await w.ask('1', 'tarjeta a todos si');
    await tickAt(w, '2024-05-09');
    expect(w.bot.journal.view().posts.get('integrity-day/2024-05/person/id-2')?.status).toBe('planned');
    await meet(w, '2');
    await tickAt(w, '2024-05-09', '13:00');
    expect(keysOf(w.chat)).toContain('integrity-day/2024-05/person/id-2');
    await tickAt(w, '2024-05-09', '20:00');
    await tickAt(w, '2024-05-09', '20:01');
    expect(w.bot.journal.view().posts.get('integrity-day/2024-05/person/id-3')?.status).toBe('no-address');
    expect(summaries(w.chat, 'alarm/')).toEqual([
      'La tarjeta de mayo de 2024 no llegó al chat personal de 1 persona.',
    ]);
    const { message } = await w.ask('1', 'tarjeta envios 2024-05');
    expect(message.summary).toBe('Tarjeta de mayo de 2024: folio 2024-TAR-000001.');
    expect(message.blocks[1]).toEqual({
      type: 'facts',
      facts: [
        { label: 'Enviada, canales', value: '1' },
        { label: 'Enviada, personas', value: '2' },
        { label: 'Sin chat conocido, personas', value: '1' },
        { label: 'Enterado/a', value: '0' },
      ],
    });
  });

  it('stops at the first who is told to wait, and goes on when the platform takes more', async () => {
    const w = await bot(local('2024-05-06'));
    await meet(w, '1', '2', '3');
    await w.ask('1', 'tarjeta a todos si');
    const sent = w.chat.outcome;
    w.chat.outcome = (key) => (key.endsWith('id-1') ? { status: 'retry', afterMs: 60_000 } : sent(key));
    await tickAt(w, '2024-05-09');
    const people = () => keysOf(w.chat).filter((k) => k.includes('/person/'));
    expect(people()).toEqual(['integrity-day/2024-05/person/id-1']);
    w.chat.outcome = sent;
    await tickAt(w, '2024-05-09', '09:02');
    expect(
      people()
        .map((k) => k.slice(-4))
        .sort(),
    ).toEqual(['id-1', 'id-1', 'id-2', 'id-3']);
  });
});

describe('resending', () => {
  it('goes to what failed only, on the day only', async () => {
    const w = await bot(local('2024-05-06'));
    await meet(w, '1', '2', '3');
    await w.ask('1', 'tarjeta a todos si');
    const sent = w.chat.outcome;
    w.chat.outcome = (key) =>
      /GENERAL|id-2/.test(key) ? { status: 'refused', reason: 'not_in_channel' } : sent(key);
    await tickAt(w, '2024-05-09', '09:00', 2);
    expect(summaries(w.chat, 'alarm/')).toEqual(['Alerta: no pude publicar la tarjeta de mayo de 2024.']);
    w.chat.outcome = sent;
    const before = w.chat.posts.length;
    const { message } = await w.ask('1', 'tarjeta reenviar');
    expect(message.summary).toBe('De acuerdo: vuelvo a intentar 2 envíos de la tarjeta de mayo de 2024.');
    await tickAt(w, '2024-05-09', '09:10', 2);
    expect(keysOf(w.chat).slice(before).sort()).toEqual([
      'integrity-day/2024-05/person/id-2',
      'integrity-day/2024-05/slack/C-GENERAL',
    ]);
    const again = await w.ask('1', 'tarjeta reenviar');
    expect(again.message.summary).toContain('no hay nada que reenviar');
    w.at(local('2024-05-10'));
    expect((await w.ask('1', 'tarjeta reenviar')).message.summary).toContain(
      'solo se reenvía el día que le toca',
    );
    expect((await w.ask('2', 'tarjeta reenviar')).message.summary).toContain('integrantes del Comité');
  });
});
