import { type Ask, keepText, note, type Outcome, say } from '../ask.ts';
import { inTurn, together } from '../bulk.ts';
import type { Draft } from '../entry.ts';
import { attach } from '../evidence/attach.ts';
import type { Kept } from '../evidence/received.ts';
import { sheetTarget } from '../evidence/target.ts';
import type { FreeText } from '../ports/directory.ts';
import { sheets } from '../texts/sheets.ts';
import { backTexts as texts } from '../texts/sheets-back.ts';
import type { View } from '../view.ts';

/** How long a picture is waited for after its button. */
const awaitMs = 60 * 60_000;

/** The sheet whose picture somebody is about to send; null where none is waited for. */
export function awaitedSheet(view: View, person: string | null, now: Date): number | null {
  const awaited = person === null ? undefined : view.awaited.get(person);
  return awaited && now.getTime() - Date.parse(awaited.at) < awaitMs ? awaited.sheet : null;
}

/** Files of this sheet that were received while something else of the message was not right. */
const batchOf = (n: number): string => `hoja-${n}-`;

interface Kit {
  readonly drafts: readonly Draft[];
  readonly texts: readonly FreeText[];
}

/** What came along, and what waits from before, as evidence of the sheet's activity; `ids` are its new numbers. */
export function attachScans(ask: Ask, n: number, on: string): Kit & { readonly ids: readonly string[] } {
  const target = sheetTarget(ask, n);
  const waiting = (ask.who.id === null ? undefined : ask.view.waiting.get(ask.who.id)) ?? [];
  const held = waiting.filter((w) => w.batch.startsWith(batchOf(n)));
  const groups: { batch: string | null; files: readonly Kept[] }[] = [
    { batch: null, files: ask.sent?.kept ?? [] },
    ...[...new Set(held.map((w) => w.batch))].map((batch) => ({
      batch,
      files: held
        .filter((w) => w.batch === batch)
        .map(({ file, type, bytes, name }) => ({
          sha256: file,
          type,
          bytes,
          name: ask.textOf(name) ?? type,
        })),
    })),
  ];
  if (target === null) return { drafts: [], texts: [], ids: [] };
  const done = inTurn(ask, groups, (inside, { batch, files }) => {
    const contents = files.map((file) => ({ file }));
    const outcome = attach(inside, target, contents, { on, note: '', batch });
    // All of them were there before: then nothing says yet that they wait no more.
    return batch === null || outcome.drafts.length > 0
      ? outcome
      : { ...outcome, drafts: discard(inside, batch) };
  });
  const { drafts, texts: kept } = together(done);
  const ids = drafts.flatMap((d) => (d.kind === 'evidence.added' ? [String(d.body.id)] : []));
  return { drafts, texts: kept, ids };
}

const discard = (ask: Ask, batch: string): readonly Draft[] =>
  note(ask, { kind: 'file.discarded', key: `file/${batch}/discarded`, body: { batch } }, sheets.how()).drafts;

/** Keeps what came along until the sheet itself is right, so that nobody sends a picture twice. */
function holdScans(ask: Ask, n: number): Kit {
  const batch = `${batchOf(n)}${ask.fresh()}`;
  const names = (ask.sent?.kept ?? []).map((file) => ({ file, name: keepText(ask, file.name) }));
  return {
    drafts: names.flatMap(({ file: { sha256, type, bytes }, name }, i) => {
      const body = { batch, file: sha256, name: name.ref, type, bytes };
      return note(ask, { kind: 'file.received', key: `file/${batch}/${i}`, body }, sheets.how()).drafts;
    }),
    texts: names.map(({ name }) => name.text),
  };
}

/** An answer that records nothing of a sheet, while its pictures are kept for the next try. */
export function withHeld(ask: Ask, n: number, outcome: Outcome): Outcome {
  if ((ask.sent?.kept.length ?? 0) === 0) return outcome;
  const held = holdScans(ask, n);
  const { message } = outcome.reply;
  const told = { ...message, blocks: [...message.blocks, texts.held(n)] };
  return { ...outcome, ...held, reply: { ...outcome.reply, message: told } };
}

/** The button «Adjuntar la foto», or a picture with the words `hoja 231 foto`. */
export function scan(ask: Ask, n: number, on: string): Outcome {
  const { ids, ...kit } = attachScans(ask, n, on);
  if ((ask.sent?.kept.length ?? 0) > 0 || ids.length > 0) return { ...say(texts.scanned(n, ids)), ...kit };
  if (ask.sent) return say(texts.scanned(n, []));
  if (awaitedSheet(ask.view, ask.who.id, ask.now) === n) return say(texts.sendScan(n));
  const key = `scan/${n}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'scan.awaited', key, body: { sheet: n } }, texts.sendScan(n));
}
