import { type Ask, type Command, keepText, note, type Outcome, open, record, refuse, say } from '../ask.ts';
import { readFolio } from '../folio.ts';
import { takeDate } from '../input/extract.ts';
import { fold } from '../input/words.ts';
import type { Message } from '../message.ts';
import { type Agreement, agreement, agreementsOf, openAgreements } from '../sessions/agreements.ts';
import { lastHeld } from '../sessions/calendar.ts';
import { agreementLine, agreements as texts } from '../texts/agreements.ts';
import { badDate } from '../texts/fields.ts';
import { foliosOf } from '../view/records.ts';
import { unitOn } from '../view/roster.ts';
import { clause, earliest, phrase, readWhen, sayings } from './when.ts';

/** What the committee agreed: made, done, postponed; numbered by year, with who does it and until when. */
export const agreements: Command = {
  words: ['acuerdos', 'acuerdo'],
  may: 'committee',
  run(ask) {
    const [first, second, ...rest] = ask.tokens;
    if (!first) return list(ask);
    if (/^(nuevo|nueva|registrar)$/.test(fold(first.text)))
      return make({ ...ask, tokens: ask.tokens.slice(1) });
    const found = findAgreement(ask, first.text);
    if (!found) return refuse(/\d/.test(first.text) ? texts.none(first.text) : texts.how());
    const verb = fold(second?.text ?? '');
    const inside = { ...ask, tokens: rest };
    if (verb === '') return say(texts.detail(found, lineOf(ask, found)));
    if (/^(cumplid|realizad|hech|atendid)[ao]$/.test(verb)) return finish(inside, found);
    if (/^(prorroga|prorrogar|prorrogado|mover|fecha)$/.test(verb)) return postpone(inside, found);
    if (/^(pendiente|reabrir|abierto)$/.test(verb)) return reopen(ask, found);
    return refuse(texts.how());
  },
};

const lineOf = (ask: Ask, a: Agreement): string =>
  agreementLine(a, ask.textOf, (id) => ask.people.byId(id)?.name ?? null, Number(ask.today.slice(0, 4)));

function list(ask: Ask): Outcome {
  const pending = openAgreements(ask.view);
  const year = agreementsOf(ask.view).filter((a) => a.done?.startsWith(`${ask.programme.year}-`));
  return say(
    texts.list(
      pending.map((a) => lineOf(ask, a)),
      year.length,
      pending[0] ?? null,
    ),
  );
}

/** By its number, this year's first and then last year's, by number and year (`3/2023`), or by its folio. */
export function findAgreement(ask: Ask, said: string): Agreement | null {
  const all = agreementsOf(ask.view);
  const folio = readFolio(said);
  if (folio) return all.find((a) => a.folio === folio) ?? null;
  const [, number, year] = /^#?(\d{1,6})(?:\/(\d{4}))?$/.exec(said) ?? [];
  if (!number) return null;
  const named = all.filter(
    (a) => a.number === Number(number) && (year === undefined || a.year === Number(year)),
  );
  return named.findLast((a) => a.year <= Number(ask.today.slice(0, 4))) ?? null;
}

interface Wish {
  readonly words: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly session: string | null;
}

type Refusal = { readonly refusal: Outcome };
const no = (message: Message, field?: string): Refusal => ({ refusal: refuse(message, field) });

function make(ask: Ask): Outcome {
  const held = lastHeld({ programme: ask.programme, view: ask.view, asOf: ask.today })?.date ?? null;
  if (!ask.fields && ask.tokens.length === 0) {
    const form = texts.form(held ?? ask.today);
    return open({ ...form, nonce: ask.fresh() });
  }
  const wish = ask.fields ? wishOfForm(ask, ask.fields, held) : wishOfWords(ask, held);
  if ('refusal' in wish) return wish.refusal;
  const { words, owner, due, session } = wish;
  const madeOn = session ?? ask.today;
  if (due !== null && due < madeOn) return refuse(badDate.past(due), ask.fields ? 'due' : undefined);
  const kept = keepText(ask, words);
  return record(
    ask,
    {
      kind: 'agreement.made',
      base: baseOf(ask, wish, madeOn),
      subject: null,
      occurredOn: madeOn,
      body: { text: kept.ref, owner, due, session },
      texts: [kept.text],
    },
    (folio, fresh) => {
      const number = Number(folio.slice(9));
      const name = owner === null ? null : (ask.people.byId(owner)?.name ?? null);
      const made: Agreement = {
        folio,
        number,
        year: Number(folio.slice(0, 4)),
        text: '',
        owner,
        due,
        session,
        madeOn,
        done: null,
      };
      const line = agreementLine(
        made,
        () => words,
        () => name,
        made.year,
      );
      return texts.made(number, line, folio, fresh, session);
    },
  );
}

/**
 * What makes an agreement the same: its words and the day on which it was made. The ledger holds no hash of them
 * that could be guessed at, so the same words are looked for; until they can be read (the very same batch) it
 * is who asked for what in which minute.
 */
