import type { Form, Message } from '../message.ts';
import type { CellError, CellProblem, Difference } from '../programme/shapes.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { join, plural, shortDate } from './format.ts';

const said = (value: string): string => {
  const plain = value.replace(/\s+/g, ' ');
  const short = plain.length > 90 ? `${plain.slice(0, 89)}…` : plain;
  return short === '' ? 'vacío' : short;
};

/** One difference: «Actividad 7, FECHA DE CONCLUSIÓN: 26/01/2024 → 31/01/2024». */
export function differenceLine({ row, header, before, after }: Difference): string {
  if (header !== null) return `${row}, ${header}: ${said(before ?? '')} → ${said(after ?? '')}`;
  return before === null ? `Se agrega ${row}: ${said(after ?? '')}` : `Se quita ${row}: ${said(before)}`;
}

const problems: Record<CellProblem, (e: CellError) => string> = {
  'no-column': (e) => `falta la columna «${e.header}»`,
  'no-rows': () => 'la tabla no tiene filas',
  empty: () => 'no puede estar vacía',
  'too-long': () => 'el texto es demasiado largo',
  date: (e) => `«${e.said}» no es una fecha con año, como 31/01/2024`,
  'outside-year': (e) => `«${e.said}» queda fuera del año del programa`,
  'ends-before-start': () => 'termina antes de empezar',
  'unknown-row': (e) =>
    `no hay una actividad «${e.said}»; se agregan en la tabla «actividades» de un borrador`,
  'activity-number': (e) => `«${e.said}» no es un número de actividad (del 1 al 99)`,
  repeated: (e) => `«${e.said}» se repite`,
  'missing-row': (e) => `falta ${e.said}; no se puede quitar aquí`,
  'one-of': (e) => `«${e.said}» no se puede; usa ${join((e.options ?? []).map((o) => `«${o}»`))}`,
  'one-due': () =>
    'escribe una fecha fija, o días hábiles con el día después del cual se cuentan; no las dos cosas',
  'business-days': (e) => `«${e.said}» no es un número de días hábiles`,
  id: (e) => `«${e.said}» no sirve de clave: usa letras, números y guiones, sin espacios`,
  link: (e) => `«${e.said}» no es una dirección completa, como https://…`,
};

const cellErrorLine = (e: CellError): string => {
  const place = e.column === null ? `Fila ${e.row}` : `Fila ${e.row}, columna ${e.column} (${e.header})`;
  return `${place}: ${problems[e.problem](e)}.`;
};

const most = 40;
const list = (items: readonly string[]) => ({
  type: 'list' as const,
  items: items.length > most ? [...items.slice(0, most), `… y ${items.length - most} más`] : [...items],
});

