import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/request.ts';
import { office, readers } from '../reports/support.ts';
import { cast, scene, units } from '../rules/support.ts';
import { contentOf } from '../support/bot.ts';
import { csv, sent } from '../support/files.ts';

const at = '2024-05-09T17:00:00Z';
/** The first sheet as LibreOffice reads it, with quotes where a cell is text. */
const asCsv = async ({ attachments = [] }: Reply): Promise<string[]> => {
  const [file] = attachments;
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
  return (await office(await contentOf(file!), file!.name, filter)).toString('utf8').trim().split('\n');
};

describe.skipIf(!readers)('workbooks opened by LibreOffice', () => {
  it('who is missing, a sheet to fill in, and the plantilla, numbers with their zeros', async () => {
    const s = await scene({ at });
    const missing = await asCsv(await s.ask(cast.member, 'pendientes 9 xlsx'));
    expect(missing[0]).toBe(
      'Número de empleado,Nombre,Unidad (plantilla del 9 de mayo de 2024),Puesto,Cuenta de chat',
    );
    expect(missing).toContain('00010,Persona 00010,Archivo,,no');
    await s.ask(cast.member, `hoja 10 "${units.big}"`);
    const sheet = await asCsv(await s.ask(cast.member, 'hoja 1 xlsx'));
    expect(sheet.slice(0, 2)).toEqual([
      'hoja,renglon,numero_empleado,nombre,que,cuanto',
      '1,1,00001,Persona 00001,,',
    ]);
    const roster = await asCsv(await s.ask(cast.secretary, 'plantilla descargar'));
    expect(roster[0]).toBe('numero_empleado,nombre,correo,unidad,puesto,alta,baja');
    expect(roster[1]).toBe('00010,Persona 00010,p00010@ejemplo.invalid,Archivo,,2020-01-01,');
  }, 120_000);

  it('have no cell that a spreadsheet runs', async () => {
    const s = await scene({ at });
    const rows = [
      ['numero_empleado', 'nombre', 'correo', 'unidad', 'puesto'],
      ['00077', 'Ana', '+a@ejemplo.invalid', '=1+1', '@SUM(1)'],
    ];
    const shown = await s.ask(cast.secretary, 'plantilla importar', {
      files: [sent('plantilla.csv', csv(...rows))],
    });
    const [choice] = shown.message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices : []));
    await s.ask(cast.secretary, choice!.words);
    const table = await asCsv(await s.ask(cast.secretary, 'plantilla descargar'));
    expect(table).toContain("00077,Ana,'+a@ejemplo.invalid,'=1+1,'@SUM(1),2024-05-09,");
  }, 120_000);
});
