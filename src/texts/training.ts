import type { Form, Message } from '../message.ts';
import { problem } from './common.ts';
import { dateLabel } from './fields.ts';
import { hours, longDate } from './format.ts';
import { done, type For, forWhom } from './recorded.ts';

export const training = {
  recorded: (
    course: string,
    minutes: number | null,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
  ): Message =>
    done(
      `capacitación${forWhom(who)} «${course}» del ${longDate(on)}${minutes === null ? '' : `, ${hours(minutes)}`}.`,
      folio,
      fresh,
      who,
    ),
  form: (today: string, intro: string): Form => ({
    title: 'Confirmar capacitación',
    words: 'capacitacion',
    intro,
    submit: 'Confirmar',
    fields: [
      {
        id: 'course',
        type: 'text',
        label: 'Nombre del curso',
        maxLength: 150,
        hint: 'Por ejemplo: Ética pública',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
      {
        id: 'hours',
        type: 'number',
        label: 'Duración en horas',
        min: 0.25,
        max: 200,
        decimals: true,
        optional: true,
      },
    ],
  }),
  noCourse: (): Message =>
    problem('Faltó el nombre del curso.', 'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h'),
  oddWords: (said: string): Message =>
    problem(
      `No entendí «${said}» junto al curso.`,
      'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h',
    ),
  tooLong: (): Message =>
    problem('El nombre del curso es demasiado largo.', 'Usa como máximo 150 caracteres.'),
  tellsWho: (): Message =>
    problem(
      'Escribe solo el nombre del curso, sin nombres de personas ni correos.',
      'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h',
    ),
};
