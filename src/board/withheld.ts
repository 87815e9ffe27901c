import type { Entry } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import { smallestCount } from '../texts/complaint-figures.ts';

type Counts = Omit<BodyOf<'complaints.counted'>, 'period' | 'salt'>;

const areSmall = ({ received, inProcess, concluded }: Counts): boolean =>
  [received, inProcess, concluded].some((n) => n < smallestCount);

/** Whether an entry tells counts of complaints that are the secretary's alone: anybody else gets its hash. */
export function isWithheld({ kind, body }: Entry): boolean {
  switch (kind) {
    case 'complaints.counted':
      return areSmall(body as BodyOf<typeof kind>);
    case 'report.made':
    case 'report.frozen':
      return (body as BodyOf<typeof kind>).figures.complaints?.some(areSmall) ?? false;
    default:
      return false;
  }
}
