import { canonical, sha256Of } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import type { View } from '../view.ts';
import { type Programme, programmeSchema } from './schema.ts';
import { programmeOf, programmeOn, versionOn } from './versions.ts';

/** Who decided a change, and from when it is in force. */
export interface Decision {
  readonly from: string;
  readonly session: string | null;
  readonly agreement: string | null;
}

export type Versions =
  | { readonly ok: true; readonly bodies: readonly BodyOf<'programme.changed'>[] }
  /** A version that begins later has this part changed already. */
  | { readonly ok: false; readonly later: string };

/** Whether two programmes say the same in a part. */
const sameIn = (of: (p: Programme) => unknown, a: Programme, b: Programme): boolean =>
  canonical(of(a)) === canonical(of(b));

/**
 * The versions by which a part of a programme changes from a day on. Versions that begin later and had this part as it
 * was get it too; one in which it was changed already stands against it. None where nothing changes.
 */
export function versionsWith(
  view: View,
  programme: Programme,
  { from, session, agreement }: Decision,
  part: { readonly of: (p: Programme) => unknown; readonly change: (p: Programme) => Programme },
): Versions {
  const before = versionOn(view, programme, from);
  const starts = new Set((view.versions.get(programme.id) ?? []).map((v) => v.from).filter((d) => d > from));
  const later = [...starts].sort();
  const changed = later.find(
    (day) => !sameIn(part.of, before, programmeOn(view, programme, programme.id, day)!),
  );
  if (changed !== undefined) return { ok: false, later: changed };
  const bodies = [from, ...later].flatMap((day) => {
    const was = versionOn(view, programme, day);
    const next = part.change(was);
    return canonical(next) === canonical(was) ? [] : [bodyOf(next, { from: day, session, agreement })];
  });
  return { ok: true, bodies };
}

/** A version as the ledger holds it. */
export function bodyOf(programme: Programme, decision: Decision): BodyOf<'programme.changed'> {
  const content = programme as unknown as BodyOf<'programme.changed'>['content'];
  return { programme: programme.id, ...decision, sha256: sha256Of(content), content };
}

/** The draft of a year's programme that is not in force; null where there is none. */
export function draftOfYear(
  view: View,
  year: number,
): { readonly programme: Programme; readonly sha256: string } | null {
  for (const [, draft] of view.yearDrafts.entries()) {
    const programme = draft && programmeOf(draft.content);
    if (programme?.year === year) return { programme, sha256: draft!.sha256 };
  }
  return null;
}

/** What the schema finds wrong in a programme, path and problem; null where it is sound. */
export function unsound(programme: Programme): string | null {
  const found = programmeSchema.safeParse(programme);
  const [issue] = found.error?.issues ?? [];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : null;
}

/** The key of a programme's next version, or of the n-th after it. */
export const versionKey = (view: View, id: string, nth = 0): string =>
  `programme-version/${id}/${(view.versions.get(id)?.length ?? 0) + 1 + nth}`;
