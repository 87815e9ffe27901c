import type { RoleName } from '../kinds/people.ts';
import type { Form, Message } from '../message.ts';
import { message, problem, small, text } from './common.ts';
import { dateLabel, optionalNote } from './fields.ts';
import { fullDate, longDate, plural } from './format.ts';

/** What was recorded, or was before, with its folio. */
export const done = (what: string, folio: string, fresh: boolean): Message =>
  message(
    `${fresh ? 'Listo' : 'Ya estaba registrado'}: ${what} Folio ${folio}.`,
    fresh ? null : small('No se anotó otra vez.'),
  );

export const milestone = {
  recorded: (number: number, title: string, on: string, folio: string, fresh: boolean): Message =>
    done(`actividad ${number}, ${title}, realizada el ${fullDate(on)}.`, folio, fresh),
  form: (number: number, title: string, today: string): Form => ({
    title: `Actividad ${number}`,
    words: `actividad ${number} realizada`,
    intro: title,
    submit: 'Registrar',
    fields: [
      { id: 'date', type: 'date', label: dateLabel, initial: today },
      {
        id: 'note',
        type: 'text',
        label: 'Nota',
        hint: optionalNote,
        multiline: true,
        maxLength: 500,
        optional: true,
      },
    ],
  }),
  oddWords: (number: number): Message =>
    problem(
      'No entendí si la actividad se realizó, ni cuándo.',
      `Por ejemplo: actividad ${number} realizada 2024-03-10 "nota"`,
    ),
  how: (): Message => problem('¿Qué actividad?', 'Por ejemplo: actividad 8 realizada 2024-03-10 "nota"'),
  otherCommand: (number: number, title: string, example: string): Message =>
    problem(
      `La actividad ${number}, ${title}, se registra de otra forma.`,
      `Escribe, por ejemplo: ${example}`,
    ),
  /** The command that records an activity, by what it counts. */
  examples: {
    'committee.ratified': 'comité ratificar FECHA',
    'session.held': 'sesión celebrada FECHA',
    'report.annual': 'informe enviado anual FECHA',
    'report.quarterly': 'informe enviado trimestral 1 FECHA',
    'card.sent': 'tarjeta enviada FECHA',
    'evaluation.recorded': 'registrar NÚMERO evaluación FECHA',
    'training.recorded': 'registrar NÚMERO capacitación "curso" FECHA 4h',
    'letter.accepted': 'registrar NÚMERO carta FECHA',
    'delivery.made': 'entrega FECHA 120 kg',
    'practice.recorded': 'práctica reciclaje',
    'donation.recorded': 'tapitas 2.5 kg',
    'activity.done': 'actividad NÚMERO realizada FECHA',
  } as Record<string, string>,
};

export const roleNames: Record<RoleName, string> = {
  president: 'Presidencia',
  secretary: 'Secretaría Ejecutiva',
  member: 'Vocal',
  substitute: 'Suplente',
  liaison: 'Enlace',
  'unit-lead': 'Responsable de unidad',
};

