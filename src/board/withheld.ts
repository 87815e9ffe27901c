import type { Entry } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import type { Frozen } from '../reports/figures.ts';
import { smallestCount } from '../texts/complaint-counts.ts';

type Counts = NonNullable<Frozen['complaints']>[number];

const areSmall = ({ received, inProcess, concluded }: Counts): boolean =>
  [received, inProcess, concluded].some((n) => n < smallestCount);

/**
 * Whether an entry tells counts of complaints that are the secretary's alone, by themselves or among a report's figures:
 * anybody else gets its hash.
 */
export function isWithheld({ kind, body }: Entry): boolean {
  if (kind === 'complaints.counted') return areSmall(body as BodyOf<typeof kind>);
  const { figures } = body as { readonly figures?: Frozen };
  return figures?.complaints?.some(areSmall) ?? false;
}
