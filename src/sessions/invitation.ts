import { createEvent, type EventAttributes } from 'ics';
import { addDays, instantAt } from '../calendar.ts';
import { legible, legibleLines } from '../input/clean.ts';
import type { Paper } from '../papers/paper.ts';
import type { Programme } from '../programme/schema.ts';

/** What an invitation tells; texts are made by whoever asks for it. */
export interface Invitation {
  readonly programme: Programme;
  /** Id of the session: an invitation sent again takes the place of the one before. */
  readonly session: string;
  readonly date: string;
  /** `HH:MM` in the programme's zone; null for a whole day. */
  readonly time: string | null;
  readonly title: string;
  readonly place: string | null;
  readonly description: string;
  /** Instant at which it is made; of two, calendars keep the later one. */
  readonly now: Date;
}

/** How long a session is put down for; calendars ask, and nobody says. */
const hours = 2;

/** An invitation as an iCalendar file (RFC 5545), times in UTC. Throws for what is no date or time. */
export function invitation(given: Invitation): Extract<Paper, { type: 'text' }> {
  const { programme, session, date, time, title, place, description, now } = given;
  const day = (iso: string) => iso.split('-').map(Number) as [number, number, number];
  const when =
    time === null
      ? { start: day(date), end: day(addDays(date, 1)) }
      : {
          start: instantAt(date, time, programme.timeZone).getTime(),
          startInputType: 'utc' as const,
          startOutputType: 'utc' as const,
          duration: { hours },
        };
  // The library's types lack `timestamp`; without it the library reads the clock.
  const attributes: EventAttributes & { readonly timestamp: number } = {
    ...when,
    title: legible(title),
    description: legibleLines(description),
    ...(place !== null && { location: legible(place) }),
    uid: `${session.replaceAll('/', '-')}.${programme.id}@${programme.committee.id}`,
    sequence: Math.floor(now.getTime() / 60_000),
    timestamp: now.getTime(),
    productId: 'pat-integridad',
    calName: programme.committee.name,
    status: 'CONFIRMED',
  };
  const { error, value } = createEvent(attributes);
  if (error || value === null) throw error ?? new Error('no invitation');
  return {
    type: 'text',
    name: `sesion-${date}.ics`,
    mediaType: 'text/calendar; charset=utf-8',
    content: value,
  };
}
