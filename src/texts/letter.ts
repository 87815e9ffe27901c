import type { Message } from '../message.ts';
import type { Programme } from '../programme/schema.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { longDate } from './format.ts';
import { done, type For, forWhom } from './recorded.ts';

export const letter = {
  show: (
    l: Programme['letter'],
    confirmed: boolean,
    words: string,
    nonce: string,
    intro: string,
  ): Message => ({
    summary: `${l.title} (versión ${l.version})`,
    blocks: [
      { type: 'heading', text: l.title },
      ...(confirmed ? [] : [small('Texto de muestra: el Comité todavía no lo confirma.')]),
      ...l.paragraphs.map(text),
      small(`Versión ${l.version}. ${intro}`),
      buttons({ label: 'Acepto y me comprometo', words, nonce, style: 'primary' }),
      small(
        'Al presionar el botón queda tu acuse electrónico; no es una firma autógrafa ni electrónica avanzada.',
      ),
    ],
  }),
  accepted: (version: string, on: string, folio: string, fresh: boolean, who: For): Message =>
    done(
      `acuse electrónico de la carta compromiso${forWhom(who)}, versión ${version}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      ...(who === null && fresh ? [text('Gracias por tu compromiso con la ética y la integridad.')] : []),
    ),
  already: (version: string, on: string, folio: string, who: For): Message =>
    message(
      `${who === null ? 'Ya aceptaste' : `${who} ya aceptó`} la carta compromiso, versión ${version}, el ${longDate(on)}. Folio ${folio}.`,
      text(
        `${who === null ? 'No necesitas hacer nada más' : 'No se anotó otra vez'}: solo se pide otra vez cuando cambia la versión de la carta.`,
      ),
    ),
  oddWords: (said: string): Message =>
    problem(`No entendí «${said}».`, 'Por ejemplo: registrar 01234 carta 2024-04-29'),
  otherVersion: (version: string): Message =>
    message(
      'Ese botón es de otra versión de la carta.',
      text(`La versión vigente es la ${version}. Léela y acéptala de nuevo.`),
      small('No se registró nada.'),
      buttons({ label: 'Ver la carta vigente', words: 'carta' }),
    ),
  notConfirmed: (): Message =>
    message(
      'El Comité todavía no confirma el texto de la carta compromiso.',
      text('Cuando la Secretaría Ejecutiva lo confirme podrás aceptarla aquí. No se registró nada.'),
    ),
  confirmedNow: (version: string): Message =>
    message(
      `Quedó confirmado el texto de la carta, versión ${version}.`,
      text('A partir de ahora se puede aceptar desde el chat.'),
    ),
};
