import type { Scope } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import { versionOn } from '../programme/versions.ts';
import type { Card } from '../texts/integrity-day.ts';
import { cardOf, recordOf, withdrawal } from './month.ts';

/**
 * The cards of an activity that the bot sent between two days, as they stand now. A withdrawn one is not shown again,
 * and what the committee sent by other means is known by its day alone.
 */
export function sentCards(
  { programme, view }: Pick<Scope, 'programme' | 'view'>,
  { measure }: Activity,
  from: string,
  to: string,
): Card[] {
  if (measure.kind !== 'series' || measure.counts !== 'card.sent') return [];
  return measure.occurrences.flatMap(({ id }) => {
    const record = recordOf(view, id);
    if (record?.body.by !== 'bot' || withdrawal(view, id)) return [];
    const { occurredOn: on } = record;
    return on < from || on > to ? [] : (cardOf(versionOn(view, programme, on), view, id) ?? []);
  });
}
