import { draftOfYear } from '../programme/change.ts';
import { yearsKnown } from '../programme/versions.ts';
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

/** From December on, while the next year has no programme: said to the committee once a month, so that no year just ends. */
export const nextProgramme: Rule = ({ programme, view, today, time, working, committee }): Due[] => {
  const { year, reminders } = programme;
  if (!working || time < reminders.at || today < `${year}-12-01`) return [];
  if (yearsKnown(view, programme).includes(year + 1)) return [];
  const message = notices.nextProgramme(
    year + 1,
    today > `${year}-12-31`,
    draftOfYear(view, year + 1) !== null,
  );
  return committee.map((to) => ({
    post: `next-programme/${today.slice(0, 7)}/${place(to)}`,
    to,
    message,
    covers: [],
  }));
};
