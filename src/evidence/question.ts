import { readWhen } from '../activities/when.ts';
import { type Ask, keepText, note, type Outcome, refuse, say } from '../ask.ts';
import type { Draft } from '../entry.ts';
import type { FreeText } from '../ports/directory.ts';
import { withNote } from '../texts/common.ts';
import { evidenceTexts as texts, whyRefused } from '../texts/evidence.ts';
import type { Waiting } from '../view/papers.ts';
import { attach } from './attach.ts';
import { evidenceOf } from './items.ts';
import { limits } from './limits.ts';
import { ofSheet, readTarget, targetOptions } from './target.ts';

/** Notes files that came without a word on where they belong, and asks. `said`: words that may serve as their note. */
export function askWhere(ask: Ask, said: string): Outcome {
  const batch = ask.fresh();
  const drafts: Draft[] = [];
  const kept: FreeText[] = [];
  for (const [n, { sha256, name, type, bytes }] of (ask.sent?.kept ?? []).entries()) {
    const { text, ref } = keepText(ask, name);
    const body = { batch, file: sha256, name: ref, type, bytes };
    drafts.push(...note(ask, { kind: 'file.received', key: `file/${batch}/${n}`, body }, texts.how()).drafts);
    kept.push(text);
  }
  const names = (ask.sent?.kept ?? []).map(({ name }) => name);
  return { ...question(ask, batch, names, said.slice(0, 300)), drafts, texts: kept };
}

function question(ask: Ask, batch: string, names: readonly string[], remark: string): Outcome {
  return say(texts.where(names, texts.form(batch, ask.today, targetOptions(ask), remark)));
}

const waitingOf = (ask: Ask): readonly Waiting[] =>
  ask.who.id === null ? [] : (ask.view.waiting.get(ask.who.id) ?? []);

const nameOf = (ask: Ask, w: Waiting): string => ask.textOf(w.name) ?? w.type;

/** The answer to the question: `recibidos BATCH` by the form or `recibidos BATCH 9 2024-05-07`; alone it asks again. */
export function assign(ask: Ask): Outcome {
  const [given, ...others] = ask.tokens;
  const rest = ofSheet(others);
  const batch = given?.text ?? waitingOf(ask).at(-1)?.batch;
  const files = waitingOf(ask).filter((w) => w.batch === batch);
  const said = ask.fields ? (ask.fields.target ?? '') : (rest[0]?.text ?? '');
  if (batch === undefined || files.length === 0) return assignedBefore(ask, batch ?? '', said);
  if (said === '')
    return question(
      ask,
      batch,
      files.map((w) => nameOf(ask, w)),
      '',
    );
  const target = readTarget(ask, said);
  if (target === null) return refuse(texts.noTarget(said), ask.fields ? 'target' : undefined);
  const when = readWhen({ ...ask, tokens: rest.slice(1) });
  if (!when.ok) return when.outcome;
  const contents = files.map((w) => ({
    file: { sha256: w.file, type: w.type, bytes: w.bytes, name: nameOf(ask, w) },
  }));
  const remark = (ask.fields?.note ?? '').trim().slice(0, limits.note);
  const outcome = attach(ask, target, contents, { on: when.date, note: remark, batch });
  // All of them were there before: then nothing says yet that they wait no more.
  return outcome.drafts.length > 0 ? outcome : { ...outcome, drafts: discarded(ask, batch) };
}

/** A form sent twice answers what it did the first time. */
function assignedBefore(ask: Ask, batch: string, said: string): Outcome {
  const target = readTarget(ask, said);
  const known = target ? evidenceOf(ask.view, target.of).filter((e) => e.batch === batch) : [];
  if (target === null || known.length === 0 || batch === '') return say(texts.noneWaiting());
  const lines = known.map((e) =>
    texts.addedLine(e.id, (e.name === null ? null : ask.textOf(e.name)) ?? e.type ?? ''),
  );
  return say(texts.added(target.label, known[0]!.occurredOn, lines, []));
}

function discarded(ask: Ask, batch: string): readonly Draft[] {
  const fact = { kind: 'file.discarded' as const, key: `file/${batch}/discarded`, body: { batch } };
  return note(ask, fact, texts.discarded()).drafts;
}

/** Files that were sent by mistake: they become nobody's evidence. */
export function discard(ask: Ask): Outcome {
  const batch = ask.tokens[0]?.text;
  if (batch === undefined || !waitingOf(ask).some((w) => w.batch === batch)) return say(texts.noneWaiting());
  return { ...say(texts.discarded()), drafts: discarded(ask, batch) };
}

/** An answer that also says which files were not kept, and why. */
export function withRefused(ask: Ask, outcome: Outcome): Outcome {
  const { kept = [], refused = [] } = ask.sent ?? {};
  if (refused.length === 0) return outcome;
  const lines = refused.map(({ name, reason }) => [name, whyRefused(reason, limits)] as const);
  const { message } = outcome.reply;
  const told =
    kept.length === 0 && outcome.drafts.length === 0
      ? { summary: texts.nothingKept(refused.length), blocks: texts.refused(lines) }
      : { ...message, blocks: [...message.blocks, ...texts.refused(lines)] };
  return { ...outcome, reply: { ...outcome.reply, message: told } };
}

/** The answer to words that say nothing of the files that came with them: they are asked about after it. */
export function beside(ask: Ask, outcome: Outcome): Outcome {
  if (!ask.sent) return outcome;
  const { message } = outcome.reply;
  if (ask.sent.denied) {
    return {
      ...outcome,
      reply: { ...outcome.reply, message: withNote(message, texts.deniedNote) },
    };
  }
  const asked = withRefused(ask, ask.sent.kept.length > 0 ? askWhere(ask, '') : say(message));
  const blocks =
    ask.sent.kept.length > 0
      ? [
          ...message.blocks,
          { type: 'text' as const, text: asked.reply.message.summary },
          ...asked.reply.message.blocks.slice(1),
        ]
      : [...message.blocks, ...asked.reply.message.blocks];
  return {
    ...outcome,
    drafts: [...outcome.drafts, ...asked.drafts],
    texts: [...outcome.texts, ...asked.texts],
    reply: { ...outcome.reply, message: { ...message, blocks } },
  };
}
