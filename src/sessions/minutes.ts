import type { RoleName } from '../kinds/people.ts';
import type { Scope } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import { type AgendaItem, agendaOf } from './agenda.ts';
import { type Agreement, agreementsOf } from './agreements.ts';
import { type Session, sessionOn, sessionsOf } from './calendar.ts';
import { attendanceOf, type Quorum, quorumOf } from './quorum.ts';

/** Somebody in minutes; the name is null for who was erased. */
export interface Attendee {
  readonly person: string;
  readonly name: string | null;
  readonly position: string | null;
  /** Office on the day; null for guests. */
  readonly role: RoleName | null;
  /** Name of the principal whose place a substitute takes. */
  readonly standsFor: string | null;
  readonly present: boolean;
}

export interface MinutesAgreement extends Agreement {
  /** Its words; null once they were erased. */
  readonly words: string | null;
  readonly ownerName: string | null;
}

/** All that draft minutes need; nothing in it is a sentence. */
export interface SessionMinutes {
  readonly committee: Programme['committee'];
  readonly programme: string;
  readonly session: Session;
  /** Words that name the place. */
  readonly place: string | null;
  readonly agenda: readonly AgendaItem[];
  /** Everybody in office that day and every guest; null where nobody noted who attended. */
  readonly attendance: readonly Attendee[] | null;
  readonly quorum: Quorum | null;
  readonly agreements: readonly MinutesAgreement[];
}

const committeeRoles: readonly RoleName[] = ['president', 'secretary', 'member', 'substitute'];

/**
 * The data of a session's draft minutes; null where no session of the programme is on that day. An ordinary session
 * goes before an extraordinary one of the same day unless `extraordinary` says which. The agenda is what was proposed
 * for the day with what is known today.
 */
export function minutesData(
  view: View,
  programme: Programme,
  people: Pick<People, 'byId'>,
  textOf: (id: string) => string | null,
  date: string,
  extraordinary: boolean | null = null,
): SessionMinutes | null {
  const scope: Scope = { programme, view, asOf: date };
  const session = sessionOn(sessionsOf(scope), date, extraordinary);
  if (!session) return null;
  const present = attendanceOf(view, session.extraordinary, date);
  const quorum = present && quorumOf(view, programme, date, present);
  const name = (id: string | null | undefined) => (id ? (people.byId(id)?.name ?? erasedName) : null);
  return {
    committee: programme.committee,
    programme: programme.title,
    session,
    place: session.place && textOf(session.place),
    agenda: agendaOf(scope).filter((i) => i.kind !== 'agreement' || i.agreement.madeOn < date),
    attendance: present && quorum && attendance(present, quorum),
    quorum,
    agreements: agreementsOf(view)
      .filter((a) => (a.session ?? a.madeOn) === date)
      .map((a) => ({ ...a, words: textOf(a.text), ownerName: name(a.owner) })),
  };

  function attendance(here: readonly string[], { guests }: Quorum): Attendee[] {
    const attendee = (person: string, role: RoleName | null, standsFor?: string): Attendee => ({
      person,
      name: name(person),
      position: people.byId(person)?.position ?? null,
      role,
      standsFor: name(standsFor),
      present: here.includes(person),
    });
    const members = inOffice(view, date)
      .filter((o) => committeeRoles.includes(o.role))
      .filter((o, i, all) => all.findIndex((x) => x.person === o.person) === i);
    return [
      ...members.map((o) => attendee(o.person, o.role, o.standsFor)),
      ...guests.map((p) => attendee(p, null)),
    ];
  }
}
