import type { TouchedReport } from '../corrections.ts';
import type { Form, Message } from '../message.ts';
import { message, problem, small, text } from './common.ts';
import { touchedBlocks } from './withdrawal.ts';

export const correction = {
  noFolio: (): Message =>
    problem(
      '¿Qué folio quieres corregir?',
      'Escribe: corregir FOLIO. Tus folios están en «mi avance»; también puedes decir de una vez qué cambia: corregir FOLIO 2024-05-07',
    ),
  isVoided: (folio: string, by: string | null): Message =>
    problem(
      by === null ? `El folio ${folio} está cancelado.` : `El folio ${folio} ya se corrigió: vale el ${by}.`,
      by === null ? 'Registra de nuevo lo que corresponda.' : `Para corregirlo otra vez: corregir ${by}`,
    ),
  needsReason: (folio: string): Message =>
    problem(
      'Para corregir este registro hace falta el motivo.',
      `Escribe al final: motivo "…". Por ejemplo: corregir ${folio} 2024-05-07 motivo "la fecha estaba mal"`,
    ),
  how: (folio: string, what: string): Message =>
    problem(
      `Di qué cambia en ${what}, folio ${folio}.`,
      `Escribe después del folio lo que es distinto; lo demás queda igual. Por ejemplo: corregir ${folio} 2024-05-07 motivo "la fecha estaba mal"`,
    ),
  form: (folio: string, what: string, fields: Form['fields'], needs: boolean): Form => ({
    title: 'Corregir un registro',
    words: `corregir ${folio}`,
    intro: `Corriges ${what}, folio ${folio}. El registro anterior se cancela y el nuevo recibe otro folio.`,
    submit: 'Corregir',
    fields: [
      ...fields,
      {
        id: 'reason',
        type: 'text',
        label: 'Motivo de la corrección',
        maxLength: 300,
        ...(needs ? {} : { optional: true }),
      },
    ],
  }),
  same: (folio: string): Message =>
    message(`El folio ${folio} ya dice exactamente eso; no cambié nada.`, small('No se registró nada.')),
  /** The answer of the record's own command, with both folios. */
  replaced: (
    old: { readonly folio: string; readonly what: string; readonly by: string },
    voided: string,
    made: Message,
    evidence: boolean,
    touched: readonly TouchedReport[],
  ): Message =>
    message(
      `Corregí ${old.what}: el folio ${old.folio} queda cancelado y vale el ${old.by}.`,
      ...made.blocks.filter((b) => b.type !== 'choices'),
      ...touchedBlocks(touched),
      small(
        `Folio de la cancelación: ${voided}. El registro anterior se conserva en el historial${evidence ? '; su evidencia pasó al nuevo' : ''}.`,
      ),
    ),
  /** What was wrong with the new record, and that the old one stands. */
  untouched: (why: Message): Message => ({
    ...why,
    blocks: [...why.blocks, text('El registro anterior sigue igual: no se canceló nada.')],
  }),
};
