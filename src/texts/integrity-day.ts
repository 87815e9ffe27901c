import type { Form, Message } from '../message.ts';
import type { Drawing } from '../pictures/layout.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, longDate, monthYear, number, plural, shortDate } from './format.ts';
import { pictureTexts } from './pictures.ts';

export interface Card {
  /** `2024-05` */
  readonly period: string;
  /** The 9th of that month. */
  readonly on: string;
  readonly value: string;
  readonly sentence: string;
  readonly reminder: string;
  readonly institution: string;
  /** How it looks; none where it goes out as text alone. */
  readonly drawing?: Drawing;
  /** Day on which it was corrected after it went out. */
  readonly correctedOn?: string;
}

/** What a card's picture shows. */
export type CardWords = Pick<Card, 'period' | 'on' | 'value' | 'sentence' | 'reminder'>;

/** What somebody hears who can't see the picture: the same words. */
export const altOf = (c: CardWords): string =>
  pictureTexts.alt(shortDate(c.on), c.value, c.sentence, c.reminder);

/** What stands under a card's picture where it is shown again: `Día de la Integridad, 9 de mayo de 2024: Respeto` */
export const captionOf = (c: CardWords): string => `Día de la Integridad, ${shortDate(c.on)}: ${c.value}`;

/** The month's card, exactly as it goes out; the picture says what the text says. */
export function card(c: Card): Message {
  return {
    summary: `Día de la Integridad, ${fullDate(c.on)}: ${c.value}.`,
    blocks: [
      ...(c.drawing ? [{ type: 'drawing' as const, drawing: c.drawing, alt: altOf(c) }] : []),
      { type: 'heading', text: `Día de la Integridad: ${c.value}` },
      text(c.sentence),
      text(`💡 ${c.reminder}`),
      small(`${c.institution}, ${fullDate(c.on)}.`),
      ...(c.correctedOn === undefined ? [] : [small(`Texto corregido el ${longDate(c.correctedOn)}.`)]),
      buttons(
        { label: 'Enterado/a', words: `enterado ${c.period}`, style: 'primary' },
        { label: 'Tengo una duda', words: 'duda' },
        { label: 'Recuérdame después', words: `despues ${c.period}` },
      ),
    ],
  };
}

/** What stands in the place of a card that was withdrawn. */
export const withdrawn = (c: Card, on: string): Message => ({
  summary: `La tarjeta del Día de la Integridad de ${monthYear(c.period)} se retiró.`,
  blocks: [
    text(`La tarjeta del Día de la Integridad de ${monthYear(c.period)} se retiró el ${longDate(on)}.`),
    small(`${c.institution}.`),
  ],
});

/** What the committee sees before: exactly what will go out, and when, with Cambiar and Pausar. */
export function preview(
  c: Card,
  at: string,
  clockName: string,
  paused: boolean,
  confirmed: boolean,
  where: string,
): Message {
  const out = card(c);
  const when = `${longDate(c.on)}, ${at}, ${clockName}`;
  const summary = paused
    ? `La tarjeta de ${monthYear(c.period)} está en pausa: no saldrá el ${longDate(c.on)}.`
    : `Así saldrá la tarjeta de ${monthYear(c.period)}: ${when}.`;
  return {
    summary,
    blocks: [
      text(summary),
      ...(paused ? [] : [small(where)]),
      ...out.blocks.filter((b) => b.type !== 'choices'),
      ...(confirmed
        ? []
        : [small('El valor y la frase son una propuesta: el Comité todavía no los confirma.')]),
      buttons(
        { label: 'Cambiar', words: `tarjeta cambiar ${c.period}` },
        paused
          ? { label: 'Reanudar', words: `tarjeta reanudar ${c.period}`, style: 'primary' }
          : { label: 'Pausar', words: `tarjeta pausar ${c.period}`, style: 'danger' },
      ),
    ],
  };
}

/** Where a card will go, or that nobody said yet. */
export const where = (channels: number, toEach: boolean): string =>
  channels === 0
    ? 'Ojo: todavía no hay un canal general. Escribe «canal general» en el canal donde debe publicarse.'
    : `Se publicará en el canal general${toEach ? ' y en el chat personal de cada persona' : ''}.`;

