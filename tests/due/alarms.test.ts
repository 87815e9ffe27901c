import { describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../src/ports/chat.ts';
import { mail, type World, type WorldOptions, wordsOf, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });

/** From now on the platform answers so to posts whose key matches. */
function fail(w: World, keys: RegExp, outcome: PostOutcome): () => void {
  const before = w.chat.outcome;
  w.chat.outcome = (key) => (keys.test(key) ? outcome : before(key));
  return () => {
    w.chat.outcome = before;
  };
}

const refused: PostOutcome = { status: 'refused', reason: 'not_in_channel' };

describe('an alarm', () => {
  it.each([
    [
      'refused',
      refused,
      'Alerta: no pude publicar la tarjeta de junio de 2024.',
      'La plataforma no lo aceptó',
    ],
    [
      'no-address',
      { status: 'no-address' },
      'Alerta: no pude publicar la tarjeta de junio de 2024.',
      'No encuentro',
    ],
    [
      'unknown',
      { status: 'unknown', reason: 'ETIMEDOUT' },
      'Alerta: no sé si llegó la tarjeta de junio de 2024.',
      'no lo vuelvo a mandar',
    ],
  ] as const)('is said once, on a Sunday too, when the card is %s', async (_, outcome, summary, words) => {
    const w = await bot(local('2024-06-08', '12:00'));
    fail(w, /GENERAL/, outcome);
    for (const time of ['09:00', '09:00', '09:05', '12:00']) await tickAt(w, '2024-06-09', time);
    const alarms = w.chat.posts.filter((p) => p.key.startsWith('alarm/'));
    expect(alarms.map((p) => p.message.summary)).toEqual([summary]);
    expect(wordsOf(alarms[0]!.message)).toContain(words);
    expect(alarms[0]?.to.id).toBe('C-COMITE');
    expect(keysOf(w.chat).filter((k) => k.includes('GENERAL') && !k.startsWith('alarm'))).toHaveLength(1);
  });

  it('follows at 20:00 when a refused card was not mended, but not when nobody knows', async () => {
    for (const [outcome, more] of [
      [refused, ['Alerta: no salió la tarjeta de mayo de 2024.']],
      [{ status: 'unknown', reason: 'x' } as const, []],
    ] as const) {
      const w = await bot(local('2024-05-08', '12:00'));
      fail(w, /GENERAL/, outcome);
      for (const time of ['09:00', '09:01', '20:00', '20:01']) await tickAt(w, '2024-05-09', time);
      expect(summaries(w.chat, 'alarm/').slice(1)).toEqual(more);
    }
  });

  it('is one when the platform asks to wait until the card is late', async () => {
    const w = await bot(local('2024-05-08', '12:00'));
    fail(w, /GENERAL/, { status: 'retry', afterMs: 60_000 });
    for (const time of ['09:00', '10:00', '19:59', '20:00', '20:01']) await tickAt(w, '2024-05-09', time);
    expect(summaries(w.chat, 'alarm/')).toEqual(['Alerta: no salió la tarjeta de mayo de 2024.']);
  });

  it('is not needed once the committee noted the card', async () => {
    const w = await bot(local('2024-05-08', '12:00'));
    fail(w, /GENERAL/, { status: 'unknown', reason: 'x' });
    w.at(local('2024-05-09'));
    await w.bot.tick();
    await w.ask('1', 'tarjeta enviada 2024-05-09');
    await tickAt(w, '2024-05-09', '09:01', 2);
    expect(summaries(w.chat, 'alarm/')).toEqual([]);
  });

  it('reaches the secretary when the committee channel takes nothing, once a month at most', async () => {
    const w = await bot(local('2024-05-31', '08:00'));
    await meet(w, '1');
    fail(w, /C-COMITE/, refused);
    for (const day of ['2024-05-31', '2024-06-03', '2024-06-04', '2024-06-05'])
      await tickAt(w, day, '09:00', 2);
    const toSecretary = w.chat.posts.filter((p) => p.to.id === 'U1');
    expect(toSecretary.map((p) => [p.at.slice(0, 10), p.message.summary])).toEqual([
      ['2024-05-31', 'Alerta: no pude publicar los recordatorios del Comité.'],
      ['2024-06-03', 'Alerta: no pude publicar los recordatorios del Comité.'],
      ['2024-06-05', 'Alerta: no pude publicar la vista previa de la tarjeta de junio de 2024.'],
    ]);
  });

  it('about the card reaches the secretary too when the committee channel is as deaf', async () => {
    const w = await bot(local('2024-05-08', '20:00'));
    await meet(w, '1');
    fail(w, /C-COMITE|C-GENERAL/, refused);
    await tickAt(w, '2024-05-09', '09:00', 3);
    const toSecretary = w.chat.posts.filter((p) => p.to.id === 'U1').map((p) => p.message.summary);
    expect(toSecretary).toContain('Alerta: no pude publicar la tarjeta de mayo de 2024.');
    expect(toSecretary).toContain('Alerta: no pude publicar los recordatorios del Comité.');
    expect(toSecretary).toHaveLength(2);
  });

  it('waits when the platform asks for it, and is not given up', async () => {
    const w = await bot(local('2024-05-08', '12:00'));
    fail(w, /^integrity-day/, refused);
    const mend = fail(w, /^alarm/, { status: 'retry', afterMs: 60_000 });
    await tickAt(w, '2024-05-09', '09:00', 3);
    mend();
    fail(w, /^integrity-day/, refused);
    await tickAt(w, '2024-05-09', '09:02', 3);
    expect(summaries(w.chat, 'alarm/')).toHaveLength(2);
    expect(
      w.bot.journal.view().posts.get('alarm/integrity-day/2024-05/slack/C-GENERAL/slack/C-COMITE')?.status,
    ).toBe('sent');
  });

  it('of long ago is not repeated in a channel that the committee chooses later', async () => {
    const w = await bot(local('2024-05-08', '12:00'));
    const mend = fail(w, /GENERAL/, refused);
    await tickAt(w, '2024-05-09', '09:00', 2);
    mend();
    await tickAt(w, '2024-05-09', '20:00', 2);
    w.at(local('2024-05-20'));
    await w.ask('1', 'canal comite', { where: 'channel', channel: 'C-OTRO' });
    await w.bot.tick();
    expect(w.chat.posts.filter((p) => p.to.id === 'C-OTRO').map((p) => p.key.split('/')[0])).toEqual([
      'digest',
    ]);
  });

  it('holds no text of the platform in the ledger, only its code', async () => {
    const w = await bot(local('2024-05-08', '12:00'));
    fail(w, /GENERAL/, { status: 'refused', reason: 'http 403 ForbiddenOperation 29:1abcDEF user@x.mx' });
    await tickAt(w, '2024-05-09');
    const settled = [];
    for await (const e of w.ledger.read('isssteson', 1)) if (e.kind === 'post.settled') settled.push(e.body);
    expect(settled).toContainEqual(expect.objectContaining({ status: 'refused', reason: 'http 403' }));
  });
});
