import type { TouchedReport } from '../corrections.ts';
import type { Message } from '../message.ts';
import { message, problem, small, text } from './common.ts';
import { fullDate, plural } from './format.ts';

export const withdrawal = {
  noFolio: (): Message =>
    problem('¿Qué folio quieres cancelar?', 'Escribe: cancelar FOLIO. Tus folios están en «mi avance».'),
  noSuch: (folio: string): Message =>
    problem(
      `No encuentro un registro tuyo con el folio ${folio}.`,
      'Revisa el folio; los tuyos están en «mi avance». Los que otra persona registró los cancela quien los registró o la Secretaría Ejecutiva.',
    ),
  noneFound: (folio: string): Message =>
    problem(`No existe el folio ${folio}.`, 'Revisa que esté bien escrito.'),
  tooLate: (folio: string): Message =>
    problem(
      `El folio ${folio} tiene más de 7 días.`,
      'Ya no puedes cancelarlo por tu cuenta: pídeselo a la Secretaría Ejecutiva del Comité y dile por qué.',
    ),
  needsReason: (folio: string): Message =>
    problem('Para cancelar este registro hace falta el motivo.', `Escribe: cancelar ${folio} "motivo"`),
  voided: (
    of: string,
    what: string,
    folio: string,
    fresh: boolean,
    touched: readonly TouchedReport[] = [],
    evidence = 0,
  ): Message =>
    message(
      fresh
        ? `Cancelé ${what}, folio ${of}. Folio de la cancelación: ${folio}.`
        : `El folio ${of} ya estaba cancelado. Folio de la cancelación: ${folio}.`,
      touched.length === 0 ? null : { type: 'list', items: touched.map(noLonger) },
      evidence > 0
        ? text(
            `Su evidencia (${plural(evidence, 'archivo o enlace', 'archivos o enlaces')}) queda con el folio cancelado. Para que pase al registro bueno, usa «corregir» en lugar de «cancelar».`,
          )
        : null,
      small('El registro cancelado se conserva en el historial y deja de contar en el avance.'),
    ),
};

/** A report that was sent and no longer matches today's figures, as a sentence. */
export function noLonger({ kind, period, sentOn, cumulative }: TouchedReport): string {
  const what =
    kind === 'report.annual'
      ? `El informe anual ${period}`
      : `El informe del trimestre ${period.at(-1)} de ${period.slice(0, 4)}`;
  return `${what}, enviado el ${fullDate(sentOn)}, ya no coincide con las cifras de hoy${cumulative ? ' en lo acumulado' : ''}.`;
}

/** A record in a few words, by kind. */
export const recordNames: Record<string, string> = {
  'training.recorded': 'la capacitación',
  'letter.accepted': 'la carta compromiso',
  'donation.recorded': 'el donativo',
  'practice.recorded': 'la práctica por el medio ambiente',
  'evaluation.recorded': 'la participación en la evaluación',
  'session.held': 'la sesión ordinaria',
  'session.extraordinary': 'la sesión extraordinaria',
  'report.quarterly': 'el informe trimestral',
  'report.annual': 'el informe anual',
  'report.addendum': 'la adenda',
  'delivery.made': 'la entrega',
  'activity.done': 'la actividad realizada',
  'figure.official': 'la cifra oficial',
  'card.sent': 'la tarjeta',
  'committee.ratified': 'la ratificación del Comité',
  'agreement.made': 'el acuerdo',
};
