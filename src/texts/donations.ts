import type { DonationThing } from '../kinds/records.ts';
import type { Form, Message } from '../message.ts';
import { buttons, message, problem, text } from './common.ts';
import { dateLabel } from './fields.ts';
import { kilograms, longDate, pieces } from './format.ts';
import { done, type For, forWhom, options } from './recorded.ts';

export const things: Record<DonationThing, string> = {
  caps: 'tapitas',
  food: 'alimentos',
  clothes: 'ropa',
  blankets: 'cobijas',
  other: 'otros donativos',
};

/** `2.5 kg`, `3 piezas` */
export const amountOf = (unit: 'g' | 'pieces', amount: number): string =>
  unit === 'g' ? kilograms(amount) : pieces(amount);

export const donation = {
  recorded: (
    thing: DonationThing,
    unit: 'g' | 'pieces',
    amount: number,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
  ): Message =>
    done(
      `${amountOf(unit, amount)} de ${things[thing]}${forWhom(who)}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      text('¡Gracias! Cada donativo cuenta para la entrega de este año.'),
    ),
  again: (
    thing: DonationThing,
    unit: 'g' | 'pieces',
    amount: number,
    folio: string,
    words: string,
    nonce: string,
  ): Message =>
    message(
      `Hace un momento anotaste lo mismo: ${amountOf(unit, amount)} de ${things[thing]}. Folio ${folio}.`,
      text('No lo anoté otra vez. Si es otro donativo igual, presiona el botón.'),
      buttons({ label: 'Registrar otra igual', words, nonce }),
    ),
  form: (today: string, thing: DonationThing, intro: string): Form => ({
    title: 'Anotar un donativo',
    words: 'donar',
    intro,
    submit: 'Anotar',
    fields: [
      { id: 'thing', type: 'choice', label: '¿Qué donas?', options: options(things), initial: thing },
      { id: 'amount', type: 'number', label: 'Cantidad', min: 0.001, max: 5000, decimals: true },
      {
        id: 'unit',
        type: 'choice',
        label: 'Unidad',
        options: [
          { value: 'kg', label: 'Kilos' },
          { value: 'piezas', label: 'Piezas' },
        ],
        initial: thing === 'caps' ? 'kg' : 'piezas',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
    ],
  }),
  unknownThing: (said: string): Message =>
    problem(
      `No entendí qué donas${said ? ` («${said}»)` : ''}.`,
      'Puede ser: tapitas, alimentos, ropa, cobijas u otros. Por ejemplo: donar ropa 3 piezas',
    ),
};
