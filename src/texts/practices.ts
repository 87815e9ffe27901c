import type { PracticeName } from '../kinds/records.ts';
import type { Form, Message } from '../message.ts';
import { problem } from './common.ts';
import { dateLabel } from './fields.ts';
import { longDate } from './format.ts';
import { done, type For, forWhom, options } from './recorded.ts';

export const practiceNames: Record<PracticeName, string> = {
  recycling: 'reciclaje',
  reforestation: 'forestación',
  cleaning: 'limpieza de espacios',
  paper: 'cuidado del papel',
  energy: 'ahorro de energía',
  other: 'otra práctica',
};

export const practice = {
  recorded: (name: PracticeName, on: string, folio: string, fresh: boolean, who: For): Message =>
    done(
      `práctica por el medio ambiente${forWhom(who)}, ${practiceNames[name]}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
    ),
  form: (today: string, intro: string): Form => ({
    title: 'Práctica por el ambiente',
    words: 'practica',
    intro,
    submit: 'Anotar',
    fields: [
      {
        id: 'practice',
        type: 'choice',
        label: '¿Qué hiciste?',
        options: options(practiceNames),
        initial: 'recycling',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
    ],
  }),
  oddWords: (said: string): Message =>
    problem(`No entendí «${said}».`, 'Por ejemplo: práctica reciclaje 2024-05-07'),
  unknown: (said: string): Message =>
    problem(
      `No conozco la práctica «${said}».`,
      'Puede ser: reciclaje, forestación, limpieza, papel, energía u otra. Por ejemplo: práctica reciclaje',
    ),
};
