import type { BoardLinks } from './board/passes.ts';
import type { Target } from './due/keys.ts';
import type { Due } from './due/situation.ts';
import { type Body, canonical, type Draft, type Platform, sha256 } from './entry.ts';
import type { Received, Shown } from './evidence/received.ts';
import { folio, folioLetters, type RecordKind } from './folio.ts';
import { legibleLines } from './input/clean.ts';
import type { Token } from './input/words.ts';
import { type BodyOf, type Kind, kinds } from './kinds.ts';
import { type Form, type Message, plain } from './message.ts';
import type { Paper } from './papers/paper.ts';
import type { AccountId, FreeText, Person } from './ports/directory.ts';
import type { Programme } from './programme/schema.ts';
import type { SentTemplate } from './reports/sent-template.ts';
import type { Reply } from './request.ts';
import type { People } from './roster/identify.ts';
import type { PlanOptions } from './roster/types.ts';
import { afterwards, type Steps } from './steps.ts';
import type { Upload } from './uploads.ts';
import type { Rec } from './view/shapes.ts';
import type { View } from './view.ts';
import type { Level, Who } from './who.ts';

/** A request with all that its answer may depend on. Nothing else is looked at: `answer` is pure. */
export interface Ask {
  readonly view: View;
  readonly programme: Programme;
  readonly people: People;
  /** Whose row of a roster file it is among those who were forgotten. */
  readonly forgotten: NonNullable<PlanOptions['forgotten']>;
  /** What somebody wrote, by its id; null once it was erased. */
  readonly textOf: (id: string) => string | null;
  readonly who: Who;
  /** Person id whom a record is about: the asker, or whom the committee registers. */
  readonly subject: string | null;
  /** True when the committee records for somebody else (`registrar`). */
  readonly behalf: boolean;
  /** The words after the command's own. */
  readonly tokens: readonly Token[];
  /** What is recorded is proved: by a sheet, a certificate, an official list. */
  readonly accredited?: boolean;
  /** A submitted form's values, null when words were written. */
  readonly fields: Readonly<Record<string, string>> | null;
  readonly nonce: string | null;
  /** Files that came with the words; they are stored already. */
  readonly sent?: Received;
  /** A table that came with the words of a command that takes one. */
  readonly upload?: Upload;
  /** A template for reports that came with the words that take one. */
  readonly template?: SentTemplate;
  /** A table that the asker sent before, by its token; null once it is no longer kept. */
  readonly uploaded: (token: string) => Upload | null;
  /** A link under which the asker can open a stored file for a day; null where nobody reaches the bot. */
  readonly linkTo?: (file: Shown) => string | null;
  /** Links to the board; none where nobody reaches the bot. */
  readonly boardLinks?: BoardLinks;
  readonly platform: Platform;
  readonly account: AccountId | null;
  /** Channel in which it was said, null in a direct message. */
  readonly channel: string | null;
  /** Which other committee of the deployment that channel is of; null where it is free. */
  readonly channelTakenBy?: string | null;
  /** Others read the answer too, where it is a public one. */
  readonly overheard: boolean;
  readonly now: Date;
  /** Date of `now` in the programme's time zone. */
  readonly today: string;
  /** General channels that the environment names. */
  readonly generalChannels: number;
  /** How a person is reached; null while no platform knows them. */
  readonly reach: (person: string) => Target | null;
  /** What would go out by itself now, were nothing to hold it back. */
  readonly waiting?: (view: View) => readonly Due[];
  /** Random text for ids, salts and nonces. */
  readonly fresh: () => string;
  /** The demo: sample people, the letter's draft may be accepted, who one is can be switched. */
  readonly demo: boolean;
}

/** What an answer does: facts to record, free texts to keep beside them, and what the person reads. */
export interface Outcome {
  readonly drafts: readonly Draft[];
  readonly texts: readonly FreeText[];
  /** New and changed people, kept before the entries that name them. */
  readonly people?: readonly Person[];
  readonly reply: Reply;
  /** Nothing was done, for a reason that the reply says. */
  readonly refused?: true;
  /** The record that this is about: a new one, or the one that was there before. */
  readonly folio?: string;
  /** Documents that go with it. */
  readonly papers?: readonly Paper[];
  /** What takes long is still to be worked out: this stands for nothing until it is. */
  readonly steps?: Steps<Outcome>;
  /** The asker's account now stands for another person (demo only). */
  readonly become?: string;
}

/** One thing that can be asked for. */
export interface Command {
  /** Words that call it, folded (no accents, lower case); the first is the one that help shows. */
  readonly words: readonly string[];
  /** Where the first word alone means something else: what must follow it («mi avance»). */
  readonly followedBy?: readonly string[];
  readonly may: Level;
  /** Further levels that may; `may` is always one. */
  readonly also?: readonly Level[];
  /** The answer may be read by everybody after a mention in a channel. */
  readonly public?: boolean;
  /** The committee may ask it for somebody else by `registrar`. */
  readonly registrable?: boolean;
  /** It says itself what becomes of files that come with its words. */
  readonly takesFiles?: boolean;
  /** A table that comes with its words is read for it and stored nowhere; other files are taken as evidence. */
  readonly takesTable?: boolean;
  /** Not listed by help (buttons). Every other command has a line in texts/help.ts under its first word. */
  readonly hidden?: boolean;
  /** Only in the demo. */
  readonly demo?: boolean;
  readonly run: (ask: Ask) => Outcome;
}

/** Answers without recording anything. */
export function say(message: Message): Outcome {
  return { drafts: [], texts: [], reply: { message, visibility: 'private' } };
}

/** An answer that takes long, in steps. */
export const bySteps = (steps: Steps<Outcome>): Outcome => ({ ...say(plain('')), steps });

