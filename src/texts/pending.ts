import type { Block, Choice, Message } from '../message.ts';
import type { Activity, Countable, Programme } from '../programme/schema.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dateRange, join, longDate, number, people } from './format.ts';
import { ofUnit, quoted, type Row } from './missing.ts';

/** What is asked of a person, by the record that is missing, and the button that does it. */
const asked: Partial<Record<Countable, { readonly what: string; readonly choice: Choice }>> = {
  'training.recorded': {
    what: 'confirmar una capacitación',
    choice: { label: 'Confirmar capacitación', words: 'capacitacion', style: 'primary' },
  },
  'letter.accepted': {
    what: 'leer y aceptar la carta compromiso',
    choice: { label: 'Leer la carta', words: 'carta', style: 'primary' },
  },
  'evaluation.recorded': {
    what: 'participar en la evaluación anual de los Códigos',
    choice: { label: 'Ya participé', words: 'evaluacion', style: 'primary' },
  },
  'donation.recorded': {
    what: 'anotar tu donativo (tapitas, alimentos, ropa, cobijas u otros)',
    choice: { label: 'Anotar tapitas', words: 'tapitas', style: 'primary' },
  },
  'practice.recorded': {
    what: 'anotar una práctica por el medio ambiente',
    choice: { label: 'Anotar una práctica', words: 'practica', style: 'primary' },
  },
};

interface When {
  readonly on: string;
  readonly at: string;
}

const sendsWhen = (when: When | null): string =>
  when === null ? 'ahora mismo' : `el ${longDate(when.on)} a las ${when.at}, en horario de trabajo`;

interface Counts {
  readonly people: number;
  readonly sent: number;
  readonly waiting: number;
  readonly noAddress: number;
  readonly refused: number;
  readonly unknown: number;
  readonly needless: number;
}

/** Reasons why somebody who is missing gets no reminder now, a line each. */
const left = (o: { absent: number; limited: number; waiting: number }, most: number | null): string[] => [
  ...(o.absent > 0 ? [`${people(o.absent)}: avisaron que están ausentes`] : []),
  ...(o.limited > 0
    ? [
        `${people(o.limited)}: ya recibieron ${most ?? 'el máximo de'} recordatorios en los últimos siete días`,
      ]
    : []),
  ...(o.waiting > 0 ? [`${people(o.waiting)}: ya tienen este recordatorio en camino`] : []),
];

