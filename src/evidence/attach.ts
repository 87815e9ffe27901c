import { type Ask, keepText, note, type Outcome, say } from '../ask.ts';
import type { Draft } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import type { FreeText } from '../ports/directory.ts';
import { evidenceTexts as texts } from '../texts/evidence.ts';
import type { Evidence } from '../view/papers.ts';
import { evidenceOf, nextEvidence } from './items.ts';
import type { Kept } from './received.ts';
import type { Target } from './target.ts';

/** What is to become evidence: a stored file or a link. */
export type Content = { readonly file: Kept } | { readonly link: string };

export interface Circumstances {
  /** Day of what it proves. */
  readonly on: string;
  readonly note: string;
  readonly batch: string | null;
}

type ContentBody = Omit<BodyOf<'evidence.replaced'>, 'of'>;

function bodyOf(ask: Ask, content: Content): { body: ContentBody; texts: FreeText[]; name: string } {
  if ('link' in content) {
    const { text, ref } = keepText(ask, content.link);
    return {
      body: { file: null, link: ref, name: null, type: null, bytes: 0 },
      texts: [text],
      name: content.link,
    };
  }
  const { sha256, type, bytes, name } = content.file;
  const { text, ref } = keepText(ask, name);
  return { body: { file: sha256, link: null, name: ref, type, bytes }, texts: [text], name };
}

const isSame = (ask: Ask, e: Evidence, content: Content): boolean =>
  'file' in content ? e.file === content.file.sha256 : e.link !== null && ask.textOf(e.link) === content.link;

/** Records contents as evidence, each under a number of its own; what is there already keeps its number. */
export function attach(ask: Ask, target: Target, contents: readonly Content[], how: Circumstances): Outcome {
  const before = evidenceOf(ask.view, target.of);
  const year = Number(ask.today.slice(0, 4));
  const known: string[] = [];
  const lines: string[] = [];
  const drafts: Draft[] = [];
  const kept: FreeText[] = [];
  const taken = new Set<string>();
  for (const content of contents) {
    // One scan may show several sheets.
    const ofSheet = (e: Evidence) => target.sheet === undefined || e.sheet === target.sheet;
    const same = before.find((e) => isSame(ask, e, content) && ofSheet(e));
    const what = 'file' in content ? content.file.sha256 : content.link;
    const name = 'file' in content ? content.file.name : content.link;
    if (same) known.push(texts.addedLine(same.id, name));
    if (same || taken.has(what)) continue;
    taken.add(what);
    const id = nextEvidence(ask.view, year, drafts.length);
    const made = bodyOf(ask, content);
    const remark = how.note === '' ? null : keepText(ask, how.note);
    const body: BodyOf<'evidence.added'> = {
      id,
      programme: 'activity' in target.of ? target.of.programme : null,
      activity: 'activity' in target.of ? target.of.activity : null,
      folio: 'folio' in target.of ? target.of.folio : null,
      ...made.body,
      note: remark?.ref ?? null,
      batch: how.batch,
      ...(target.sheet !== undefined && { sheet: target.sheet }),
    };
    const fact = { kind: 'evidence.added' as const, key: `evidence/${id}`, body, on: how.on };
    drafts.push(...note(ask, fact, texts.how()).drafts);
    kept.push(...made.texts, ...(remark ? [remark.text] : []));
    lines.push(texts.addedLine(id, made.name));
  }
  return { ...say(texts.added(target.label, how.on, lines, known)), drafts, texts: kept };
}

/** Puts another content in the place of one; what was there stays in its history. */
export function replace(ask: Ask, known: Evidence, content: Content, on: string): Outcome {
  const made = bodyOf(ask, content);
  const reply = texts.replaced(known.id, made.name);
  if (isSame(ask, known, content)) return say(reply);
  const key = `evidence/${known.id}/replaced/${known.earlier.length + 1}`;
  const body = { of: known.id, ...made.body };
  return { ...note(ask, { kind: 'evidence.replaced', key, body, on }, reply), texts: made.texts };
}
