import { type Ask, type Command, note, type Outcome, record, refuse, say } from '../ask.ts';
import { sha256 } from '../entry.ts';
import { fold } from '../input/words.ts';
import type { Programme } from '../programme/schema.ts';
import { notAllowed } from '../texts/common.ts';
import { letter as texts } from '../texts/letter.ts';
import { behalfName, phrase, readWhen, sayings } from './when.ts';

/** SHA-256 of the letter's words: what exactly was accepted can be proved. */
export const letterHash = ({
  programme: { letter },
}: {
  readonly programme: Pick<Programme, 'letter'>;
}): string => sha256([letter.title, ...letter.paragraphs].join('\n'));

/** Whether the letter's text is confirmed as it stands; nobody is asked to sign another. */
export const letterConfirmed = ({ programme, view }: Pick<Ask, 'programme' | 'view'>): boolean =>
  programme.letter.confirmed !== false ||
  view.confirmed.get(`letter/${programme.letter.version}`) === letterHash({ programme });

/** Activity 11: the commitment letter, accepted once per version by an explicit button bound to that version. */
export const letter: Command = {
  words: ['carta'],
  may: 'employee',
  registrable: true,
  run(ask) {
    const { letter: l, privacyNotice } = ask.programme;
    const confirmed = letterConfirmed(ask);
    const [first, second] = ask.tokens.map((t) => t.text);
    if (first && fold(first) === 'confirmar') return confirm(ask);
    if (!confirmed && !ask.demo && !ask.behalf) return say(texts.notConfirmed());
    const base = `letter/${l.version}/${ask.subject}`;
    const known = ask.view.same.get(base);
    const before = known && ask.view.records.get(known.folio);
    if (before && before.voided === null && !ask.accredited)
      return {
        ...say(texts.already(l.version, before.occurredOn, before.folio, behalfName(ask))),
        folio: before.folio,
      };
    if (ask.behalf) return accept(ask, base);
    if (!first || fold(first) !== 'aceptar')
      return say(texts.show(l, confirmed, `carta aceptar ${l.version}`, ask.fresh(), privacyNotice.text));
    return second === l.version ? accept(ask, base) : say(texts.otherVersion(l.version));
  },
};

function accept(ask: Ask, base: string): Outcome {
  const version = ask.programme.letter.version;
  const when = readWhen({ ...ask, fields: null, tokens: ask.behalf ? ask.tokens : [] });
  if (!when.ok) return when.outcome;
  const odd = phrase(sayings(when.rest));
  if (odd !== '') return refuse(texts.oddWords(odd));
  return record(
    ask,
    {
      kind: 'letter.accepted',
      base,
      subject: ask.subject,
      occurredOn: when.date,
      body: { version, textHash: letterHash(ask), part: 'declared' },
    },
    (folio, fresh) => texts.accepted(version, when.date, folio, fresh, behalfName(ask)),
  );
}

function confirm(ask: Ask): Outcome {
  if (!ask.who.levels.has('secretary')) return say(notAllowed('carta confirmar', 'secretary'));
  const { version } = ask.programme.letter;
  const body = { version, textHash: letterHash(ask) };
  return note(
    ask,
    { kind: 'letter.confirmed', key: `letter-confirmed/${version}/${body.textHash}`, body },
    texts.confirmedNow(version),
  );
}
