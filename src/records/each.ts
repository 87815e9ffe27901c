import { type Ask, type Command, type Outcome, say } from '../ask.ts';
import { oneByOne } from '../bulk.ts';
import type { Body } from '../entry.ts';
import type { Token } from '../input/words.ts';
import type { BodyOf } from '../kinds.ts';
import type { Message } from '../message.ts';
import type { Person } from '../ports/directory.ts';
import type { Steps } from '../steps.ts';
import { donation as texts } from '../texts/donations.ts';
import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';

/** One record that a sheet or a list asks for: a registrable command's word, for somebody, with its words. */
export interface Asked {
  readonly person: string;
  readonly word: string;
  readonly said: readonly Token[];
}

/** What became of it: `proved` was declared before and is accredited now, `already` stood as it is asked. */
export type What = 'new' | 'proved' | 'already' | 'refused';

export interface Answered<T extends Asked> {
  readonly item: T;
  readonly what: What;
  readonly folio: string | null;
  readonly reply: Message;
  readonly outcome: Outcome;
}

/** Somebody by employee number for whom the committee may record: who is or was on the roster. */
export function registered({ people, view }: Pick<Ask, 'people' | 'view'>, number: string): Person | null {
  const person = people.byNumber(number);
  return person && view.roster.has(person.id) ? person : null;
}

/**
 * Records one after the other, each knowing what those before it record; the caller decides whether any of it stands.
 * What was there before is not recorded again: of equal donations (person, thing, amount and day) as many as stood already,
 * since a sheet or list names them once more.
 */
export function* recordEach<T extends Asked>(
  ask: Ask,
  commands: readonly Command[],
  items: readonly T[],
  accredited: boolean,
): Steps<Answered<T>[]> {
  const { view: before } = ask;
  const seen = new Map<string, number>();
  const done = yield* oneByOne(ask, items, (inside, { person, word, said }) => {
    const command = commands.find((c) => c.registrable && c.words.includes(word))!;
    const outcome = command.run({
      ...inside,
      ...{ subject: person, behalf: true, accredited, fields: null, tokens: said },
      // Two equal bags on one list are two: only what stood before the list is the same.
      nonce: `otra-${ask.fresh()}`,
    });
    const same = equalDonation(before, person, outcome, seen);
    return same === null ? outcome : { ...say(stood(ask, person, same)), folio: same.folio };
  });
  return done.map(({ item, outcome }) => ({
    item,
    what: whatOf(outcome),
    folio: outcome.folio ?? null,
    reply: outcome.reply.message,
    outcome,
  }));
}

function whatOf({ drafts, refused }: Outcome): What {
  if (refused) return 'refused';
  if (drafts.length === 0) return 'already';
  return drafts[0]!.kind === 'record.accredited' ? 'proved' : 'new';
}

/** What the donation's own command would answer: with the folio that stands. */
function stood({ people }: Ask, person: string, { body, occurredOn, folio }: Rec): Message {
  const { thing, unit, amount } = body as BodyOf<'donation.recorded'>;
  return texts.recorded(thing, unit, amount, occurredOn, folio, false, people.byId(person)?.name ?? null);
}

/** The donation that stood before and that this one names once more, null where it is a new one. */
function equalDonation(
  view: Ask['view'],
  person: string,
  { drafts: [draft] }: Outcome,
  seen: Map<string, number>,
): Rec | null {
  if (draft?.kind !== 'donation.recorded') return null;
  const key = (body: Body, on: string) => `${person}/${body.thing}/${body.unit}/${body.amount}/${on}`;
  const mine = key(draft.body, draft.occurredOn);
  const n = seen.get(mine) ?? 0;
  seen.set(mine, n + 1);
  const equal = standing(view, 'donation.recorded', person).filter((r) => key(r.body, r.occurredOn) === mine);
  return equal[n] ?? null;
}
