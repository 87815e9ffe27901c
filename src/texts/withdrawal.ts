import type { TouchedReport } from '../corrections.ts';
import type { Block, Message } from '../message.ts';
import type { ReportType } from '../reports/types.ts';
import { addenda } from './addendum-chat.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, join, plural } from './format.ts';
import { reportName, reports } from './report-chat.ts';

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
    left: readonly string[] = [],
  ): Message =>
    message(
      fresh
        ? `Cancelé ${what}, folio ${of}. Folio de la cancelación: ${folio}.`
        : `El folio ${of} ya estaba cancelado. Folio de la cancelación: ${folio}.`,
      ...touchedBlocks(touched),
      left.length === 0 ? null : text(stillThere(left)),
      evidence > 0
        ? text(
            `Su evidencia (${plural(evidence, 'archivo o enlace', 'archivos o enlaces')}) queda con el folio cancelado. Para que pase al registro bueno, usa «corregir» en lugar de «cancelar».`,
          )
        : null,
      small('El registro cancelado se conserva en el historial y deja de contar en el avance.'),
    ),
};

/** Addenda of a report whose sending was cancelled. */
const stillThere = (folios: readonly string[]): string =>
  folios.length === 1
    ? `Su adenda (folio ${folios[0]}) sigue registrada; si tampoco se envió, cancélala también.`
    : `Sus adendas (folios ${join(folios)}) siguen registradas; si tampoco se enviaron, cancélalas también.`;

/** Reports that were sent and no longer match today's figures, and the buttons that make their addenda. */
export function touchedBlocks(touched: readonly TouchedReport[]): Block[] {
  if (touched.length === 0) return [];
  const types = touched.map(
    ({ kind, period }): ReportType => ({ kind: kind === 'report.annual' ? 'annual' : 'quarterly', period }),
  );
  const lines = touched.map(
    ({ sentOn, cumulative }, i) =>
      `El ${reportName(types[i]!)}, enviado el ${fullDate(sentOn)}, ya no coincide con las cifras de hoy${cumulative ? ' en lo acumulado' : ''}.`,
  );
  return [
    { type: 'list', items: lines },
    buttons(
      ...types.map((type) => ({
        label: `Adenda: ${reports.makeButton(type).label}`,
        words: addenda.words(type),
      })),
    ),
  ];
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
