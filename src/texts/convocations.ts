import type { Message } from '../message.ts';
import type { Programme } from '../programme/schema.ts';
import type { AgendaItem } from '../sessions/agenda.ts';
import type { Session } from '../sessions/calendar.ts';
import { agreementLine } from './agreements.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { clock, fullDate, join, longDate } from './format.ts';
import { at, beside, sessionName } from './sessions.ts';

/** The points of an agenda in words; `nameOf` gives a person's name, `textOf` an agreement's words. */
export const agendaWords = (
  items: readonly AgendaItem[],
  textOf: (id: string) => string | null,
  nameOf: (person: string) => string | null,
): string[] => items.map((item) => agendaPoint(item, textOf, nameOf));

const usual: Readonly<Record<Exclude<AgendaItem['kind'], 'agreement' | 'overdue'>, string>> = {
  attendance: 'Lista de asistencia y declaración de quórum',
  agenda: 'Lectura y aprobación del orden del día',
  minutes: 'Lectura del acta de la sesión anterior',
  ratify: 'Ratificación o actualización de las personas integrantes del Comité',
  other: 'Asuntos generales',
  closing: 'Clausura',
};

function agendaPoint(
  item: AgendaItem,
  textOf: (id: string) => string | null,
  nameOf: (person: string) => string | null,
): string {
  if (item.kind === 'agreement') return `Seguimiento: ${agreementLine(item.agreement, textOf, nameOf)}`;
  if (item.kind !== 'overdue') return usual[item.kind];
  const { title, number } = item.activity;
  const [first] = item.owed;
  const { label, due } = first!;
  if (item.owed.length > 1)
    return `Pendiente: actividad ${number}, ${title}: ${item.owed.length} sin registrar (la primera venció el ${longDate(due.date)})`;
  const what = label === title ? title : `${title}, ${label}`;
  return `Pendiente: actividad ${number}, ${what} (venció el ${longDate(due.date)})`;
}

export const convocation = {
  /** What the committee is told. */
  message: (
    programme: Programme,
    s: Session,
    place: string | null,
    agenda: readonly string[],
    /** What it was convened for before. */
    was: { readonly date: string; readonly time: string | null; readonly place: string | null } | null,
  ): Message =>
    message(
      `${was === null ? 'Convocatoria' : 'Corrección de la convocatoria'}: ${sessionName(s)}, ${fullDate(s.date)}${at(s.time)}.`,
      was === null
        ? null
        : text(
            `Antes se había convocado para el ${fullDate(was.date)}${at(was.time)}${was.place === null || was.place === place ? '' : `, en ${was.place}`}. Vale esta.`,
          ),
      text(
        `${programme.committee.name}.${s.time === null ? '' : ` ${clock(s.time)} h, ${programme.timeZoneLabel}.`}${place === null ? '' : ` Lugar: ${place}.`}`,
      ),
      text('Orden del día propuesto:'),
      { type: 'list', items: numbered(agenda) },
      buttons({
        label: 'Agregar a mi calendario',
        words: `sesion invitacion ${s.date}${beside(s.extraordinary)}`,
      }),
    ),
  /** What stands where it was convened for something else. */
  stale: (
    s: Session,
    was: { readonly date: string; readonly time: string | null },
    place: string | null,
  ): Message =>
    message(
      `Esta convocatoria ya no vale: la ${sessionName(s).toLowerCase()} del ${fullDate(was.date)}${at(was.time)} cambió.`,
      text(
        `Ahora es el ${fullDate(s.date)}${at(s.time)}${place === null ? '' : `, en ${place}`}. ${s.convened === null ? 'La convocatoria corregida todavía no sale.' : 'La convocatoria corregida está más abajo.'}`,
      ),
    ),
  file: (s: Session): Message =>
    message(
      `${sessionName(s)}, ${fullDate(s.date)}${at(s.time)}.`,
      text('Abre el archivo para agregarla a tu calendario.'),
    ),
  preview: (out: Message, s: Session, reached: readonly string[], others: readonly string[]): Message =>
    message(
      `Así saldría la convocatoria. ${out.summary}`,
      ...out.blocks.slice(1).filter(({ type }) => type !== 'choices'),
      s.time === null
        ? small(`Falta la hora: sesión planear ${s.date} 10:00 "lugar"${beside(s.extraordinary)}`)
        : null,
      s.planned ? null : small('La fecha es la que propone el programa; al convocar queda confirmada.'),
      small(
        'Se publicará en el canal del Comité; si no hay canal, se enviará a la Secretaría Ejecutiva. Va también a cada integrante, con un botón para agregarla a su calendario.',
      ),
      reached.length === 0 ? null : small(`Por chat le llega a ${join(reached)}.`),
      others.length === 0
        ? null
        : small(`Sin cuenta de chat: ${join(others)}. Envíales por correo el archivo de calendario.`),
      buttons(
        {
          label: 'Convocar',
          words: `sesion convocar ${s.date}${beside(s.extraordinary)} enviar`,
          style: 'primary',
        },
        { label: 'Cambiar fecha, hora o lugar', words: 'sesion planear' },
      ),
    ),
  convened: (s: Session, fresh: boolean): Message =>
    message(
      `${fresh ? 'Convocada' : 'Ya estaba convocada'}: ${sessionName(s)}, ${fullDate(s.date)}${at(s.time)}.`,
      fresh
        ? text('La convocatoria sale ahora al canal del Comité y a cada integrante.')
        : small('No se anotó otra vez.'),
    ),
  title: (programme: Programme, s: Session): string => `${sessionName(s)} · ${programme.committee.shortName}`,
  description: (agenda: readonly string[]): string =>
    ['Orden del día propuesto:', ...numbered(agenda)].join('\n'),
  none: (date: string | null): Message =>
    problem(
      date === null
        ? 'No hay una sesión pendiente que convocar.'
        : `No hay una sesión pendiente el ${fullDate(date)}.`,
      `Planéala primero: sesión planear ${date ?? '2024-06-28'} 10:00 "lugar"`,
    ),
  how: (): Message => problem('No entendí qué sesión convocar.', 'Por ejemplo: sesión convocar 2024-06-28'),
};

