import type { RoleName } from '../kinds/people.ts';
import type { Message } from '../message.ts';
import { roleNames } from './committee.ts';
import { message, problem, small, text } from './common.ts';
import { fullDate, join, longDate } from './format.ts';

/** The committee over time: by which session, and who took whose place. */
export const history = {
  /** A session by its programme's name, or by its day alone where none is recorded. */
  session: (name: string | null, on: string): string =>
    name === null ? `la sesión del ${fullDate(on)}` : `la ${name.toLowerCase()} del ${fullDate(on)}`,
  replaced: (
    old: string,
    name: string,
    role: RoleName,
    on: string,
    substitutes: readonly string[],
    fresh: boolean,
  ): Message =>
    message(
      `${name} ${fresh ? 'queda' : 'ya quedó'} como ${roleNames[role]} en lugar de ${old} desde el ${longDate(on)}.`,
      fresh ? null : small('No se anotó otra vez.'),
      substitutes.length === 0
        ? null
        : text(
            `Suplían a ${old}: ${join(substitutes)}. Si ahora suplen a ${name}, regístralo: comité alta NÚMERO suplente de NÚMERO`,
          ),
    ),
  replaceHow: (): Message =>
    problem(
      'No entendí a quién reemplaza quién.',
      'Por ejemplo: comité reemplazar 01234 por 01235 2024-06-28, y si tiene varios cargos: comité reemplazar 01234 por 01235 como vocal',
    ),
  noOffice: (name: string): Message =>
    problem(`${name} no tiene un cargo en el Comité ese día.`, 'Escribe «comité» para ver quién es quién.'),
  whichOffice: (name: string, held: readonly RoleName[]): Message =>
    problem(
      `${name} tiene varios cargos: ${join(held.map((r) => roleNames[r]))}.`,
      'Di cuál, por ejemplo: comité reemplazar 01234 por 01235 como vocal',
    ),
};
