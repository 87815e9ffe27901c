import type { Message, Option } from '../message.ts';
import { message, small, type text } from './common.ts';

/** Whose record it is, when the committee registers for somebody: their name; null for one's own. */
export type For = string | null;

/** ` (Ana Robles)`, nothing for oneself */
export const forWhom = (who: For): string => (who === null ? '' : ` (${who})`);

const undo = (fresh: boolean, who: For) =>
  small(
    !fresh
      ? 'Ya estaba registrado: no se anotó otra vez.'
      : who === null
        ? 'Si te equivocaste, durante 7 días puedes escribir «cancelar» y el folio.'
        : 'Registrado por el Comité.',
  );

/** That something was recorded, or was before, with its folio. */
export const done = (
  what: string,
  folio: string,
  fresh: boolean,
  who: For,
  ...rest: ReturnType<typeof text>[]
): Message =>
  message(`${fresh ? 'Listo' : 'Ya estaba registrado'}: ${what} Folio ${folio}.`, ...rest, undo(fresh, who));

/** Names to choose from. */
export const options = (names: Record<string, string>): Option[] =>
  Object.entries(names).map(([value, label]) => ({ value, label: label[0]!.toUpperCase() + label.slice(1) }));
