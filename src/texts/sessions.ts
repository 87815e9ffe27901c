import type { Form, Message, Option } from '../message.ts';
import type { Programme } from '../programme/schema.ts';
import type { AgendaItem } from '../sessions/agenda.ts';
import type { Session } from '../sessions/calendar.ts';
import type { Quorum } from '../sessions/quorum.ts';
import { agreementLine } from './agreements.ts';
import { done } from './committee.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dateLabel } from './fields.ts';
import { clock, fullDate, join, longDate, plural } from './format.ts';

/** The two types of session, to choose from. */
export const types: readonly Option[] = [
  { value: 'ordinaria', label: 'Ordinaria' },
  { value: 'extraordinaria', label: 'Extraordinaria' },
];

/** `Segunda sesión ordinaria`, or what kind of session it is. */
export const sessionName = ({ label, extraordinary }: Pick<Session, 'label' | 'extraordinary'>): string =>
  label ?? (extraordinary ? 'Sesión extraordinaria' : 'Sesión ordinaria adicional');

const at = (time: string | null): string => (time === null ? '' : `, ${clock(time)} h`);
/** The word that an extraordinary session's commands end in. */
export const beside = (extraordinary: boolean): string => (extraordinary ? ' extraordinaria' : '');

/** How the quorum stands, in one sentence. */
export const quorumWords = ({ counted, seats, needed, met }: Quorum): string =>
  seats.length === 0
    ? 'No hay integrantes del Comité registrados ese día, así que no se puede saber si hubo quórum.'
    : `${met ? 'Hubo quórum' : 'No hubo quórum'}: ${counted} de ${plural(seats.length, 'lugar', 'lugares')}; se necesitan ${needed}.`;

/** What a session is at, in one line. */
function line(s: Session, attended: string | null): string {
  const name = sessionName(s);
  if (s.record)
    return `${name}: celebrada el ${fullDate(s.date)}, folio ${s.record.folio}${attended === null ? '' : `. ${attended}`}`;
  if (!s.planned) return `${name}: ${fullDate(s.date)}, fecha por confirmar`;
  return `${name}: ${s.convened === null ? 'planeada' : 'convocada'} para el ${fullDate(s.date)}${at(s.time)}`;
}

export const session = {
  recorded: (extraordinary: boolean, on: string, folio: string, fresh: boolean, quorum: Quorum | null) => {
    const told = done(
      `sesión ${extraordinary ? 'extraordinaria' : 'ordinaria'} celebrada el ${fullDate(on)}.`,
      folio,
      fresh,
    );
    return {
      ...told,
      blocks: [
        ...told.blocks,
        quorum === null
          ? small('Falta la asistencia: con ella se sabe si hubo quórum.')
          : text(quorum.met ? quorumWords(quorum) : `Atención: ${quorumWords(quorum)}`),
        buttons(
          {
            label: quorum === null ? 'Registrar asistencia' : 'Corregir asistencia',
            words: `sesion asistencia ${on}${beside(extraordinary)}`,
          },
          { label: 'Nuevo acuerdo', words: 'acuerdo nuevo' },
          { label: 'Proyecto de acta', words: `sesion acta ${on}${beside(extraordinary)}` },
        ),
      ],
    } satisfies Message;
  },
  form: (today: string): Form => ({
    title: 'Sesión celebrada',
    words: 'sesion celebrada',
    submit: 'Registrar',
    fields: [
      { id: 'date', type: 'date', label: dateLabel, initial: today },
      { id: 'type', type: 'choice', label: 'Tipo de sesión', options: types, initial: 'ordinaria' },
    ],
  }),
  how: (): Message =>
    problem(
      'No entendí qué sesión quieres registrar.',
      'Por ejemplo: sesión celebrada 2024-04-26, o bien: sesión celebrada 2024-05-10 extraordinaria',
    ),

  list: (
    sessions: readonly { readonly session: Session; readonly quorum: Quorum | null }[],
    next: Session | null,
  ): Message =>
    message(
      sessions.length === 0
        ? 'No hay sesiones planeadas ni celebradas.'
        : `Sesiones del Comité: ${plural(sessions.filter((s) => s.session.record).length, 'celebrada', 'celebradas')} de ${sessions.length}.`,
      sessions.length === 0
        ? null
        : {
            type: 'list',
            items: sessions.map((s) => line(s.session, s.quorum && quorumWords(s.quorum))),
          },
      buttons(
        { label: 'Registrar sesión celebrada', words: 'sesion celebrada', style: 'primary' },
        ...(next === null
          ? []
          : [
              {
                label: 'Convocar la siguiente',
                words: `sesion convocar ${next.date}${beside(next.extraordinary)}`,
              },
            ]),
        { label: 'Planear o mover', words: 'sesion planear' },
        { label: 'Asistencia', words: 'sesion asistencia' },
        { label: 'Acuerdos', words: 'acuerdos' },
      ),
    ),
};

