import { beforeEach, expect, it } from 'vitest';
import { reportsTouched } from '../../src/corrections.ts';
import { cast, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-04-01T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.secretary, said);
const touched = (folio: string) => {
  const view = s.bot.journal.view();
  return reportsTouched(view, view.records.get(folio)!).map((r) => [r.period, r.cumulative]);
};

it('a record that a sent report held flags it, and later ones of the year in what they add up', async () => {
  await ask('actividad 8 realizada 2024-03-10');
  await ask('entrega 2024-03-20 10 kg');
  await ask('informe enviado anual 2024-01-30');
  s.at('2024-04-10T17:00:00Z');
  await ask('informe enviado trimestral 1 2024-04-10');
  s.at('2024-07-10T17:00:00Z');
  await ask('sesion celebrada 2024-06-28');
  await ask('informe enviado trimestral 2 2024-07-10');
  expect(touched('2024-CUM-000001')).toEqual([
    ['2024-T1', false],
    ['2024-T2', true],
  ]);
  expect(touched('2024-SES-000001')).toEqual([['2024-T2', false]]);
  const reply = words(await ask('cancelar 2024-CUM-000001 "se registró por error"'));
  expect(reply).toContain(
    'El informe del primer trimestre de 2024, enviado el miércoles 10 de abril de 2024, ya no coincide con las cifras de hoy.',
  );
  expect(reply).toContain(
    'segundo trimestre de 2024, enviado el miércoles 10 de julio de 2024, ya no coincide con las cifras de hoy en lo acumulado.',
  );
});

it('what was recorded after the report was sent never was in it', async () => {
  s.at('2024-04-10T17:00:00Z');
  await ask('informe enviado trimestral 1 2024-04-10');
  s.at('2024-04-20T17:00:00Z');
  await ask('actividad 8 realizada 2024-03-10');
  expect(touched('2024-CUM-000001')).toEqual([]);
  expect(words(await ask('cancelar 2024-CUM-000001 "error"'))).not.toContain('ya no coincide');
});

it('a report that was itself withdrawn is not flagged, nor flags it itself', async () => {
  await ask('entrega 2024-03-20 10 kg');
  s.at('2024-04-10T17:00:00Z');
  await ask('informe enviado trimestral 1 2024-04-10');
  const reply = words(await ask('cancelar 2024-INF-000001 "fecha equivocada"'));
  expect(reply).not.toContain('ya no coincide');
  expect(touched('2024-ENT-000001')).toEqual([]);
});
