import { notices } from '../texts/notices.ts';
import { place } from './keys.ts';
import { type Due, type Rule, unheard } from './situation.ts';

/** People who are not on the roster and tried: one message a working day at most, to the secretary, each named once. */
export const membership: Rule = ({ programme, view, today, time, working, secretary, label }): Due[] => {
  if (!working || time < programme.reminders.at) return [];
  return secretary.flatMap((to) => {
    const post = `membership/${today}/${place(to)}`;
    const claimed = view.posts.get(post)?.covers;
    const open = [...view.requests.entries()]
      .map(([visitor]) => ({ visitor, cover: `membership/${visitor}@${place(to)}` }))
      .filter(({ cover }) => claimed?.includes(cover) ?? unheard(view, cover));
    if (open.length === 0) return [];
    const labels = open.map(({ visitor }) => label(visitor) ?? notices.unknownAccount);
    return [{ post, to, message: notices.membership(labels), covers: open.map(({ cover }) => cover) }];
  });
};
