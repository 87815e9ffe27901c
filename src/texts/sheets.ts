import type { Block, Link, Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { join, number, people, plural, shortDate } from './format.ts';
import { cut } from './uploads.ts';

/** Lines that a message shows; the workbook beside it has all. */
export const shownLines = 40;

/** A row of a sheet and who stands there. */
export interface Row {
  readonly row: number;
  readonly name: string;
}

export interface Shown {
  readonly sheet: number;
  readonly unit: string;
  readonly activity: number;
  readonly course: string | null;
  readonly date: string | null;
  readonly form: 'signatures' | 'letters' | 'donations';
}

/** How a sheet is registered when it comes back, in the words of its form. */
export const howBack = (n: number | string, form: Shown['form']): string =>
  form === 'donations' ? `hoja ${n} 4 2.5 kg, 9 ropa 3 piezas` : `hoja ${n} todos menos 4 9 17`;

const kindOf = {
  signatures: 'hoja',
  letters: 'cartas, una por página, hoja',
  donations: 'hoja de donativos',
};

/** Lines of a sheet, cut where a workbook beside the message has them all. */
export const list = (items: readonly string[]): Block => ({
  type: 'list',
  items: cut(items, shownLines, (n) => `y ${number(n)} más; están todas en el archivo adjunto`),
});
export const sheets = {
  how: (): Message =>
    problem(
      'Para una hoja hacen falta la actividad y la unidad entre comillas; en capacitación, también el curso y su fecha.',
      'Por ejemplo: hoja 9 "Subdirección Médica" "Ética pública" 2024-05-07, hoja 11 "Subdirección Médica", o al devolverla: hoja 231 todos menos 4 9 17',
    ),
  bulkHow: (): Message =>
    problem(
      'Para las hojas de todas las unidades hace falta la actividad; en capacitación, también el curso y su fecha.',
      'Por ejemplo: hojas 11 todas, hojas 9 todas "Ética pública" 2024-05-07. Para ver las que hay: hojas',
    ),
  lettersHow: (): Message =>
    problem(
      '¿De qué unidad imprimo las cartas?',
      'Por ejemplo: cartas "Subdirección Médica", o de todas las unidades: cartas todas',
    ),
  noLetter: (): Message =>
    problem(
      'El texto de la carta todavía no está confirmado, así que no se imprime para firmar.',
      'La Secretaría Ejecutiva lo confirma con: carta confirmar',
    ),
  ownUnitOnly: (): Message =>
    problem(
      'Como responsable de unidad puedes pedir y devolver solo las hojas de tu unidad.',
      'Escribe «pendientes» para ver quién falta en ella.',
    ),
  nobody: (unit: string | null, activity: number): Message =>
    problem(
      `${unit === null ? 'No' : `En «${unit}» no`} falta nadie en la actividad ${activity}; no hace falta una hoja.`,
      `Para ver quién falta: pendientes ${activity}`,
    ),
  issued: (n: number, unit: string, rows: number, left: number, form: Shown['form']): Message =>
    message(
      `Listo: ${kindOf[form]} ${n} de «${unit}» con ${people(rows)}.`,
      text(
        `Va lista para imprimir. Cuando vuelva firmada, escribe por ejemplo «${howBack(n, form)}» y adjunta la foto.`,
      ),
      left > 0 ? small(`No cupieron ${people(left)} más; pide otra hoja cuando registres esta.`) : null,
      buttons(
        { label: `Ver la hoja ${n}`, words: `hoja ${n}` },
        ...(form === 'letters' ? [] : [{ label: 'En Excel', words: `hoja ${n} xlsx` }]),
      ),
    ),
  issuedAll: (
    form: Shown['form'],
    lines: readonly { readonly n: number; readonly unit: string; readonly rows: number }[],
  ): Message => {
    const total = lines.reduce((sum, l) => sum + l.rows, 0);
    return message(
      `Listo: ${plural(lines.length, 'hoja', 'hojas')} con ${people(total)} en total.`,
      list(lines.map((l) => `Hoja ${l.n}: «${l.unit}», ${people(l.rows)}`)),
      text(
        `Van listas para imprimir, cada una desde su propia página. Al volver, por ejemplo: ${howBack(lines[0]?.n ?? 1, form)}`,
      ),
    );
  },
  file: (numbers: readonly number[]): string =>
    numbers.length === 1 ? `hoja-${numbers[0]}.pdf` : `hojas-${numbers[0]}-a-${numbers.at(-1)}.pdf`,
  tableFile: (n: number): string => `hoja-${n}.xlsx`,
  again: (n: number): Message => message(`Aquí está la hoja ${n} para imprimir.`),
  table: (n: number, form: Shown['form']): Message =>
    message(
      `Aquí está la lista de la hoja ${n}.`,
      text(
        form === 'donations'
          ? `Llena «que» y «cuanto» y envíamela de vuelta con las palabras: hoja ${n}`
          : `Escribe «sí» en «firmo» a quienes firmaron y envíamela de vuelta con las palabras: hoja ${n}`,
      ),
    ),
  noSheet: (n: number): Message =>
    problem(`No encuentro la hoja ${n}.`, 'Para pedir una: hoja 11 "Subdirección Médica"'),
  show: (
    sheet: Shown,
    rows: readonly (Row & { readonly back: boolean })[],
    scans: readonly string[],
    links: readonly Link[],
  ): Message => {
    const back = rows.filter((r) => r.back).length;
    return message(
      `Hoja ${sheet.sheet}: actividad ${sheet.activity}, «${sheet.unit}»${sheet.course === null ? '' : `, «${sheet.course}»`}${sheet.date === null ? '' : `, ${shortDate(sheet.date)}`}.`,
      text(
        back === 0
          ? 'Todavía no se registra.'
          : `Registrada: ${number(back)} de ${plural(rows.length, 'renglón', 'renglones')}.`,
      ),
      { type: 'list', items: rows.map((r) => `${r.row}. ${r.name}${r.back ? ' · registrada' : ''}`) },
      scans.length === 0 ? small('Sin foto ni escaneo todavía.') : text(`Foto o escaneo: ${join(scans)}.`),
      links.length === 0 ? null : { type: 'links', links },
      buttons(
        { label: 'Imprimir (PDF)', words: `hoja ${sheet.sheet} pdf` },
        ...(sheet.form === 'letters' ? [] : [{ label: 'En Excel', words: `hoja ${sheet.sheet} xlsx` }]),
        { label: 'Adjuntar la foto', words: `hoja ${sheet.sheet} foto` },
      ),
      small(`Para registrarla: ${howBack(sheet.sheet, sheet.form)}`),
    );
  },
  overview: (
    open: readonly string[],
    unproved: readonly { readonly n: number; readonly line: string }[],
    more: number,
  ): Message =>
    message(
      open.length + unproved.length === 0
        ? 'No hay hojas por devolver ni sin foto.'
        : `${plural(open.length, 'hoja por devolver', 'hojas por devolver')} y ${number(unproved.length)} sin foto.`,
      ...(open.length === 0 ? [] : [text('Por devolver:'), { type: 'list' as const, items: open }]),
      ...(unproved.length === 0
        ? []
        : [
            text('Registradas sin foto ni escaneo:'),
            { type: 'list' as const, items: unproved.map((u) => u.line) },
            buttons(
              ...unproved
                .slice(0, 4)
                .map(({ n }) => ({ label: `Adjuntar foto de la ${n}`, words: `hoja ${n} foto` })),
            ),
          ]),
      more > 0 ? small(`Se muestran las más recientes; hay ${number(more)} más.`) : null,
      small('Para pedir una: hoja 11 "Subdirección Médica". De todas las unidades: hojas 11 todas'),
    ),
  overviewLine: (s: Shown, rows: number, back: number, on: string): string =>
    `Hoja ${s.sheet}: actividad ${s.activity}, «${s.unit}»${s.course === null ? '' : `, «${s.course}»`}, del ${shortDate(on)}; ${number(back)} de ${number(rows)}`,
};
