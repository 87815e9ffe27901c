import type { Collected, Delivery, Teams, Totals } from '../donations/collected.ts';
import { type DonationThing, donationThings } from '../kinds/records.ts';
import type { Block, Field, Form, Message } from '../message.ts';
import { done } from './committee.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { things } from './donations.ts';
import { dateLabel } from './fields.ts';
import { dateRange, fullDate, join, kilograms, pieces, plural, shortDate } from './format.ts';

const amount = (unit: string, n: number): string => (unit === 'g' ? kilograms(n) : pieces(n));

/** `2.5 kg de tapitas`, thing by thing in the usual order. */
function lines(totals: Totals): string[] {
  const order = (key: string) => donationThings.indexOf(key.split('/')[0] as DonationThing);
  return [...totals]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([key, n]) => {
      const [thing, unit] = key.split('/') as [DonationThing, string];
      return `${amount(unit, n)} de ${things[thing]}`;
    });
}

/** What a delivery was made of, in one phrase. */
function delivered({ grams, pieces: n, items }: Delivery['body']): string {
  if (items) return join(lines(new Map(items.map((i) => [`${i.thing}/${i.unit}`, i.amount]))));
  return join([...(grams === null ? [] : [kilograms(grams)]), ...(n === null ? [] : [pieces(n)])]);
}

const list = (items: readonly string[]): Block | null =>
  items.length === 0 ? null : { type: 'list', items };

const fieldOf = (thing: DonationThing, unit: 'g' | 'pieces', label: string): Field => ({
  id: `${thing}-${unit}`,
  type: 'number',
  label,
  min: unit === 'g' ? 0.001 : 1,
  max: unit === 'g' ? 100_000 : 1_000_000,
  decimals: unit === 'g',
  optional: true,
});

const commands = (folio: string) =>
  buttons(
    { label: 'Acta de entrega', words: `entrega acta ${folio}`, style: 'primary' },
    { label: 'Dar las gracias', words: `entrega gracias ${folio}` },
    { label: 'Agregar evidencia', words: `evidencia ${folio}` },
  );

