import { daysBetween } from '../calendar.ts';
import type { Programme } from '../programme/schema.ts';

/** After so many reminders of something overdue the committee knows; the progress shows it all the same. */
const mostOverdue = 4;

/** Where something owed stands on its ladder: the step of today, and those after it; null while it is on none. */
export interface Rung {
  /** What saying it covers, but for whom it is said to. */
  readonly key: string;
  /** Once one of these was said, this one is late news. */
  readonly later: readonly string[];
  /** Days that are left, negative once it is overdue. */
  readonly days: number;
}

/** The step of today: 30, 15, 7, 3, 1 days before, the day, overdue. `owed` tells what, by programme and occurrence. */
export function rungOf(
  { ladder, overdueEveryDays }: Programme['reminders'],
  owed: string,
  due: string,
  today: string,
): Rung | null {
  const steps = [...ladder.map(String), ...Array.from({ length: mostOverdue }, (_, n) => `overdue-${n}`)];
  const days = daysBetween(today, due);
  const weeks = Math.floor((-days - 1) / overdueEveryDays);
  const step =
    days < 0
      ? `overdue-${Math.min(weeks, mostOverdue - 1)}`
      : String(ladder.findLast((before) => days <= before) ?? '');
  const at = steps.indexOf(step);
  const key = (s: string) => `ladder/${owed}/${s}`;
  return at < 0 ? null : { key: key(step), later: steps.slice(at + 1).map(key), days };
}
