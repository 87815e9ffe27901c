import type { Block, Choice, Message } from '../message.ts';
import type { Person } from '../ports/directory.ts';
import type { Level } from '../who.ts';
import { join } from './format.ts';
import { spelled } from './spelled.ts';

/** A message of a first line and what follows. */
export function message(summary: string, ...blocks: (Block | null)[]): Message {
  return {
    summary,
    blocks: [{ type: 'text', text: summary, strong: true }, ...blocks.filter((b) => b !== null)],
  };
}

/** A message with small print after it. */
export const withNote = (given: Message, words: string): Message => ({
  ...given,
  blocks: [...given.blocks, small(words)],
});

/** Stands where the name of somebody would whose data were erased. */
export const erasedName = 'persona olvidada';

/** Somebody whose data were erased, where people are listed by number and name. */
export const namelessPerson = (id: string): Person => ({
  id,
  number: '—',
  name: erasedName,
  email: null,
  position: null,
});

export const text = (words: string): Block => ({ type: 'text', text: words });
export const small = (words: string): Block => ({ type: 'note', text: words });
export const buttons = (...choices: Choice[]): Block => ({ type: 'choices', choices });

const holders: Record<Level, string> = {
  anyone: 'cualquier persona',
  employee: 'las personas servidoras públicas que están en la plantilla',
  lead: 'la persona responsable de la unidad',
  liaison: 'la persona enlace con la Contraloría',
  committee: 'las personas integrantes del Comité',
  secretary: 'la Secretaría Ejecutiva del Comité',
};

/** Refusal for somebody whose role does not allow a command. */
export const notAllowed = (command: string, ...may: readonly Level[]): Message =>
  message(
    `«${spelled(command)}» es para ${join(may.map((level) => holders[level]))}.`,
    text('No se registró nada. Escribe «ayuda» para ver lo que tú puedes hacer.'),
  );

/** `asked`: the secretary was told; `known`: somebody who left or joins later, whom the secretary knows. */
export const notOnRoster = (who: 'guest' | 'known' | 'asked'): Message =>
  message(
    'No te encuentro en la plantilla de personal.',
    text(
      {
        guest: 'Solo las cuentas de la institución pueden registrar actividades. No se registró nada.',
        known:
          'Con la fecha de hoy no estás dentro de tu alta y tu baja. No se registró nada. Si es un error, avísale a la Secretaría Ejecutiva del Comité.',
        asked:
          'No se registró nada. Ya le pedí a la Secretaría Ejecutiva del Comité que revise tu alta; cuando te agregue a la plantilla con este correo, vuelve a intentarlo.',
      }[who],
    ),
  );

/** The platform did not say who somebody is; nothing is known against them. */
export const notVerified = (): Message =>
  message(
    'En este momento no pude comprobar quién eres.',
    text(
      'No se registró nada. Inténtalo de nuevo en un minuto; si vuelve a pasar, avísale a la Secretaría Ejecutiva del Comité.',
    ),
  );

/** `said`: the word that is near to the command; null where nothing is, or the command stood among other words. */
export const notUnderstood = (said: string | null, nearest: string | null, example: string): Message =>
  message(
    nearest === null
      ? 'No entendí lo que escribiste, así que no registré nada.'
      : `No entendí ${said === null ? 'lo que escribiste' : `«${said}»`}. ¿Quisiste decir «${spelled(nearest)}»?`,
    text(`Por ejemplo: ${example}`),
    nearest === null ? null : small('No se registró nada.'),
    buttons(...(nearest === null ? [] : [{ label: `Usar «${spelled(nearest)}»`, words: nearest }]), {
      label: 'Ver la ayuda',
      words: 'ayuda',
    }),
  );

/** What somebody reads when something failed that nobody expected. */
export const failed = (): Message =>
  message(
    'Algo falló de nuestro lado y no se registró nada.',
    text(
      'Inténtalo de nuevo en unos minutos. Si vuelve a pasar, avísale a la Secretaría Ejecutiva del Comité.',
    ),
  );

/** The store can't write now. */
export const storeFailed = (): Message =>
  message(
    'En este momento no puedo guardar registros, así que no se registró nada.',
    text('Tu información no se perdió: simplemente no se guardó. Inténtalo de nuevo en unos minutos.'),
  );

/** What somebody reads when the disk failed in the very moment in which it was to keep their record. */
export const storeDoubtful = (): Message =>
  message(
    'El disco falló al guardar y no sé si tu registro quedó guardado.',
    text(
      'El Comité recibe un aviso para que se revise el servidor. Cuando vuelva a funcionar, compruébalo con «mi avance» y, si falta, captúralo otra vez: repetirlo no lo duplica.',
    ),
  );

/** What is wrong, and what to do about it. */
export const problem = (what: string, how: string, ...choices: Choice[]): Message =>
  message(what, text(how), choices.length === 0 ? null : buttons(...choices), small('No se registró nada.'));
