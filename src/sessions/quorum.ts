import type { RoleName } from '../kinds/people.ts';
import type { Programme } from '../programme/schema.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';

/** A seat of the committee on a day: whose it is, and who took it. */
export interface Seat {
  /** Person id. */
  readonly principal: string;
  readonly role: RoleName;
  /** Person id of whoever took it: the principal, or a substitute in their absence; null for an empty seat. */
  readonly takenBy: string | null;
}

export interface Quorum {
  readonly seats: readonly Seat[];
  readonly needed: number;
  readonly counted: number;
  /** False also where the committee has no seats on record. */
  readonly met: boolean;
  /** Substitutes who attended without taking a seat: the principal came too, or nobody knows whom they stand for. */
  readonly spare: readonly { readonly person: string; readonly standsFor: string | null }[];
  /** Others who attended: person ids. */
  readonly guests: readonly string[];
}

/**
 * Whether a session could decide (rule and seats are the programme's data): each seat counts once, a substitute for
 * the principal whose place they take. `present` are person ids; offices are those of the session's day.
 */
export function quorumOf(view: View, programme: Programme, date: string, present: readonly string[]): Quorum {
  const { seats: named } = programme.quorum;
  const here = new Set(present);
  const offices = inOffice(view, date);
  const principals = new Map<string, RoleName>();
  for (const role of named)
    for (const o of offices) if (o.role === role && !principals.has(o.person)) principals.set(o.person, role);
  const substitutes = offices.filter(
    (o) => o.role === 'substitute' && here.has(o.person) && !principals.has(o.person),
  );
  const used = new Set<string>();
  const seats = [...principals].map(([principal, role]): Seat => {
    if (here.has(principal)) return { principal, role, takenBy: principal };
    const substitute = substitutes.find((s) => s.standsFor === principal && !used.has(s.person));
    if (substitute) used.add(substitute.person);
    return { principal, role, takenBy: substitute?.person ?? null };
  });
  const counted = seats.filter((s) => s.takenBy !== null).length;
  // Half plus one of five is three: more than half.
  const needed = Math.floor(seats.length / 2) + 1;
  const substituting = new Set(substitutes.map((s) => s.person));
  return {
    seats,
    needed,
    counted,
    met: seats.length > 0 && counted >= needed,
    spare: substitutes
      .filter((s) => !used.has(s.person))
      .map((s) => ({ person: s.person, standsFor: s.standsFor ?? null })),
    guests: [...here].filter((p) => !principals.has(p) && !substituting.has(p)),
  };
}

/** Who attended a session, null where nobody noted it. */
export function attendanceOf(view: View, extraordinary: boolean, date: string): readonly string[] | null {
  return view.attendance.get(`${extraordinary ? 'extraordinary' : 'ordinary'}/${date}`) ?? null;
}
