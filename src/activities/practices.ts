import { type Command, open, record, refuse } from '../ask.ts';
import { fold, lookUp } from '../input/words.ts';
import { practices as names, type PracticeName } from '../kinds/records.ts';
import { practice as texts } from '../texts/practices.ts';
import { behalfName, phrase, readWhen, sayings } from './when.ts';

const words: Record<string, PracticeName> = {
  reciclaje: 'recycling',
  reciclar: 'recycling',
  forestacion: 'reforestation',
  reforestacion: 'reforestation',
  limpieza: 'cleaning',
  papel: 'paper',
  energia: 'energy',
  otra: 'other',
  otro: 'other',
};

/** Words that say the same practice in more words: «limpieza de espacios públicos», «ahorro de energía». */
const describes = (word: string): boolean =>
  Object.hasOwn(words, word) ||
  /^(ahorro|ambiental|areas?|campana|cuidado|electrica|espacios?|luz|practica|publicos?|verdes?)$/.test(word);

/** Activity 5: a practice for the environment; the same is the same person, kind and day. */
export const practices: Command = {
  words: ['practica', 'practicas'],
  may: 'employee',
  registrable: true,
  run(ask) {
    if (ask.fields === null && ask.tokens.length === 0)
      return open(texts.form(ask.today, ask.programme.privacyNotice.text));
    const when = readWhen(ask);
    if (!when.ok) return when.outcome;
    const said = ask.fields ? (ask.fields.practice ?? '') : phrase(when.rest);
    const practice = ask.fields
      ? names.find((n) => n === said)
      : when.rest.map((t) => lookUp(words, t.text)).find((w) => w !== undefined);
    const odd = ask.fields ? '' : phrase(sayings(when.rest).filter((t) => !describes(fold(t.text))));
    if (practice && odd !== '') return refuse(texts.oddWords(odd));
    if (!practice) return refuse(texts.unknown(said), ask.fields ? 'practice' : undefined);
    return record(
      ask,
      {
        kind: 'practice.recorded',
        base: `practice/${ask.subject}/${practice}/${when.date}`,
        subject: ask.subject,
        occurredOn: when.date,
        body: { practice },
      },
      (folio, fresh) => texts.recorded(practice, when.date, folio, fresh, behalfName(ask)),
    );
  },
};
