import { type Alternative, addDays, type Deadline, type SkippedDay, weekday } from '../calendar.ts';
import { dayMonth, join, longDate, plural } from './format.ts';

/**
 * Why a deadline is the day that it is, without a full stop: «10 días hábiles después del 30 de septiembre; se
 * saltaron 2 fines de semana y el martes 1 de octubre (…); provisional: …».
 */
export function explainDeadline(deadline: Deadline): string {
  const { rule, skipped, provisional, alternatives } = deadline;
  if ('on' in rule) return 'es una fecha fija';
  return [
    `${plural(rule.businessDays, 'día hábil', 'días hábiles')} después del ${dayMonth(rule.after)}`,
    ...(skipped.length > 0 ? [whatWasSkipped(skipped)] : []),
    ...(provisional ? ['provisional: falta confirmar el calendario de días inhábiles'] : []),
    ...alternatives.map(
      (a) => `si ${join(a.because.map((b) => conditions[b]))}, sería el ${longDate(a.date)}`,
    ),
  ].join('; ');
}

const conditions: Record<Alternative['because'][number], string> = {
  state: 'se confirman los días inhábiles del estado',
  vacation: 'las vacaciones no cuentan como días hábiles',
};

function whatWasSkipped(skipped: readonly SkippedDay[]): string {
  // A weekend goes by its Saturday, also where only its Sunday was passed over.
  const weekends = new Set(
    skipped.filter((s) => s.scope === 'weekend').map((s) => addDays(s.date, 6 - weekday(s.date))),
  );
  const named = new Map<string, string[]>();
  for (const { scope, reason, date } of skipped)
    if (scope !== 'weekend') named.set(reason, [...(named.get(reason) ?? []), date]);

  const parts = [
    ...(weekends.size > 0 ? [plural(weekends.size, 'fin de semana', 'fines de semana')] : []),
    ...[...named].map(([name, dates]) =>
      dates.length === 1
        ? `el ${longDate(dates[0]!)} (${name})`
        : `${plural(dates.length, 'día', 'días')} (${name})`,
    ),
  ];
  const single = parts.length === 1 && (weekends.size === 1 || [...named.values()][0]?.length === 1);
  return `${single ? 'se saltó' : 'se saltaron'} ${join(parts)}`;
}
