import { daysBetween } from '../calendar.ts';
import { upkeepTexts } from '../texts/upkeep.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** Days before a secret ends on which the committee hears of it; 0 once it has ended. */
const secretSteps = [60, 30, 7, 0] as const;
/** The month's anchor is posted from this day on, whatever day it is: nobody has to answer it. */
const anchorDay = '25';

/** A backup failed or is too old: the secretary hears of it once a day while it is so. */
export const backups: Rule = ({ programme, today, time, secretary, upkeep }): Due[] => {
  const trouble = upkeep?.backup ?? null;
  if (trouble === null || time < programme.reminders.at) return [];
  const message = upkeepTexts.backup(trouble.what, trouble.why, trouble.lastOn);
  return secretary.map((to) => ({ post: `backup/${today}/${place(to)}`, to, message, covers: [] }));
};

/** Stored evidence is missing or is not what it was: the secretary hears of it once a day while it is so. */
export const evidence: Rule = ({ programme, today, time, secretary, upkeep }): Due[] => {
  const trouble = upkeep?.evidence ?? null;
  if (trouble === null || time < programme.reminders.at) return [];
  const message = upkeepTexts.evidence(trouble.faults);
  return secretary.map((to) => ({ post: `evidence/${today}/${place(to)}`, to, message, covers: [] }));
};

/** The secret by which Teams knows the bot ends some day, and with it the bot's voice there. */
export const teamsSecret: Rule = ({ programme, today, time, committee, upkeep }): Due[] => {
  const expires = upkeep?.teamsSecretExpires ?? null;
  if (expires === null || time < programme.reminders.at) return [];
  const left = daysBetween(today, expires);
  const step = secretSteps.findLast((days) => left <= days);
  if (step === undefined) return [];
  const message = upkeepTexts.teamsSecret(expires, left);
  return committee.map((to) => ({
    post: `teams-secret/${expires}/${step}/${place(to)}`,
    to,
    message,
    covers: [],
  }));
};

/** The ledger's newest hash, where the committee keeps it: with it anybody can prove later that nothing is gone. */
export const anchor: Rule = ({ programme, view, today, time, committee }): Due[] => {
  if (today.slice(8) < anchorDay || time < programme.reminders.at || view.head.seq === 0) return [];
  const message = upkeepTexts.anchor(view.head);
  return committee.map((to) => ({
    post: `anchor/${today.slice(0, 7)}/${place(to)}`,
    to,
    message,
    covers: [],
  }));
};
