import type { Form, Message, Option } from '../message.ts';
import type { Session } from '../sessions/calendar.ts';
import type { Quorum } from '../sessions/quorum.ts';
import { done } from './committee.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dateLabel } from './fields.ts';
import { clock, fullDate, longDate, plural } from './format.ts';

/** Ordinary sessions as the indicator counts them, extraordinary ones apart. */
function counted(all: readonly Session[]): string {
  const ordinary = all.filter((s) => !s.extraordinary);
  const held = (of: readonly Session[]) => of.filter((s) => s.record !== null).length;
  const extra = held(all) - held(ordinary);
  const beside = extra === 0 ? '' : ` y ${plural(extra, 'extraordinaria', 'extraordinarias')}`;
  return `${plural(held(ordinary), 'ordinaria celebrada', 'ordinarias celebradas')} de ${ordinary.length}${beside}`;
}

/** The two types of session, to choose from. */
export const types: readonly Option[] = [
  { value: 'ordinaria', label: 'Ordinaria' },
  { value: 'extraordinaria', label: 'Extraordinaria' },
];

/** `Segunda sesión ordinaria`, or what kind of session it is. */
export const sessionName = ({ label, extraordinary }: Pick<Session, 'label' | 'extraordinary'>): string =>
  label ?? (extraordinary ? 'Sesión extraordinaria' : 'Sesión ordinaria adicional');

/** `, 10:00 h`; nothing where no hour is known. */
export const at = (time: string | null): string => (time === null ? '' : `, ${clock(time)} h`);
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
        : `Sesiones del Comité: ${counted(sessions.map((s) => s.session))}.`,
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
