import { type Ask, note, type Outcome, refuse, say } from '../../ask.ts';
import { recordOf } from '../../cards/month.ts';
import type { Token } from '../../input/words.ts';
import { tableTexts as texts } from '../../texts/programme-changes.ts';
import { type Decision, draftOfYear, versionKey, versionsWith } from '../change.ts';
import type { Programme } from '../schema.ts';
import { programmeOfYear } from '../versions.ts';
import { keepDraft } from './next.ts';

/** What a table changes: a programme that the committee approved, or a draft of one. */
export interface Edited {
  readonly programme: Programme;
  readonly draft: boolean;
}

/** The programme of the year that is said, its draft where it is none yet; today's where no year is said. */
export function editedOf(ask: Ask, year: number | null): Edited | null {
  if (year === null) return { programme: ask.programme, draft: false };
  const known = programmeOfYear(ask.view, ask.programme, year, ask.today);
  if (known) return { programme: known, draft: false };
  const draft = draftOfYear(ask.view, year);
  return draft && { programme: draft.programme, draft: true };
}

/** A year that comes first in words; anywhere else it is part of a date. */
export function takeYear(words: readonly Token[]): {
  readonly year: number | null;
  readonly rest: readonly Token[];
} {
  const [first, ...rest] = words;
  return first && !first.quoted && /^20\d\d$/.test(first.text)
    ? { year: Number(first.text), rest }
    : { year: null, rest: words };
}

/** A part of a programme with what changes in it. */
export interface Part {
  readonly of: (p: Programme) => unknown;
  readonly change: (p: Programme) => Programme;
  /** What is said besides. */
  readonly note?: string;
}

/** Keeps a change: of a draft as another draft, otherwise as versions from a day on. Nothing where it is made already. */
export function keep(
  ask: Ask,
  { programme, draft }: Edited,
  decision: Decision,
  lines: readonly string[],
  part: Part,
): Outcome {
  const reply = texts.done(programme.title, lines, draft ? null : decision.from, part.note ?? null);
  if (draft) return keepDraft(ask, part.change(programme), reply);
  const versions = versionsWith(ask.view, programme, decision, part);
  if (!versions.ok) return refuse(texts.laterVersion(versions.later));
  const notes = versions.bodies.map((body, i) =>
    note(
      ask,
      { kind: 'programme.changed', key: versionKey(ask.view, programme.id, i), body, on: body.from },
      reply,
    ),
  );
  return { ...say(reply), drafts: notes.flatMap((n) => n.drafts) };
}

/** Cards that were changed one by one and have not gone out say what the table says. */
export function withCards(ask: Ask, outcome: Outcome, { year, integrityDay }: Programme): Outcome {
  if (outcome.drafts.length === 0) return outcome;
  const drafts = integrityDay.months.flatMap(({ month, value, sentence }) => {
    const period = `${year}-${String(month).padStart(2, '0')}`;
    const changed = ask.view.cards.get(period);
    const same = (changed?.value ?? value) === value && (changed?.sentence ?? sentence) === sentence;
    if (same || recordOf(ask.view, period)) return [];
    const key = `card-changed/${period}/${ask.view.head.seq + 1}`;
    return note(ask, { kind: 'card.changed', key, body: { period, value, sentence } }, outcome.reply.message)
      .drafts;
  });
  return { ...outcome, drafts: [...outcome.drafts, ...drafts] };
}