export const plan = {
  form: (options: readonly Option[], initial: { readonly date: string }): Form => ({
    title: 'Planear o mover una sesión',
    words: 'sesion planear',
    submit: 'Guardar',
    fields: [
      {
        id: 'session',
        type: 'choice',
        label: '¿Qué sesión?',
        options: [...options, { value: 'extraordinaria', label: 'Una sesión extraordinaria' }],
        initial: options[0]?.value ?? 'extraordinaria',
      },
      { id: 'date', type: 'date', label: '¿Qué día?', initial: initial.date },
      { id: 'time', type: 'text', label: 'Hora', hint: 'Por ejemplo: 10:00', maxLength: 10, optional: true },
      { id: 'place', type: 'text', label: 'Lugar', maxLength: 200, optional: true },
    ],
  }),
  option: (s: Session): string => `${sessionName(s)}: ${longDate(s.date)}`,
  planned: (
    name: string,
    date: string,
    time: string | null,
    place: string | null,
    was: string | null,
    fresh: boolean,
    working: boolean,
    extraordinary: boolean,
  ): Message =>
    message(
      `${fresh ? 'Quedó planeada' : 'Ya estaba planeada'}: ${name}, ${fullDate(date)}${at(time)}.`,
      place === null ? null : text(`Lugar: ${place}`),
      was === null ? null : text(`Antes: ${fullDate(was)}.`),
      working ? null : small('Ojo: ese día no es hábil según el calendario del programa.'),
      extraordinary ? null : small('El avance, el calendario y los recordatorios ya siguen esta fecha.'),
      buttons({ label: 'Convocar', words: `sesion convocar ${date}${beside(extraordinary)}` }),
    ),
  how: (): Message =>
    problem(
      'No entendí qué sesión planear.',
      'Por ejemplo: sesión planear 2024-06-28 10:00 "Sala de juntas", o bien: sesión planear 2024-05-10 extraordinaria',
    ),
  badTime: (said: string): Message =>
    problem(`No entendí la hora «${said}».`, 'Escríbela así: 10:00 o 16:30.'),
  outside: (date: string, year: number): Message =>
    problem(
      `El ${fullDate(date)} queda fuera del programa de ${year}.`,
      'Las sesiones se planean dentro de su año.',
    ),
  allHeld: (): Message =>
    problem(
      'Ya se celebraron todas las sesiones ordinarias del programa.',
      'Si es extraordinaria, escribe por ejemplo: sesión planear 2024-05-10 extraordinaria',
    ),
  isHeld: (name: string, date: string): Message =>
    problem(
      `La ${name.toLowerCase()} ya se celebró el ${fullDate(date)}.`,
      'Escribe «sesión» para ver todas.',
    ),
  taken: (name: string, date: string): Message =>
    problem(
      `El ${fullDate(date)} ya está planeada otra sesión: ${name.toLowerCase()}.`,
      'Elige otro día, o mueve primero esa sesión.',
    ),
};

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
  const { label, due } = item.owed;
  const what = label === title ? title : `${title}, ${label}`;
  return `Pendiente: actividad ${number}, ${what} (venció el ${longDate(due.date)})`;
}

export const convocation = {
  /** What the committee is told. */
  message: (programme: Programme, s: Session, place: string | null, agenda: readonly string[]): Message =>
    message(
      `Convocatoria: ${sessionName(s)}, ${fullDate(s.date)}${at(s.time)}.`,
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
