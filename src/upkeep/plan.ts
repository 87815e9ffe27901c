import { instantAt, localDate } from '../calendar.ts';

/** When people sleep and no other backup of the machine runs yet. */
const daily = '02:30';
/** A night that failed is tried again, and one missed night is news at the next noon at the latest. */
const oldMs = 34 * 3_600_000;
const againMs = 3_600_000;

/** What a running bot knows of its backups. */
export interface BackupState {
  /** When the newest whole one was taken; null while there is none. */
  readonly last: Date | null;
  /** Why the last attempt failed, in a word (`ENOSPC`); null since one went well. */
  readonly failure: string | null;
  /** When the last attempt was made. */
  readonly tried: Date | null;
}

/** Whether a backup is to be made now: one a day after 02:30, or as soon as the bot is there; after a failure hourly. */
export function backupDue({ last, failure, tried }: BackupState, now: Date, timeZone: string): boolean {
  if (failure !== null && tried !== null && now.getTime() - tried.getTime() < againMs) return false;
  const today = instantAt(localDate(now, timeZone), daily, timeZone);
  const since = now >= today ? today : new Date(today.getTime() - 86_400_000);
  return last === null || last < since || last > now;
}

/** What is wrong with the backups: the last attempt failed, or the newest is too old; null where nothing is. */
export function backupTrouble({ last, failure }: BackupState, now: Date): BackupTrouble | null {
  if (failure !== null) return { what: 'failed', why: failure, last };
  if (last !== null && now.getTime() - last.getTime() > oldMs) return { what: 'old', why: '', last };
  return null;
}

export interface BackupTrouble {
  readonly what: 'failed' | 'old';
  readonly why: string;
  readonly last: Date | null;
}

/**
 * Which backups are no longer kept: all of the last days stay, before that the newest of each month for some months,
 * and the newest of all in any case.
 */
export function expired<B extends { readonly at: Date }>(
  all: readonly B[],
  now: Date,
  { days, months }: { readonly days: number; readonly months: number },
): B[] {
  const sorted = [...all].sort((a, b) => b.at.getTime() - a.at.getTime());
  const month = (at: Date): number => at.getUTCFullYear() * 12 + at.getUTCMonth();
  const seen = new Set<number>();
  return sorted.filter(({ at }, n) => {
    const young = now.getTime() - at.getTime() <= days * 86_400_000;
    const monthly = !seen.has(month(at)) && month(now) - month(at) <= months;
    seen.add(month(at));
    return n > 0 && !young && !monthly;
  });
}
