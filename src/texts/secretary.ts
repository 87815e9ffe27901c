import type { Message } from '../message.ts';
import { message, problem, small, text } from './common.ts';
import { fullDate } from './format.ts';

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

export const programmeTexts = {
  show: (
    title: string,
    institution: string,
    approved: string | null,
    lines: readonly string[],
    pending: readonly string[],
  ): Message =>
    message(
      `${title}, ${institution}.`,
      text(approved === null ? 'Sin fecha de aprobación registrada.' : approved),
      { type: 'list', items: lines },
      pending.length === 0
        ? text('Todo lo que el programa deja por decidir está confirmado.')
        : { type: 'list', items: pending.map((p) => `Por confirmar: ${p}`) },
    ),
  approved: (on: string, where: string): string => `Aprobado el ${fullDate(on)} en la ${where}.`,
  pending: {
    calendar: 'el calendario de días inhábiles («días-inhábiles confirmar»)',
    letter: 'el texto de la carta compromiso («carta confirmar»)',
    months: 'los valores de cada mes de la tarjeta («tarjeta cambiar»)',
    sessions: 'el calendario de sesiones («sesión planear»)',
    documents: 'los enlaces de los documentos',
    complaints: 'los canales para denunciar',
  },
  days: (confirmed: string | null, items: readonly string[], vacations: boolean | null): Message =>
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
    ),
  day: (from: string, to: string | undefined, name: string, scope: string): string =>
    `${to && to !== from ? `${fullDate(from)} al ${fullDate(to)}` : fullDate(from)}: ${name} (${scope})`,
  scopes: { national: 'nacional', state: 'estatal', vacation: 'vacaciones' },
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
