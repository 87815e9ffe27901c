import { daysBetween, shiftWorkingDays } from '../calendar.ts';
import { cardDays, cardOf, previewOf, recordOf } from '../cards/month.ts';
import { sha256 } from '../entry.ts';
import { place, type Target } from './keys.ts';
import { changed, type Due, type Edit, type Local, type Rule } from './situation.ts';

/** No holidays keep three business days further apart than this many days. */
const furthest = 40;

/** Three business days before, the committee sees exactly what will go out. */
export const previews: Rule = (local): Due[] => {
  const { programme, today, time, working, calendar } = local;
  if (!working || time < programme.reminders.at) return [];
  return upcoming(local).flatMap(([period, on]) => {
    if (on === today || daysBetween(today, on) > furthest) return [];
    const from = shiftWorkingDays(on, -programme.integrityDay.previewBusinessDays, calendar);
    if (today < from) return [];
    return local.committee.map((to) => ({
      post: previewPost(period, to),
      to,
      ...previewFor(local, period, to),
    }));
  });
};

/** Previews whose card was changed or paused since, until it goes out. */
export function editedPreviews(local: Local): Edit[] {
  const { view, today, time, programme } = local;
  return upcoming(local).flatMap(([period, on]) => {
    if (on === today && time >= programme.integrityDay.until) return [];
    return local.committee.flatMap((to) =>
      changed(view, previewPost(period, to), previewFor(local, period, to)),
    );
  });
}

/** Cards that are still to come, and by nobody noted as sent. */
const upcoming = ({ programme, view, today }: Local): [period: string, on: string][] =>
  [...cardDays(programme)].filter(([period, on]) => on >= today && !recordOf(view, period));

const previewPost = (period: string, to: Target): string => `preview/${period}/${place(to)}`;

function previewFor({ programme, view, general }: Local, period: string, to: Target) {
  const message = previewOf(programme, view, cardOf(programme, view, period)!, general.length);
  const content = sha256(JSON.stringify(message)).slice(0, 16);
  return { message, covers: [`preview/${period}/${content}@${place(to)}`] };
}
