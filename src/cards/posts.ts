import { cardOfPost, copyOf, toPerson } from '../due/keys.ts';
import { addItem, itemsOf } from '../view/lists.ts';
import type { View } from '../view.ts';

const all = (period: string): string => `copies/${period}`;
const inChannels = (period: string): string => `channels/${period}`;

/** Notes a post that is new, where it shows a month's card. */
export function addCopy(view: View, post: string): void {
  const period = copyOf(post);
  if (period === null) return;
  addItem(view.lists, all(period), post);
  if (cardOfPost(post) !== null && !toPerson(post)) addItem(view.lists, inChannels(period), post);
}

/** The posts that show, or are to show, a month's card, promises to show it again included, in the order planned. */
export const copiesKnown = (view: View, period: string): string[] => itemsOf(view.lists, all(period));

/** Those of them that went, or are to go, into a channel. */
export const channelPosts = (view: View, period: string): string[] => itemsOf(view.lists, inChannels(period));
