import { calendarOf, type Scope } from '../owed.ts';
import type { CalendarPage } from '../ports/board-pages.ts';
import { progress } from '../progress.ts';
import { dateRange } from '../texts/format.ts';
import { programmeTexts } from '../texts/secretary.ts';
import { allDates, dayOf } from './lines.ts';

/** Everything that is owed, with why on that day, and the days that are no business days. */
export function calendarPage(scope: Scope): CalendarPage {
  const { confirmed, days } = calendarOf(scope.programme, scope.view);
  const complete = new Set(progress(scope).flatMap((p) => (p.status === 'done' ? [p.activity.number] : [])));
  const all = allDates(scope).map((d) =>
    d.state !== 'done' && complete.has(d.number) ? { ...d, state: 'done' as const } : d,
  );
  return {
    page: 'calendar',
    confirmed: confirmed !== false,
    late: all.filter((d) => d.state === 'late'),
    open: all.filter((d) => d.state === 'open'),
    done: all.filter((d) => d.state === 'done'),
    days: [...days]
      .sort((a, b) => a.from.localeCompare(b.from))
      .map(({ from, to, name, scope: kind }) => ({
        when: to && to !== from ? dateRange(from, to) : dayOf(scope.programme, from),
        name,
        scope: programmeTexts.scopes[kind],
      })),
  };
}