export const minutes = {
  name: (s: Session): string => `${sessionName(s)} de ${s.date.slice(0, 4)}`,
  file: (date: string, name: string): string =>
    `proyecto-de-acta-${date}${/extra/i.test(name) ? '-extraordinaria' : ''}.docx`,
  erased: 'Texto eliminado',
  made: (
    s: Session,
    lacks: { readonly held: boolean; readonly attendance: boolean; readonly agreements: boolean },
  ): Message =>
    message(
      `Proyecto de acta: ${sessionName(s)}, ${fullDate(s.date)}.`,
      text(
        'Revísalo, complétalo y recaba las firmas. Cuando lo tengas firmado, envíalo aquí como evidencia.',
      ),
      lacks.held ? small('La sesión todavía no está registrada como celebrada.') : null,
      lacks.attendance ? small('Falta la asistencia: el acta deja el espacio.') : null,
      lacks.agreements ? small('No hay acuerdos registrados de esa sesión.') : null,
      buttons(
        ...(lacks.held
          ? [
              {
                label: 'Registrar sesión celebrada',
                words: `sesion celebrada ${s.date}${beside(s.extraordinary)}`,
              },
            ]
          : [{ label: 'Enviar el acta firmada', words: `evidencia ${s.record?.folio ?? ''}` }]),
        ...(lacks.attendance
          ? [
              {
                label: 'Registrar asistencia',
                words: `sesion asistencia ${s.date}${beside(s.extraordinary)}`,
              },
            ]
          : []),
        { label: 'Nuevo acuerdo', words: 'acuerdo nuevo' },
      ),
    ),
  none: (date: string | null): Message =>
    problem(
      date === null ? 'Todavía no hay una sesión celebrada.' : `No hay una sesión el ${fullDate(date)}.`,
      'Escribe «sesión» para ver las del año.',
    ),
  how: (): Message =>
    problem('No entendí de qué sesión quieres el acta.', 'Por ejemplo: sesión acta 2024-06-28'),
};

const numbered = (items: readonly string[]): string[] => items.map((item, i) => `${i + 1}. ${item}`);
