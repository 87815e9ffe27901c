import { addDays } from '../calendar.ts';
import type { DonationThing } from '../kinds/records.ts';
import type { BodyOf } from '../kinds.ts';
import type { Programme } from '../programme/schema.ts';
import { marksBetween } from '../view/marks.ts';
import { standing } from '../view/records.ts';
import { unitOn } from '../view/roster.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** Sums of what was given: `caps/g` -> grams, `clothes/pieces` -> pieces. */
export type Totals = ReadonlyMap<string, number>;

/** What people noted between two days, both included. */
export interface Collected {
  readonly from: string;
  readonly to: string;
  readonly totals: Totals;
  /** Who gave: person ids. */
  readonly people: number;
  /** By the unit in which people were when they gave; who was on no roster that day is in none. */
  readonly units: ReadonlyMap<string, Totals>;
}

/** A delivery that stands. */
export type Delivery = Rec & { readonly body: BodyOf<'delivery.made'> };

/** The deliveries that stand, by date. */
export const deliveriesOf = (view: View): Delivery[] =>
  (standing(view, 'delivery.made') as Delivery[]).sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));

/** What was noted for a delivery on a day: since the one before it, or since the year began, up to that day. */
export const collectedFor = (view: View, programme: Programme, day: string): Collected =>
  collected(view, dayAfterDelivery(view, programme, addDays(day, -1)), day);

/** What was noted since the last delivery up to a day, or since the year began; null on the day of a delivery. */
export function waiting(view: View, programme: Programme, day: string): Collected | null {
  const from = dayAfterDelivery(view, programme, day);
  return from > day ? null : collected(view, from, day);
}

function dayAfterDelivery(view: View, { year }: Programme, upTo: string): string {
  const last = deliveriesOf(view).findLast((d) => d.occurredOn <= upTo);
  return last ? addDays(last.occurredOn, 1) : `${year}-01-01`;
}

/** What people noted from a day to another, both included. */
export function collected(view: View, from: string, to: string): Collected {
  const totals = new Map<string, number>();
  const units = new Map<string, Map<string, number>>();
  const people = new Set<string>();
  for (const { subject: person, body, occurredOn, voided } of marksBetween(
    view,
    'donation.recorded',
    from,
    to,
  )) {
    if (voided !== null || person === null || !view.roster.has(person)) continue;
    people.add(person);
    const { thing, unit, amount } = body as BodyOf<'donation.recorded'>;
    add(totals, thing, unit, amount);
    const where = unitOn(view, person, occurredOn);
    if (where === null) continue;
    const here = units.get(where) ?? new Map<string, number>();
    units.set(where, here);
    add(here, thing, unit, amount);
  }
  return { from, to, totals, people: people.size, units };
}

function add(totals: Map<string, number>, thing: DonationThing, unit: string, amount: number): void {
  const key = `${thing}/${unit}`;
  totals.set(key, (totals.get(key) ?? 0) + amount);
}

/** Team totals that may be read by everybody: small teams are one with others, so that nobody's gift shows. */
export interface Teams {
  readonly shown: readonly { readonly unit: string; readonly totals: Totals }[];
  /** All smaller teams together; null where there is none. */
  readonly others: Totals | null;
}

/**
 * Teams of at least `smallest` people by name, never by what they gave; the smaller ones together, with as many of the
 * others as it takes until they are that many people too.
 */
export function teamsOf({ units }: Collected, sizes: ReadonlyMap<string, number>, smallest: number): Teams {
  const size = (unit: string) => sizes.get(unit) ?? 0;
  const bySize = [...units.keys()].sort((a, b) => size(a) - size(b) || a.localeCompare(b, 'es'));
  const folded: string[] = [];
  let people = 0;
  for (const unit of bySize) {
    const hides = size(unit) < smallest || (folded.length > 0 && people < smallest);
    if (!hides) break;
    folded.push(unit);
    people += size(unit);
  }
  const shown = [...units]
    .filter(([unit]) => !folded.includes(unit))
    .map(([unit, totals]) => ({ unit, totals }))
    .sort((a, b) => a.unit.localeCompare(b.unit, 'es'));
  const others = new Map<string, number>();
  for (const unit of folded)
    for (const [key, amount] of units.get(unit)!) others.set(key, (others.get(key) ?? 0) + amount);
  return { shown, others: folded.length === 0 ? null : others };
}
