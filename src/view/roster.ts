import type { View } from '../view.ts';
import { lookedThrough } from './looked.ts';
import type { Office } from './shapes.ts';

/** The unit in which a person is on the roster on a date, null when not on it; leavers drop out from their date on. */
export function unitOn(view: View, person: string, on: string): string | null {
  return view.roster.get(person)?.findLast((s) => s.from <= on && (s.to === null || on < s.to))?.unit ?? null;
}

/** Everybody on the roster on a date, with their unit then. */
export const rosterOn = (view: View, on: string): ReadonlyMap<string, string> =>
  lookedThrough(view, `roster/${on}`, ['roster'], () => {
    const people = new Map<string, string>();
    for (const [person] of view.roster.entries()) {
      const unit = unitOn(view, person, on);
      if (unit !== null) people.set(person, unit);
    }
    return people;
  });

/** A person's offices in force on a date. */
export function officesOn(view: View, person: string, on: string): readonly Office[] {
  return (view.offices.get(person) ?? []).filter((o) => o.from <= on && (o.to === null || on < o.to));
}
