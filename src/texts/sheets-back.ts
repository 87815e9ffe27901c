import type { Block, Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dayMonth, join, longDate, number, people, plural } from './format.ts';
import { howBack, list, type Row, shownLines } from './sheets.ts';
import { cut } from './uploads.ts';

/** What became of a row that came back. */
export interface ReturnedLine extends Row {
  readonly what: 'new' | 'proved' | 'already' | 'refused';
  readonly folio: string | null;
  /** Why not, where it is refused. */
  readonly why: string;
  /** What was given, on a sheet of donations. */
  readonly given: string | null;
}

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
const rowList = (rows: readonly Row[]): Block => ({
  type: 'list',
  items: rows.map((r) => `${r.row}. ${r.name}`),
});

const savedAs = (ids: readonly string[]): string =>
  `${ids.length === 1 ? 'Quedó guardada como evidencia' : 'Quedaron guardadas como evidencias'} ${join(ids)}.`;

/** What is said of sheets that come back. */
export const backTexts = {
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
