import type { Steps } from '../view/steps.ts';
import { sheetKey } from './key.ts';

/** How the view takes in what is recorded of sheets for signatures. */
export const sheetSteps = {
  'sheet.issued': (view, e) => {
    const { sheet, letters = false, ...body } = e.body;
    const content = sheetKey({ ...body, letters });
    view.sheets.set(String(sheet), { ...body, sheet, letters, on: e.occurredOn, content, returned: [] });
  },
  'sheet.returned': (view, e) => {
    const sheet = view.sheets.get(String(e.body.sheet));
    if (!sheet) return;
    const returned = [...new Set([...sheet.returned, ...e.body.rows])].sort((a, b) => a - b);
    view.sheets.set(String(e.body.sheet), { ...sheet, returned });
  },
  'scan.awaited': (view, e) => void view.awaited.set(e.actor, { sheet: e.body.sheet, at: e.recordedAt }),
} satisfies Steps;