export const cardTexts = {
  sentForm: (today: string): Form => ({
    title: 'Tarjeta enviada',
    words: 'tarjeta enviada',
    intro: 'Para anotar una tarjeta que salió por otro medio.',
    submit: 'Registrar',
    fields: [{ id: 'date', type: 'date', label: '¿Qué día se envió?', initial: today }],
  }),
  sent: (period: string, on: string, folio: string, fresh: boolean): Message =>
    message(
      `${fresh ? 'Listo' : 'Ya estaba registrada'}: tarjeta de ${monthYear(period)}, enviada el ${fullDate(on)}. Folio ${folio}.`,
    ),
  form: (period: string, value: string, sentence: string): Form => ({
    title: 'Cambiar la tarjeta',
    words: `tarjeta cambiar ${period}`,
    intro: `Tarjeta de ${monthYear(period)}.`,
    submit: 'Guardar',
    fields: [
      { id: 'value', type: 'text', label: 'Valor del mes', maxLength: 80, initial: value },
      { id: 'sentence', type: 'text', label: 'Frase', maxLength: 600, multiline: true, initial: sentence },
    ],
  }),
  changed: (period: string): Message =>
    message(
      `Guardé el cambio en la tarjeta de ${monthYear(period)}.`,
      text('El texto anterior queda en el historial.'),
    ),
  pictures: (period: string): Message =>
    message(
      `La tarjeta de ${monthYear(period)} como imagen, ancha y cuadrada.`,
      small('Sirve para el correo, las pantallas y los tableros de avisos.'),
    ),
  poster: (): Message =>
    message(
      'El cartel «apaga tu PC», para el checador y cada oficina.',
      text(
        'Va en tamaño carta y A4. Una foto del cartel puesto es evidencia: envíala aquí con «evidencia 5».',
      ),
    ),
  alreadyOut: (period: string): Message =>
    problem(
      `La tarjeta de ${monthYear(period)} ya salió.`,
      `Para corregirla donde ya se publicó: tarjeta corregir ${period}. Para retirarla: tarjeta retirar ${period}`,
    ),
  isWithdrawn: (period: string): Message =>
    problem(`La tarjeta de ${monthYear(period)} se retiró.`, 'Si sale otra, la verás en el canal general.'),
  over: (period: string): Message =>
    problem(
      `El día de la tarjeta de ${monthYear(period)} ya pasó.`,
      `Si se envió por otro medio, regístrala así: tarjeta enviada ${period}-09`,
    ),
  empty: (): Message => problem('El valor y la frase no pueden quedar vacíos.', 'Escribe los dos campos.'),
  paused: (period: string, paused: boolean): Message =>
    message(
      paused
        ? `La tarjeta de ${monthYear(period)} queda en pausa: no saldrá hasta que la reanudes.`
        : `La tarjeta de ${monthYear(period)} ya no está en pausa.`,
      buttons(
        paused
          ? { label: 'Reanudar', words: `tarjeta reanudar ${period}` }
          : { label: 'Pausar', words: `tarjeta pausar ${period}` },
      ),
    ),
  toEach: (on: boolean): Message =>
    message(
      on
        ? 'De acuerdo: la tarjeta llegará también al chat personal de cada persona.'
        : 'De acuerdo: la tarjeta saldrá solo en el canal general.',
    ),
  how: (): Message =>
    problem(
      'No entendí qué hacer con la tarjeta.',
      'Puede ser: tarjeta, tarjeta enviada 2024-02-09, tarjeta cambiar 2024-05, tarjeta pausar 2024-05, tarjeta corregir 2024-05, tarjeta retirar 2024-05, tarjeta cambios 2024-05, tarjeta envíos 2024-05, tarjeta reenviar, tarjeta a todos sí',
    ),
  noMonth: (said: string): Message =>
    problem(`«${said}» no es un mes del programa.`, 'Escríbelo así: 2024-05'),
  toEachOnly: 'tarjeta a todos',
  results: (period: string, { channels, people, acks, record }: Results): Message =>
    message(
      record === null
        ? `La tarjeta de ${monthYear(period)} no está registrada como enviada.`
        : `Tarjeta de ${monthYear(period)}: folio ${record}.`,
      {
        type: 'facts',
        facts: [
          ...outcomes.map(([status, label]) => ({ label: `${label}, canales`, n: channels[status] ?? 0 })),
          ...outcomes.map(([status, label]) => ({ label: `${label}, personas`, n: people[status] ?? 0 })),
          { label: 'Enterado/a', n: acks },
        ].flatMap(({ label, n }) => (n > 0 || label === 'Enterado/a' ? [{ label, value: number(n) }] : [])),
      },
    ),
  resent: (period: string, places: number): Message =>
    message(
      places === 0
        ? `No hay envíos fallidos de la tarjeta de ${monthYear(period)}: no hay nada que reenviar.`
        : `De acuerdo: vuelvo a intentar ${plural(places, 'envío', 'envíos')} de la tarjeta de ${monthYear(period)}.`,
    ),
  notNow: (at: string, until: string): Message =>
    problem(
      `Una tarjeta solo se reenvía el día que le toca, de ${at} a ${until}.`,
      'Si se envió por otro medio, regístrala así: tarjeta enviada FECHA',
    ),
  acknowledged: (period: string): Message =>
    message(`Gracias: anoté tu «Enterado/a» de la tarjeta de ${monthYear(period)}.`),
  later: (on: string): Message => message(`De acuerdo: te la vuelvo a mandar el ${longDate(on)}.`),
};

/** What became of a card's posts, by status. */
export interface Results {
  readonly channels: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<string, number>>;
  readonly acks: number;
  /** Folio of the card as a record, null while it has none. */
  readonly record: string | null;
}

const outcomes = [
  ['sent', 'Enviada'],
  ['planned', 'Sin resultado todavía'],
  ['claimed', 'En camino'],
  ['unknown', 'Sin confirmar por la plataforma'],
  ['refused', 'Rechazada'],
  ['no-address', 'Sin chat conocido'],
  ['missed', 'No salió a tiempo'],
] as const;
