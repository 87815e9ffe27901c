import type { Form, Message } from '../message.ts';
import type { Course as OpenedCourse } from '../view/shapes.ts';
import { firstLines } from './accredited-list.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { hours, join, longDate, number, people, shortDate } from './format.ts';

type Course = Omit<OpenedCourse, 'open'>;

const named = (c: Course): string =>
  `«${c.course}», ${longDate(c.on)}${c.minutes === null ? '' : `, ${hours(c.minutes)}`}${forWhom(c)}`;

function forWhom({ unit, units = unit === null ? [] : [unit], people: some = [] }: Course): string {
  const whom = [...units.map((u) => `«${u}»`), ...(some.length > 0 ? [people(some.length)] : [])];
  return whom.length === 0 ? '' : `, para ${join(whom)}`;
}

/** A course's length as one would write it; whole hours as hours. */
const length = ({ minutes }: Course): string =>
  minutes === null ? '' : minutes % 60 === 0 ? ` ${minutes / 60}h` : ` ${minutes} min`;

export const courses = {
  how: (): Message =>
    problem(
      'Para abrir o cerrar un curso hacen falta su nombre entre comillas y su fecha.',
      'Por ejemplo: curso abrir "Ética pública" 2024-05-07 4h, o para quienes deben tomarlo: curso abrir "Ética pública" 2024-05-07 4h "Subdirección Médica" "Archivo" para 01234 01235',
    ),
  open: (all: readonly Course[]): Message =>
    message(
      all.length === 0 ? 'No hay cursos abiertos.' : 'Cursos que se pueden confirmar con un botón:',
      all.length === 0 ? null : { type: 'list', items: all.map(named) },
      text('Para abrir otro: curso abrir "Ética pública" 2024-05-07 4h'),
    ),
  opened: (c: Course, today: string, invited: number): Message =>
    message(
      `Listo: está abierto el curso ${named(c)}.`,
      text(
        c.on > today
          ? 'A partir de ese día, al escribir «capacitación» aparece un botón para confirmarlo.'
          : 'Al escribir «capacitación» aparece un botón para confirmarlo.',
      ),
      text(`${invited === 1 ? 'Debe' : 'Deben'} tomarlo ${people(invited)}.`),
      buttons(
        { label: 'Ver quién falta', words: `curso ver "${c.course}" ${c.on}` },
        ...(c.units || c.people
          ? []
          : [
              {
                label: 'Recordar a quien falta',
                words: `recordar 9${c.unit === null ? '' : ` "${c.unit}"`}`,
              },
            ]),
      ),
    ),
  nobodyInvited: (bad: readonly string[]): Message =>
    message(
      'No abrí el curso: hay números que no están en la plantilla.',
      { type: 'list', items: bad },
      small('No se registró nada.'),
    ),
  /** Who should come, and who did. */
  came: (
    c: Course,
    o: {
      readonly people: number;
      readonly declared: number;
      readonly accredited: number;
      readonly missing: number;
      readonly rows: readonly { readonly number: string; readonly name: string; readonly unit: string }[];
      readonly page: number;
      readonly pages: number;
    },
  ): Message =>
    message(
      `Curso ${named(c)}: ${o.missing === 0 ? 'no falta nadie' : `${o.missing === 1 ? 'falta' : 'faltan'} ${number(o.missing)} de ${people(o.people)}`}.`,
      {
        type: 'facts',
        facts: [
          { label: 'Deben tomarlo', value: number(o.people) },
          { label: 'Lo declararon', value: number(o.declared) },
          { label: 'Acreditadas', value: number(o.accredited) },
        ],
      },
      o.rows.length > 0
        ? { type: 'list', items: o.rows.map((r) => `${r.number} · ${r.name} · ${r.unit}`) }
        : null,
      o.page < o.pages
        ? buttons({ label: 'Ver más', words: `curso ver "${c.course}" ${c.on} pagina ${o.page + 1}` })
        : null,
      small(
        `${o.pages > 1 ? `Página ${o.page} de ${o.pages}. ` : ''}Con la plantilla del ${shortDate(c.on)}. Solo tú ves esta lista.`,
      ),
    ),
  closed: (course: string, on: string): Message =>
    message(`Listo: el curso «${course}» del ${longDate(on)} ya no se ofrece.`),
  noCourse: (course: string, on: string): Message =>
    problem(
      `No hay un curso abierto «${course}» del ${longDate(on)}.`,
      'Para ver los que hay: curso abiertos',
    ),
  /** Open courses as buttons, and the form for any other. */
  pick: (all: readonly Course[], form: Form): Message =>
    message(
      '¿Qué curso tomaste?',
      buttons(
        ...all.slice(0, 8).map((c) => ({
          label: `${c.course.slice(0, 45)}, ${shortDate(c.on)}`,
          words: `capacitacion "${c.course}" ${c.on}${length(c)}`,
        })),
      ),
      text('Si fue otro, anótalo aquí:'),
      { type: 'form', form },
    ),
  accreditHow: (): Message =>
    problem(
      'Para acreditar hacen falta la actividad, la fecha y los números de empleado; en capacitación, también el curso entre comillas.',
      'Por ejemplo: acreditar 9 "Ética pública" 2024-05-07 01234 01235, o acreditar 11 2024-05-07 01234. Una lista en archivo (CSV o Excel) se manda con las mismas palabras, sin los números.',
    ),
  nobodyAccredited: (bad: readonly string[]): Message =>
    message(
      'No acredité a nadie: hay números que no están en la plantilla.',
      { type: 'list', items: bad },
      small('No se registró nada. Corrige la lista y envíala de nuevo completa.'),
    ),
  howMany: (most: number): Message =>
    problem(
      `Se puede acreditar de 1 a ${most} personas a la vez.`,
      'Una lista más larga se manda como archivo (CSV o Excel) junto con las mismas palabras: acreditar 9 "Ética pública" 2024-05-07',
    ),
  accredited: (
    activity: number,
    lines: readonly {
      readonly number: string;
      readonly name: string;
      readonly what: 'new' | 'proved' | 'already';
      readonly folio: string | null;
    }[],
  ): Message => {
    const fresh = lines.filter((l) => l.what !== 'already').length;
    const said = {
      new: 'acreditada, sin registro anterior',
      proved: 'su registro quedó acreditado',
      already: 'ya estaba acreditada',
    };
    return message(
      fresh === 0
        ? `Todas las personas de la lista ya estaban acreditadas en la actividad ${activity}.`
        : `Listo: ${people(fresh)} con registro acreditado en la actividad ${activity}.`,
      {
        type: 'list',
        items: firstLines(
          lines.map(
            (l) => `${l.number} · ${l.name}: ${said[l.what]}${l.folio === null ? '' : `, folio ${l.folio}`}`,
          ),
        ),
      },
      small('Registrado por el Comité. Para quitar una acreditación: acreditar no FOLIO'),
    );
  },
  noRecord: (said: string): Message =>
    problem(
      `No encuentro un registro vigente que se pueda acreditar con el folio «${said}».`,
      'Por ejemplo: acreditar no FOLIO',
    ),
  takenBack: (folio: string): Message =>
    message(`Listo: el registro ${folio} cuenta como declarado, no como acreditado.`),
  figureHow: (): Message =>
    problem(
      'Para una cifra oficial hacen falta la actividad, el número, la fuente entre comillas y la fecha.',
      'Por ejemplo: cifra oficial 7 3120 "Contraloría, oficio 15" 2024-02-20',
    ),
  figure: (activity: number, n: number, source: string, on: string, folio: string, fresh: boolean): Message =>
    message(
      `${fresh ? 'Listo' : 'Ya estaba registrado'}: cifra oficial de la actividad ${activity}, ${number(n)} (${source}, ${shortDate(on)}). Folio ${folio}.`,
      text(`Para adjuntar su evidencia, envía el archivo con: evidencia ${folio}`),
      small('Se muestra junto a la cuenta propia y no se suma.'),
    ),
  partHow: (): Message =>
    problem(
      'Para decidir qué parte cuenta hacen falta la actividad y la parte.',
      'Por ejemplo: programa parte 9 acreditadas, o programa parte 9 declaradas',
    ),
  part: (activity: number, part: 'declared' | 'accredited'): Message =>
    message(
      `Listo: en la actividad ${activity} cuenta para el indicador ${part === 'accredited' ? 'quien lo acreditó' : 'quien lo declaró o lo acreditó'}.`,
      text(`Escribe «avance ${activity}» para ver las dos partes.`),
    ),
};
