import { beforeEach, expect, it } from 'vitest';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.employee, said);

it('a practice is recorded and answers with its folio', async () => {
  const reply = await ask('practica reciclaje');
  expect(reply.message.summary).toBe(
    'Listo: práctica por el medio ambiente, reciclaje, jueves 9 de mayo. Folio 2024-PRA-000001.',
  );
  expect(gist(await s.facts())).toEqual([
    {
      kind: 'practice.recorded',
      folio: '2024-PRA-000001',
      subject: id(cast.employee),
      occurredOn: '2024-05-09',
      body: { practice: 'recycling' },
    },
  ]);
});

it.each([
  ['práctica Forestación', 'reforestation'],
  ['practica reforestacion', 'reforestation'],
  ['practica LIMPIEZA de espacios públicos', 'cleaning'],
  ['practica papel', 'paper'],
  ['practica reciclaje de papel', 'recycling'],
  ['practica ahorro de energía', 'energy'],
  ['practica otra', 'other'],
])('%s', async (said, practice) => {
  await ask(said);
  expect((await s.facts()).map((f) => f.body.practice)).toEqual([practice]);
});

it('the same is person, kind and day', async () => {
  await ask('practica reciclaje');
  expect((await ask('practica reciclar hoy')).message.summary).toContain('2024-PRA-000001');
  await ask('practica papel');
  await ask('practica reciclaje ayer');
  await s.ask(cast.colleague, 'practica reciclaje');
  s.at('2024-05-10T17:00:00Z');
  await ask('practica reciclaje');
  expect((await s.facts()).map((f) => f.folio?.slice(-1))).toEqual(['1', '2', '3', '4', '5']);
});

it.each([
  ['practica yoga', 'No conozco la práctica «yoga».'],
  ['practica 2024-05-07', 'No conozco'],
  ['practica reciclaje 31/02', 'no existe'],
  ['practica reciclaje mañana', 'todavía no llega'],
  ['practica reciclaje el próximo lunes', '«proximo lunes»'],
  ['practica reciclaje 3 veces', '«3 veces»'],
])('%s records nothing', async (said, why) => {
  const reply = await ask(said);
  expect(words(reply).normalize('NFD').replace(/\p{M}/gu, '')).toContain(
    why.normalize('NFD').replace(/\p{M}/gu, ''),
  );
  expect(words(reply)).toContain('No se registró nada');
  expect(await s.facts()).toEqual([]);
});

it('the form records the same fact', async () => {
  expect((await ask('practica')).open).toMatchObject({
    words: 'practica',
    fields: [{ id: 'practice' }, { id: 'date' }],
  });
  await s.ask(cast.employee, 'practica', { fields: { practice: 'paper', date: '2024-05-08' } });
  expect(gist(await s.facts())).toMatchObject([{ occurredOn: '2024-05-08', body: { practice: 'paper' } }]);
  const bad = await s.ask(cast.employee, 'practica', { fields: { practice: 'yoga', date: '2024-05-08' } });
  expect(Object.keys(bad.fieldErrors ?? {})).toEqual(['practice']);
});
