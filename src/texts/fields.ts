import type { Message } from '../message.ts';
import { problem } from './common.ts';
import { shortDate } from './format.ts';

/** What bad dates, amounts and texts are answered: what was understood and how to write it. */
export const badDate = {
  unknown: (said: string): Message =>
    problem(
      `No entendí la fecha «${said}».`,
      'Escríbela así: 2024-05-07, 7/5/2024, «7 de mayo», «hoy» o «ayer».',
    ),
  impossible: (said: string): Message =>
    problem(
      `La fecha «${said}» no existe en el calendario.`,
      'Revisa el día y el mes: primero va el día, por ejemplo 7/5/2024.',
    ),
  future: (date: string): Message =>
    problem(
      `El ${shortDate(date)} todavía no llega.`,
      'Solo se registra lo que ya pasó: escribe la fecha de hoy o una anterior.',
    ),
  tooOld: (date: string, first: string): Message =>
    problem(
      `El ${shortDate(date)} es anterior al programa de este año.`,
      `Se registra lo que pasó desde el ${shortDate(first)}.`,
    ),
  past: (date: string): Message =>
    problem(
      `El ${shortDate(date)} ya pasó.`,
      'Escribe una fecha de hoy en adelante, por ejemplo «20 de mayo».',
    ),
};

/** Why an amount is none, with an example. */
export const badAmount = (reason: string, said: string, example: string, most: string): Message => {
  const how = `Escribe la cantidad con su unidad, por ejemplo: ${example}`;
  switch (reason) {
    case 'negative':
      return problem(`Entendí «${said}», pero la cantidad debe ser mayor que cero.`, how);
    case 'zero':
      return problem('La cantidad debe ser mayor que cero.', how);
    case 'too-large':
      return problem(
        `Entendí «${said}», pero es demasiado: lo más que se puede anotar de una vez es ${most}.`,
        how,
      );
    case 'fraction':
      return problem(`Entendí «${said}», pero las piezas se cuentan enteras.`, how);
    case 'no-unit':
      return problem(`¿«${said}» de qué? Faltó la unidad.`, how);
    default:
      return problem(said ? `No entendí la cantidad «${said}».` : 'Faltó la cantidad.', how);
  }
};

export const dateLabel = '¿Qué día fue?';
export const optionalNote = 'Opcional';
