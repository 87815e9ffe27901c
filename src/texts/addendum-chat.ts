import type { Form, Message } from '../message.ts';
import type { ReportType } from '../reports/types.ts';
import { done } from './committee.ts';
import { buttons, message, problem, text } from './common.ts';
import { fullDate, join, number, plural, shortDate } from './format.ts';
import { reportName, reports } from './report-chat.ts';
import { reportWords } from './report-missing.ts';

/** How the committee asks for addenda and tells that one was sent. */
export const addenda = {
  words: (type: ReportType): string => `informe adenda ${reportWords(type)}`,
  sentWords: (type: ReportType, on = ''): string =>
    `informe adenda enviada ${reportWords(type)} ${on}`.trim(),

  made: (type: ReportType, changes: number, complaints: boolean, later: number): Message =>
    message(
      `Adenda al ${reportName(type)}.`,
      text(
        `Contiene ${join([
          ...(changes === 0
            ? []
            : [plural(changes, 'actividad con cifras distintas', 'actividades con cifras distintas')]),
          ...(complaints ? ['otras cifras de denuncias'] : []),
          ...(later === 0 ? [] : [plural(later, 'evidencia posterior', 'evidencias posteriores')]),
        ])}. Te entrego el documento (DOCX y PDF), su oficio y un ZIP con la evidencia que llegó después.`,
      ),
      buttons({ label: 'Ya la envié', words: addenda.sentWords(type) }),
    ),
  recorded: (type: ReportType, on: string, folio: string, fresh: boolean): Message =>
    done(`adenda al ${reportName(type)}, enviada el ${fullDate(on)}.`, folio, fresh),
  form: (type: ReportType, today: string): Form => ({
    title: 'Adenda enviada',
    words: addenda.sentWords(type),
    submit: 'Registrar',
    fields: [{ id: 'date', type: 'date', label: '¿Qué día se envió?', initial: today }],
  }),
  /** What became of its figures. */
  frozen: {
    made: (on: string, seq: number): string =>
      `Quedan fijas las cifras de la adenda que te entregué el ${shortDate(on)} (al asiento ${number(seq)}, como dice al pie).`,
    registered: (today: string): string =>
      `No te entregué esa adenda antes de su envío: quedan fijas las cifras como las conozco hoy, ${shortDate(today)}.`,
  },
  how: (sent: readonly ReportType[], words: (type: ReportType) => string): Message =>
    problem(
      '¿De qué informe es la adenda?',
      'Por ejemplo: informe adenda trimestral 2. Cuando la envíes: informe adenda enviada trimestral 2 2024-08-15',
      ...sent.map((type) => ({ ...reports.makeButton(type), words: words(type) })),
    ),
  howSent: (): Message =>
    problem(
      'No entendí qué día se envió la adenda.',
      'Por ejemplo: informe adenda enviada trimestral 2 2024-08-15',
    ),
  tooEarly: (type: ReportType, on: string): Message =>
    problem(
      `El ${reportName(type)} se envió el ${fullDate(on)}: su adenda no puede ser de antes.`,
      'Revisa la fecha.',
    ),
  nothing: (type: ReportType): Message =>
    message(
      `No hace falta una adenda al ${reportName(type)}.`,
      text('Ni las cifras ni la evidencia han cambiado desde lo último que se envió.'),
    ),
  notSent: (type: ReportType): Message =>
    problem(
      `El ${reportName(type)} todavía no se registra como enviado.`,
      'Una adenda corrige lo enviado: primero se hace el informe y se registra su envío.',
      { label: 'Hacer el informe', words: `informe ${reportWords(type)}` },
      { label: 'Ya lo envié', words: `informe registrar ${reportWords(type)}` },
    ),
  unknown: (type: ReportType): Message =>
    problem(
      `No conozco las cifras con que se envió el ${reportName(type)}.`,
      'Sin ellas no puedo decir qué cambió. Puedes pedir los documentos con las cifras de hoy.',
      { label: 'Documentos con cifras de hoy', words: `informe documentos ${reportWords(type)}` },
    ),

  /** `last`: whether what is said next is compared with the last of them. */
  sent: (all: readonly { readonly on: string; readonly folio: string }[], last: boolean): string => {
    const one = all.length === 1;
    const which = join(all.map((a) => `${shortDate(a.on)} (folio ${a.folio})`));
    const compared = last ? ` Lo que sigue se compara con ${one ? 'ella' : 'la última'}.` : '';
    return `${one ? 'Adenda enviada' : 'Adendas enviadas'}: ${which}.${compared}`;
  },
};
