import type { TouchedReport } from '../corrections.ts';
import type { Message } from '../message.ts';
import type { Stint } from '../view/shapes.ts';
import { message, problem, small, text } from './common.ts';
import { shortDate } from './format.ts';
import { touchedBlocks } from './withdrawal.ts';

const stint = ({ unit, from, to }: Stint): string =>
  `${unit}, desde el ${shortDate(from)}${to === null ? '' : ` y hasta antes del ${shortDate(to)}`}`;

const history = (stints: readonly Stint[]): string =>
  stints.length === 0 ? 'nunca estuvo en la plantilla' : stints.map(stint).join('; ');

export const rosterCorrection = {
  how: (): Message =>
    problem(
      'No entendí qué corregir de la plantilla.',
      'Puede ser: plantilla corregir 01234 alta 2024-03-01 motivo "…", plantilla corregir 01234 baja 2024-05-01 motivo "…", plantilla corregir 01234 baja no motivo "…", plantilla corregir 01234 unidad "Archivo" 2024-02-01 motivo "…", plantilla corregir 01234 quitar motivo "…"',
    ),
  noPerson: (said: string): Message =>
    problem(`No encuentro el número «${said}» en la plantilla.`, 'Revisa los ceros a la izquierda.'),
  notThere: (): Message =>
    problem(
      'Esa persona no está en la plantilla, así que no hay fechas que corregir.',
      'Si ingresó, cárgala con «plantilla importar».',
    ),
  order: (): Message =>
    problem(
      'Esa fecha no cabe entre las demás: el alta va antes que la baja y las unidades van una después de otra.',
      'Escribe «plantilla» para ver cómo está, o corrige primero la otra fecha.',
    ),
  needsReason: (number: string): Message =>
    problem(
      'Para corregir la plantilla hace falta el motivo.',
      `Escribe al final: motivo "…". Por ejemplo: plantilla corregir ${number} alta 2024-03-01 motivo "error en el archivo"`,
    ),
  same: (name: string, stints: readonly Stint[]): Message =>
    message(`${name} ya está así: ${history(stints)}.`, small('No se registró nada.')),
  corrected: (
    name: string,
    before: readonly Stint[],
    after: readonly Stint[],
    touched: readonly TouchedReport[],
  ): Message =>
    message(
      `Listo: corregí la plantilla de ${name}.`,
      text(`Antes: ${history(before)}.`),
      text(`Ahora: ${history(after)}.`),
      ...touchedBlocks(touched),
      small('Las cifras de todas las fechas ya siguen este dato; lo anterior se conserva en el historial.'),
    ),
};
