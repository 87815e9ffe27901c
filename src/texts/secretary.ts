import type { Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, plural } from './format.ts';

export const channel = {
  claimed: (audience: 'committee' | 'general'): Message =>
    message(
      audience === 'committee'
        ? 'Este es ahora el canal del Comité: aquí llegarán recordatorios y avisos.'
        : 'Este es ahora el canal general: aquí se publicará la tarjeta del Día de la Integridad.',
    ),
  notHere: (): Message =>
    problem(
      'Ese comando se escribe en el canal que quieres usar.',
      'Ve al canal, menciona al bot o usa /pat, y escribe: canal comité, o bien: canal general',
    ),
  how: (): Message => problem('¿Canal de qué?', 'Escribe: canal comité, o bien: canal general'),
};

export const roster = {
  show: (people: number, units: readonly (readonly [string, number])[], asOf: string): Message =>
    message(
      `Plantilla al ${fullDate(asOf)}: ${plural(people, 'persona', 'personas')} en ${plural(units.length, 'unidad', 'unidades')}.`,
      units.length === 0
        ? null
        : {
            type: 'list',
            items: units.map(
              ([unit, n]) => `${unit}: ${n < 5 ? 'menos de 5 personas' : plural(n, 'persona', 'personas')}`,
            ),
          },
      text(
        'Para actualizarla, la persona administradora ejecuta en el servidor: npm run -s pat -- plantilla importar ARCHIVO',
      ),
    ),
};

export const programmeTexts = {
  show: (p: {
    readonly title: string;
    readonly institution: string;
    readonly approved: string | null;
    /** What the committee changed while it ran, a line each. */
    readonly changes: readonly string[];
    readonly lines: readonly string[];
    readonly pending: readonly string[];
    /** The next year, and whether there is a draft of its programme. */
    readonly next: number;
    readonly draft: boolean;
  }): Message =>
    message(
      `${p.title}, ${p.institution}.`,
      text(p.approved === null ? 'Sin fecha de aprobación registrada.' : p.approved),
      p.changes.length === 0 ? null : { type: 'list', items: p.changes },
      { type: 'list', items: p.lines },
      p.pending.length === 0
        ? text('Todo lo que el programa deja por decidir está confirmado.')
        : { type: 'list', items: p.pending.map((one) => `Por confirmar: ${one}`) },
      buttons(
        { label: 'Tabla de actividades', words: 'programa actividades' },
        { label: 'Tabla de fechas', words: 'programa fechas' },
        p.draft
          ? { label: `Borrador ${p.next}`, words: `programa nuevo ${p.next}` }
          : { label: 'Días inhábiles', words: 'dias-inhabiles' },
      ),
    ),
  approved: (on: string, where: string): string => `Aprobado el ${fullDate(on)} en la ${where}.`,
  pending: {
    calendar: 'el calendario de días inhábiles («días-inhábiles confirmar»)',
    letter: 'el texto de la carta compromiso («carta confirmar»)',
    months: 'los valores de cada mes de la tarjeta («programa tarjetas»)',
    sessions: 'el calendario de sesiones («sesión planear»)',
    documents: 'los enlaces de los documentos («programa documentos»)',
    addressee: 'el destinatario de los informes («programa destinatario»)',
    complaints: 'los canales para denunciar («programa textos»)',
  },
  days: (
    confirmed: string | null,
    items: readonly string[],
    vacations: boolean | null,
    table: string,
  ): Message =>
    message(
      confirmed === null
        ? 'El calendario de días inhábiles no está confirmado.'
        : `Calendario de días inhábiles confirmado el ${fullDate(confirmed)}.`,
      { type: 'list', items },
      text(
        vacations === null
          ? 'No se ha decidido si los periodos vacacionales cuentan como días hábiles para presentar informes.'
          : vacations
            ? 'Los periodos vacacionales cuentan como días hábiles.'
            : 'Los periodos vacacionales no cuentan como días hábiles.',
      ),
      small('Para confirmarlo: días-inhábiles confirmar vacaciones no (o: vacaciones sí)'),
      buttons({ label: 'Descargar la tabla', words: table }),
    ),
  day: (from: string, to: string | undefined, name: string, scope: string): string =>
    `${to && to !== from ? `${fullDate(from)} al ${fullDate(to)}` : fullDate(from)}: ${name} (${scope})`,
  scopes: { national: 'nacional', state: 'estatal', vacation: 'vacaciones' },
  confirmDraft: (year: number): Message =>
    problem(
      `El programa ${year} todavía es un borrador.`,
      'Sus días inhábiles se confirman cuando el programa esté aprobado.',
    ),
  confirmHow: (): Message =>
    problem(
      'No entendí qué confirmas.',
      'Escribe: días-inhábiles confirmar, o bien: días-inhábiles confirmar vacaciones no',
    ),
  daysConfirmed: (): Message =>
    message(
      'Quedó confirmado el calendario de días inhábiles.',
      text('Las fechas límite ya se calculan con él; escribe «calendario» para verlas.'),
    ),
};
