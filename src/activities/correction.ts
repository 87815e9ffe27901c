import { type Ask, type Command, type Outcome, open, refuse, say } from '../ask.ts';
import { inTurn, together } from '../bulk.ts';
import { reportsLacking, reportsTouched } from '../corrections.ts';
import { canonical, type Draft } from '../entry.ts';
import { evidenceOf } from '../evidence/items.ts';
import type { Token } from '../input/words.ts';
import type { Form } from '../message.ts';
import { commandWord, fieldsOf, wordsAgain } from '../replace/words.ts';
import { correction as texts } from '../texts/correction.ts';
import { recordNames, withdrawal as voidTexts } from '../texts/withdrawal.ts';
import type { Rec } from '../view/shapes.ts';
import { takeReason } from './when.ts';
import { needsReason, voidable, voiding } from './withdrawal.ts';

/**
 * `corregir FOLIO 2024-04-27 motivo "…"`: cancels a record and makes it again with what is said otherwise, in one step
 * or not at all; both folios are answered. What is left out stays as it was; so does what hangs on it (evidence,
 * who attended, whether it is proved). The list of commands is handed in: it contains this one.
 */
export function correction(commands: () => readonly Command[]): Command {
  return {
    words: ['corregir', 'corrige'],
    may: 'employee',
    also: ['secretary'],
    run(ask) {
      const found = voidable(ask, texts.noFolio());
      if ('drafts' in found) return found;
      if (found.voided !== null) return refuse(texts.isVoided(found.folio, replacementOf(ask, found)));
      const secretary = ask.who.levels.has('secretary');
      if (needsReason(ask, found) && !secretary) return refuse(voidTexts.tooLate(found.folio));
      const command = commands().find((c) => c.words[0] === commandWord(found))!;
      const { reason, rest } = ask.fields
        ? { reason: (ask.fields.reason ?? '').trim().slice(0, 300), rest: [] }
        : takeReason(ask.tokens.slice(1));
      if (!ask.fields && rest.length === 0) return openForm(ask, found, command);
      if (needsReason(ask, found) && reason === '')
        return refuse(texts.needsReason(found.folio), ask.fields ? 'reason' : undefined);
      return replaceBy(ask, found, command, wordsAgain(ask, found, rest), reason);
    },
  };
}

const replacementOf = ({ view }: Ask, { voided }: Rec): string | null => {
  const by = voided === null ? undefined : view.records.get(voided)?.body.replacedBy;
  return by === undefined ? null : String(by);
};

/** Whoever the record is about, as it was proved or not; letters are accepted anew by a button only by oneself. */
const asBefore = (ask: Ask, { subject, kind, body }: Rec): Ask => ({
  ...ask,
  subject: subject ?? ask.who.id,
  behalf: subject !== null && (subject !== ask.who.id || kind === 'letter.accepted'),
  ...(body.part === 'accredited' && { accredited: true }),
});

/** The form of the record's own command, with what is recorded in it, and the reason. */
function openForm(ask: Ask, found: Rec, command: Command): Outcome {
  const verbs = verbsOf(found, wordsAgain(ask, found, []));
  const form = formOf(command.run({ ...asBefore(ask, found), tokens: verbs, fields: null }));
  if (!form) return refuse(texts.how(found.folio, recordNames[found.kind]!));
  const values = fieldsOf(ask, found);
  const fields: Form['fields'] = form.fields.map((f) =>
    values[f.id] === undefined || values[f.id] === ''
      ? { ...f, initial: undefined }
      : { ...f, initial: values[f.id] },
  ) as Form['fields'];
  return open(texts.form(found.folio, recordNames[found.kind]!, fields, needsReason(ask, found)));
}

const formOf = ({ reply }: Outcome): Form | null =>
  reply.open ?? reply.message.blocks.flatMap((b) => (b.type === 'form' ? [b.form] : []))[0] ?? null;

