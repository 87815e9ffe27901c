import type { View } from '../view.ts';

/** The highest number that a sheet or a batch of reminders has, or had before a restore. */
export function lastOf(view: View, series: 'sheet' | 'asking'): number {
  const used = series === 'sheet' ? view.sheets : view.askings;
  let last = view.counters.get(series) ?? 0;
  for (const [n] of used.entries()) last = Math.max(last, Number(n));
  return last;
}