export const tableTexts = {
  handOut: (what: string, title: string, words: string, mayEdit: boolean, draft: boolean): Message =>
    message(
      `Tabla «${what}» del ${title}.`,
      text(
        mayEdit
          ? `Edítala y mándala de vuelta con estas palabras: ${words}. Primero te muestro qué cambia y no se guarda nada hasta que confirmes.`
          : 'Es para consulta: solo la Secretaría Ejecutiva puede cambiarla.',
      ),
      mayEdit && draft && what === 'actividades'
        ? text(
            'Mientras sea borrador puedes quitar una actividad (borra su fila) o agregar una (otra fila con un número nuevo); la que agregues se cumple con «actividad N realizada». No cambies el número de una que sigue: con él va la forma en que se mide.',
          )
        : null,
    ),
  fileName: (what: string, year: number): string => `${what}-${year}.xlsx`,
  errors: (errors: readonly CellError[]): Message =>
    message(
      `La tabla tiene ${plural(errors.length, 'error', 'errores')}, así que no se cambió nada.`,
      list(errors.map(cellErrorLine)),
      text('Corrígela y mándala otra vez.'),
    ),
  unreadable: (lines: readonly string[]): Message =>
    message('No pude leer la tabla, así que no se cambió nada.', list(lines)),
  unsound: (why: string): Message =>
    problem('La tabla deja el programa con datos que no se pueden usar.', why),
  nothing: (what: string, title: string): Message =>
    message(`La tabla «${what}» dice lo mismo que el ${title}: no hay nada que cambiar.`),
  asItIs: (what: string, title: string, confirm: string): Message =>
    message(
      `La tabla «${what}» dice lo mismo que el ${title}, que no está confirmado.`,
      buttons({ label: 'Confirmarlo como está', words: confirm, style: 'primary' }),
    ),
  confirm: (
    title: string,
    changes: readonly Difference[],
    notes: readonly string[],
    confirm: string,
  ): Message =>
    message(
      `${plural(changes.length, 'cambio', 'cambios')} en el ${title}:`,
      list(changes.map(differenceLine)),
      ...notes.map(text),
      small('Todavía no se guarda nada.'),
      buttons({ label: 'Confirmar el cambio', words: confirm, style: 'primary' }),
    ),
  decided: (from: string, session: string, agreement: string): string =>
    `Rige desde el ${shortDate(from)}, por el acuerdo ${agreement} de la sesión del ${shortDate(session)}.`,
  askDecision: (
    title: string,
    changes: readonly Difference[],
    notes: readonly string[],
    form: Form,
  ): Message =>
    message(
      `${plural(changes.length, 'cambio', 'cambios')} en el ${title}:`,
      list(changes.map(differenceLine)),
      ...notes.map(text),
      text('El programa ya está en marcha: di qué sesión y qué acuerdo lo decidieron, y desde cuándo rige.'),
      small('Todavía no se guarda nada.'),
      { type: 'form', form },
    ),
  decisionForm: (words: string, today: string): Form => ({
    title: 'Cambio del programa',
    words,
    submit: 'Confirmar el cambio',
    fields: [
      { id: 'session', type: 'date', label: '¿Qué día fue la sesión?', initial: today },
      { id: 'agreement', type: 'text', label: '¿Qué número de acuerdo?', maxLength: 40 },
      { id: 'from', type: 'date', label: '¿Desde qué día rige?', initial: today },
    ],
  }),
  needsDecision: (): Message =>
    problem(
      'Falta decir qué sesión y qué acuerdo decidieron el cambio.',
      'Por ejemplo: programa fechas sesión 2024-06-28 acuerdo 3 desde 2024-07-01',
    ),
  badFrom: (from: string, year: number): Message =>
    problem(
      `El cambio no puede regir desde el ${shortDate(from)}.`,
      `Di un día desde el 1 de enero de ${year} y antes de que cierre el programa.`,
    ),
  /** `from`: null for a draft, which is in force from no day. */
  done: (title: string, lines: readonly string[], from: string | null, note: string | null): Message =>
    message(
      from === null
        ? `Quedó cambiado el borrador del ${title}.`
        : `Quedó cambiado el ${title}, desde el ${shortDate(from)}.`,
      lines.length === 0 ? null : list(lines),
      note === null ? null : small(note),
    ),
  confirmed: (what: string, title: string): Message =>
    message(`Quedó confirmada la tabla «${what}» del ${title}.`),
  letterTaken: (version: string): Message =>
    problem(
      `Hay personas que ya firmaron la carta ${version}, así que su texto no se puede cambiar.`,
      'Escribe otra versión en la fila «carta versión»: todas las personas tendrán que firmarla de nuevo.',
    ),
  letterLost: (version: string, people: number): string =>
    people === 0
      ? `Nadie ha firmado la carta ${version}.`
      : `${plural(people, 'persona firmó', 'personas firmaron')} la carta ${version}: con la versión nueva dejan de contar y tendrán que firmar otra vez.`,
  plannedAnyway: (label: string, on: string): string =>
    `${label}: ya está planeada para el ${shortDate(on)}, y esa fecha es la que vale. Para moverla: sesión planear`,
  letterOpen: 'La carta tiene una versión nueva; nadie la firma hasta que la confirmes: carta confirmar',
  daysOpen: 'El calendario cambió, así que hay que confirmarlo otra vez: días-inhábiles confirmar',
  lost: (words: string): Message =>
    problem('Ya no tengo esa tabla.', `Mándala otra vez con estas palabras: ${words}`),
  meanwhile: (words: string): Message =>
    problem(
      'El programa cambió después de que te mostré la diferencia.',
      `Descarga la tabla otra vez: ${words}`,
    ),
  laterVersion: (from: string): Message =>
    problem(
      `Hay un cambio de lo mismo que rige desde el ${shortDate(from)}.`,
      'Un cambio que empieza antes lo contradiría: di una fecha desde ese día.',
    ),
  how: (): Message =>
    problem(
      'No entendí qué del programa quieres ver o cambiar.',
      'Por ejemplo: programa actividades, programa fechas, programa tarjetas, programa destinatario, programa documentos, programa textos, programa nuevo 2025',
    ),
  addresseeHow: (): Message =>
    problem(
      'No entendí el destinatario.',
      'Por ejemplo: programa destinatario 2024-09-13 "Nombre" "Cargo" "Dependencia"',
    ),
  documentHow: (ids: readonly string[]): Message =>
    problem(
      'No entendí qué documento cambia.',
      `Por ejemplo: programa documento ${ids[0] ?? 'CLAVE'} https://… Las claves son: ${ids.join(', ')}`,
    ),
  dayHow: (): Message =>
    problem(
      'No entendí el día.',
      'Por ejemplo: días-inhábiles agregar 2025-04-17 "Jueves Santo" estatal, o bien: días-inhábiles quitar 2025-04-17',
    ),
  badDay: (on: string, year: number): Message =>
    problem(
      `El ${shortDate(on)} no es del programa ${year}.`,
      `Di el año antes: días-inhábiles ${on.slice(0, 4)} agregar ${on} "Nombre del día" estatal`,
    ),
  saidBySecretary: (on: string): string => `Anotado por la Secretaría Ejecutiva el ${shortDate(on)}`,
  noDay: (on: string): Message =>
    problem(`El calendario no tiene el ${shortDate(on)}.`, 'Escribe «días-inhábiles» para verlo.'),
};
