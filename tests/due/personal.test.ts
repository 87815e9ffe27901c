import { describe, expect, it } from 'vitest';
import { mail, type World, type WorldOptions, world } from '../support/bot.ts';
import { local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }, { number: '3' }], admins: [mail('1')], at, ...more });

const said = (w: World, prefix: string) =>
  w.chat.posts.filter((p) => p.key.startsWith(prefix)).map((p) => `${p.at.slice(0, 16)} ${p.to.id}`);

describe('Recuérdame después', () => {
  it('brings the card again on the next working day from nine, once', async () => {
    const w = await bot(local('2024-08-08', '12:00'));
    await meet(w, '2');
    await tickAt(w, '2024-08-09'); // Friday
    await w.ask('2', 'despues 2024-08');
    await w.ask('2', 'despues 2024-08');
    for (const day of ['2024-08-10', '2024-08-11']) await tickAt(w, day);
    await tickAt(w, '2024-08-12', '08:59');
    expect(said(w, 'later/')).toEqual([]);
    await tickAt(w, '2024-08-12', '09:00');
    await tickAt(w, '2024-08-12', '09:01');
    await tickAt(w, '2024-08-13', '09:01');
    expect(said(w, 'later/')).toEqual(['2024-08-12T16:00 U2']);
    expect(summaries(w.chat, 'later/')).toEqual([
      'Día de la Integridad, viernes 9 de agosto de 2024: Cooperación.',
    ]);
  });

  it('does not when it was acknowledged meanwhile', async () => {
    const w = await bot(local('2024-05-09', '09:00'));
    await meet(w, '2');
    await w.ask('2', 'despues 2024-05');
    await w.ask('2', 'enterado 2024-05');
    await tickAt(w, '2024-05-10');
    expect(said(w, 'later/')).toEqual([]);
  });

  it('respects an absence, and comes after it within the week', async () => {
    const w = await bot(local('2024-05-09', '09:00'));
    await meet(w, '2', '3');
    for (const n of ['2', '3']) await w.ask(n, 'despues 2024-05');
    await w.ask('2', 'ausente hasta 2024-05-13');
    await w.ask('3', 'ausente hasta 2024-05-20');
    for (const day of ['10', '13', '14', '15', '21', '22']) await tickAt(w, `2024-05-${day}`);
    expect(said(w, 'later/')).toEqual(['2024-05-14T16:00 U2']);
  });

  it('outlives a bot that was down on the day, but only its newest promise', async () => {
    const w = await bot(local('2024-05-09', '09:00'));
    await meet(w, '2');
    await w.ask('2', 'despues 2024-05');
    w.at(local('2024-05-10', '08:00'));
    await w.ask('2', 'despues 2024-05');
    await tickAt(w, '2024-05-14');
    await tickAt(w, '2024-05-15');
    expect(said(w, 'later/')).toEqual(['2024-05-14T16:00 U2']);
  });

  it('is nothing for somebody who left', async () => {
    const roster = [{ number: '1' }, { number: '2', left: '2024-05-10' }];
    const w = await bot(local('2024-05-09', '09:00'), { roster });
    await meet(w, '2');
    await w.ask('2', 'despues 2024-05');
    await tickAt(w, '2024-05-10');
    expect(said(w, 'later/')).toEqual([]);
  });
});

describe('the note about the PC', () => {
  it('is off unless chosen, comes on working days at its time, and not hours late', async () => {
    const w = await bot(local('2024-09-12', '12:00'));
    await meet(w, '2', '3');
    await w.ask('2', 'apagar si');
    await w.ask('3', 'apagar si');
    await w.ask('3', 'apagar no');
    await tickAt(w, '2024-09-12', '14:44');
    await tickAt(w, '2024-09-12', '14:45');
    await tickAt(w, '2024-09-12', '14:50');
    await tickAt(w, '2024-09-13', '16:45'); // Friday, two hours late
    await tickAt(w, '2024-09-14', '14:45');
    await tickAt(w, '2024-09-16', '14:45'); // Independence Day
    await tickAt(w, '2024-09-17', '16:46');
    expect(said(w, 'power/')).toEqual(['2024-09-12T21:45 U2', '2024-09-13T23:45 U2']);
    expect(summaries(w.chat, 'power/')[0]).toContain('apaga tu PC');
  });

  it('respects an absence and ends with the employment', async () => {
    const roster = [{ number: '1' }, { number: '2' }, { number: '3', left: '2024-05-08' }];
    const w = await bot(local('2024-05-06', '12:00'), { roster });
    await meet(w, '2', '3');
    for (const n of ['2', '3']) await w.ask(n, 'apagar si');
    await w.ask('2', 'ausente hasta 2024-05-07');
    for (const day of ['06', '07', '08']) await tickAt(w, `2024-05-${day}`, '14:45');
    expect(said(w, 'power/')).toEqual(['2024-05-06T21:45 U3', '2024-05-07T21:45 U3', '2024-05-08T21:45 U2']);
  });
});
