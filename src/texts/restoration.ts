import type { Message } from '../message.ts';
import type { Jump, Restore } from '../view/shapes.ts';
import { buttons, message, small, text } from './common.ts';
import { clock, fullDate, join, number, plural, shortDate } from './format.ts';

/** A day and a time of the programme's zone. */
export interface Moment {
  readonly day: string;
  /** `HH:MM` */
  readonly time: string;
}

const series: Readonly<Record<string, string>> = {
  sheet: 'hojas para firmas',
  asking: 'tandas de recordatorios',
};

const at = ({ day, time }: Moment): string => `${fullDate(day)} a las ${clock(time)}`;

/** `2024-CAP del 13 al 112`: the numbers that nobody gets. */
export const jumpText = ({ series: name, from, to }: Jump): string =>
  `${series[name] ?? name} del ${number(from + 1)} al ${number(to)}`;

/** The jump of the folios in one line; one of all series alike is said once. */
function jumpsLine(jumps: readonly Jump[]): string {
  if (jumps.length === 0) return 'Ningún folio se salta.';
  return `Folios que no se usarán: ${jumps.map(jumpText).join('; ')}.`;
}

const lostText = (lost: number | null): string =>
  lost === null
    ? 'No se sabe cuántos registros posteriores se perdieron.'
    : lost === 0
      ? 'No se perdió ningún registro.'
      : `Se perdieron ${plural(lost, 'asiento posterior', 'asientos posteriores')} al respaldo.`;

/** What waits to go out: a line for each message to a channel, and how many to people. */
export interface Pending {
  readonly lines: readonly string[];
  readonly people: number;
}

const pendingItems = ({ lines, people }: Pending): string[] => [
  ...lines,
  ...(people === 0 ? [] : [plural(people, 'mensaje personal', 'mensajes personales')]),
];

export const restorationTexts = {
  /** To the committee, once. */
  waits: (restore: Restore, taken: Moment): Message =>
    message(
      `Los datos del bot se recuperaron de un respaldo del ${at(taken)}.`,
      text(
        `${lostText(restore.lost)} Contesto y registro con normalidad, pero nada sale por mi cuenta hasta que la Secretaría Ejecutiva lo confirme.`,
      ),
      text('Secretaría Ejecutiva: escribe «restauración» para ver qué saldría y decidir.'),
      small(jumpsLine(restore.jumps)),
    ),
  show: (restore: Restore, taken: Moment, pending: Pending, code: string): Message =>
    message(
      `Los datos se recuperaron de un respaldo del ${at(taken)} y espero tu confirmación.`,
      text(lostText(restore.lost)),
      text(
        pendingItems(pending).length === 0
          ? 'Nada está pendiente de salir. Al confirmar, sigo como siempre.'
          : 'Esto saldría ahora. Puede que una parte ya se haya publicado antes de la falla: revisa los canales.',
      ),
      pendingItems(pending).length === 0 ? null : { type: 'list', items: pendingItems(pending) },
      pendingItems(pending).length === 0
        ? buttons({ label: 'Confirmar', words: `restauracion enviar ${code}`, style: 'primary' })
        : buttons(
            { label: 'Enviar lo pendiente', words: `restauracion enviar ${code}`, style: 'primary' },
            { label: 'No enviarlo', words: `restauracion omitir ${code}`, style: 'danger' },
          ),
      small(
        'Con «No enviarlo» eso ya no sale y lo que venga después sí. Si una tarjeta sí se publicó, regístrala: tarjeta enviada FECHA',
      ),
      small(jumpsLine(restore.jumps)),
    ),
  changed: 'Lo pendiente cambió desde que lo viste; no se confirmó nada. Revísalo otra vez.',
  confirmed: (said: boolean, pending: Pending): Message =>
    message(
      said
        ? 'Confirmado: vuelvo a publicar por mi cuenta.'
        : 'Confirmado: lo pendiente no sale y desde ahora vuelvo a publicar por mi cuenta.',
      pendingItems(pending).length === 0
        ? null
        : text(`${said ? 'Sale ahora' : 'No sale'}: ${join(pendingItems(pending))}.`),
    ),
  none: (last: Restore | null): Message =>
    message(
      last === null
        ? 'Los datos nunca se han recuperado de un respaldo.'
        : `No hay nada que confirmar. La última recuperación de un respaldo fue el ${fullDate(last.on)}.`,
      last === null ? null : small(jumpsLine(last.jumps)),
    ),
  /** In a report. */
  reported: (restore: Restore, takenOn: string): string =>
    `El ${shortDate(restore.on)} el libro se recuperó de un respaldo del ${shortDate(takenOn)}. ${lostText(restore.lost)} ${jumpsLine(restore.jumps)}`,
};
