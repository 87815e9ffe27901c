import type { Sheet } from '../view/shapes.ts';

/** What makes sheets of one day the same. */
export const sheetKey = (
  s: Pick<Sheet, 'activity' | 'unit' | 'people' | 'course' | 'date' | 'letters'>,
): string => JSON.stringify([s.activity, s.unit, s.people, s.course, s.date, s.letters]);
