import { beforeEach, describe, expect, it } from 'vitest';
import { local } from '../support/hermosillo.ts';
import { rowsOf, sentTable } from '../support/tables.ts';
import { cast, press, type Scene, scene, words } from './support.ts';

let s: Scene;
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);
const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
const added = (number: string) => [
  number,
  'Simulacro de denuncia',
  'Que el personal sepa cómo denunciar.',
  'Un simulacro.',
  '',
  'Realizar un simulacro de denuncia.',
  '01/09/2025',
  '30/09/2025',
  '',
  'razón por 100',
];

/** The draft of 2025 with its activities changed, as somebody sends them back and confirms them. */
async function changed(change: (rows: string[][]) => readonly (readonly string[])[]) {
  const rows = await rowsOf(await ask('programa actividades 2025'));
  const shown = await ask('programa actividades 2025', await sentTable(change(rows)));
  return { shown: words(shown), done: await press(s, cast.secretary, shown, 'Confirmar el cambio') };
}

beforeEach(async () => {
  s = await scene({ at: local('2024-12-16', '12:00') });
  await ask('programa nuevo');
});

describe('activities of a year that is a draft', () => {
  it('go with their row and come with a new one, which counts once it is done', async () => {
    expect(words(await ask('programa actividades 2025'))).toContain('puedes quitar una actividad');
    const { shown, done } = await changed((rows) => [...rows.filter(([n]) => n !== '12'), added('14')]);
    expect(shown).toContain('Se agrega Actividad 14');
    expect(shown).toContain('Se quita Actividad 12');
    expect(words(done)).not.toContain('No se registró nada');
    expect(words(await ask('programa 2025'))).toContain(
      'Sin indicador que se pueda medir: actividades 1, 5, 8 y 14.',
    );
    await press(
      s,
      cast.secretary,
      await ask('programa aprobar 2025 sesion 2024-12-13'),
      'Sí, ponerlo en vigor',
    );
    s.at(local('2025-09-20', '12:00'));
    expect(words(await ask('avance 14'))).toContain('Simulacro de denuncia');
    expect(words(await ask('actividad 14 realizada 2025-09-18'))).toContain('2025-CUM-000001');
    expect(words(await ask('avance 14'))).toContain('100');
    expect(words(await ask('avance 12'))).toContain('No hay una actividad «12» en el programa');
    const all = words(await ask('avance'));
    expect(all).toContain('14');
    expect(all).not.toMatch(/\b12\. /);
  });

  it.each([
    ['0', 'no es un número de actividad'],
    ['cien', 'no es un número de actividad'],
    ['100', 'no es un número de actividad'],
    ['13', 'se repite'],
  ])('a new row with the number «%s» is refused', async (number, why) => {
    const rows = await rowsOf(await ask('programa actividades 2025'));
    const shown = await ask('programa actividades 2025', await sentTable([...rows, added(number)]));
    expect(words(shown)).toContain(why);
  });

  it.each(numbers)('whatever the year lacks, here activity %i, it runs without it', async (number) => {
    await changed((rows) => rows.filter(([n]) => n !== String(number)));
    await press(
      s,
      cast.secretary,
      await ask('programa aprobar 2025 sesion 2024-12-13'),
      'Sí, ponerlo en vigor',
    );
    for (const day of ['2025-01-09', '2025-02-05', '2025-04-10', '2025-07-01', '2025-12-30']) {
      s.at(local(day, '09:30'));
      await s.bot.tick();
      for (const said of ['avance', 'pendientes', 'informe', 'inicio', 'programa', `avance ${number}`])
        expect(words(await ask(said)), `${day} ${said}`).not.toContain('Algo falló');
    }
    expect(words(await ask('informe trimestral 3'))).toContain('tercer trimestre de 2025');
    expect(words(await s.ask(cast.employee, 'mi avance'))).not.toContain('Algo falló');
  });
});

describe('activities of a programme in force', () => {
  it.each([
    [(rows: string[][]) => [...rows, added('14')], 'se agregan en la tabla «actividades» de un borrador'],
    [(rows: string[][]) => rows.slice(0, -1), 'falta Actividad 13'],
  ])('neither come nor go', async (change, why) => {
    const rows = await rowsOf(await ask('programa actividades'));
    expect(words(await ask('programa actividades', await sentTable(change(rows))))).toContain(why);
  });
});
