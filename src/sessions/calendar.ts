import { daysBetween } from '../calendar.ts';
import { owedBy, type Scope } from '../owed.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** A session as it stands: planned, convened, held. */
export interface Session {
  /** `ordinary/<occurrence>`, or the type and the day of what the programme does not list. */
  readonly id: string;
  readonly extraordinary: boolean;
  /** The programme's words for it; null for what it does not list. */
  readonly label: string | null;
  /** The day on which it was held, else the planned one, else the programme's. */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string | null;
  /** Id of the text that names the place. */
  readonly place: string | null;
  /** Whether the committee decided its day; false while it is the programme's draft. */
  readonly planned: boolean;
  /** Day on which it was convened, null while it was not. */
  readonly convened: string | null;
  readonly record: Rec | null;
}

/** The activity that counts ordinary sessions, if the programme has one. */
const sessionActivity = ({ activities }: Programme): Activity | undefined =>
  activities.find(({ measure }) => measure.kind === 'series' && measure.counts === 'session.held');

/** All sessions of the programme's time, by date: its own, those held beyond them, and extraordinary ones. */
export function sessionsOf(scope: Scope): Session[] {
  const ordinary = ordinarySessions(scope);
  const known = new Set(ordinary.flatMap(({ record }) => record?.folio ?? []));
  const first = `${scope.programme.year}-01-01`;
  const here = (r: Rec) =>
    r.occurredOn >= first && r.occurredOn <= scope.programme.closes && r.occurredOn <= scope.asOf;
  const extra = standing(scope.view, 'session.held')
    .filter((r) => here(r) && !known.has(r.folio))
    .map((r) => held(scope.view, 'ordinary', r));
  const extraordinary = standing(scope.view, 'session.extraordinary')
    .filter(here)
    .map((r) => held(scope.view, 'extraordinary', r));
  const ids = new Set(extraordinary.map((s) => s.id));
  const planned = [...scope.view.sessions.entries()].flatMap(([id, plan]): Session[] =>
    !id.startsWith('extraordinary/') || ids.has(id) || plan.date < first
      ? []
      : [{ id, extraordinary: true, label: null, planned: true, record: null, ...plan }],
  );
  return [...ordinary, ...extra, ...extraordinary, ...planned].sort((a, b) => a.date.localeCompare(b.date));
}

/** The sessions that the programme lists, in its order. */
export function ordinarySessions(scope: Scope): Session[] {
  const activity = sessionActivity(scope.programme);
  if (!activity) return [];
  const decided = activity.measure.kind === 'series' && activity.measure.confirmed !== false;
  return owedBy(scope, activity).map(({ id: occurrence, label, due, record }) => {
    const id = `ordinary/${occurrence}`;
    const plan = scope.view.sessions.get(id);
    return {
      id,
      extraordinary: false,
      label,
      date: record?.occurredOn ?? due.date,
      time: plan?.time ?? null,
      place: plan?.place ?? null,
      planned: plan !== undefined || decided,
      convened: plan?.convened ?? null,
      record,
    };
  });
}

function held(view: View, type: 'ordinary' | 'extraordinary', record: Rec): Session {
  const id = `${type}/${record.occurredOn}`;
  const { time = null, place = null, convened = null } = view.sessions.get(id) ?? {};
  const { occurredOn: date } = record;
  const extraordinary = type === 'extraordinary';
  return { id, extraordinary, label: null, date, time, place, planned: true, convened, record };
}

/** The session of a day; an ordinary one before an extraordinary one unless that is asked for. */
export function sessionOn(
  sessions: readonly Session[],
  date: string,
  extraordinary: boolean | null,
): Session | null {
  const there = sessions.filter((s) => s.date === date);
  if (extraordinary !== null) return there.find((s) => s.extraordinary === extraordinary) ?? null;
  return there.find((s) => !s.extraordinary) ?? there[0] ?? null;
}

/** The ordinary session that a day is meant for: of those not held the nearest one; null when all were held. */
export function nearestOpen(sessions: readonly Session[], date: string): Session | null {
  const open = sessions.filter((s) => s.record === null);
  const far = (s: Session) => Math.abs(daysBetween(s.date, date));
  return open.reduce<Session | null>((best, s) => (best && far(best) <= far(s) ? best : s), null);
}

/** The latest session held up to a day, of either type. */
export function lastHeld(scope: Scope): Session | null {
  return sessionsOf(scope).findLast((s) => s.record !== null && s.date <= scope.asOf) ?? null;
}