export const delivery = {
  example: 'entrega 2024-11-20 120 kg, o bien: entrega 2024-11-20 tapitas 120 kg, ropa 30 piezas',
  recorded: (
    made: {
      readonly recipient: string;
      readonly body: Delivery['body'];
      readonly on: string;
      readonly folio: string;
      readonly fresh: boolean;
    },
    noted: Collected,
  ): Message => {
    const told = done(
      `entrega a ${made.recipient} el ${fullDate(made.on)}, ${delivered(made.body)}.`,
      made.folio,
      made.fresh,
    );
    return {
      ...told,
      blocks: [
        ...told.blocks,
        small(
          noted.people === 0
            ? 'Nadie había anotado donativos para esta entrega.'
            : `Anotado por ${plural(noted.people, 'persona', 'personas')} ${dateRange(noted.from, noted.to)}: ${join(lines(noted.totals))}. El acta muestra la diferencia.`,
        ),
        commands(made.folio),
      ],
    };
  },
  form: (today: string, recipient: string): Form => ({
    title: 'Entrega realizada',
    words: 'entrega',
    intro: `Entrega a ${recipient}: lo que se pesó o contó.`,
    submit: 'Registrar',
    fields: [
      { id: 'date', type: 'date', label: dateLabel, initial: today },
      fieldOf('caps', 'g', 'Tapitas, en kilos'),
      fieldOf('food', 'g', 'Alimentos, en kilos'),
      fieldOf('food', 'pieces', 'Alimentos, en piezas'),
      fieldOf('clothes', 'pieces', 'Ropa, en piezas'),
      fieldOf('blankets', 'pieces', 'Cobijas, en piezas'),
      fieldOf('other', 'g', 'Otros, en kilos'),
      fieldOf('other', 'pieces', 'Otros, en piezas'),
    ],
  }),
  noAmount: (): Message => problem('Faltó cuánto se entregó.', `Por ejemplo: ${delivery.example}`),
  none: (): Message =>
    problem('No encuentro esa entrega.', 'Escribe «entregas» para ver las del año y sus folios.'),

  status: (
    recipient: string,
    noted: Collected | null,
    made: readonly Delivery[],
    planned: readonly { readonly label: string; readonly date: string }[],
  ): Message =>
    message(
      noted === null
        ? 'Hoy se hizo una entrega: lo que se anote desde mañana va en la siguiente.'
        : noted.people === 0
          ? `No hay donativos anotados ${dateRange(noted.from, noted.to)}.`
          : `Donativos anotados ${dateRange(noted.from, noted.to)}, de ${plural(noted.people, 'persona', 'personas')}.`,
      list(lines(noted?.totals ?? new Map())),
      (noted?.units.size ?? 0) === 0 ? null : text('Por área:'),
      list(
        [...(noted?.units ?? [])]
          .sort(([a], [b]) => a.localeCompare(b, 'es'))
          .map(([unit, totals]) => `${unit}: ${join(lines(totals))}`),
      ),
      text(made.length === 0 ? `Todavía no hay entregas a ${recipient}.` : `Entregas a ${recipient}:`),
      list(made.map((d) => `${shortDate(d.occurredOn)}: ${delivered(d.body)}. Folio ${d.folio}`)),
      planned.length === 0
        ? null
        : small(`Falta: ${join(planned.map((p) => `${p.label}, a más tardar el ${shortDate(p.date)}`))}.`),
      buttons(
        { label: 'Registrar entrega', words: 'entrega', style: 'primary' },
        ...(made.length === 0
          ? []
          : [
              { label: 'Acta de la última', words: `entrega acta ${made.at(-1)!.folio}` },
              { label: 'Dar las gracias', words: `entrega gracias ${made.at(-1)!.folio}` },
            ]),
      ),
    ),

  act: (on: string, folio: string): Message =>
    message(
      `Acta de la entrega del ${fullDate(on)}. Folio ${folio}.`,
      text(
        'Complétala con quien recibe y recaba las firmas. Cuando la tengas firmada, envíala aquí como evidencia.',
      ),
      buttons({ label: 'Enviar el acta firmada', words: `evidencia ${folio}` }),
    ),
  file: (on: string): string => `acta-de-entrega-${on}.docx`,
  byWeight: 'Donativos por peso',
  byPiece: 'Donativos por pieza',

  thanks: (
    made: { readonly recipient: string; readonly on: string; readonly body: Delivery['body'] },
    noted: Collected,
    teams: Teams,
  ): Message =>
    message(
      'Gracias por tu ayuda a la comunidad.',
      text(
        `El ${fullDate(made.on)} entregamos a ${made.recipient} ${delivered(made.body)}.${
          noted.people === 0
            ? ''
            : ` ${noted.people === 1 ? 'Una persona anotó su donativo' : `${plural(noted.people, 'persona', 'personas')} anotaron su donativo`}.`
        }`,
      ),
      teams.shown.length === 0 ? null : text('Esto anotaron las áreas:'),
      list([
        ...teams.shown.map(({ unit, totals }) => `${unit}: ${join(lines(totals))}`),
        ...(teams.others === null || teams.shown.length === 0
          ? []
          : [`Otras áreas: ${join(lines(teams.others))}`]),
      ]),
      small('La campaña es permanente: sigue juntando tapitas, alimentos, ropa y cobijas.'),
      buttons({ label: 'Anotar un donativo', words: 'donar' }),
    ),
  thanksPreview: (out: Message, folio: string, already: boolean): Message =>
    message(
      already ? 'Estas gracias ya se publicaron:' : 'Así se leerían las gracias en el canal general:',
      ...out.blocks.filter(({ type }) => type !== 'choices'),
      already
        ? null
        : small(
            'Solo muestra totales por área, sin orden por cantidad; las áreas de menos de 5 personas van juntas.',
          ),
      already
        ? null
        : buttons({ label: 'Publicar', words: `entrega gracias ${folio} publicar`, style: 'primary' }),
    ),
  thanked: (folio: string, fresh: boolean): Message =>
    message(
      fresh
        ? `Las gracias por la entrega ${folio} salen ahora al canal general.`
        : `Las gracias por la entrega ${folio} ya se habían publicado.`,
      fresh ? null : small('No se anotó otra vez.'),
    ),
};
