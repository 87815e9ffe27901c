import { type Ask, type Command, type Outcome, open, record, refuse, say } from '../ask.ts';
import { readAmount } from '../input/amounts.ts';
import { takeAmount } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import { type DonationThing, donationThings } from '../kinds/records.ts';
import { donation as texts } from '../texts/donations.ts';
import { badAmount } from '../texts/fields.ts';
import { foliosOf, standing } from '../view/records.ts';
import { behalfName, phrase, readWhen, sayings } from './when.ts';

/** How people call what they give. */
export const thingWords: Readonly<Record<string, DonationThing>> = {
  tapitas: 'caps',
  tapita: 'caps',
  tapas: 'caps',
  alimentos: 'food',
  alimento: 'food',
  comida: 'food',
  despensa: 'food',
  ropa: 'clothes',
  cobijas: 'blankets',
  cobija: 'blankets',
  otros: 'other',
  otro: 'other',
};

/** Whether words name what is given. */
export const thingSaid = (tokens: readonly Token[]): boolean =>
  tokens.some((t) => lookUp(thingWords, t.text) !== undefined);

const most = { g: 5_000_000, pieces: 100_000 };
const tenMinutes = 600_000;

/** Activity 10: a bag of bottle caps. */
export const caps: Command = {
  words: ['tapitas', 'tapita'],
  may: 'employee',
  registrable: true,
  run: (ask) => donate(ask, 'caps', ask.tokens),
};

/** Activity 10: food, clothes, blankets, others. */
export const donations: Command = {
  words: ['donar', 'dono', 'donativo'],
  may: 'employee',
  registrable: true,
  run(ask) {
    if (ask.fields) {
      const thing = donationThings.find((t) => t === ask.fields?.thing);
      return thing ? donate(ask, thing, []) : refuse(texts.unknownThing(ask.fields.thing ?? ''), 'thing');
    }
    const [first, ...rest] = ask.tokens;
    if (!first) return donate(ask, 'other', []);
    const at = ask.tokens.findIndex((t) => lookUp(thingWords, t.text));
    if (at < 0) return refuse(texts.unknownThing(first.text));
    const others = ask.tokens.filter((t, i) => i !== at && !['de', 'en'].includes(fold(t.text)));
    return donate(ask, lookUp(thingWords, ask.tokens[at]!.text)!, rest.length === 0 ? [] : others);
  },
};

function donate(ask: Ask, thing: DonationThing, tokens: readonly Token[]): Outcome {
  if (!ask.fields && tokens.length === 0)
    return open(texts.form(ask.today, thing, ask.programme.privacyNotice.text));
  const when = readWhen({ ...ask, tokens });
  if (!when.ok) return when.outcome;
  const said = ask.fields ? amountField(ask.fields) : when.rest;
  const { amount, problem, rest } = takeAmount(said, most, thing === 'caps' ? undefined : 'pieces');
  const example = thing === 'caps' ? 'tapitas 2.5 kg' : 'donar ropa 3 piezas';
  const bad = (reason: string, text: string) =>
    refuse(badAmount(reason, text, example, '5,000 kg o 100,000 piezas'), ask.fields ? 'amount' : undefined);
  if (problem) return bad(problem.reason, problem.said);
  const extra = sayings(rest).filter((t) => lookUp(thingWords, t.text) !== thing);
  if (!amount || amount.unit === 'min' || extra.length > 0) {
    const whole = phrase(said);
    const read = readAmount(whole, { ...most, min: Number.MAX_SAFE_INTEGER });
    return bad(read.ok ? 'unknown' : read.reason, whole);
  }
  return recordDonation(ask, thing, amount.unit, amount.value, when.date);
}

function amountField({ amount = '', unit = '' }: Readonly<Record<string, string>>): Token[] {
  return amount.trim() === '' ? [] : [{ text: `${amount.trim()} ${unit}`.trim(), quoted: false }];
}

/** What the button «Registrar otra igual» carries; anything else makes nothing single. */
const anotherNonce = /^otra-[\w-]{1,64}$/;

/**
 * A second bag is real: an equal donation within ten minutes answers the first folio with a button
 * "Registrar otra igual", whose nonce makes the next one single; later it is a new one (contract).
 */
function recordDonation(
  ask: Ask,
  thing: DonationThing,
  unit: 'g' | 'pieces',
  value: number,
  on: string,
): Outcome {
  const name = behalfName(ask);
  const what = `${thing}/${unit}/${value}/${on}`;
  const equal = foliosOf(ask.view, 'donation.recorded', ask.subject)
    .map((folio) => ask.view.records.get(folio)!)
    .filter(({ body, occurredOn }) => `${body.thing}/${body.unit}/${body.amount}/${occurredOn}` === what);
  const answer = (folio: string, fresh: boolean) =>
    texts.recorded(thing, unit, value, on, folio, fresh, name);
  const facts = (base: string) =>
    record(
      ask,
      {
        kind: 'donation.recorded',
        base,
        subject: ask.subject,
        occurredOn: on,
        body: { thing, unit, amount: value },
      },
      answer,
    );
  if (ask.nonce !== null && anotherNonce.test(ask.nonce))
    return facts(`donation/${ask.subject}/${what}/${ask.nonce}`);
  const last = standing(ask.view, 'donation.recorded', ask.subject ?? '')
    .filter((r) => equal.some((e) => e.folio === r.folio))
    .at(-1);
  const age = last ? ask.now.getTime() - Date.parse(last.recordedAt) : Number.POSITIVE_INFINITY;
  if (last && Math.abs(age) < tenMinutes) {
    const amount = unit === 'g' ? `${value} g` : `${value} piezas`;
    const again = `${ask.behalf ? `registrar ${ask.people.byId(ask.subject!)?.number} ` : ''}donar ${thingNames[thing]} ${amount} ${on}`;
    return say(texts.again(thing, unit, value, last.folio, again, `otra-${ask.fresh()}`));
  }
  return facts(`donation/${ask.subject}/${what}/${equal.length + 1}`);
}

/** The word for each thing in a command. */
export const thingNames: Readonly<Record<DonationThing, string>> = {
  caps: 'tapitas',
  food: 'alimentos',
  clothes: 'ropa',
  blankets: 'cobijas',
  other: 'otros',
};
