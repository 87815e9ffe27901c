import { takenOf } from '../activities/restoration.ts';
import { restorationTexts } from '../texts/restoration.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** The ledger comes from a backup and nothing goes out: the committee hears of it once. */
export const restoration: Rule = ({ programme, view, committee }): Due[] => {
  const restore = view.paused === null ? undefined : view.restores.get(String(view.paused));
  if (restore === undefined) return [];
  const message = restorationTexts.waits(restore, takenOf(programme, restore));
  return committee.map((to) => ({
    post: `restoration/${view.paused}/${place(to)}`,
    to,
    message,
    covers: [],
  }));
};
