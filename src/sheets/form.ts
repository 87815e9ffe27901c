import { askedOfEach } from '../activities/pending.ts';
import type { Activity, Countable } from '../programme/schema.ts';
import type { Sheet } from '../view/shapes.ts';

/** What is filled in on a sheet: signatures under one list, a letter for each person, or what each gave. */
export type SheetForm = 'signatures' | 'letters' | 'donations';

const words: Partial<Record<Countable, string>> = {
  'training.recorded': 'capacitacion',
  'letter.accepted': 'carta',
  'evaluation.recorded': 'evaluacion',
  'donation.recorded': 'donar',
};

/** The registrable command that a sheet of an activity stands for; null where there are no sheets of it. */
export function sheetCommand(activity: Activity): string | null {
  const counts = askedOfEach(activity);
  return counts === null ? null : (words[counts] ?? null);
}

/** How a sheet is filled in. */
export const formOf = ({ letters }: Pick<Sheet, 'letters'>, activity: Activity): SheetForm =>
  letters ? 'letters' : sheetCommand(activity) === 'donar' ? 'donations' : 'signatures';
