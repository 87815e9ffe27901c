import type { Choice, Form, Link, Message } from '../message.ts';
import type { Letterhead, Missing, ReportType } from '../reports/types.ts';
import { done } from './committee.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, join, number, plural, shortDate } from './format.ts';
import { missingWords, reportWords } from './report-missing.ts';
import { templateLine } from './report-template.ts';
import { reportTitle } from './reports.ts';

/** `informe del segundo trimestre de 2024` */
export const reportName = (type: ReportType): string => {
  const title = reportTitle(type);
  return `${title[0]!.toLowerCase()}${title.slice(1)}`;
};

const lacks = (n: number): string => (n === 1 ? 'Falta 1 cosa' : `Faltan ${number(n)} cosas`);

const dueWords = (date: string, today: string): string =>
  `${date < today ? 'venció' : 'vence'} el ${fullDate(date)}`;

/** What is missing as a numbered list and the buttons that mend it. */
function missingBlocks(missing: readonly Missing[], type: ReportType) {
  const all = missing.map((m) => missingWords(m, type));
  return all.length === 0
    ? []
    : [
        { type: 'list' as const, items: all.map((m, i) => `${i + 1}. ${m.text}`) },
        buttons(...all.flatMap((m) => m.buttons)),
      ];
}

/** What is asked of the letter: number, legend, place. */
const letterFacts = (letter: Letterhead) => ({
  type: 'facts' as const,
  facts: [
    { label: 'Oficio', value: letter.oficio ?? 'Por asignar' },
    { label: 'Leyenda', value: letter.legend ?? 'Sin leyenda' },
    { label: 'Lugar', value: letter.place ?? 'Sin lugar' },
  ],
});

