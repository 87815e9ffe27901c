import type { View } from '../view.ts';
import type { Letterhead } from './types.ts';

/** What of a letter nobody can know but the committee: the number is of one report, legend and place are of all. */
export const details = ['oficio', 'legend', 'place'] as const;
export type Detail = (typeof details)[number];

/** Where a detail is kept: `oficio/2024-T2`, `legend`, `place`. */
export const detailKey = (what: Detail, period: string | null): string =>
  what === 'oficio' ? `oficio/${period ?? ''}` : what;

/** A letter's details as they hold on a day: of each the one that began last by then. */
export function letterheadOn(
  view: View,
  textOf: (id: string) => string | null,
  period: string,
  on: string,
): Letterhead {
  const said = (what: Detail) => {
    const held = (view.letters.get(detailKey(what, period)) ?? []).filter(
      (d) => what === 'oficio' || d.from <= on,
    );
    // Of two that begin on the same day the later word counts.
    const newest = held.reduce<(typeof held)[number] | null>((a, d) => (a && a.from > d.from ? a : d), null);
    return newest === null ? null : textOf(newest.text);
  };
  const [oficio, legend, place] = details.map(said);
  return { ...(oficio && { oficio }), ...(legend && { legend }), ...(place && { place }) };
}