function replaceBy(
  ask: Ask,
  found: Rec,
  command: Command,
  tokens: readonly Token[],
  reason: string,
): Outcome {
  const said = ask.fields ? verbsOf(found, tokens).concat(doneOf(found)) : tokens;
  const again = (inside: Ask) => command.run({ ...asBefore(inside, found), tokens: said, nonce: null });
  // The folio that the new record gets is known only once it was made, and the cancellation names it.
  const [, trial] = inTurn(ask, [null, again] as const, (inside, act) =>
    act ? act(inside) : voiding(inside, found, reason || '—', null),
  );
  const made = trial!.outcome.drafts.find((d) => d.folio !== null);
  if (!made) return nothing(trial!.outcome);
  if (made.kind === found.kind && sameFact(made, found)) return say(texts.same(found.folio));
  const steps = [
    (inside: Ask) => voiding(inside, found, reason, made.folio),
    () => ({ ...say(texts.same('')), drafts: attendanceMoves(ask, found, made) }),
    again,
  ];
  const done = inTurn(ask, steps, (inside, act) => act(inside));
  const [cancelled, , fresh] = done.map((d) => d.outcome);
  const secretary = ask.who.levels.has('secretary');
  const touched = [
    ...reportsTouched(ask.view, found),
    ...reportsLacking(ask.view, made.kind, made.occurredOn, ask.today),
  ];
  return {
    ...together(done),
    reply: {
      message: texts.replaced(
        { folio: found.folio, what: recordNames[found.kind]!, by: made.folio! },
        cancelled!.drafts[0]!.folio!,
        fresh!.reply.message,
        evidenceOf(ask.view, { folio: found.folio }).length > 0,
        secretary ? touched.filter((t, i) => touched.findIndex((o) => o.folio === t.folio) === i) : [],
      ),
      visibility: 'private',
    },
  };
}

/** The words with which a kind's command begins, so that it shows its form. */
function verbsOf({ kind }: Rec, words: readonly Token[]): Token[] {
  // Which report it is of; its day stands behind.
  if (kind === 'report.addendum') return words.slice(0, -1);
  const some = kind === 'activity.done' || kind === 'agreement.made' || kind.startsWith('session.');
  return some ? words.filter((t) => !t.quoted).slice(0, 1) : [];
}

const doneOf = ({ kind }: Rec): Token[] =>
  kind === 'activity.done' ? [{ text: 'realizada', quoted: false }] : [];

/** What was wrong with the new one; the old one stands. */
function nothing({ reply }: Outcome): Outcome {
  const { open: _, ...rest } = reply;
  return { drafts: [], texts: [], reply: { ...rest, message: texts.untouched(reply.message) } };
}

/** Whether the new record is what the old one was; free texts are compared by what they say only where both have none. */
function sameFact(made: Draft, { key, occurredOn, body }: Rec): boolean {
  const base = (k: string) => k.replace(/~\d+$/, '');
  return (
    base(made.key) === base(key) && made.occurredOn === occurredOn && canonical(made.body) === canonical(body)
  );
}

/** Who attended a session goes along to the day on which it really was. */
function attendanceMoves(ask: Ask, found: Rec, made: Draft): Draft[] {
  const type = (kind: string) => (kind === 'session.extraordinary' ? 'extraordinary' : 'ordinary');
  if (!found.kind.startsWith('session.')) return [];
  const [from, to] = [`${type(found.kind)}/${found.occurredOn}`, `${type(made.kind)}/${made.occurredOn}`];
  const present = ask.view.attendance.get(from);
  if (!present || from === to || ask.view.attendance.has(to)) return [];
  return [
    {
      ...{ kind: 'session.attended', key: `session-attended/${to}/${ask.view.head.seq + 1}`, folio: null },
      ...{ subject: null, actor: made.actor, platform: made.platform, occurredOn: made.occurredOn },
      body: { extraordinary: made.kind === 'session.extraordinary', present: [...present] },
    },
  ];
}
