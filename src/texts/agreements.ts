import type { Form, Message } from '../message.ts';
import type { Agreement } from '../sessions/agreements.ts';
import { buttons, erasedName, message, problem, small, text } from './common.ts';
import { fullDate, longDate, plural, sentence } from './format.ts';

const erased = 'texto eliminado';

/** `Acuerdo 3`, with its year where that is not the one that is spoken of. */
const called = ({ number, year }: Pick<Agreement, 'number' | 'year'>, of?: number): string =>
  of === undefined || of === year ? `Acuerdo ${number}` : `Acuerdo ${number} de ${year}`;

/** An agreement in one line: number, words, who and until when. */
export function agreementLine(
  a: Agreement,
  textOf: (id: string) => string | null,
  nameOf: (person: string) => string | null,
  year?: number,
): string {
  const owner = a.owner === null ? 'sin responsable' : `responsable: ${nameOf(a.owner) ?? erasedName}`;
  const due =
    a.done !== null
      ? `cumplido el ${fullDate(a.done)}`
      : a.due === null
        ? 'sin fecha'
        : `para el ${fullDate(a.due)}`;
  return `${called(a, year)}: «${textOf(a.text) ?? erased}», ${owner}, ${due}`;
}

export const agreements = {
  list: (open: readonly string[], done: number, first: Agreement | null): Message =>
    message(
      open.length === 0
        ? 'No hay acuerdos pendientes.'
        : `${plural(open.length, 'acuerdo pendiente', 'acuerdos pendientes')}.`,
      open.length === 0 ? null : { type: 'list', items: open },
      done === 0 ? null : small(`${plural(done, 'acuerdo cumplido', 'acuerdos cumplidos')}.`),
      first === null
        ? null
        : small(
            `Por ejemplo: acuerdo ${first.number} cumplido, o bien: acuerdo ${first.number} prórroga FECHA`,
          ),
      buttons(
        { label: 'Nuevo acuerdo', words: 'acuerdo nuevo', style: 'primary' },
        ...(first === null
          ? []
          : [{ label: `Acuerdo ${first.number} cumplido`, words: `acuerdo ${first.folio} cumplido` }]),
      ),
    ),
  form: (session: string): Form => ({
    title: 'Nuevo acuerdo',
    words: 'acuerdo nuevo',
    submit: 'Registrar',
    fields: [
      {
        id: 'note',
        type: 'text',
        label: 'Acuerdo',
        hint: 'Sin nombres ni datos de casos',
        multiline: true,
        maxLength: 500,
      },
      {
        id: 'owner',
        type: 'text',
        label: 'Responsable',
        hint: 'Número de empleado',
        maxLength: 100,
        optional: true,
      },
      {
        id: 'due',
        type: 'text',
        label: 'Para cuándo',
        hint: 'Una fecha, si la tiene',
        maxLength: 40,
        optional: true,
      },
      { id: 'session', type: 'date', label: 'Sesión en que se tomó', initial: session },
    ],
  }),
  made: (number: number, line: string, folio: string, fresh: boolean, session: string | null): Message =>
    message(
      `${fresh ? 'Listo' : 'Ya estaba registrado'}: acuerdo ${number}. Folio ${folio}.`,
      text(sentence(line)),
      session === null
        ? small('No hay una sesión celebrada registrada de la que tomarlo.')
        : small(`De la sesión del ${fullDate(session)}.`),
    ),
  detail: (a: Agreement, line: string): Message =>
    message(
      sentence(line),
      text(`Folio ${a.folio}.${a.session === null ? '' : ` De la sesión del ${fullDate(a.session)}.`}`),
      a.done === null
        ? buttons({ label: 'Cumplido', words: `acuerdo ${a.folio} cumplido`, style: 'primary' })
        : buttons({ label: 'Sigue pendiente', words: `acuerdo ${a.folio} pendiente` }),
    ),
  done: (number: number, on: string, fresh: boolean): Message =>
    message(
      `El acuerdo ${number} ${fresh ? 'queda' : 'ya estaba'} cumplido el ${fullDate(on)}.`,
      fresh ? null : small('No se anotó otra vez.'),
    ),
  reopened: (number: number): Message => message(`El acuerdo ${number} queda pendiente otra vez.`),
  isOpen: (number: number): Message => message(`El acuerdo ${number} está pendiente.`),
  moved: (number: number, due: string, fresh: boolean): Message =>
    message(
      `El acuerdo ${number} ${fresh ? 'queda' : 'ya estaba'} para el ${longDate(due)}.`,
      fresh ? null : small('No se anotó otra vez.'),
    ),
  alreadyDone: (number: number, on: string): Message =>
    problem(
      `El acuerdo ${number} se cumplió el ${fullDate(on)}.`,
      `Si sigue pendiente, escribe: acuerdo ${number} pendiente`,
    ),
  tooEarly: (number: number, made: string): Message =>
    problem(
      `El acuerdo ${number} se tomó el ${fullDate(made)}.`,
      'La fecha no puede ser anterior; revisa el día.',
    ),
  none: (said: string): Message =>
    problem(
      `No encuentro el acuerdo «${said}».`,
      'Escribe «acuerdos» para ver los pendientes con su número.',
    ),
  noText: (): Message =>
    problem(
      'Faltó el texto del acuerdo.',
      'Por ejemplo: acuerdo nuevo "Difundir el Código de Ética" responsable 01234 2024-07-15',
    ),
  how: (): Message =>
    problem(
      'No entendí qué hacer con el acuerdo.',
      'Por ejemplo: acuerdo 3 cumplido, acuerdo 3 prórroga 2024-08-15, o bien: acuerdo nuevo "texto" responsable 01234 2024-07-15',
    ),
  noOwner: (said: string): Message =>
    problem(
      `No encuentro a «${said}» en la plantilla.`,
      'Usa el número de empleado, con sus ceros a la izquierda, o el correo.',
    ),
  /** A line of the reminders; `days` is how many are left, negative once it is overdue. */
  reminder: (line: string, number: number, days: number): string => {
    const when =
      days === 0
        ? 'vence hoy'
        : days > 0
          ? days === 1
            ? 'falta 1 día'
            : `faltan ${days} días`
          : `venció hace ${plural(-days, 'día', 'días')}`;
    return `${line} (${when}). Para registrarlo: acuerdo ${number} cumplido`;
  },
};
