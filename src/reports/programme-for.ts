import type { Programme } from '../programme/schema.ts';
import type { ReportType } from './types.ts';

/** The programme that a report is about; null where the bot has none of its year. The one place where it is chosen. */
export const programmeFor = (
  { programme }: { readonly programme: Programme },
  { period }: Pick<ReportType, 'period'>,
): Programme | null => (period.slice(0, 4) === String(programme.year) ? programme : null);
