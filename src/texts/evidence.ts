import type { Refusal } from '../evidence/types.ts';
import type { Block, Form, Link, Message, Option } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dateLabel, optionalNote } from './fields.ts';
import { fullDate, join, number, plural, shortDate } from './format.ts';

const mb = 1024 * 1024;
const filesOf = (n: number): string => plural(n, 'archivo', 'archivos');

/** `120 KB`, `2.5 MB` */
export const sizeOf = (bytes: number): string =>
  bytes >= mb ? `${number(Math.round((bytes / mb) * 10) / 10)} MB` : `${number(Math.ceil(bytes / 1024))} KB`;

const accepted =
  'Se guardan PDF, imágenes (JPEG, PNG, GIF, WEBP, TIFF, HEIC), Word (DOCX), Excel (XLSX), PowerPoint (PPTX) y correos (EML o MSG).';

/** Why a file is not kept, and what to do. */
export const whyRefused = (reason: Refusal, most: { bytes: number; files: number }): string =>
  ({
    empty: 'está vacío.',
    'too-big': `pesa más de ${sizeOf(most.bytes)}. Compártelo con un enlace: evidencia 9 https://…`,
    'too-many': `se reciben hasta ${filesOf(most.files)} a la vez. Envíalo en otro mensaje.`,
    macros: 'tiene macros. Guárdalo sin macros (DOCX, XLSX o PPTX) o como PDF.',
    bomb: 'crece demasiado al abrirse. Guárdalo de nuevo o como PDF.',
    password: 'está protegido con contraseña. Guárdalo sin contraseña o como PDF.',
    'old-office': 'es de una versión antigua de Office. Guárdalo como DOCX, XLSX, PPTX o PDF.',
    damaged: 'está dañado o incompleto. Vuelve a guardarlo y envíalo otra vez.',
    other: `es de un tipo que no se guarda. ${accepted}`,
    lost: 'no se pudo descargar. Envíalo otra vez en unos minutos.',
  })[reason];

/** One piece of evidence, as it is listed. */
export interface Listed {
  readonly id: string;
  /** File name or link; null once it was erased. */
  readonly name: string | null;
  /** PDF, DOCX …; null for a link. */
  readonly type: string | null;
  readonly bytes: number;
  readonly occurredOn: string;
  /** Day of recording. */
  readonly recordedOn: string;
  readonly by: string | null;
  readonly note: string | null;
  /** The sheet whose scan it is. */
  readonly sheet: number | null;
  readonly earlier: number;
  readonly removedOn: string | null;
}

/** `2024-E-0001 · acta.pdf (PDF, 120 KB), del …; registrada el … por …` */
export function evidenceLine(e: Listed): string {
  const what = e.type === null ? 'enlace' : `${e.type.toUpperCase()}, ${sizeOf(e.bytes)}`;
  const by = e.by === null ? '' : ` por ${e.by}`;
  return [
    `${e.id} · ${e.name ?? 'sin nombre'} (${what}), del ${shortDate(e.occurredOn)}; registrada el ${shortDate(e.recordedOn)}${by}`,
    e.sheet === null ? '' : ` · hoja ${e.sheet}`,
    e.note === null ? '' : `: «${e.note}»`,
    e.earlier === 0 ? '' : ` · ${plural(e.earlier, 'versión anterior', 'versiones anteriores')}`,
    e.removedOn === null ? '' : ` · retirada el ${shortDate(e.removedOn)}`,
  ].join('');
}

const linksBlock = (links: readonly Link[]): (Block | null)[] =>
  links.length === 0
    ? []
    : [{ type: 'links', links }, small('Los enlaces a archivos son solo para ti y valen 24 horas.')];

const list = (items: readonly string[]): Block | null =>
  items.length === 0 ? null : { type: 'list', items };

const privacy =
  'No envíes expedientes ni datos de denuncias: esos siguen su propio procedimiento y aquí no se guardan.';

