import type { Programme } from '../programme/schema.ts';
import { programmeOfYear } from '../programme/versions.ts';
import type { View } from '../view.ts';
import type { ReportType } from './types.ts';

/** The programme that a report is about; null where no year has one. The one place where it is chosen. */
export const programmeFor = (
  { view, programme, today }: { readonly view: View; readonly programme: Programme; readonly today: string },
  { period }: Pick<ReportType, 'period'>,
): Programme | null => programmeOfYear(view, programme, Number(period.slice(0, 4)), today);
