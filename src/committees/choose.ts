/** How somebody stands with a committee: on its roster today (or its administrator), known from before, or a visitor. */
export interface Standing {
  readonly as: 'member' | 'former' | 'visitor';
  /** When the account was bound there; null where only an e-mail tells. */
  readonly since: string | null;
}

/** A committee of the workspace or tenant in which something was said. */
export interface Candidate {
  readonly id: string;
  /** Null for somebody who is nobody there. */
  readonly standing: Standing | null;
  /** The channel in which it was said is this committee's. */
  readonly ownsChannel: boolean;
}

export interface Said {
  readonly candidates: readonly Candidate[];
  /** Others read it: a mention in a channel. */
  readonly overheard: boolean;
  /** Guests are on nobody's roster. */
  readonly guest: boolean;
  /** The committee that the pressed button or form is of. */
  readonly named: string | null;
}

export type Choice =
  | { readonly is: 'one'; readonly id: string }
  /** On several rosters and never said which. */
  | { readonly is: 'several'; readonly ids: readonly string[] }
  /** On no roster. */
  | { readonly is: 'none' }
  /** No committee is served there. */
  | { readonly is: 'nowhere' };

const one = (id: string): Choice => ({ is: 'one', id });

/**
 * Which committee is meant. The workspace or tenant tells where one has it for itself; where several share it: the
 * channel of a mention, the button that was pressed, the roster that the person is on. Who is on several has said which
 * by the account's last binding.
 */
export function choose({ candidates, overheard, guest, named }: Said): Choice {
  const [first, ...others] = candidates;
  if (first === undefined) return { is: 'nowhere' };
  if (others.length === 0) return one(first.id);
  const owner = candidates.find((c) => c.ownsChannel);
  if (overheard && owner) return one(owner.id);
  const members = candidates.filter((c) => c.standing?.as === 'member');
  const meant = candidates.find((c) => c.id === named);
  if (meant && !guest && (members.length === 0 || members.includes(meant))) return one(meant.id);
  if (members.length === 1) return one(members[0]!.id);
  if (members.length > 1) {
    const chosen = (owner && members.includes(owner) ? owner : undefined) ?? lastBound(members);
    return chosen ? one(chosen.id) : { is: 'several', ids: members.map((c) => c.id) };
  }
  const known = candidates.filter((c) => c.standing !== null);
  const last = lastBound(known) ?? (known.length === 1 ? known[0] : undefined);
  return last ? one(last.id) : { is: 'none' };
}

/** Where an account was bound last; undefined where it is bound nowhere. */
export function lastBound<C extends Candidate>(of: readonly C[]): C | undefined {
  const bound = of.filter((c) => c.standing?.since != null);
  return bound.sort((a, b) => (a.standing!.since! < b.standing!.since! ? 1 : -1))[0];
}
