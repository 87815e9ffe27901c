import { daysBetween } from '../calendar.ts';
import type { Delivery } from '../donations/collected.ts';
import { thanksFor } from '../donations/thanks.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** For so many days thanks that could not be said yet are still said. */
const waitDays = 7;

/** Thanks for a delivery, as the committee had it said: once in each general channel. */
export const thanks: Rule = ({ programme, view, today, general }): Due[] =>
  [...view.thanked.entries()].flatMap(([folio, on]): Due[] => {
    const found = view.records.get(folio) as Delivery | undefined;
    if (!found || found.voided !== null || daysBetween(on, today) > waitDays) return [];
    const message = thanksFor(programme, view, found);
    return general.map((to) => ({ post: `thanks/${folio}/${place(to)}`, to, message, covers: [] }));
  });
