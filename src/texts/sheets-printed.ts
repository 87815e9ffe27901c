import { shortDate } from './format.ts';
import { howBack, type Shown } from './sheets.ts';
import { becameOf, type ReturnedLine } from './sheets-back.ts';

/** What a printed sheet says. */
export const printed = {
  title: (n: number): string => `Hoja ${n}`,
  letterTitle: (n: number, row: number): string => `Hoja ${n}, renglón ${row}`,
  subtitle: (course: string | null, date: string | null): string =>
    [course === null ? '' : `«${course}»`, date === null ? 'Fecha: ____________________' : shortDate(date)]
      .filter(Boolean)
      .join(', '),
  activity: (number: number, title: string): string => `Actividad ${number}. ${title}`,
  unit: (unit: string): string => `Unidad: ${unit}`,
  columns: {
    row: 'Renglón',
    number: 'Número',
    name: 'Nombre',
    thing: 'Qué',
    amount: 'Cuánto',
    signature: 'Firma',
  },
  gifts:
    'Qué: tapitas, alimentos, ropa, cobijas u otros. Cuánto: kilos o piezas, por ejemplo 2.5 kg o 3 piezas.',
  /** Of one sheet: its own pages; of several in one file: the pages of that file too. */
  footer: (name: string, page: number, of: string): string => `${name}, página ${page}${of}`,
  ofPages: (pages: number): string => ` de ${pages}`,
  ofFile: (page: number, pages: number): string => ` (${page} de ${pages} del archivo)`,
  back: (n: number, form: Shown['form']): string => `Al devolverla, en el chat: ${howBack(n, form)}`,
  lead: 'Nombre y firma de la persona responsable de la unidad: ______________________________',
  letter: {
    name: (name: string, number: string): string => `${name}, número de empleado ${number}`,
    version: (version: string): string => `Versión ${version} de la carta`,
    date: 'Lugar y fecha: ________________________________________',
    line: '________________________________________',
    signature: 'Firma',
    back: 'Firma en papel. Devuélvela a la persona responsable de tu unidad; se registra con la hoja y el renglón de arriba.',
  },
  written: (file: string): string => `Se escribió ${file}.`,
  none: (n: number): string => `No hay una hoja ${n}.`,
};

export const sheetTable = {
  sheet: (n: number): string => `Hoja ${n}`,
};

/** What became of each row that came back, where a message has no room for all. */
export const resultTable = (n: number, lines: readonly ReturnedLine[]) => ({
  file: `hoja-${n}-resultado.xlsx`,
  sheet: `Hoja ${n}`,
  header: ['Renglón', 'Nombre', 'Qué', 'Resultado', 'Folio'],
  rows: lines.map((l) => [l.row, l.name, l.given, becameOf(l), l.folio]),
  widths: [10, 40, 24, 56, 18],
});