export const asking = {
  how: (): Message =>
    problem('No entendí a quién recordarle.', 'Por ejemplo: recordar 9 o recordar 9 "Subdirección Médica"'),
  /** What each person gets. */
  toPerson: (programme: Programme, activity: Activity, counts: Countable): Message => {
    const { what, choice } = asked[counts] ?? { what: activity.title, choice: null };
    return message(
      `Recordatorio del Comité: te falta ${what}.`,
      text(
        `Es la actividad ${activity.number} del ${programme.title}, ${dateRange(activity.start, activity.end)}.`,
      ),
      choice && buttons(choice),
      small(
        'Si ya lo hiciste en papel, avísale a la persona responsable de tu unidad. Para no recibir recordatorios unos días, escribe por ejemplo «ausente hasta 20 de mayo».',
      ),
      small(programme.privacyNotice.text),
    );
  },
  preview: (o: {
    readonly activity: number;
    readonly unit: string | null;
    readonly ready: number;
    readonly unreachable: { readonly count: number; readonly names: readonly Row[] };
    readonly absent: number;
    readonly limited: number;
    readonly waiting: number;
    readonly most: number;
    readonly when: When | null;
    readonly says: Message;
    readonly nonce: string;
  }): Message => {
    const more = o.unreachable.count - o.unreachable.names.length;
    const lacking = [
      ...o.unreachable.names.map((r) => `${r.number} · ${r.name} · ${r.unit}`),
      ...(more > 0 ? [`y ${people(more)} más`] : []),
    ];
    const others = left(o, o.most);
    const blocks: (Block | null)[] = [
      ...(o.ready > 0
        ? [text(`Sale ${sendsWhen(o.when)}. Dice exactamente esto:`), ...o.says.blocks.map(quote)]
        : []),
      o.unreachable.count > 0
        ? text(`Sin cuenta de chat todavía, no se les puede enviar: ${people(o.unreachable.count)}.`)
        : null,
      lacking.length > 0 ? { type: 'list', items: lacking } : null,
      others.length > 0 ? text('A estas personas no se les envía:') : null,
      others.length > 0 ? { type: 'list', items: others } : null,
      buttons(
        ...(o.ready > 0
          ? [
              {
                label: `Enviar a ${people(o.ready)}`,
                words: `recordar ${o.activity} confirmar ${o.nonce}${quoted(o.unit)}`,
                nonce: o.nonce,
                style: 'primary' as const,
              },
            ]
          : []),
        { label: 'Ver quién falta', words: `pendientes ${o.activity}${quoted(o.unit)}` },
      ),
      small(o.ready > 0 ? 'Todavía no se envía nada.' : 'No se envió nada.'),
    ];
    if (o.ready === 0)
      return message(
        `No hay a quién enviarle por chat el recordatorio de la actividad ${o.activity}${ofUnit(o.unit)}.`,
        ...blocks,
      );
    return message(
      `Recordatorio de la actividad ${o.activity}${ofUnit(o.unit)} para ${people(o.ready)}. Todavía no se envía.`,
      ...blocks,
    );
  },
  nobody: (
    activity: number,
    unit: string | null,
    o: { absent: number; limited: number; waiting: number },
  ): Message => {
    const others = left(o, null);
    return message(
      others.length === 0
        ? `No falta nadie${ofUnit(unit)} en la actividad ${activity}; no hay a quién recordarle.`
        : `Ahora no hay a quién enviarle un recordatorio de la actividad ${activity}${ofUnit(unit)}.`,
      others.length > 0 ? { type: 'list', items: others } : null,
      small('No se envió nada.'),
    );
  },
  notNow: (activity: number, start: string, end: string): Message =>
    problem(
      `La actividad ${activity} va ${dateRange(start, end)}; fuera de esas fechas no se envían recordatorios.`,
      `Para ver quién falta: pendientes ${activity}`,
    ),
  noLetter: (): Message =>
    problem(
      'El texto de la carta compromiso todavía no está confirmado, así que no se le pide a nadie aceptarla.',
      'La Secretaría Ejecutiva la revisa con «carta» y la confirma con «carta confirmar».',
    ),
  started: (batch: string, n: number, when: When | null, fresh: boolean): Message =>
    message(
      fresh
        ? `Listo: el recordatorio ${batch} sale ${sendsWhen(when)}; son ${people(n)}.`
        : `El recordatorio ${batch} ya estaba en marcha, para ${people(n)}; no se envía otra vez.`,
      text('Te mando en un solo mensaje cómo va; se actualiza ahí mismo.'),
    ),
  progress: (batch: string, activity: number, unit: string | null, o: Counts): Message => {
    const open = o.waiting > 0;
    const failed = o.noAddress + o.refused;
    const fact = (label: string, n: number) => (n > 0 ? [{ label, value: number(n) }] : []);
    return message(
      `Recordatorio ${batch} (actividad ${activity}${ofUnit(unit)}): ${number(o.sent)} de ${people(o.people)}${open ? '; sigue en marcha' : ''}.`,
      {
        type: 'facts',
        facts: [
          { label: 'Enviados', value: number(o.sent) },
          ...fact('En espera', o.waiting),
          ...fact('Sin cuenta de chat todavía', o.noAddress),
          ...fact('La plataforma no lo aceptó', o.refused),
          ...fact('No se sabe si llegó', o.unknown),
          ...fact('Ya no hizo falta o venció', o.needless),
        ],
      },
      o.unknown > 0 ? small('Lo que no se sabe si llegó no se reenvía, para no enviarlo dos veces.') : null,
      small('«Enviado» quiere decir que la plataforma lo aceptó, no que alguien ya lo haya visto.'),
      failed + o.unknown > 0
        ? buttons(
            ...(!open && failed > 0
              ? [{ label: 'Reenviar a quienes no les llegó', words: `reenviar ${batch}` }]
              : []),
            { label: 'Ver a quiénes', words: `recordar envios ${batch}` },
          )
        : null,
    );
  },
  noBatch: (said: string): Message =>
    problem(
      said === '' ? 'Falta el número del recordatorio.' : `No encuentro el recordatorio «${said}».`,
      'Escribe «recordar» para ver los más recientes. Por ejemplo: reenviar 3',
    ),
  over: (batch: string): Message =>
    problem(
      `La actividad del recordatorio ${batch} ya terminó; no se reenvía.`,
      'Escribe «pendientes» para ver quién falta.',
    ),
  resent: (batch: string, again: number, leftOver: number, when: When | null): Message =>
    message(
      again === 0
        ? `Del recordatorio ${batch} no hay a quién reenviarle.`
        : `El recordatorio ${batch} se reenvía ${sendsWhen(when)} a ${people(again)}.`,
      leftOver > 0 ? text(`Siguen sin cuenta de chat: ${people(leftOver)}.`) : null,
    ),
};

/** A block as it will be seen; its buttons are named, so that nobody presses them by mistake. */
function quote(block: Block): Block {
  return block.type === 'choices' ? small(`Botón: ${join(block.choices.map((c) => c.label))}`) : block;
}
