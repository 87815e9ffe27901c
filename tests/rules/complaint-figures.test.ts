import { beforeEach, expect, it } from 'vitest';
import { complaintsOf } from '../../src/activities/complaint-figures.ts';
import { cast, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-07-05T17:00:00Z' });
});
const ask = (said: string, fields?: Record<string, string>) =>
  s.ask(cast.secretary, said, fields ? { fields } : {});
const second = () => complaintsOf(s.bot.journal.view(), '2024-T2');

it('are counted per quarter, once; a correction stands and keeps what was before', async () => {
  const said = 'cifras denuncias trimestral 2 recibidas 12 en proceso 7 concluidas 5';
  expect((await ask(said)).message.summary).toBe(
    'Cifras registradas, trimestre 2 de 2024: recibidas: 12; en proceso: 7; concluidas: 5.',
  );
  await ask(said);
  expect(await s.facts()).toHaveLength(1);
  expect(
    (await ask('Cifras denuncias trimestre 2: concluidas 6, recibidas 12, proceso 6')).message.summary,
  ).toContain('Cifras corregidas');
  await ask(said);
  expect(await s.facts()).toHaveLength(3);
  expect(second()).toMatchObject({ received: 12, inProcess: 7, concluded: 5 });
  expect((await s.facts())[0]).toMatchObject({
    kind: 'complaints.counted',
    folio: null,
    occurredOn: '2024-06-30',
  });
});

it('below five are hidden from everybody but the secretary', async () => {
  await ask('cifras denuncias trimestral 2 recibidas 5 en proceso 4 concluidas 0');
  expect(words(await ask('cifras denuncias'))).toContain('recibidas: 5; en proceso: 4; concluidas: 0');
  const shown = words(await s.ask(cast.member, 'cifras denuncias'));
  expect(shown).toContain('recibidas: 5; en proceso: menos de 5; concluidas: menos de 5');
  expect(words(await s.ask(cast.employee, 'cifras denuncias'))).toContain('integrantes del Comité');
});

it('are recorded by the secretary alone', async () => {
  const reply = await s.ask(
    cast.member,
    'cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2',
  );
  expect(words(reply)).toContain('la Secretaría Ejecutiva');
  expect(await s.facts()).toEqual([]);
});

it('by their form', async () => {
  const { open } = await ask('cifras denuncias registrar');
  const fields = { period: '2024-T1', received: '3', inProcess: '1', concluded: '2' };
  await ask(open!.words, fields);
  expect(complaintsOf(s.bot.journal.view(), '2024-T1')).toMatchObject({
    received: 3,
    inProcess: 1,
    concluded: 2,
  });
  expect(Object.keys((await ask(open!.words, { ...fields, received: '-1' })).fieldErrors ?? {})).toEqual([
    'received',
  ]);
  expect(Object.keys((await ask(open!.words, { ...fields, period: '2024-T4' })).fieldErrors ?? {})).toEqual([
    'period',
  ]);
  expect(await s.facts()).toHaveLength(1);
});

it.each([
  'cifras denuncias trimestral 2 recibidas 3',
  'cifras denuncias trimestral 5 recibidas 3 en proceso 1 concluidas 2',
  'cifras denuncias trimestral 4 recibidas 3 en proceso 1 concluidas 2',
  'cifras denuncias trimestral 2 recibidas tres en proceso 1 concluidas 2',
  'cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2 de Juan Pérez',
  'cifras quejas',
])('%s records nothing', async (said) => {
  expect(words(await ask(said))).toContain('No se registró nada');
  expect(await s.facts()).toEqual([]);
});
