import type { Form, Message } from '../message.ts';
import type { Quorum } from '../sessions/quorum.ts';
import { buttons, message, problem, text } from './common.ts';
import { dateLabel } from './fields.ts';
import { fullDate, join, plural } from './format.ts';
import { beside, quorumWords, types } from './sessions.ts';

const presence = [
  { value: 'si', label: 'Asistió' },
  { value: 'no', label: 'No asistió' },
];

/** Who attended a session. */
export const attendance = {
  form: (
    date: string,
    extraordinary: boolean,
    members: readonly {
      readonly field: string;
      readonly name: string;
      readonly role: string;
      readonly here: boolean;
    }[],
    guests: string,
  ): Form => ({
    title: 'Asistencia a la sesión',
    words: 'sesion asistencia',
    submit: 'Registrar',
    fields: [
      { id: 'date', type: 'date', label: dateLabel, initial: date },
      {
        id: 'type',
        type: 'choice',
        label: 'Tipo de sesión',
        options: types,
        initial: extraordinary ? 'extraordinaria' : 'ordinaria',
      },
      ...members.map(({ field, name, role, here }) => ({
        id: field,
        type: 'choice' as const,
        label: `${name} (${role})`,
        options: presence,
        initial: here ? 'si' : 'no',
      })),
      {
        id: 'numbers',
        type: 'text',
        label: members.length === 0 ? 'Quiénes asistieron' : 'Otras personas que asistieron',
        hint: 'Números de empleado, separados por espacios',
        multiline: true,
        maxLength: 2000,
        optional: members.length > 0,
        ...(guests !== '' && { initial: guests }),
      },
    ],
  }),
  noted: (
    on: string,
    extraordinary: boolean,
    people: number,
    quorum: Quorum,
    names: { readonly spare: readonly string[]; readonly substituting: readonly string[] },
    fresh: boolean,
    held: boolean,
  ): Message =>
    message(
      `${fresh ? 'Asistencia registrada' : 'Esa asistencia ya estaba registrada'}: ${plural(people, 'persona', 'personas')} el ${fullDate(on)}. ${quorumWords(quorum)}`,
      names.substituting.length === 0 ? null : { type: 'list', items: names.substituting },
      quorum.guests.length === 0
        ? null
        : text(
            `${plural(quorum.guests.length, 'persona invitada', 'personas invitadas')}, sin lugar en el Comité.`,
          ),
      names.spare.length === 0
        ? null
        : text(
            `No cuentan para el quórum: ${join(names.spare)}. Para decir a quién suplen: comité alta NÚMERO suplente de NÚMERO`,
          ),
      held
        ? null
        : buttons({
            label: 'Registrar sesión celebrada',
            words: `sesion celebrada ${on}${beside(extraordinary)}`,
            style: 'primary',
          }),
    ),
  substituting: (name: string, principal: string): string => `${name} suple a ${principal}`,
  noPeople: (said: readonly string[]): Message =>
    problem(
      `No encuentro en la plantilla de ese día: ${said.map((s) => `«${s}»`).join(', ')}.`,
      'Usa los números de empleado, con sus ceros a la izquierda.',
    ),
  how: (): Message =>
    problem(
      'No entendí de qué sesión es la asistencia, o de quién.',
      'Por ejemplo: sesión asistencia 2024-06-28 01234 01235',
    ),
};
