import type { Block, Form, Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { monthYear, number, plural } from './format.ts';
import { type Card, card, withdrawn } from './integrity-day.ts';

/** A change of a card that went out, before it is made. */
export interface Change {
  readonly what: What;
  /** What its button stands for. */
  readonly words: string;
  readonly before: Card;
  readonly after: Card;
  readonly channels: number;
  readonly people: number;
  readonly nonce: string;
  readonly today: string;
  /** What it stands for now is the word that it was withdrawn. */
  readonly withdrawn: boolean;
  /** Somebody else changed it since the button was made. */
  readonly overtaken: boolean;
}

export type What = 'corrected' | 'withdrawn' | 'renewed';

export const messages = (n: number): string => plural(n, 'mensaje', 'mensajes');
/** A card as it will be seen; its buttons are named, so that nobody presses them by mistake. */
const shown = (m: Message): Block[] => m.blocks.filter((b) => b.type !== 'choices');

const where = (channels: number, people: number): string => {
  const places = [
    ...(channels > 0 ? [`${number(channels)} en ${channels === 1 ? 'un canal' : 'canales'}`] : []),
    ...(people > 0 ? [`${number(people)} en ${people === 1 ? 'un chat personal' : 'chats personales'}`] : []),
  ];
  return places.join(' y ');
};

export const cardChanges = {
  how: (): Message =>
    problem(
      'Para corregir una tarjeta que ya salió hacen falta el valor y la frase, entre comillas.',
      'Por ejemplo: tarjeta corregir 2024-05 "Honestidad" "La frase ya corregida" "motivo", o solo: tarjeta corregir 2024-05',
    ),
  withdrawHow: (): Message =>
    problem(
      'Para retirar una tarjeta que ya salió hace falta el motivo, entre comillas.',
      'Por ejemplo: tarjeta retirar 2024-05 "motivo"',
    ),
  noneSent: (): Message =>
    problem('Todavía no ha salido ninguna tarjeta por este medio.', 'Para ver la siguiente: tarjeta'),
  notSent: (period: string, noted: boolean): Message =>
    problem(
      noted
        ? `La tarjeta de ${monthYear(period)} salió por otro medio: aquí no hay mensajes que cambiar.`
        : `La tarjeta de ${monthYear(period)} todavía no sale.`,
      noted ? 'Corrígela donde se publicó.' : `Para cambiarla antes de que salga: tarjeta cambiar ${period}`,
    ),
  notWithdrawn: (period: string): Message =>
    problem(
      `La tarjeta de ${monthYear(period)} no se ha retirado, así que no sale otra.`,
      `Para corregirla donde está: tarjeta corregir ${period}`,
    ),
  same: (period: string): Message =>
    message(`La tarjeta de ${monthYear(period)} ya dice exactamente eso; no cambié nada.`),
  alreadyWithdrawn: (period: string): Message =>
    message(
      `La tarjeta de ${monthYear(period)} ya se había retirado.`,
      text(`Para ver cómo quedó cada mensaje: tarjeta cambios ${period}`),
    ),
  tooManySigns: (): Message =>
    problem('El texto tiene demasiadas comillas o saltos de línea.', 'Escríbelo con menos de ellos.'),
  form: (
    verb: 'corregir' | 'nueva',
    period: string,
    o: { readonly value: string; readonly sentence: string; readonly messages: number },
  ): Form => ({
    title: verb === 'nueva' ? 'Publicar otra tarjeta' : 'Corregir la tarjeta',
    words: `tarjeta ${verb} ${period}`,
    intro:
      verb === 'nueva'
        ? `Sustituye a la tarjeta de ${monthYear(period)} que se retiró. Primero la verás como va a salir.`
        : `Tarjeta de ${monthYear(period)}, ya publicada: ${messages(o.messages)}. Primero verás cómo queda.`,
    submit: 'Ver cómo queda',
    fields: [
      { id: 'value', type: 'text', label: 'Valor del mes', maxLength: 80, initial: o.value },
      { id: 'sentence', type: 'text', label: 'Frase', maxLength: 600, multiline: true, initial: o.sentence },
      { id: 'reason', type: 'text', label: 'Motivo', maxLength: 300, optional: true },
    ],
  }),
  reasonForm: (period: string, n: number): Form => ({
    title: 'Retirar la tarjeta',
    words: `tarjeta retirar ${period}`,
    intro: `Tarjeta de ${monthYear(period)}, ya publicada: ${messages(n)}. Primero verás cómo queda.`,
    submit: 'Ver cómo queda',
    fields: [{ id: 'reason', type: 'text', label: 'Motivo', maxLength: 300 }],
  }),
  preview: (o: Change): Message => {
    const { period } = o.before;
    const total = o.channels + o.people;
    const { correctedOn: _, ...plainly } = o.after;
    const next =
      o.what === 'withdrawn'
        ? withdrawn(o.before, o.today)
        : card(o.what === 'corrected' ? { ...o.after, correctedOn: o.today } : plainly);
    const label =
      o.what === 'renewed'
        ? 'Publicar'
        : o.what === 'withdrawn'
          ? `Retirar ${messages(total)}`
          : `Corregir ${messages(total)}`;
    return message(
      {
        corrected: `Así queda la tarjeta de ${monthYear(period)} donde ya se publicó. Todavía no cambia nada.`,
        withdrawn: `Así se retira la tarjeta de ${monthYear(period)} de donde ya se publicó. Todavía no cambia nada.`,
        renewed: `Así sale la tarjeta que sustituye a la de ${monthYear(period)}. Todavía no sale.`,
      }[o.what],
      o.overtaken ? text('Otra persona del Comité la cambió mientras tanto; revisa otra vez.') : null,
      text(o.withdrawn ? 'Antes de retirarse decía:' : 'Ahora dice:'),
      ...shown(card(o.before)),
      text(o.what === 'renewed' ? 'La nueva dirá:' : 'Va a decir:'),
      ...shown(next),
      o.what === 'renewed'
        ? text('Sale de inmediato a los canales generales y, si así está decidido, a cada persona.')
        : text(`Cambian ${messages(total)}: ${where(o.channels, o.people)}.`),
      buttons({
        label,
        words: o.words,
        nonce: o.nonce,
        style: o.what === 'withdrawn' ? 'danger' : 'primary',
      }),
      small(
        o.what === 'renewed'
          ? 'El mes cuenta una sola vez.'
          : 'El texto anterior se conserva. Editar un mensaje no le avisa a nadie.',
      ),
    );
  },
  started: (period: string, what: What, n: number, fresh: boolean): Message => {
    const month = `la tarjeta de ${monthYear(period)}`;
    if (what === 'renewed')
      return message(
        fresh
          ? `Listo: sale la tarjeta que sustituye a la de ${monthYear(period)}.`
          : `Ya estaba en marcha: sale la tarjeta que sustituye a la de ${monthYear(period)}.`,
        small('El mes cuenta una sola vez.'),
      );
    const done = what === 'withdrawn' ? 'retirar' : 'corregir';
    return message(
      fresh
        ? `Listo: empecé a ${done} ${month} en ${messages(n)}.`
        : `Ya estaba en marcha: ${done} ${month} en ${messages(n)}.`,
      text('Te mando en un solo mensaje cómo va; se actualiza ahí mismo.'),
      what === 'withdrawn'
        ? small(
            `El mes sigue contando, porque la tarjeta salió. El mismo día se puede publicar otra: tarjeta nueva ${period}`,
          )
        : null,
    );
  },
};
