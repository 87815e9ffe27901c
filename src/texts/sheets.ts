import type { Block, Link, Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dayMonth, join, longDate, number, plural, shortDate } from './format.ts';
import { cut } from './uploads.ts';

const people = (n: number): string => plural(n, 'persona', 'personas');
/** Lines that a message shows; the workbook beside it has all. */
export const shownLines = 40;

interface Row {
  readonly row: number;
  readonly name: string;
}

/** What became of a row that came back. */
export interface ReturnedLine extends Row {
  readonly what: 'new' | 'proved' | 'already' | 'refused';
  readonly folio: string | null;
  /** Why not, where it is refused. */
  readonly why: string;
  /** What was given, on a sheet of donations. */
  readonly given: string | null;
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

/** What became of a row, in words. */
export const becameOf = (l: ReturnedLine): string => {
  const folio = l.folio === null ? '' : `, folio ${l.folio}`;
  switch (l.what) {
    case 'new':
      return `registrada${folio}`;
    case 'proved':
      return `ya lo había declarado; quedó acreditada${folio}`;
    case 'already':
      return `ya estaba registrada${folio}; no se anotó otra vez`;
    case 'refused':
      return `no se puede: ${l.why}`;
  }
};

const lineOf = (l: ReturnedLine): string =>
  `${l.row}. ${l.name}${l.given === null ? '' : `, ${l.given}`}: ${becameOf(l)}`;
const list = (items: readonly string[]): Block => ({
  type: 'list',
  items: cut(items, shownLines, (n) => `y ${number(n)} más; están todas en el archivo adjunto`),
});
const rowList = (rows: readonly Row[]): Block => ({
  type: 'list',
  items: rows.map((r) => `${r.row}. ${r.name}`),
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
  badRows: (n: number, last: number, bad: readonly string[]): Message =>
    problem(
      bad.length === 0
        ? `No entendí qué renglones de la hoja ${n} están firmados.`
        : `La hoja ${n} tiene los renglones 1 a ${last}; no entendí ${join(bad.map((b) => `«${b.slice(0, 20)}»`))}.`,
      `Por ejemplo: hoja ${n} todos, hoja ${n} todos menos 4 9, hoja ${n} 1 2 5-8`,
    ),
  badGifts: (n: number, last: number, bad: readonly string[]): Message =>
    problem(
      bad.length === 0
        ? `¿Qué entregó cada quien en la hoja ${n}?`
        : `La hoja ${n} tiene los renglones 1 a ${last}; no entendí ${join(bad.map((b) => `«${b.slice(0, 40)}»`))}.`,
      `Escribe el renglón, qué y cuánto, con comas entre uno y otro: ${howBack(n, 'donations')}. Sin decir qué, son tapitas.`,
    ),
  gone: (n: number, date: string, rows: readonly Row[]): Message =>
    message(
      `No registré la hoja ${n}: el ${dayMonth(date)} hay personas que no están en la plantilla.`,
      rowList(rows),
      small(
        'No se registró nada. Déjalas fuera con «menos» y sus renglones, o escribe la fecha en que firmaron.',
      ),
    ),
  cannot: (n: number, lines: readonly ReturnedLine[]): Message =>
    message(
      `No registré la hoja ${n}: hay renglones que no se pueden registrar.`,
      list(lines.filter((l) => l.what === 'refused').map(lineOf)),
      small('No se registró nada. Corrige esos renglones y escribe la hoja completa otra vez.'),
    ),
  recorded: (o: {
    readonly n: number;
    readonly date: string;
    readonly lines: readonly ReturnedLine[];
    readonly by: string | null;
    /** Numbers of the evidence that came along. */
    readonly scans: readonly string[];
    /** The sheet has a scan by now. */
    readonly proved: boolean;
  }): Message => {
    const fresh = o.lines.filter((l) => l.what !== 'already').length;
    const gifts = o.lines.some((l) => l.given !== null);
    const what = gifts ? plural(fresh, 'donativo', 'donativos') : people(fresh);
    return message(
      fresh === 0
        ? `La hoja ${o.n} ya estaba registrada: no se anotó nada otra vez.`
        : `Listo: ${what} de la hoja ${o.n}, con fecha del ${longDate(o.date)}.`,
      list(o.lines.map(lineOf)),
      o.scans.length > 0 ? text(savedAs(o.scans)) : null,
      o.proved ? null : text('Falta la foto o el escaneo de la hoja firmada: es la evidencia.'),
      o.proved ? null : buttons({ label: 'Adjuntar la foto', words: `hoja ${o.n} foto` }),
      small(
        `Registrado por ${o.by ?? 'el Comité'}. Un error se corrige con: cancelar FOLIO "motivo"${gifts ? '. Si de verdad hubo otro donativo igual ese día, anótalo con: registrar NÚMERO tapitas 2.5 kg' : ''}.`,
      ),
    );
  },
  sendScan: (n: number): Message =>
    message(
      `Envíame ahora la foto o el escaneo de la hoja ${n} en nuestro chat personal.`,
      text('Puede ser PDF o imágenes, varias a la vez. La espero una hora.'),
      small(`Más tarde, envíala con las palabras: hoja ${n} foto`),
    ),
  scanned: (n: number, ids: readonly string[]): Message =>
    ids.length === 0
      ? message(`La hoja ${n} ya tenía esa foto, o no se pudo guardar.`)
      : message(
          `Listo: la hoja ${n} ya tiene su foto. ${savedAs(ids)}`,
          buttons({ label: `Ver la hoja ${n}`, words: `hoja ${n}` }),
        ),
  held: (n: number): Block =>
    small(
      `Ya tengo la foto: se guardará con la hoja ${n} cuando quede registrada, no hace falta enviarla otra vez.`,
    ),
  notKept: small(
    'Los archivos que enviaste no se guardaron: la foto de una hoja se envía con su número, por ejemplo: hoja 231 foto',
  ),
  unreadable: (name: string, lines: readonly string[]): Message =>
    message(
      `No pude leer «${name}», así que no se registró nada.`,
      { type: 'list', items: lines },
      small('No se registró nada.'),
    ),
  tableErrors: (n: number, errors: readonly string[]): Message =>
    message(
      `La tabla de la hoja ${n} tiene ${plural(errors.length, 'error', 'errores')}, así que no se registró nada.`,
      { type: 'list', items: cut(errors, shownLines, (more) => `y ${number(more)} más`) },
      small('No se registró nada. Corrígela y envíala completa otra vez.'),
    ),
  tableEmpty: (n: number): Message =>
    problem(`En la tabla de la hoja ${n} nadie está marcado.`, `Para tenerla de nuevo: hoja ${n} xlsx`),
  tableGone: (n: number): Message =>
    problem(
      'Ya no tengo esa tabla: la guardo solo una hora mientras la confirmas.',
      `Vuelve a enviarla con las palabras: hoja ${n}`,
    ),
  tablePreview: (
    n: number,
    lines: readonly (Row & { readonly said: readonly { readonly text: string }[] })[],
    words: string,
  ): Message =>
    message(
      `En la tabla de la hoja ${n} hay ${plural(lines.length, 'renglón marcado', 'renglones marcados')}.`,
      list(
        lines.map(
          (l) =>
            `${l.row}. ${l.name}${l.said.length === 0 ? '' : `: ${l.said.map((t) => t.text).join(' ')}`}`,
        ),
      ),
      buttons({
        label: `Registrar ${plural(lines.length, 'renglón', 'renglones')}`,
        words,
        style: 'primary',
      }),
      small('Todavía no se registró nada. Guardo la tabla una hora, solo para esta confirmación.'),
    ),
};

const savedAs = (ids: readonly string[]): string =>
  `${ids.length === 1 ? 'Quedó guardada como evidencia' : 'Quedaron guardadas como evidencias'} ${join(ids)}.`;
