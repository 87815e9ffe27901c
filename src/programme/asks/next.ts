import { letterHash } from '../../activities/letter.ts';
import { type Ask, note, type Outcome, refuse, say } from '../../ask.ts';
import { fold, type Token } from '../../input/words.ts';
import type { BodyOf } from '../../kinds.ts';
import { notAllowed } from '../../texts/common.ts';
import { yearDrafts as texts } from '../../texts/programme-years.ts';
import { bodyOf, draftOfYear, versionKey } from '../change.ts';
import { flagsOf } from '../flags.ts';
import { nextYear } from '../next-year.ts';
import type { Programme } from '../schema.ts';
import type { Flag } from '../shapes.ts';
import { occurrences } from '../tables/occurrences.ts';
import { programmeOfYear, yearsKnown } from '../versions.ts';
import { sessionOf, takeDecision } from './decision.ts';

const yearSaid = (words: readonly Token[]): number | null => {
  const said = words.find((t) => !t.quoted && /^20\d\d$/.test(t.text));
  return said ? Number(said.text) : null;
};

/** `programa nuevo 2025`: makes the draft of the next year's programme, or shows the one there is. */
export function newProgramme(ask: Ask, words: readonly Token[]): Outcome {
  const { view, programme, today } = ask;
  const years = yearsKnown(view, programme);
  const next = Math.max(...years) + 1;
  const year = yearSaid(words) ?? next;
  const verb = fold(words.find((t) => /^[a-z]/i.test(t.text))?.text ?? '');
  if (years.includes(year)) return refuse(texts.inForce(year));
  const known = draftOfYear(view, year);
  if (verb === 'descartar') return discard(ask, year, known?.programme ?? null);
  if (known && verb !== 'rehacer')
    return say(texts.show(known.programme, openPoints(ask, known.programme), false));
  if (!ask.who.levels.has('secretary')) return refuse(notAllowed('programa nuevo', 'secretary'));
  if (year < next || year > Math.max(next, Number(today.slice(0, 4)) + 1))
    return refuse(texts.notNext(year, next));
  const last = programmeOfYear(view, programme, next - 1, '9999-12-31')!;
  const draft = nextYear(last, year, decidedIn(ask, last));
  return keepDraft(ask, draft, texts.show(draft, openPoints(ask, draft), true));
}

/** What a draft leaves open; a letter that was confirmed in chat is not. */
const openPoints = ({ view }: Ask, programme: Programme): Flag[] => {
  const confirmed = view.confirmed.get(`letter/${programme.letter.version}`) === letterHash({ programme });
  return flagsOf(programme).filter((f) => !(confirmed && f.what === 'unconfirmed' && f.part === 'letter'));
};

/** Which part counts for each activity, as the secretary last decided in a programme's year. */
const decidedIn = ({ view }: Ask, { year }: Programme) =>
  new Map(
    [...view.parts.entries()].flatMap(([number, all]) => {
      const last = all.findLast((d) => d.on.startsWith(`${year}-`));
      return last ? [[Number(number), last] as const] : [];
    }),
  );

/** Keeps a draft as it is now; the same one again records nothing. */
export function keepDraft(ask: Ask, draft: Programme, reply: Parameters<typeof say>[0]): Outcome {
  const { programme, sha256, content } = bodyOf(draft, { from: '', session: null, agreement: null });
  if (ask.view.yearDrafts.get(programme)?.sha256 === sha256) return say(reply);
  const body: BodyOf<'programme.drafted'> = { programme, sha256, content };
  const key = `programme-draft/${programme}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'programme.drafted', key, body }, reply);
}

function discard(ask: Ask, year: number, draft: Programme | null): Outcome {
  if (!ask.who.levels.has('secretary')) return refuse(notAllowed('programa nuevo', 'secretary'));
  if (!draft) return refuse(texts.none(year));
  const key = `programme-discarded/${draft.id}/${ask.view.head.seq + 1}`;
  return note(
    ask,
    { kind: 'programme.discarded', key, body: { programme: draft.id } },
    texts.discarded(year),
  );
}

/** `programa aprobar 2025 sesion 2024-12-13 acuerdo 5`: shows what would be in force, and puts it in force when confirmed. */
export function approve(ask: Ask, words: readonly Token[]): Outcome {
  if (!ask.who.levels.has('secretary')) return refuse(notAllowed('programa aprobar', 'secretary'));
  const at = words.findIndex((t) => fold(t.text) === 'confirmar');
  const seen = at < 0 ? null : (words[at + 1]?.text ?? '');
  const read = takeDecision(ask, at < 0 ? words : words.slice(0, at));
  if (!read.ok) return read.outcome;
  const { session, agreement, rest } = read.said;
  const year = yearSaid(rest);
  if (year === null || session === null) return refuse(texts.approveHow());
  const draft = draftOfYear(ask.view, year);
  if (!draft) return alreadyOrNone(ask, year, seen !== null);
  const { where, recorded } = sessionOf(ask, session);
  if (seen === null) {
    const number = agreement === null ? null : Number(agreement.slice(9));
    const decided = number === null ? '' : ` acuerdo ${agreement}`;
    const confirm = `programa aprobar ${year} sesion ${session}${decided} confirmar ${draft.sha256.slice(0, 16)}`;
    const said = { where, on: session, recorded, agreement: number === null ? null : `${number}` };
    return say(
      texts.approve(
        draft.programme,
        said,
        openPoints(ask, approvedBy(draft.programme, where, session)),
        confirm,
      ),
    );
  }
  if (!draft.sha256.startsWith(seen) || seen.length < 8) return refuse(texts.changedMeanwhile(year));
  const next = approvedBy(draft.programme, where, session);
  return note(
    ask,
    {
      kind: 'programme.changed',
      key: versionKey(ask.view, next.id),
      body: bodyOf(next, { from: `${year}-01-01`, session, agreement }),
      on: `${year}-01-01`,
    },
    texts.approved(next),
  );
}

/** A second press of the button is told what the first one did. */
function alreadyOrNone(ask: Ask, year: number, confirmed: boolean): Outcome {
  const known = programmeOfYear(ask.view, ask.programme, year, `${year}-12-31`);
  if (!known) return refuse(texts.none(year));
  return confirmed ? say(texts.approved(known)) : refuse(texts.inForce(year));
}

/** The session that approves the programme decides its dates. */
function approvedBy(draft: Programme, where: string, on: string): Programme {
  return { ...occurrences.confirm(draft, { by: where, on }), approved: { on, where } };
}
