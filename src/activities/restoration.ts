import { type Ask, type Command, note, type Outcome, say } from '../ask.ts';
import { localDate, localTime } from '../calendar.ts';
import { toPerson } from '../due/keys.ts';
import type { Due } from '../due/situation.ts';
import { type Draft, sha256 } from '../entry.ts';
import { fold } from '../input/words.ts';
import type { Programme } from '../programme/schema.ts';
import { type Moment, type Pending, restorationTexts as texts } from '../texts/restoration.ts';
import type { Restore } from '../view/shapes.ts';

/** After a restore: what would go out, and the secretary's word that it may, or that it need not any more. */
export const restoration: Command = {
  words: ['restauracion', 'restaurar'],
  may: 'secretary',
  run(ask) {
    const { view, programme } = ask;
    const all = [...view.restores.entries()].map(([, r]) => r);
    const restore = view.paused === null ? undefined : view.restores.get(String(view.paused));
    if (view.paused === null || restore === undefined) return say(texts.none(all.at(-1) ?? null));
    const waiting = ask.waiting?.(view) ?? [];
    const code = codeOf(waiting);
    const show = texts.show(restore, takenOf(programme, restore), pendingOf(waiting), code);
    const [word, shown] = ask.tokens.map((t) => fold(t.text));
    if (word !== 'enviar' && word !== 'omitir') return say(show);
    // What is confirmed is what was seen, no more.
    if (shown !== code) {
      const changed = { type: 'note' as const, text: texts.changed };
      return say({ ...show, blocks: [...show.blocks, ...(shown === undefined ? [] : [changed])] });
    }
    return confirm(ask, view.paused, waiting, word === 'enviar');
  },
};

function confirm(ask: Ask, of: number, waiting: readonly Due[], said: boolean): Outcome {
  const body = { of, said };
  const done = note(
    ask,
    { kind: 'restoration.confirmed', key: `restoration/${of}`, body },
    texts.confirmed(said, pendingOf(waiting)),
  );
  return said ? done : { ...done, drafts: [...waiting.map((d) => omitted(ask, d)), ...done.drafts] };
}

/** That something will not be said: it perhaps was, before what was lost. */
function omitted(ask: Ask, { post, covers }: Due): Draft {
  return {
    kind: 'post.missed',
    key: `omitted/${post}/${ask.view.head.seq + 1}`,
    folio: null,
    subject: null,
    actor: ask.who.id ?? 'system',
    platform: ask.platform,
    occurredOn: ask.today,
    body: { post, covers: [...covers] },
  };
}

function pendingOf(waiting: readonly Due[]): Pending {
  const channels = waiting.filter((d) => !toPerson(d.post));
  return { lines: channels.map((d) => d.message.summary), people: waiting.length - channels.length };
}

/** Stands for what was shown, so that nothing else is confirmed. */
const codeOf = (waiting: readonly Due[]): string =>
  sha256(
    waiting
      .map((d) => d.post)
      .sort()
      .join('\n'),
  ).slice(0, 8);

/** When a restore's backup was taken, on the programme's clock. */
export function takenOf({ timeZone }: Programme, { takenAt }: Restore): Moment {
  const taken = new Date(takenAt);
  return { day: localDate(taken, timeZone), time: localTime(taken, timeZone) };
}