function baseOf(ask: Ask, { words, owner, due }: Wish, madeOn: string): string {
  const same = foliosOf(ask.view, 'agreement.made', null)
    .map((folio) => ask.view.records.get(folio)!)
    .findLast(
      (r) => r.occurredOn === madeOn && fold(ask.textOf(agreement(ask.view, r).text) ?? '') === fold(words),
    );
  if (same) return same.key.replace(/~\d+$/, '');
  if (ask.nonce !== null) return `agreement/${ask.nonce.slice(0, 100)}`;
  const minute = ask.now.toISOString().slice(0, 16);
  const base = `agreement/${ask.who.id ?? ''}/${minute}/${owner ?? ''}/${due ?? ''}/${words.length}`;
  for (let n = 0; ; n += 1) {
    const key = n === 0 ? base : `${base}/${n}`;
    const known = ask.view.same.get(key);
    const there = known && ask.view.records.get(known.folio);
    const written = there && ask.textOf(agreement(ask.view, there).text);
    if (!written || fold(written) === fold(words)) return key;
  }
}

function wishOfForm(ask: Ask, fields: Readonly<Record<string, string>>, held: string | null): Wish | Refusal {
  const words = (fields.note ?? '').trim().slice(0, 500);
  if (words === '') return no(texts.noText(), 'note');
  const owner = ownerOf(ask, fields.owner?.trim() ?? '');
  if (owner === undefined) return no(texts.noOwner(fields.owner!.trim()), 'owner');
  const saidDue = fields.due?.trim() ?? '';
  const due = takeDate([{ text: saidDue, quoted: false }], ask.today, { prefer: 'future' });
  if (due.problem) return no(badDate[due.problem.reason](due.problem.said), 'due');
  if (saidDue !== '' && due.date === null) return no(badDate.unknown(saidDue), 'due');
  const when = readWhen({ ...ask, fields: { date: fields.session ?? '' } });
  if (!when.ok) {
    const { date: why, ...others } = when.outcome.reply.fieldErrors ?? {};
    const fieldErrors = { ...others, ...(why !== undefined && { session: why }) };
    return { refusal: { ...when.outcome, reply: { ...when.outcome.reply, fieldErrors } } };
  }
  return { words, owner, due: due.date, session: when.said ? when.date : held };
}

function wishOfWords(ask: Ask, held: string | null): Wish | Refusal {
  const quoted = ask.tokens.filter((t) => t.quoted);
  const words = phrase(quoted).slice(0, 500);
  if (quoted.length !== 1 || words === '') return no(texts.noText());
  const plain = ask.tokens.filter((t) => !t.quoted);
  const { taken: saidSession, rest: unsessioned } = clause(plain, /^(sesion|tomado)$/, ask.today);
  if (saidSession !== null && (saidSession > ask.today || saidSession < earliest(ask)))
    return no(
      saidSession > ask.today ? badDate.future(saidSession) : badDate.tooOld(saidSession, earliest(ask)),
    );
  const at = unsessioned.findIndex((t) => fold(t.text) === 'responsable');
  const said = at < 0 ? '' : (unsessioned[at + 1]?.text ?? '');
  if (at >= 0 && said === '') return no(texts.noOwner(said));
  const owner = ownerOf(ask, said);
  if (owner === undefined) return no(texts.noOwner(said));
  const others = at < 0 ? unsessioned : unsessioned.filter((_, i) => i !== at && i !== at + 1);
  const { date, problem, rest } = takeDate(others, ask.today, { prefer: 'future' });
  if (problem) return no(badDate[problem.reason](problem.said));
  if (sayings(rest).some((t) => !/^(para|fecha|antes|vence)$/.test(fold(t.text)))) return no(texts.how());
  return { words, owner, due: date, session: saidSession ?? held };
}

/** A person on the roster by number or e-mail; null where nobody is named, undefined where nobody is found. */
function ownerOf(ask: Ask, said: string): string | null | undefined {
  if (said === '') return null;
  const person = said.includes('@') ? ask.people.byEmail(said) : ask.people.byNumber(said);
  return person && unitOn(ask.view, person.id, ask.today) !== null ? person.id : undefined;
}

function finish(ask: Ask, a: Agreement): Outcome {
  const when = readWhen({ ...ask, fields: null });
  if (!when.ok) return when.outcome;
  if (sayings(when.rest).length > 0) return refuse(texts.how());
  if (a.done !== null) return say(texts.done(a.number, a.done, false));
  if (when.date < a.madeOn) return refuse(texts.tooEarly(a.number, a.madeOn));
  return follow(ask, { of: a.folio, done: true }, when.date, texts.done(a.number, when.date, true));
}

function reopen(ask: Ask, a: Agreement): Outcome {
  if (a.done === null) return say(texts.isOpen(a.number));
  return follow(ask, { of: a.folio, done: false }, ask.today, texts.reopened(a.number));
}

function follow(
  ask: Ask,
  body: { readonly of: string; readonly done: boolean },
  on: string,
  reply: Message,
): Outcome {
  const key = `agreement-done/${body.of}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'agreement.done', key, body, on }, reply);
}

function postpone(ask: Ask, a: Agreement): Outcome {
  const { date, problem, rest } = takeDate(ask.tokens, ask.today, { prefer: 'future' });
  if (problem) return refuse(badDate[problem.reason](problem.said));
  if (date === null || sayings(rest).some((t) => !/^(para|hasta)$/.test(fold(t.text))))
    return refuse(texts.how());
  if (a.done !== null) return refuse(texts.alreadyDone(a.number, a.done));
  if (a.due === date) return say(texts.moved(a.number, date, false));
  if (date < ask.today) return refuse(badDate.past(date));
  const key = `agreement-moved/${a.folio}/${ask.view.head.seq + 1}`;
  return note(
    ask,
    { kind: 'agreement.moved', key, body: { of: a.folio, due: date } },
    texts.moved(a.number, date, true),
  );
}
