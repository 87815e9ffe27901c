import { type Ask, type Outcome, say } from '../ask.ts';
import { scansOf } from '../evidence/items.ts';
import { linkOf } from '../evidence/show.ts';
import type { Activity } from '../programme/schema.ts';
import { erasedName } from '../texts/common.ts';
import { sheets as texts } from '../texts/sheets.ts';
import type { Sheet } from '../view/shapes.ts';
import { formOf } from './form.ts';
import type { Back } from './give-back.ts';
import { mayUnit } from './issue.ts';

/** Sheets that an overview lists of each kind. */
const mostListed = 15;

const shownOf = (sheet: Sheet, activity: Activity) => ({ ...sheet, form: formOf(sheet, activity) });

/** One sheet: its rows, which of them came back, and its pictures. */
export function show({ ask, sheet, activity }: Back): Outcome {
  const rows = sheet.people.map((id, i) => ({
    ...{ row: i + 1, name: ask.people.byId(id)?.name ?? erasedName },
    back: sheet.returned.includes(i + 1),
  }));
  const scans = scansOf(ask.view, sheet.sheet);
  return say(
    texts.show(
      shownOf(sheet, activity),
      rows,
      scans.map((e) => e.id),
      scans.flatMap((e) => linkOf(ask, e.id, e)),
    ),
  );
}

/** Sheets that are out, and those that came back without a picture, the newest of each. */
export function overview(ask: Ask): Outcome {
  const mine = [...ask.view.sheets.entries()]
    .map(([, s]) => s)
    .filter((s) => mayUnit(ask, s.unit))
    .reverse()
    .flatMap((sheet) => {
      const activity = ask.programme.activities.find((a) => a.number === sheet.activity);
      const [rows, back] = [sheet.people.length, sheet.returned.length];
      return activity
        ? [{ sheet, line: texts.overviewLine(shownOf(sheet, activity), rows, back, sheet.date ?? sheet.on) }]
        : [];
    });
  const open = mine.filter(({ sheet }) => sheet.returned.length === 0).map((s) => s.line);
  const unproved = mine
    .filter(({ sheet }) => sheet.returned.length > 0 && scansOf(ask.view, sheet.sheet).length === 0)
    .map(({ sheet, line }) => ({ n: sheet.sheet, line }));
  const more = Math.max(0, open.length - mostListed) + Math.max(0, unproved.length - mostListed);
  return say(texts.overview(open.slice(0, mostListed), unproved.slice(0, mostListed), more));
}
