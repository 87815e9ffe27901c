import { type RoleName, roles } from './kinds/people.ts';
import type { Person } from './ports/directory.ts';
import { officesOn, unitOn } from './view/roster.ts';
import type { Office } from './view/shapes.ts';
import type { View } from './view.ts';

/** Levels that a command can ask for, in the order in which help lists them. */
export const levels = ['anyone', 'employee', 'lead', 'liaison', 'committee', 'secretary'] as const;
export type Level = (typeof levels)[number];

/** Who asks, as of a day. */
export interface Who {
  /** Person id; `admin` for an administrator who is not on the plantilla; null for anybody else. */
  readonly id: string | null;
  readonly person: Person | null;
  /** Unit on the roster that day; null for people who are not on it. */
  readonly unit: string | null;
  readonly levels: ReadonlySet<Level>;
  /** Units whose lead this person is. */
  readonly leads: readonly string[];
}

const committee: readonly RoleName[] = ['president', 'secretary', 'member', 'substitute'];

/**
 * Works out who asks. `admin` says that the person's e-mail is in PAT_ADMINS, which gives the secretary's
 * role whenever no secretary is in office (contract). Deny is the default: a level is there only by a fact.
 */
export function whoIs(view: View, person: Person | null, admin: boolean, today: string): Who {
  const unit = person ? unitOn(view, person.id, today) : null;
  const offices = person && unit !== null ? officesOn(view, person.id, today) : [];
  const held = new Set<Level>(['anyone']);
  if (unit !== null) held.add('employee');
  for (const { role } of offices) {
    if (committee.includes(role)) held.add('committee');
    if (role === 'secretary') held.add('secretary');
    if (role === 'liaison') held.add('liaison');
    if (role === 'unit-lead') held.add('lead');
  }
  if (admin && !hasSecretary(view, today)) held.add('committee').add('secretary');
  return {
    id:
      unit !== null || (person && held.has('secretary'))
        ? person!.id
        : held.has('secretary')
          ? 'admin'
          : null,
    person,
    unit,
    levels: held,
    leads: offices.flatMap((o) => (o.role === 'unit-lead' && o.unit !== null ? [o.unit] : [])),
  };
}

/** Whether somebody who is on the roster holds the secretary's office on a day. */
export function hasSecretary(view: View, today: string): boolean {
  return inOffice(view, today).some(({ role }) => role === 'secretary');
}

/** Everybody in office on a day who is on the roster, in the order in which a committee names its offices. */
export function inOffice(view: View, today: string): (Omit<Office, 'to'> & { readonly person: string })[] {
  return [...view.offices.entries()]
    .flatMap(([person]) =>
      unitOn(view, person, today) === null
        ? []
        : officesOn(view, person, today).map(({ to: _, ...office }) => ({ person, ...office })),
    )
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}
