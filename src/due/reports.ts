import { addDays } from '../calendar.ts';
import { sha256 } from '../entry.ts';
import type { Owed } from '../owed.ts';
import { reportOf } from '../reports/of-period.ts';
import { programmeFor } from '../reports/programme-for.ts';
import type { Missing, ReportType } from '../reports/types.ts';
import { type ReportOwed, reportsOwed } from '../reports/which.ts';
import { atOnce } from '../steps.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { View } from '../view.ts';
import { place, type Target } from './keys.ts';
import { rungOf } from './ladder.ts';
import { changed, type Due, type Edit, type Local, type Rule, unsettled } from './situation.ts';

/** From so many days before a report is due the committee is told what it lacks. */
const daysBefore = 10;
/** For so many days after it was due its reminder is kept up to date. */
const shownDays = 60;

/** Ten days before a report is due: what it lacks, once; from then on the message is edited. */
export const reportReminders: Rule = (local): Due[] => {
  const { programme, today, time, working } = local;
  if (!working || time < programme.reminders.at) return [];
  return remindable(local).flatMap((report) =>
    local.committee
      .filter((to) => isDue(local, report, to))
      .map((to) => {
        const rung = rungOf(programme.reminders, report.id, report.owed.due.date, today);
        const { message, covers } = reminderFor(local, report, to);
        // The digest need not say it on the same day.
        const said = rung === null ? [] : [`${rung.key}@${place(to)}`];
        return { post: reminderPost(report.type, to), to, message, covers: [...covers, ...said] };
      }),
  );
};

/** What is missing is looked through every so many minutes: in a large institution that takes a moment. */
const everyMinutes = 10;

/** Reminders of which something was done since, or whose report was sent. */
export function editedReminders(local: Local): Edit[] {
  const { view, today, time } = local;
  if (Number(time.slice(3)) % everyMinutes !== 0) return [];
  return remindable(local)
    .filter(({ owed }) => today <= addDays(owed.due.date, shownDays))
    .flatMap((report) =>
      local.committee.flatMap((to) => {
        const post = reminderPost(report.type, to);
        const sent = view.posts.get(post)?.status === 'sent';
        return sent ? changed(view, post, reminderFor(local, report, to)) : [];
      }),
    );
}

/** Whether a report's reminder is about to say to somebody what the digest would; `owed` is what the ladder calls it. */
export function remindsToday(local: Local, owed: string, to: Target): boolean {
  return remindable(local).some((report) => report.id === owed && isDue(local, report, to));
}

/** Reports that the bot can make: it has the programme that they are about. */
const remindable = (local: Local): ReportOwed[] =>
  local.running
    .flatMap((programme) => reportsOwed({ programme, view: local.view, asOf: local.today }))
    .filter(({ type }) => programmeFor(local, type) !== null);

function isDue({ view, today }: Local, { type, owed }: ReportOwed, to: Target): boolean {
  const { date } = owed.due;
  if (owed.record || today > date || today < addDays(date, -daysBefore)) return false;
  return unsettled(view, reminderPost(type, to));
}

const reminderPost = ({ period }: ReportType, to: Target): string => `report/${period}/${place(to)}`;

function reminderFor(local: Local, { type, owed }: ReportOwed, to: Target) {
  const cover = (content: string) => [`report/${type.period}/${content}@${place(to)}`];
  if (owed.record) {
    const { occurredOn, folio } = owed.record;
    return { message: texts.reminded(type, occurredOn, folio), covers: cover(`sent/${folio}`) };
  }
  const missing = missingFor(local, type);
  return {
    message: texts.reminder(type, missing, owed.due, local.today),
    covers: cover(sha256(JSON.stringify(missing.map(gist))).slice(0, 16)),
  };
}

/** What is missing, without how much: the message is not edited for each person who is no longer missing. */
const gist = (m: Missing): unknown => {
  switch (m.what) {
    case 'overdue':
      return [m.what, m.activity, m.owed.map((o: Owed) => o.id)];
    case 'headcount':
      return [m.what, m.activity];
    case 'period-open':
      return [m.what];
    default:
      return m;
  }
};

/** What a report lacks is worked out anew only after something was recorded. */
const known = new WeakMap<View, Map<string, readonly Missing[]>>();

function missingFor(local: Local, type: ReportType): readonly Missing[] {
  const { view, today, nameOf, textOf } = local;
  const at = `${type.kind}/${type.period}/${today}/${view.head.seq}`;
  const before = known.get(view)?.get(at);
  if (before) return before;
  const programme = programmeFor(local, type)!;
  const people = {
    byId: (id: string) => ({ id, number: '', name: nameOf(id), email: null, position: null }),
  };
  const { missing } = atOnce(reportOf({ programme, view, people, textOf }, type, today)).data;
  known.set(view, new Map([[at, missing]]));
  return missing;
}
