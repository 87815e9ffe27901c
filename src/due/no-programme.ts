import { notices } from '../texts/notices.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** Outside the programme's year and its tail: said to the committee once a month. */
export const noProgramme: Rule = ({ programme, today, time, working, committee }): Due[] => {
  if (!working || time < programme.reminders.at) return [];
  const starts = `${programme.year}-01-01`;
  const message = notices.noProgramme(programme.title, today < starts ? starts : null);
  return committee.map((to) => ({
    post: `no-programme/${today.slice(0, 7)}/${place(to)}`,
    to,
    message,
    covers: [],
  }));
};
