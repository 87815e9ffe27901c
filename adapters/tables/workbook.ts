import type { Parts } from './parts.ts';
import { TableProblem } from './problem.ts';
import { walk } from './xml.ts';

/** The first sheet that is not hidden: its place among the workbook's sheets (from 1) and its part. */
export function firstSheet(parts: Parts): { place: number; part: Uint8Array } {
  const sheets: { relation: string; visible: boolean }[] = [];
  walk(parts['xl/workbook.xml']!, {
    open(name, { name: title, id, state }) {
      if (name === 'sheet' && title)
        sheets.push({ relation: id ?? '', visible: (state ?? 'visible') === 'visible' });
    },
  });
  const at = sheets.findIndex((sheet) => sheet.visible);
  const sheet = sheets[at];
  const part = sheet && parts[targets(parts).get(sheet.relation) ?? ''];
  if (!part) throw new TableProblem('damaged');
  return { place: at + 1, part };
}

function targets(parts: Parts): Map<string, string> {
  const found = new Map<string, string>();
  walk(parts['xl/_rels/workbook.xml.rels'] ?? new Uint8Array(), {
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || !Id || !Target) return;
      found.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return found;
}

const zerosOnly = /^(?:\[[^\]]*\])*(0{2,})(?:;.*)?$/;

/**
 * How many digits each cell style shows at least, for styles that are made of zeros alone (`00000`), which is how
 * offices keep the leading zeros of employee numbers.
 */
export function zeroStyles(parts: Parts): Map<number, number> {
  const formats = new Map<string, number>();
  const styles = new Map<number, number>();
  let [inCells, style] = [false, 0];
  walk(parts['xl/styles.xml'] ?? new Uint8Array(), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') {
        const zeros = zerosOnly.exec(formatCode ?? '')?.[1];
        if (numFmtId && zeros) formats.set(numFmtId, zeros.length);
      }
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const width = formats.get(numFmtId ?? '');
      if (width !== undefined) styles.set(style, width);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
