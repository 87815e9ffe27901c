import { type Ask, type Command, keepText, note, type Outcome, refuse, say } from '../ask.ts';
import { attach, type Content, replace } from '../evidence/attach.ts';
import { readEvidence } from '../evidence/items.ts';
import { limits } from '../evidence/limits.ts';
import { askWhere, assign, discard, withRefused } from '../evidence/question.ts';
import { overview, showOne, showProven } from '../evidence/show.ts';
import { ofSheet, readTarget } from '../evidence/target.ts';
import { fold, type Token } from '../input/words.ts';
import { evidenceTexts as texts } from '../texts/evidence.ts';
import { phrase, readWhen, sayings } from './when.ts';

/** Evidence of activities and records: files that came with the words, links, and what there is. */
export const evidence: Command = {
  words: ['evidencia', 'evidencias'],
  may: 'committee',
  also: ['liaison'],
  takesFiles: true,
  run(ask) {
    return withRefused(ask, decide(ask));
  },
};

function decide(ask: Ask): Outcome {
  const [first, ...rest] = ofSheet(ask.tokens);
  const inside = { ...ask, tokens: rest };
  switch (fold(first?.text ?? '')) {
    case '':
      return (ask.sent?.kept.length ?? 0) > 0 ? askWhere(ask, '') : overview(ask);
    case 'recibidos':
      return assign(inside);
    case 'descartar':
      return discard(inside);
    case 'quitar':
      return remove(inside);
  }
  const id = readEvidence(first!.text, ask.programme.year);
  if (id !== null) return showOrReplace(inside, id);
  const target = readTarget(ask, first!.text);
  if (target === null) {
    if ((ask.sent?.kept.length ?? 0) > 0) return askWhere(ask, phrase(ask.tokens));
    return refuse(/\d/.test(first!.text) ? texts.noTarget(first!.text) : texts.how());
  }
  const said = readContents(inside);
  if ('refusal' in said) return said.refusal;
  if (said.contents.length === 0) {
    // Files that could not be kept are told by `withRefused`.
    return said.rest.length === 0 || ask.sent ? showProven(ask, target) : refuse(texts.how());
  }
  const when = readWhen({ ...inside, tokens: said.rest });
  if (!when.ok) return when.outcome;
  const notes = when.rest.filter((t) => t.quoted);
  if (sayings(when.rest).length > notes.length) return refuse(texts.how());
  const on = when.said ? when.date : (target.on ?? ask.today);
  return attach(ask, target, said.contents, { on, note: phrase(notes).slice(0, limits.note), batch: null });
}

type Said = { readonly contents: Content[]; readonly rest: readonly Token[] } | { readonly refusal: Outcome };

/** The files that came along and the links among the words. */
function readContents(ask: Ask): Said {
  const links = ask.tokens.filter((t) => /^[a-z][a-z0-9+.-]*:\/\//i.test(t.text));
  if (!links.every((t) => isLink(t.text))) return { refusal: refuse(texts.badLink()) };
  return {
    contents: [...(ask.sent?.kept ?? []).map((file) => ({ file })), ...links.map((t) => ({ link: t.text }))],
    rest: ask.tokens.filter((t) => !links.includes(t)),
  };
}

function isLink(said: string): boolean {
  if (said.length > limits.link || !URL.canParse(said)) return false;
  const { protocol, username, password } = new URL(said);
  return protocol === 'https:' && username === '' && password === '';
}

function showOrReplace(ask: Ask, id: string): Outcome {
  const known = ask.view.evidence.get(id);
  if (!known) return refuse(texts.noEvidence(id));
  const said = readContents(ask);
  if ('refusal' in said) return said.refusal;
  if (said.contents.length === 0) return showOne(ask, known);
  if (known.removedOn !== null) return refuse(texts.gone(id));
  if (said.contents.length > 1) return refuse(texts.oneOnly());
  const when = readWhen({ ...ask, tokens: said.rest });
  if (!when.ok) return when.outcome;
  return replace(ask, known, said.contents[0]!, when.said ? when.date : known.occurredOn);
}

function remove(ask: Ask): Outcome {
  const [first, ...rest] = ask.tokens;
  const id = readEvidence(first?.text ?? '', ask.programme.year);
  const known = id === null ? undefined : ask.view.evidence.get(id);
  if (!known) return refuse(texts.noEvidence(first?.text ?? ''));
  if (known.removedOn !== null) return say(texts.removed(known.id));
  const reason = phrase(rest).slice(0, limits.note);
  const kept = reason === '' ? null : keepText(ask, reason);
  const body = { of: known.id, reason: kept?.ref ?? null };
  const outcome = note(
    ask,
    { kind: 'evidence.removed', key: `evidence/${known.id}/removed`, body },
    texts.removed(known.id),
  );
  return { ...outcome, texts: kept ? [kept.text] : [] };
}
