import { type Ask, type Outcome, say } from '../ask.ts';
import { localDate } from '../calendar.ts';
import type { Link } from '../message.ts';
import { erasedName } from '../texts/common.ts';
import { type Listed, evidenceTexts as texts } from '../texts/evidence.ts';
import type { Evidence, EvidenceContent } from '../view/papers.ts';
import { committeeRecords, evidenceOf, evidenceOfActivity, provenBy } from './items.ts';
import { labelOfProven, type Target } from './target.ts';

/** Pieces that are shown at once, and records without any. */
const most = { shown: 20, records: 10 };

/** What is shown of a piece of evidence: only this much of the rules is needed, so the command line has it too. */
export type Reader = Pick<Ask, 'view' | 'programme' | 'people' | 'textOf'>;

const nameOf = (r: Reader, c: EvidenceContent): string | null => {
  const id = c.link ?? c.name;
  return id === null ? null : r.textOf(id);
};

/** A piece of evidence as it is listed. */
export function listed(r: Reader, e: Evidence): Listed {
  return {
    id: e.id,
    name: nameOf(r, e),
    type: e.type,
    bytes: e.bytes,
    occurredOn: e.occurredOn,
    recordedOn: localDate(new Date(e.recordedAt), r.programme.timeZone),
    by: r.people.byId(e.actor)?.name ?? (r.view.forgotten.has(e.actor) ? erasedName : null),
    note: e.note === null ? null : r.textOf(e.note),
    sheet: e.sheet,
    earlier: e.earlier.length,
    removedOn: e.removedOn,
  };
}

/** A link that opens a piece of evidence; none where it was erased or nobody reaches the bot. */
export function linkOf(ask: Ask, id: string, c: EvidenceContent): Link[] {
  const name = nameOf(ask, c);
  if (c.link !== null) return name === null ? [] : [{ label: id, url: name }];
  if (c.file === null || c.type === null) return [];
  const shown = name ?? `${id}.${c.type}`;
  const url = ask.linkTo?.({ sha256: c.file, type: c.type, name: shown, evidence: id }) ?? null;
  return url === null ? [] : [{ label: `${id} · ${shown}`, url }];
}

/** Which activities have no evidence, and which of the committee's records. */
export function overview(ask: Ask): Outcome {
  const { view, programme } = ask;
  const counted = programme.activities.map((activity) => ({
    line: texts.activity(activity.number, activity.title),
    n: evidenceOfActivity(view, programme, activity).length,
  }));
  const records = committeeRecords(view, programme)
    .filter(({ folio }) => evidenceOf(view, { folio }).length === 0)
    .slice(0, most.records)
    .map(({ folio }) => labelOfProven(ask, { folio }));
  const waiting = ask.who.id === null ? 0 : (view.waiting.get(ask.who.id) ?? []).length;
  return say(
    texts.overview(
      counted.filter(({ n }) => n === 0).map(({ line }) => line),
      counted.filter(({ n }) => n > 0).map(({ line, n }) => `${line}: ${n}`),
      records,
      waiting,
    ),
  );
}

/** What there is of an activity, its records included, or of one record, with links to open it. */
export function showProven(ask: Ask, target: Target): Outcome {
  const of = target.of;
  const activity =
    'activity' in of ? ask.programme.activities.find((a) => a.number === of.activity) : undefined;
  const all = activity ? evidenceOfActivity(ask.view, ask.programme, activity) : evidenceOf(ask.view, of);
  const shown = all.slice(-most.shown);
  const lines = shown.map((e) => listed(ask, e));
  const links = shown.flatMap((e) => linkOf(ask, e.id, e));
  return say(texts.show(target.label, lines, all.length - shown.length, links));
}

/** One piece with what it was before. */
export function showOne(ask: Ask, e: Evidence): Outcome {
  const earlier = e.earlier.map((c) =>
    texts.earlier(nameOf(ask, c), localDate(new Date(c.recordedAt), ask.programme.timeZone)),
  );
  const links = e.removedOn === null ? [e, ...e.earlier].flatMap((c) => linkOf(ask, e.id, c)) : [];
  return say(texts.one(labelOfProven(ask, provenBy(e)), listed(ask, e), earlier, links));
}
