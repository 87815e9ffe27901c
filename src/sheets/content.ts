import { z } from 'zod';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import type { Sheet } from '../view/shapes.ts';
import type { View } from '../view.ts';
import { formOf, sheetCommand } from './form.ts';

/** Paper sizes; letter is what offices in Mexico have. */
const paperSizes = ['LETTER', 'A4'] as const;
export type PaperSize = (typeof paperSizes)[number];

/** All that a printed sheet says. */
export const sheetContent = z.object({
  sheet: z.number().int().positive(),
  form: z.enum(['signatures', 'letters', 'donations']),
  size: z.enum(paperSizes),
  institution: z.string(),
  committee: z.string(),
  activity: z.object({ number: z.number(), title: z.string() }),
  unit: z.string(),
  course: z.string().nullable(),
  date: z.string().nullable(),
  privacy: z.string(),
  /** The letter's words, where the signature is under it. */
  letter: z.array(z.string()),
  version: z.string(),
  people: z.array(z.object({ number: z.string(), name: z.string() })),
});
export type SheetContent = z.infer<typeof sheetContent>;

/** A sheet with the names of its people, for printing; null where its activity is not of this programme. */
export function contentOf(
  programme: Programme,
  people: Pick<People, 'byId'>,
  sheet: Omit<Sheet, 'content' | 'on' | 'returned'>,
  size: PaperSize = 'LETTER',
): SheetContent | null {
  const activity = programme.activities.find((a) => a.number === sheet.activity);
  if (!activity) return null;
  const { letter } = programme;
  return {
    ...{ sheet: sheet.sheet, form: formOf(sheet, activity), size },
    institution: programme.committee.institution,
    committee: programme.committee.name,
    activity: { number: activity.number, title: activity.title },
    ...{ unit: sheet.unit, course: sheet.course, date: sheet.date },
    privacy: programme.privacyNotice.text,
    letter: sheetCommand(activity) === 'carta' ? [letter.title, ...letter.paragraphs] : [],
    version: letter.version,
    people: sheet.people.map((id) => {
      const person = people.byId(id);
      return { number: person?.number ?? '—', name: person?.name ?? erasedName };
    }),
  };
}

/** The content of a sheet by its number; null where there is none such. */
export function sheetOf(
  programme: Programme,
  view: View,
  people: Pick<People, 'byId'>,
  n: number,
  size?: PaperSize,
): SheetContent | null {
  const sheet = view.sheets.get(String(n));
  return sheet ? contentOf(programme, people, sheet, size) : null;
}