export const committee = {
  who: (
    lines: readonly string[],
    ratified: { readonly on: string; readonly session: string | null } | null,
    byConfiguration: boolean,
    on: string | null = null,
  ): Message =>
    message(
      lines.length === 0
        ? on === null
          ? 'Todavía no hay integrantes del Comité registrados.'
          : `No hay integrantes del Comité registrados al ${fullDate(on)}.`
        : `Integración del Comité${on === null ? '' : ` al ${fullDate(on)}`}: ${plural(lines.length, 'cargo', 'cargos')}.`,
      lines.length === 0 ? null : { type: 'list', items: lines },
      text(
        ratified === null
          ? 'No se ha registrado la ratificación de este año.'
          : `Última ratificación: ${fullDate(ratified.on)}${ratified.session === null ? '' : `, en ${ratified.session}`}.`,
      ),
      byConfiguration
        ? small(
            'No hay Secretaría Ejecutiva en funciones: ese papel lo tienen las cuentas de administración configuradas en el servidor.',
          )
        : null,
      lines.length === 0 ? text('Para dar de alta: comité alta NÚMERO secretaría FECHA') : null,
    ),
  line: (
    role: RoleName,
    unit: string | null,
    name: string,
    from: string,
    standsFor: string | null = null,
    session: string | null = null,
  ): string =>
    `${roleNames[role]}${unit === null ? '' : ` de ${unit}`}${standsFor === null ? '' : ` de ${standsFor}`}: ${name}, desde el ${fullDate(from)}${session === null ? '' : `, por acuerdo de ${session}`}`,
  ratified: (on: string, session: string | null, folio: string, fresh: boolean): Message => {
    const told = done(`ratificación del Comité en la sesión del ${fullDate(on)}.`, folio, fresh);
    const where =
      session === null
        ? small(`Ese día no hay una sesión registrada. Para registrarla: sesión celebrada ${on}`)
        : text(`Fue ${session}.`);
    return { ...told, blocks: [...told.blocks, where] };
  },
  granted: (
    name: string,
    role: RoleName,
    unit: string | null,
    on: string,
    standsFor: string | null = null,
  ): Message =>
    message(
      `${name} queda como ${roleNames[role]}${unit === null ? '' : ` de ${unit}`}${standsFor === null ? '' : ` de ${standsFor}`} desde el ${longDate(on)}.`,
    ),
  grantedUntil: (name: string, role: RoleName, unit: string | null, on: string, until: string): Message =>
    message(
      `${name} queda como ${roleNames[role]}${unit === null ? '' : ` de ${unit}`} desde el ${longDate(on)} y hasta el ${longDate(until)}.`,
    ),
  untilBefore: (until: string, on: string): Message =>
    problem(
      `El último día, ${fullDate(until)}, es anterior al primero, ${fullDate(on)}.`,
      'Por ejemplo: comité alta 01234 responsable "Subdirección Médica" 2024-05-02 hasta 2024-12-31',
    ),
  alreadyGranted: (name: string, role: RoleName, unit: string | null, from: string): Message =>
    message(
      `${name} ya es ${roleNames[role]}${unit === null ? '' : ` de ${unit}`} desde el ${fullDate(from)}.`,
      small('No se anotó otra vez.'),
    ),
  ratifyForm: (today: string): Form => ({
    title: 'Ratificación del Comité',
    words: 'comite ratificar',
    submit: 'Registrar',
    fields: [{ id: 'date', type: 'date', label: '¿Qué día fue la sesión?', initial: today }],
  }),
  ratifyHow: (): Message =>
    problem('No entendí en qué sesión se ratificó el Comité.', 'Por ejemplo: comité ratificar 2024-04-26'),
  ended: (name: string, role: RoleName, on: string): Message =>
    message(`${name} deja de ser ${roleNames[role]} desde el ${longDate(on)}.`),
  form: (today: string, ending: boolean): Form => ({
    title: ending ? 'Baja en el Comité' : 'Alta en el Comité',
    words: ending ? 'comite baja' : 'comite alta',
    submit: ending ? 'Dar de baja' : 'Dar de alta',
    fields: [
      { id: 'number', type: 'text', label: 'Número de empleado o correo', maxLength: 100 },
      {
        id: 'role',
        type: 'choice',
        label: 'Cargo',
        options: Object.entries(roleNames).map(([value, label]) => ({ value, label })),
      },
      {
        id: 'unit',
        type: 'text',
        label: 'Unidad',
        hint: 'Solo para responsables de unidad',
        maxLength: 150,
        optional: true,
      },
      ...(ending
        ? []
        : [
            {
              id: 'principal',
              type: 'text' as const,
              label: 'Suple a',
              hint: 'Número de empleado; solo para suplentes',
              maxLength: 100,
              optional: true,
            },
          ]),
      { id: 'date', type: 'date', label: 'Desde', initial: today },
      ...(ending
        ? []
        : [{ id: 'until', type: 'date' as const, label: 'Hasta', hint: 'Opcional', optional: true }]),
    ],
  }),
  how: (): Message =>
    problem(
      'No entendí a quién o con qué cargo.',
      'Por ejemplo: comité alta 01234 vocal 2024-04-26. Los cargos son: presidencia, secretaría, vocal, suplente, enlace, responsable "Unidad".',
    ),
  noPerson: (said: string): Message =>
    problem(
      `No encuentro a «${said}» en la plantilla.`,
      'Usa el número de empleado o el correo con que está en la plantilla.',
    ),
  noUnit: (said: string): Message =>
    problem(
      said === '' ? 'Faltó la unidad.' : `No encuentro la unidad «${said}».`,
      'Escríbela entre comillas, como aparece en la plantilla: comité alta 01234 responsable "Subdirección Médica"',
    ),
  notInOffice: (name: string, role: RoleName): Message =>
    problem(`${name} no tiene el cargo de ${roleNames[role]}.`, 'Escribe «comité» para ver quién es quién.'),
  secretaryOnly: 'comité alta, baja, reemplazar y ratificar',
};

export const register = {
  how: (): Message =>
    problem(
      '¿A quién y qué quieres registrar?',
      'Por ejemplo: registrar 01234 capacitación "Ética pública" 2024-05-07 4h',
    ),
  noPerson: (number: string): Message =>
    problem(
      `No hay nadie con el número de empleado ${number} en la plantilla.`,
      'Revisa el número, con sus ceros a la izquierda.',
    ),
  notThat: (word: string): Message =>
    problem(
      `«${word}» no se puede registrar por otra persona.`,
      'Se puede: capacitación, carta, evaluación, tapitas, donar y práctica.',
    ),
};
