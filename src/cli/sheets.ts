import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refused } from '../refused.ts';
import { sheetsPdf } from '../sheets/pdf.ts';
import { cli as texts } from '../texts/cli.ts';
import { printed } from '../texts/sheets-printed.ts';
import { perform } from './imports.ts';
import { commandConfig } from './which.ts';
import { writable } from './write.ts';

/** `pat hoja N`: the sheet as PDF, readable by its owner only, since it names people. */
export async function printSheet(
  said: string,
  { salida }: { salida?: string },
  say: (text: string) => void,
): Promise<boolean> {
  if (!/^\d{1,6}$/.test(said) || Number(said) === 0) throw new Refused(texts.badSheet(said), 2);
  const result = await perform(await commandConfig(), { op: 'sheet', sheet: Number(said) });
  for (const line of result.lines) say(line);
  if (!result.sheet) return false;
  const file = salida ?? `hoja-${Number(said)}.pdf`;
  const pdf = await sheetsPdf([result.sheet]);
  await writable(file, () => writeFile(resolve(file), pdf, { mode: 0o600 }));
  say(printed.written(file));
  return true;
}