/** An answer changed, once it is worked out. */
export const changed = (outcome: Outcome, change: (done: Outcome) => Outcome): Outcome =>
  outcome.steps ? bySteps(afterwards(outcome.steps, change)) : change(outcome);

/** Opens a form, or shows it where none can open. */
export function open(form: Form, summary = form.title): Outcome {
  const message: Message = { summary, blocks: [{ type: 'form', form }] };
  return { drafts: [], texts: [], reply: { message, visibility: 'private', open: form } };
}

/** Refuses a request, nothing recorded; `field` puts the reason beside a form's field. */
export function refuse(message: Message, field?: string): Outcome {
  const fieldErrors = field === undefined ? {} : { fieldErrors: { [field]: message.summary } };
  return { ...say(message), reply: { message, visibility: 'private', ...fieldErrors }, refused: true };
}

/** A fact without a folio; asked again with the same key it records nothing. */
export function note<K extends Exclude<Kind, RecordKind>>(
  ask: Ask,
  fact: { kind: K; key: string; subject?: string | null; body: BodyOf<K>; on?: string },
  reply: Message,
): Outcome {
  if (ask.view.keys.has(fact.key)) return say(reply);
  const { kind, key, body } = fact;
  const occurredOn = fact.on ?? ask.today;
  const draft = sound({
    kind,
    key,
    folio: null,
    subject: fact.subject ?? null,
    occurredOn,
    body,
    ...origin(ask),
  });
  return { ...say(reply), drafts: [draft] };
}

/** An entry without a folio, of today; whether its key is there already is the caller's business. */
export const plainDraft = (ask: Ask, kind: Kind, key: string, body: Body): Draft => ({
  kind,
  key,
  folio: null,
  subject: null,
  occurredOn: ask.today,
  body,
  ...origin(ask),
});

/** Throws for what no ledger takes: refused here it costs one request, in the ledger the whole batch. */
function sound(draft: Draft): Draft {
  kinds[draft.kind as Kind].parse(draft.body);
  if (canonical(draft.key).length > 512) throw new RangeError(`key too long: ${draft.kind}`);
  return draft;
}

/** Who and where, as entries tell it. */
export function origin(ask: Ask): Pick<Draft, 'actor' | 'platform'> {
  return { actor: ask.who.id ?? 'system', platform: ask.platform };
}

/** What is recorded: the fact itself, or the one that was there before it. */
export interface Stands<K extends RecordKind> {
  readonly occurredOn: string;
  readonly body: BodyOf<K>;
}

export interface Fact<K extends RecordKind> {
  readonly kind: K;
  /** What makes it the same. */
  readonly base: string;
  readonly subject: string | null;
  readonly occurredOn: string;
  readonly body: BodyOf<K>;
  readonly texts?: readonly FreeText[];
}

/**
 * Records a fact under the next folio of its kind and year; the same fact again answers the folio that it has, and
 * what stands there, which need not be what was said the second time (other hours, another day of the same period).
 * After a void the key gains `~n` and the next record a new folio.
 */
export function record<K extends RecordKind>(
  ask: Ask,
  fact: Fact<K>,
  answer: (folio: string, fresh: boolean, stands: Stands<K>) => Message,
): Outcome {
  const known = ask.view.same.get(fact.base);
  const before = known && ask.view.records.get(known.folio);
  if (before && before.voided === null) {
    const said = answer(before.folio, false, before as unknown as Stands<K>);
    const stands = { ...say(said), folio: before.folio };
    return ask.accredited && before.body.part === 'declared'
      ? { ...stands, drafts: [accreditation(ask, before.folio, true)] }
      : stands;
  }
  const year = Number(ask.today.slice(0, 4));
  const folio_ = nextFolio(ask.view, year, fact.kind);
  const { kind, base, subject, occurredOn, texts = [] } = fact;
  const body: BodyOf<K> =
    ask.accredited && 'part' in fact.body ? { ...fact.body, part: 'accredited' } : fact.body;
  const key = known ? `${base}~${known.times + 1}` : base;
  const draft = sound({ kind, key, folio: folio_, subject, occurredOn, body, ...origin(ask) });
  return {
    drafts: [draft],
    texts,
    reply: { message: answer(folio_, true, { occurredOn, body }), visibility: 'private' },
    folio: folio_,
  };
}

/** That a declared record is proved, or that this is taken back. */
export function accreditation(ask: Ask, of: string, on: boolean): Draft {
  return sound({
    kind: 'record.accredited',
    key: `accredited/${of}/${ask.view.head.seq + 1}`,
    folio: null,
    subject: ask.view.records.get(of)?.subject ?? null,
    occurredOn: ask.today,
    body: { of, on },
    ...origin(ask),
  });
}

/** The folio that the next record of a kind gets; numbers grow by one within year and letters. */
export function nextFolio(view: View, year: number, kind: RecordKind): string {
  return folio(year, kind, (view.counters.get(`${year}-${folioLetters[kind]}`) ?? 0) + 1);
}

/** A free text with its salt, and the reference that the ledger holds of it. */
export function keepText(
  ask: Pick<Ask, 'fresh'>,
  words: string,
): { text: FreeText; ref: { id: string; hash: string } } {
  const [id, salt, text] = [ask.fresh(), ask.fresh(), legibleLines(words)];
  return { text: { id, salt, text }, ref: { id, hash: sha256(`${salt}\n${text}`) } };
}

/** Whether a record is older than so many whole days at the time of asking. */
export function olderThan(ask: Ask, record: Rec, days: number): boolean {
  return ask.now.getTime() - Date.parse(record.recordedAt) > days * 86_400_000;
}