/** `de la actividad 9, Capacitación`, `de 2024-INF-000001: informe trimestral …` */
const of = (what: string): string => (/^(actividad|hoja) /.test(what) ? `de la ${what}` : `de ${what}`);

export const evidenceTexts = {
  /** `year` is said where it is not today's programme. */
  activity: (n: number, title: string, year?: string): string =>
    `actividad ${n}${year === undefined ? '' : ` de ${year}`}, ${title}`,
  sheet: (n: number, activity: string): string => `hoja ${n}, ${activity}`,
  record: (folio: string, what: string, on: string): string => `${folio}: ${what} del ${shortDate(on)}`,
  kinds: {
    'session.held': 'sesión ordinaria',
    'session.extraordinary': 'sesión extraordinaria',
    'report.quarterly': 'informe trimestral',
    'report.annual': 'informe anual',
    'report.addendum': 'adenda',
    'delivery.made': 'entrega de donativos',
    'activity.done': 'actividad realizada',
    'committee.ratified': 'ratificación del Comité',
    'card.sent': 'tarjeta del Día de la Integridad',
  } as Readonly<Record<string, string>>,
  anyRecord: 'registro',

  overview: (
    withNone: readonly string[],
    counted: readonly string[],
    records: readonly string[],
    waiting: number,
  ): Message =>
    message(
      withNone.length === 0
        ? 'Todas las actividades tienen al menos una evidencia.'
        : `${plural(withNone.length, 'actividad no tiene', 'actividades no tienen')} evidencia todavía.`,
      ...(withNone.length === 0 ? [] : [text('Sin evidencia:'), list(withNone)]),
      ...(counted.length === 0 ? [] : [text('Con evidencia:'), list(counted)]),
      ...(records.length === 0 ? [] : [text('Registros del Comité sin evidencia propia:'), list(records)]),
      waiting === 0 ? null : text(`Tienes ${filesOf(waiting)} sin asignar.`),
      waiting === 0 ? null : buttons({ label: 'Asignar mis archivos', words: 'evidencia recibidos' }),
      small(
        `Para agregar, envíame los archivos en este chat con las palabras: evidencia 9 2024-05-07. O un enlace: evidencia 9 https://… ${accepted}`,
      ),
    ),
  show: (what: string, items: readonly Listed[], more: number, links: readonly Link[]): Message =>
    message(
      items.length === 0
        ? `Sin evidencia: ${what}.`
        : `${plural(items.length + more, 'evidencia', 'evidencias')} ${of(what)}.`,
      list(items.map(evidenceLine)),
      more === 0 ? null : small(`Se muestran las más recientes; hay ${number(more)} más.`),
      ...linksBlock(links),
      small(
        'Para agregar, envíame archivos con estas mismas palabras, o escribe el enlace después de ellas.',
      ),
    ),
  one: (what: string, now: Listed, earlier: readonly string[], links: readonly Link[]): Message =>
    message(
      `${now.id}, ${of(what)}.`,
      text(evidenceLine(now)),
      ...(earlier.length === 0 ? [] : [text('Antes:'), list(earlier)]),
      ...linksBlock(links),
    ),
  earlier: (name: string | null, recordedOn: string): string =>
    `${name ?? 'sin nombre'}, registrada el ${shortDate(recordedOn)}`,

  added: (what: string, on: string, lines: readonly string[], known: readonly string[]): Message =>
    message(
      lines.length === 0
        ? `Ya estaba registrado como evidencia ${of(what)}.`
        : `${lines.length === 1 ? 'Quedó registrada 1 evidencia' : `Quedaron registradas ${number(lines.length)} evidencias`} ${of(what)}.`,
      list(lines),
      known.length === 0 || lines.length === 0 ? null : text('Ya estaban:'),
      known.length === 0 ? null : list(known),
      lines.length === 0
        ? null
        : small(`Fecha de la evidencia: ${fullDate(on)}. La fecha en que se subió se guarda aparte.`),
    ),
  addedLine: (id: string, name: string): string => `${id} · ${name}`,
  replaced: (id: string, name: string): Message =>
    message(`${id} ahora es: ${name}.`, small('Lo que había antes queda en el historial.')),
  removed: (id: string): Message =>
    message(
      `${id} quedó retirada.`,
      small('Sigue en el historial con su motivo, pero ya no cuenta como evidencia.'),
    ),
  refusedLine: (name: string, why: string): string => `«${name}» ${why}`,
  refused: (lines: readonly (readonly [name: string, why: string])[]): Block[] => [
    text(lines.length === 1 ? 'Este archivo no se guardó:' : 'Estos archivos no se guardaron:'),
    { type: 'list', items: lines.map(([name, why]) => evidenceTexts.refusedLine(name, why)) },
  ],
  nothingKept: (n: number): string => (n === 1 ? 'No se guardó el archivo.' : 'No se guardó ningún archivo.'),

  where: (names: readonly string[], form: Form): Message =>
    message(
      `Recibí ${filesOf(names.length)}: ${join(names.slice(0, 10))}. ¿De qué es evidencia?`,
      { type: 'form', form },
      buttons({ label: 'Descartar', words: form.words.replace(' recibidos ', ' descartar ') }),
      small(privacy),
    ),
  form: (batch: string, today: string, options: readonly Option[], note: string): Form => ({
    title: 'Asignar evidencia',
    words: `evidencia recibidos ${batch}`,
    submit: 'Guardar',
    fields: [
      { id: 'target', label: '¿De qué es evidencia?', type: 'choice', options },
      { id: 'date', label: dateLabel, type: 'date', initial: today },
      {
        id: 'note',
        label: 'Nota',
        hint: optionalNote,
        type: 'text',
        maxLength: 300,
        optional: true,
        ...(note !== '' && { initial: note }),
      },
    ],
  }),
  noneWaiting: (): Message =>
    message(
      'No tienes archivos por asignar.',
      small('Envíalos en este chat y te preguntaré de qué son evidencia.'),
    ),
  discarded: (): Message => message('Listo: esos archivos no se usarán como evidencia.'),

  none: 'No hay evidencia registrada.',
  noTarget: (said: string): Message =>
    problem(
      `«${said}» no es una actividad del programa ni un folio que esté registrado.`,
      'Escribe el número de la actividad o el folio, por ejemplo: evidencia 9, o bien: evidencia FOLIO',
    ),
  noEvidence: (said: string): Message =>
    problem(`No encuentro la evidencia «${said}».`, 'Escribe «evidencia 9» para ver las de una actividad.'),
  gone: (id: string): Message => problem(`${id} ya estaba retirada.`, 'Si hace falta, agrégala de nuevo.'),
  badLink: (): Message =>
    problem(
      'El enlace debe empezar con https:// y caber en una línea.',
      'Cópialo completo desde tu navegador.',
    ),
  oneOnly: (): Message =>
    problem(
      'Para reemplazar una evidencia envía un solo archivo o un solo enlace.',
      'Por ejemplo: evidencia E-0001 https://…',
    ),
  how: (): Message =>
    problem(
      'No entendí qué evidencia quieres ver o agregar.',
      'Por ejemplo: evidencia 9, evidencia FOLIO, evidencia 9 https://… "nota" 2024-05-07, evidencia quitar E-0001 "motivo"',
    ),
  denied: (): Message =>
    message(
      'No guardé los archivos: solo se reciben de quienes integran el Comité y de la persona enlace.',
      text('Si es evidencia de una actividad, compártela con la Secretaría Ejecutiva del Comité.'),
    ),
  deniedNote:
    'El archivo que enviaste no se guardó: como evidencia se reciben los del Comité y los de la persona enlace; la plantilla se lee de un Excel (.xlsx) o un CSV.',
};
