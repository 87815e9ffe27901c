import { beforeEach, expect, it } from 'vitest';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-01-15T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.employee, said);

it('takes note of one’s own participation', async () => {
  const reply = await ask('evaluacion');
  expect(reply.message.summary).toBe(
    'Listo: participación en la evaluación anual 2024, lunes 15 de enero. Folio 2024-EVA-000001.',
  );
  expect(words(reply)).not.toContain('El periodo de la evaluación');
  expect(gist(await s.facts())).toEqual([
    {
      kind: 'evaluation.recorded',
      folio: '2024-EVA-000001',
      subject: id(cast.employee),
      occurredOn: '2024-01-15',
      body: { year: 2024, part: 'declared' },
    },
  ]);
});

it('the same is person and year, and tells the day that is recorded', async () => {
  await ask('evaluacion 10 de enero');
  s.at('2024-06-03T17:00:00Z');
  const again = await ask('evaluacion');
  expect(again.message.summary).toBe(
    'Ya estaba registrado: participación en la evaluación anual 2024, miércoles 10 de enero. Folio 2024-EVA-000001.',
  );
  expect(words(again)).not.toContain('El periodo de la evaluación');
  expect(await s.facts()).toHaveLength(1);
});

it('is another one the year after, in the tail of the programme', async () => {
  await ask('evaluacion');
  s.at('2025-01-10T17:00:00Z');
  await ask('evaluacion');
  expect(gist(await s.facts()).map(({ folio, body }) => [folio, body.year])).toEqual([
    ['2024-EVA-000001', 2024],
    ['2025-EVA-000001', 2025],
  ]);
  expect(words(await ask('mi avance'))).toContain('2024-EVA-000001');
});

it('says when it was, if it comes afterwards without a day', async () => {
  s.at('2024-05-09T17:00:00Z');
  expect(words(await ask('evaluación'))).toContain(
    'El periodo de la evaluación fue del 1 al 26 de enero de 2024.',
  );
});

it.each([
  'evaluacion 31/02',
  'evaluacion mañana',
  'evaluacion 2023-12-20',
  'evaluacion no',
  'evaluacion ¿cuándo es?',
  'evaluacion 10 de enero 12 de enero',
])('%s records nothing', async (said) => {
  expect(words(await ask(said))).toContain('No se registró nada');
  expect(await s.facts()).toEqual([]);
});

it.each([
  'evaluacion anual',
  'evaluación realizada',
  'evaluacion ya participé el 10 de enero',
  'evaluacion el 10 de enero',
])('%s is understood', async (said) => {
  await ask(said);
  expect(await s.facts()).toHaveLength(1);
});
