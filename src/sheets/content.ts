import { z } from 'zod';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import type { View } from '../view.ts';

/** All that a printed sheet says. */
export const sheetContent = z.object({
  sheet: z.number().int().positive(),
  institution: z.string(),
  committee: z.string(),
  activity: z.object({ number: z.number(), title: z.string() }),
  unit: z.string(),
  course: z.string().nullable(),
  date: z.string().nullable(),
  privacy: z.string(),
  /** The letter's words, where the signature is under it. */
  letter: z.array(z.string()),
  people: z.array(z.object({ number: z.string(), name: z.string() })),
});
export type SheetContent = z.infer<typeof sheetContent>;

/** A sheet with the names of its people, for printing; null where there is none such. */
export function sheetOf(programme: Programme, view: View, people: People, n: number): SheetContent | null {
  const sheet = view.sheets.get(String(n));
  const activity = sheet && programme.activities.find((a) => a.number === sheet.activity);
  if (!sheet || !activity) return null;
  const { measure } = activity;
  const signsLetter = measure.kind === 'headcount' && measure.counts === 'letter.accepted';
  return {
    sheet: n,
    institution: programme.committee.institution,
    committee: programme.committee.name,
    activity: { number: activity.number, title: activity.title },
    unit: sheet.unit,
    course: sheet.course,
    date: sheet.date,
    privacy: programme.privacyNotice.text,
    letter: signsLetter ? [programme.letter.title, ...programme.letter.paragraphs] : [],
    people: sheet.people.map((id) => {
      const person = people.byId(id);
      return { number: person?.number ?? '—', name: person?.name ?? erasedName };
    }),
  };
}
