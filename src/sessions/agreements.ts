import type { BodyOf } from '../kinds.ts';
import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** An agreement of the committee as it stands. */
export interface Agreement {
  readonly folio: string;
  /** By committee and year, without gaps: the number of its folio. */
  readonly number: number;
  readonly year: number;
  /** Id of its text. */
  readonly text: string;
  /** Person id of whoever is to do it. */
  readonly owner: string | null;
  readonly due: string | null;
  /** Day of the session that made it. */
  readonly session: string | null;
  readonly madeOn: string;
  /** Day on which it was done, null while it is open. */
  readonly done: string | null;
}

/** All agreements that stand, in the order of their numbers. */
export const agreementsOf = (view: View): Agreement[] =>
  standing(view, 'agreement.made').map((record) => agreement(view, record));

/** Those that are not done, what is due first before what has no date. */
export function openAgreements(view: View): Agreement[] {
  return agreementsOf(view)
    .filter((a) => a.done === null)
    .sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'));
}

/** The day of a session, or the one to which its record was corrected. */
function heldInstead(view: View, day: string): string {
  const records = ['ordinary', 'extraordinary'].flatMap((type) => {
    const same = view.same.get(`session/${type}/${day}`);
    return same ? [view.records.get(same.folio)!] : [];
  });
  if (records.some((r) => r.voided === null)) return day;
  const by = records.map((r) => view.records.get(r.voided!)?.body.replacedBy).find((f) => f !== undefined);
  const next = by === undefined ? undefined : view.records.get(String(by));
  return next && next.occurredOn !== day ? heldInstead(view, next.occurredOn) : day;
}

/** An agreement with what became of it. */
export function agreement(view: View, record: Rec): Agreement {
  const { text, owner, due, session } = record.body as BodyOf<'agreement.made'>;
  const follow = view.agreements.get(record.folio);
  return {
    folio: record.folio,
    number: Number(record.folio.slice(9)),
    year: Number(record.folio.slice(0, 4)),
    text: text.id,
    owner,
    due: follow?.due ?? due,
    session: session && heldInstead(view, session),
    madeOn: record.occurredOn,
    done: follow?.done ?? null,
  };
}
