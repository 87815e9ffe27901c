import type { Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { number, plural } from './format.ts';
import { cut } from './uploads.ts';

/** Lines that a message shows; the workbook beside it has all. */
export const shownLines = 30;

export type Became = 'new' | 'proved' | 'already' | 'refused';

interface Line {
  readonly row: number;
  readonly number: string;
  readonly name: string | null;
  readonly words: string;
  readonly what: Became;
  readonly folio: string | null;
  readonly said: string;
}

const rows = (n: number): string => plural(n, 'fila', 'filas');
const folioOf = (folio: string | null): string => (folio === null ? '' : `, folio ${folio}`);

/** What became of a row, or would. */
export const became = (l: Pick<Line, 'what' | 'folio' | 'said'>, done: boolean): string =>
  ({
    new: done ? `registrado${folioOf(l.folio)}` : 'se registraría',
    proved: `ya estaba declarado${folioOf(l.folio)}; ${done ? 'quedó acreditado' : 'quedaría acreditado'}`,
    already: `ya estaba registrado${folioOf(l.folio)}; no se anota otra vez`,
    refused: `no se puede: ${l.said}`,
  })[l.what];

const lineOf = (l: Line, done: boolean): string =>
  `Fila ${l.row}: ${[l.number, l.name].filter(Boolean).join(' ')}, ${l.words}: ${became(l, done)}`;

const listed = (lines: readonly Line[], done: boolean) => ({
  type: 'list' as const,
  items: cut(
    lines.map((l) => lineOf(l, done)),
    shownLines,
    (n) => `y ${number(n)} más; están todas en el archivo adjunto`,
  ),
});

const count = (lines: readonly Line[], what: Became): number => lines.filter((l) => l.what === what).length;

/** How many rows would be recorded or accredited. */
const fresh = (lines: readonly Line[]): number => count(lines, 'new') + count(lines, 'proved');

export const registersTexts = {
  how: (): Message =>
    problem(
      'Para registrar una lista hecha en papel, envíame el archivo en este chat con la palabra «registros».',
      'Es un Excel (.xlsx) o un CSV con las columnas numero_empleado, registro, detalle, fecha, horas y cantidad. Si la lista tiene firmas o es oficial: registros acreditado',
    ),
  gone: (): Message =>
    problem(
      'Ya no tengo esa lista: la guardo solo una hora mientras la confirmas.',
      'Vuelve a enviarla con la palabra: registros',
    ),
  unreadable: (name: string, lines: readonly string[]): Message =>
    message(
      `No pude leer «${name}», así que no se registró nada.`,
      { type: 'list', items: lines },
      small('No se registró nada.'),
    ),
  errors: (errors: readonly string[]): Message =>
    message(
      `La lista tiene ${plural(errors.length, 'error', 'errores')}, así que no se registró nada.`,
      { type: 'list', items: cut(errors, shownLines, (n) => `y ${number(n)} más`) },
      small('No se registró nada. Corrígela y envíala completa otra vez.'),
    ),
  refused: (lines: readonly Line[]): Message =>
    message(
      `${plural(count(lines, 'refused'), 'fila no se puede', 'filas no se pueden')} registrar, así que no se registró nada.`,
      listed(
        lines.filter((l) => l.what === 'refused'),
        false,
      ),
      small(
        'No se registró nada: se registran todas las filas o ninguna. Corrígela y envíala completa otra vez.',
      ),
    ),
  preview: (lines: readonly Line[], words: string, accredited: boolean): Message => {
    const n = fresh(lines);
    if (n === 0)
      return message(
        'Todo lo de la lista ya estaba registrado: no hay nada que anotar.',
        listed(lines, false),
      );
    return message(
      `Leí ${rows(lines.length)}: se registrarían ${number(n)}${accredited ? ', acreditadas' : ', declaradas'}.`,
      listed(lines, false),
      accredited
        ? null
        : text('Si la lista tiene firmas o es oficial, envíala de nuevo con «registros acreditado».'),
      buttons({ label: `Registrar ${rows(n)}`, words, style: 'primary' }),
      small('Todavía no se registró nada. Guardo la lista una hora, solo para esta confirmación.'),
    );
  },
  done: (lines: readonly Line[], by: string | null): Message =>
    message(
      fresh(lines) === 0
        ? 'Todo lo de la lista ya estaba registrado: no se anotó nada otra vez.'
        : `Listo: ${plural(fresh(lines), 'fila registrada', 'filas registradas')}.`,
      listed(lines, true),
      small(
        `Registrado por ${by ?? 'el Comité'}. Un error se corrige con: cancelar FOLIO "motivo". Para guardar la lista como evidencia, envíala con las palabras: evidencia 9`,
      ),
    ),
  file: (day: string): string => `registros-${day}.xlsx`,
  sheet: 'Registros',
  header: ['Fila', 'Número', 'Nombre', 'Registro', 'Resultado', 'Folio'],
};
