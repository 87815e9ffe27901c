import type { Block, Message } from '../message.ts';
import type { Owed } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import { explainDeadline } from './calendar.ts';
import { buttons, message, small, text } from './common.ts';
import { fullDate, longDate, sentence } from './format.ts';

const draft = (confirmed: unknown): Block | null =>
  confirmed === false ? small('Información de muestra: el Comité todavía no la confirma.') : null;

/** The documents that the programme keeps published (activity 12). */
export function codes({ documents, committee }: Programme): Message {
  const links = documents.flatMap((d) => (d.url === null ? [] : [{ label: d.title, url: d.url }]));
  const without = documents.filter((d) => d.url === null);
  return message(
    `Documentos de ética e integridad (${committee.shortName}).`,
    links.length > 0 ? { type: 'links', links } : null,
    without.length > 0
      ? {
          type: 'list',
          items: without.map((d) => `${d.title} (la Secretaría Ejecutiva todavía no registra su enlace)`),
        }
      : null,
    draft(documents.every((d) => d.confirmed !== false)),
  );
}

/** The complaint procedure and its channels; the bot takes no complaint. */
export function complaints(programme: Programme): Message {
  const { steps, channels, confirmed } = programme.complaints;
  return message(
    'Aquí no se reciben denuncias: por tu seguridad, preséntala por los canales oficiales.',
    text('No escribas nombres ni hechos en este chat. Este es el procedimiento:'),
    { type: 'list', items: steps },
    { type: 'facts', facts: channels },
    draft(confirmed),
    small('Nada de lo que escribas aquí sobre un caso se guarda.'),
  );
}

/** Something that looks like a complaint: the channels, nothing repeated, nothing stored. */
export function looksLikeComplaint(programme: Programme): Message {
  const { blocks } = complaints(programme);
  const summary = 'Parece que quieres contar algo delicado. No lo guardé ni lo repetí.';
  return { summary, blocks: [{ type: 'text', text: summary, strong: true }, ...blocks] };
}

/** «Tengo una duda»: answers and the committee's contact; takes no text. */
export function questions(programme: Programme): Message {
  const { answers, contact, confirmed } = programme.questions;
  return message(
    'Estas son las dudas más frecuentes.',
    ...answers.flatMap((a): Block[] => [{ type: 'text', text: a.question, strong: true }, text(a.answer)]),
    { type: 'facts', facts: contact },
    draft(confirmed),
    buttons(
      { label: 'Ver los Códigos', words: 'codigos' },
      { label: 'Procedimiento de denuncia', words: 'denuncia' },
    ),
  );
}

/** What comes next, each with why that date. */
export function upcoming(
  items: readonly { readonly activity: string; readonly owed: Owed }[],
  today: string,
  confirmed: boolean,
): Message {
  if (items.length === 0)
    return message(
      `No hay fechas pendientes a partir del ${longDate(today)}.`,
      text('Escribe «avance» para ver cómo va el programa.'),
    );
  return message(
    `Lo que sigue a partir del ${fullDate(today)}:`,
    {
      type: 'list',
      items: items.map(({ activity, owed: { label, due } }) => {
        return `${fullDate(due.date)}: ${label === activity ? label : `${label} (${activity})`}. ${sentence(explainDeadline(due))}`;
      }),
    },
    confirmed
      ? null
      : small(
          'El calendario de días inhábiles no está confirmado: mientras tanto vale la fecha más próxima posible.',
        ),
  );
}
