import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { cast, choices, roster, words } from '../rules/support.ts';
import { mail, type World, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster, admins: [mail(cast.secretary)], at, ...more });
const post = 'report/2024-T2/slack/C-COMITE';
const said = (w: World) => w.chat.posts.filter((p) => p.key.startsWith('report/'));
const edits = (w: World) =>
  w.chat.edits.map((e) => e.message.summary).filter((summary) => summary.includes('trimestre'));

async function everyDay(w: World, from: string, to: string, time = '09:00'): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) await tickAt(w, day, time);
}

describe('before a report is due', () => {
  it('the committee hears once what it lacks, ten days before, with buttons', async () => {
    const w = await bot(local('2024-06-24', '12:00'));
    await everyDay(w, '2024-06-24', '2024-07-12');
    expect(said(w).map((p) => [p.key, p.at.slice(0, 10)])).toEqual([[post, '2024-07-02']]);
    const { message } = said(w)[0]!;
    expect(message.summary).toMatch(
      /^Faltan \d+ cosas para tu informe del segundo trimestre de 2024, que vence el viernes 12 de julio de 2024\.$/,
    );
    expect(choices(message).map((c) => c.label)).toContain('Hacer el informe');
    expect(words({ message, visibility: 'private' })).toContain('1. Actividad ');
  });

  it('waits for a working day, and the digest of that day does not say it again', async () => {
    // The third is due on 15 October; ten days before is a Saturday.
    const w = await bot(local('2024-10-01', '12:00'));
    await everyDay(w, '2024-10-01', '2024-10-06');
    expect(said(w)).toEqual([]);
    await tickAt(w, '2024-10-07', '09:00');
    await tickAt(w, '2024-10-07', '09:10');
    expect(said(w).map((p) => p.key)).toEqual(['report/2024-T3/slack/C-COMITE']);
    await tickAt(w, '2024-10-08', '09:00');
    const digests = w.chat.posts
      .filter((p) => p.key.startsWith('digest/2024-10'))
      .map((p) => [
        p.key.slice(7, 17),
        words({ message: p.message, visibility: 'private' }).includes('tercer trimestre'),
      ]);
    // Fifteen days before was a day on which the bot was not there yet; the 1st is no working day.
    expect(digests.filter(([, about]) => about).map(([day]) => day)).toEqual(['2024-10-02', '2024-10-08']);
  });

  it('said on a day on which a step of the ladder falls too, it takes that step’s place', async () => {
    const w = await bot(local('2024-07-05', '08:00'));
    await everyDay(w, '2024-07-05', '2024-07-09');
    expect(said(w).map((p) => p.at.slice(0, 10))).toEqual(['2024-07-05']);
    const about = w.chat.posts
      .filter((p) => p.key.startsWith('digest/'))
      .filter((p) => words({ message: p.message, visibility: 'private' }).includes('segundo trimestre'))
      .map((p) => p.key.slice(7, 17));
    // Seven days before is the 5th; three are the 9th.
    expect(about).toEqual(['2024-07-09']);
  });

  it('is edited in place as things get done, and once it is sent', async () => {
    const w = await bot(local('2024-07-02', '09:00'));
    await w.bot.tick();
    const first = Number(/\d+/.exec(said(w)[0]!.message.summary)![0]);
    w.at(local('2024-07-03', '11:00'));
    await w.ask(cast.secretary, 'cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2');
    await tickAt(w, '2024-07-03', '11:01');
    expect(edits(w)).toEqual([]);
    await tickAt(w, '2024-07-03', '11:10');
    await tickAt(w, '2024-07-03', '11:20');
    w.at(local('2024-07-04', '12:00'));
    await w.ask(cast.secretary, 'informe enviado trimestral 2 2024-07-04');
    await everyDay(w, '2024-07-05', '2024-07-12');
    expect(edits(w)).toEqual([
      expect.stringMatching(new RegExp(`^Faltan ${first - 1} cosas`)),
      'El informe del segundo trimestre de 2024 se envió el jueves 4 de julio de 2024. Folio 2024-INF-000001.',
    ]);
    expect(said(w)).toHaveLength(1);
    expect(new Set(w.chat.edits.map((e) => e.messageId)).size).toBe(1);
  });

  it('says once it is late that it was due', async () => {
    const w = await bot(local('2024-07-02', '09:00'));
    await w.bot.tick();
    w.at(local('2024-07-15', '11:00'));
    await w.ask(cast.secretary, 'cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2');
    await tickAt(w, '2024-07-15', '11:10');
    expect(edits(w).at(-1)).toMatch(/, que venció el viernes 12 de julio de 2024\.$/);
  });

  it('is not edited for each person who is no longer missing', async () => {
    const w = await bot(local('2024-07-02', '09:00'));
    await w.bot.tick();
    await w.ask(cast.employee, 'evaluacion 15 de enero');
    await w.ask(cast.colleague, 'evaluacion 15 de enero');
    await everyDay(w, '2024-07-03', '2024-07-05');
    expect(edits(w)).toEqual([]);
  });

  it('is silent where the report was sent before, after it was due, and of a year without programme', async () => {
    const w = await bot(local('2024-07-01', '12:00'));
    await w.ask(cast.secretary, 'informe enviado trimestral 2 2024-07-01');
    await everyDay(w, '2024-07-02', '2024-07-12');
    expect(said(w)).toEqual([]);
    const late = await bot(local('2024-07-15', '08:00'));
    await everyDay(late, '2024-07-15', '2024-07-17');
    expect(said(late)).toEqual([]);
    // The annual report due in January is of 2023, whose programme the bot does not have.
    const january = await bot(local('2024-01-15', '08:00'));
    await everyDay(january, '2024-01-15', '2024-01-31');
    expect(said(january)).toEqual([]);
    expect(keysOf(january.chat).some((k) => k.startsWith('digest/'))).toBe(true);
  });

  it('after a restart says nothing twice', async () => {
    const w = await bot(local('2024-07-02', '09:00'));
    await w.bot.tick();
    await w.restart('snapshot');
    await tickAt(w, '2024-07-02', '09:10');
    await tickAt(w, '2024-07-03', '09:00');
    expect(said(w)).toHaveLength(1);
  });
});
