import { beforeEach, describe, expect, it } from 'vitest';
import { canonical, sha256 } from '../../src/entry.ts';
import { cast, gist, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);

describe('canal', () => {
  it('makes the channel where it is said the committee’s or the general one, after a mention', async () => {
    const here = { where: 'channel', channel: 'C-NUEVO' } as const;
    expect((await ask('canal comité', here)).message.summary).toContain('canal del Comité');
    await ask('canal comite', here);
    await ask('canal general', here);
    expect(gist(await s.facts()).map((f) => f.body)).toEqual([
      { platform: 'slack', audience: 'committee', channel: 'C-NUEVO' },
      { platform: 'slack', audience: 'general', channel: 'C-NUEVO' },
    ]);
  });

  it('works by a slash command too, whose answer only the person reads', async () => {
    await ask('canal general', { where: 'direct', channel: 'C-NUEVO' });
    expect((await s.facts()).map((f) => f.body.channel)).toEqual(['C-NUEVO']);
  });

  it.each([
    ['canal comite', {}],
    ['canal', { where: 'channel', channel: 'C1' }],
    ['canal de todos', { where: 'channel', channel: 'C1' }],
  ])('%s %j claims nothing', async (said, more) => {
    expect(words(await ask(said, more))).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });
});

describe('dias-inhabiles', () => {
  it('lists the days with their scope and says that nobody confirmed them', async () => {
    const reply = await ask('días-inhábiles');
    expect(words(reply)).toContain('no está confirmado');
    expect(words(reply)).toContain('17 de julio');
  });

  it('are confirmed once, and again only when something changes', async () => {
    await ask('dias-inhabiles confirmar vacaciones no');
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(gist(await s.facts()).map((f) => f.body)).toEqual([
      {
        programme: 'pat-2024',
        vacationsCount: false,
        days: sha256(canonical(s.programme.calendar.days)),
      },
    ]);
    expect(words(await ask('dias-inhabiles'))).toContain('confirmado el jueves 9 de mayo de 2024');
    s.at('2024-05-20T17:00:00Z');
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(words(await ask('dias-inhabiles'))).toContain('confirmado el jueves 9 de mayo de 2024');
    await ask('dias-inhabiles confirmar vacaciones sí');
    expect((await s.facts()).map((f) => f.body.vacationsCount)).toEqual([false, true]);
  });

  it('move the fourth report: to 15 January before, to 17 January with vacations not counting', async () => {
    expect(words(await ask('avance 4'))).toContain('miércoles 15 de enero de 2025 (provisional)');
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(words(await ask('avance 4'))).toContain('viernes 17 de enero de 2025');
    expect(words(await ask('avance 4'))).not.toContain('2025 (provisional)');
  });

  it.each([
    'dias-inhabiles confirmar vacaciones quizá',
    'dias-inhabiles confirmar algo',
  ])('%s confirms nothing', async (said) => {
    expect(words(await ask(said))).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });

  it('are the secretary’s to confirm', async () => {
    expect(words(await s.ask(cast.member, 'dias-inhabiles confirmar'))).toContain('Secretaría Ejecutiva');
    expect(await s.facts()).toEqual([]);
  });
});

it('plantilla counts people and units, small units without a figure', async () => {
  const reply = await ask('plantilla');
  expect(reply.message.summary).toContain('8 personas en 2 unidades');
  expect(words(reply)).toContain('Archivo: menos de 5 personas');
  expect(words(reply)).toContain('Subdirección Médica: 7 personas');
  expect(words(reply)).not.toContain('Persona 0');
});

it('programa shows every activity and what waits for a decision', async () => {
  const reply = await ask('programa');
  for (let n = 1; n <= 13; n += 1) expect(words(reply)).toMatch(new RegExp(`^${n}\\. `, 'm'));
  for (const what of [
    'el calendario de días inhábiles',
    'la carta compromiso',
    'los valores de cada mes',
    'los enlaces',
    'los canales para denunciar',
  ])
    expect(words(reply)).toContain(what);
  await ask('dias-inhabiles confirmar');
  expect(words(await ask('programa'))).not.toContain('Por confirmar: el calendario de días');
});