/** How the committee asks for reports and tells what became of them. */
export const reports = {
  overview: (
    lines: readonly string[],
    make: readonly Choice[],
    options: readonly { value: string; label: string }[],
    today: string,
  ): Message =>
    message(
      'Informes para la Contraloría.',
      { type: 'list', items: lines },
      text('Elige uno: te digo qué le falta y te entrego el informe, su anexo, el oficio y la evidencia.'),
      buttons(...make),
      text('Cuando lo envíes, regístralo aquí para que sus cifras queden fijas:'),
      { type: 'form', form: reports.form(today, options) },
    ),
  line: (
    type: ReportType,
    sent: { on: string; folio: string } | null,
    addenda: readonly { on: string; folio: string }[],
    due: string | null,
    today: string,
  ): string => {
    const name = reportTitle(type);
    const told = (one: { on: string; folio: string }) => `el ${shortDate(one.on)} (folio ${one.folio})`;
    if (sent)
      return `${name}: enviado ${told(sent)}${addenda.map((a) => `; adenda enviada ${told(a)}`).join('')}`;
    return due === null ? `${name}: sin enviar` : `${name}: sin enviar; ${dueWords(due, today)}`;
  },
  makeButton: (type: ReportType): Choice => ({
    label:
      type.kind === 'annual'
        ? `Informe anual ${type.period}`
        : `Trimestre ${type.period.slice(-1)} de ${type.period.slice(0, 4)}`,
    words: `informe ${reportWords(type)}`,
  }),

  /** A report that is not sent yet: what is missing, then the files. */
  made: (
    type: ReportType,
    missing: readonly Missing[],
    letter: Letterhead,
    cut: string,
    exact: boolean,
    template: { readonly name: string | null; readonly unknown: string | null } | null,
  ): Message =>
    message(
      missing.length === 0
        ? `No falta nada para tu ${reportName(type)}.`
        : `${lacks(missing.length)} para tu ${reportName(type)}.`,
      ...missingBlocks(missing, type),
      missing.length === 0
        ? null
        : small(
            'Lo que falta no impide enviarlo: donde no hay evidencia el informe dice «evidencia pendiente», y después puede ir una adenda.',
          ),
      text(
        `Con cifras al ${shortDate(cut)} te entrego el informe (DOCX y PDF), su anexo, el oficio de envío y un ZIP con la evidencia, su índice y sus huellas.`,
      ),
      template === null ? null : text(templateLine(template)),
      exact
        ? null
        : small(
            'En tu copia no se muestran las cifras de denuncias menores de 5; la completa la pide la Secretaría Ejecutiva.',
          ),
      letterFacts(letter),
      buttons(
        { label: 'Datos del oficio', words: `informe datos ${reportWords(type)}` },
        { label: 'Ya lo envié', words: `informe registrar ${reportWords(type)}` },
      ),
    ),
  notBegun: (type: ReportType, from: string): Message =>
    problem(`El ${reportName(type)} todavía no empieza.`, `Su periodo empieza el ${shortDate(from)}.`),
  otherYear: (type: ReportType): Message =>
    problem(
      `No tengo el programa de ${type.period.slice(0, 4)}, así que no puedo hacer el ${reportName(type)}.`,
      'Escribe «informe» para ver los que sí.',
    ),

  /** The reminder before a report is due, and the same once it is sent. */
  reminder: (
    type: ReportType,
    missing: readonly Missing[],
    { date, provisional }: { readonly date: string; readonly provisional: boolean },
    today: string,
  ): Message =>
    message(
      missing.length === 0
        ? `No falta nada para tu ${reportName(type)}: ${dueWords(date, today)}.`
        : `${lacks(missing.length)} para tu ${reportName(type)}, que ${dueWords(date, today)}.`,
      ...missingBlocks(missing, type),
      buttons(
        { label: 'Hacer el informe', words: `informe ${reportWords(type)}`, style: 'primary' },
        { label: 'Ya lo envié', words: `informe registrar ${reportWords(type)}` },
      ),
      provisional ? small('La fecha es provisional: todavía no se confirman los días inhábiles.') : null,
      small('Este mensaje se actualiza conforme se resuelve cada cosa.'),
    ),
  reminded: (type: ReportType, on: string, folio: string): Message =>
    message(
      `El ${reportName(type)} se envió el ${fullDate(on)}. Folio ${folio}.`,
      buttons({ label: 'Ver qué se envió', words: `informe ${reportWords(type)}` }),
    ),

  form: (
    today: string,
    options: readonly { value: string; label: string }[],
    initial?: string | undefined,
  ): Form => ({
    title: 'Informe enviado',
    words: 'informe enviado',
    submit: 'Registrar',
    fields: [
      {
        id: 'report',
        type: 'choice',
        label: '¿Qué informe?',
        options,
        ...(initial !== undefined && options.some((o) => o.value === initial) && { initial }),
      },
      { id: 'date', type: 'date', label: '¿Qué día se envió?', initial: today },
    ],
  }),
  recorded: (what: string, on: string, folio: string, fresh: boolean): Message =>
    done(`${what}, enviado el ${fullDate(on)}.`, folio, fresh),
  /** What became of its figures. */
  frozen: {
    made: (on: string, seq: number): string =>
      `Quedan fijas las cifras del informe que te entregué el ${shortDate(on)} (al asiento ${number(seq)}, como dice al pie).`,
    registered: (cut: string, today: string): string =>
      `No te entregué ese informe antes de su envío: quedan fijas las cifras al ${shortDate(cut)} como las conozco hoy, ${shortDate(today)}.`,
    'before-bot': (since: string): string =>
      `Se envió antes de que yo llevara estos registros (${shortDate(since)}): no conozco las cifras que decía, así que no fijo ninguna.`,
    'other-year': 'Es de un programa que no tengo: no conozco las cifras que decía, así que no fijo ninguna.',
  },
  /** Where the figures come from that a sent report is compared with. */
  sentAs: {
    made: (dispatch: string, _on: string, seq: number): string =>
      `Sus cifras están fijas: son las del informe que entregué con fecha ${shortDate(dispatch)}, al asiento ${number(seq)}.`,
    registered: (_dispatch: string, on: string, seq: number): string =>
      `Sus cifras están fijas como se conocían al registrarlo, el ${shortDate(on)}, al asiento ${number(seq)}.`,
    unknown:
      'No conozco las cifras con que se envió, así que no puedo decir qué cambió. Las de hoy están en «Documentos con cifras de hoy».',
  },
  receiptHow: (words: string): string =>
    `Para guardar el acuse, envíame el archivo con las palabras: ${words}`,
  sentWords: (type: ReportType, on: string): string => `informe enviado ${reportWords(type)} ${on}`,
  seeSent: (type: ReportType): Choice => ({
    label: 'Ver qué se envió',
    words: `informe ${reportWords(type)}`,
  }),
  how: (): Message =>
    problem(
      'No entendí qué informe se envió.',
      'Por ejemplo: informe enviado trimestral 1 2024-04-10, o bien: informe enviado anual 2024-01-30',
    ),
  howToMake: (): Message =>
    problem(
      'No entendí qué informe quieres.',
      'Por ejemplo: informe trimestral 2, o bien: informe anual. Para registrar uno enviado: informe enviado trimestral 2 FECHA',
    ),
  notInProgramme: (what: string): Message =>
    problem(`El programa no pide el ${what}.`, 'Escribe «programa» para ver lo que pide.'),
  notYet: (what: string, ends: string): Message =>
    problem(
      `El ${what} no puede estar enviado todavía.`,
      `Su periodo termina el ${fullDate(ends)}. Revisa la fecha o el trimestre.`,
    ),

  /** A report that was sent: what it said, and what changed since. */
  sent: (given: {
    readonly type: ReportType;
    readonly on: string;
    readonly folio: string;
    readonly frozen: string;
    /** What is said of its addenda; null where none was sent. */
    readonly addenda: string | null;
    readonly changes: readonly string[] | null;
    readonly later: readonly string[];
    readonly receipts: readonly string[];
    readonly links: readonly Link[];
  }): Message => {
    const { type, changes, later, receipts, links } = given;
    const same = changes !== null && changes.length === 0 && later.length === 0;
    return message(
      `El ${reportName(type)} se envió el ${fullDate(given.on)}. Folio ${given.folio}.`,
      text(given.frozen),
      given.addenda === null ? null : text(given.addenda),
      changes === null || changes.length === 0 ? null : text('Esto cambió desde entonces:'),
      changes === null || changes.length === 0 ? null : { type: 'list', items: changes },
      later.length === 0
        ? null
        : text(
            `Evidencia que llegó después: ${plural(later.length, 'pieza', 'piezas')} (${join(later.slice(0, 6))}${later.length > 6 ? '…' : ''}).`,
          ),
      same ? text('Nada ha cambiado desde entonces.') : null,
      text(
        receipts.length === 0
          ? 'Sin acuse guardado.'
          : `Acuse y demás evidencia del envío: ${join(receipts)}.`,
      ),
      links.length === 0 ? null : { type: 'links', links },
      buttons(
        ...(changes === null || same
          ? []
          : [{ label: 'Hacer una adenda', words: `informe adenda ${reportWords(type)}` }]),
        { label: 'Documentos con cifras de hoy', words: `informe documentos ${reportWords(type)}` },
      ),
      receipts.length === 0 ? small(reports.receiptHow(reports.sentWords(type, given.on))) : null,
    );
  },
  today: (type: ReportType, on: string): Message =>
    message(
      `Documentos del ${reportName(type)} con las cifras como se conocen hoy.`,
      text(
        `No son los que se enviaron el ${fullDate(on)}. Si hay diferencias, lo que corresponde es una adenda.`,
      ),
      buttons({ label: 'Hacer una adenda', words: `informe adenda ${reportWords(type)}` }),
    ),
  complaintsChanged: 'Denuncias: cambiaron las cifras registradas.',
};
