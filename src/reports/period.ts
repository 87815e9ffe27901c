import { quarterOf } from '../calendar.ts';
import { earlier } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import type { ReportType, Span } from './types.ts';

/**
 * The days of a report as it stands on a day. An annual one goes on to the end of the programme's tail, in which the
 * year's last report falls. Throws RangeError for a period that is none or of another year.
 */
export function spanOf(programme: Programme, type: ReportType, asOf: string): Span {
  const year = String(programme.year);
  if (type.kind === 'annual') {
    if (type.period !== year) throw new RangeError(`not the programme's year: ${type.period}`);
    const [from, to] = [`${year}-01-01`, `${year}-12-31`];
    return { from, to, cut: earlier(asOf, programme.closes), roster: earlier(asOf, to) };
  }
  const quarter = /^(\d{4})-T([1-4])$/.exec(type.period);
  if (quarter?.[1] !== year) throw new RangeError(`not a quarter of the programme: ${type.period}`);
  const month = String(Number(quarter[2]) * 3).padStart(2, '0');
  const { from, to } = quarterOf(`${year}-${month}-01`);
  return { from, to, cut: earlier(asOf, to), roster: earlier(asOf, to) };
}
