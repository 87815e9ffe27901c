import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { SheetContent } from '../../src/sheets/content.ts';
import { sheetsPdf } from '../../src/sheets/pdf.ts';

const reader = spawnSync('pdftotext', ['-v']).error === undefined;
const content: SheetContent = {
  sheet: 231,
  form: 'signatures',
  size: 'LETTER',
  institution: 'ISSSTESON',
  committee: 'Comité de Ética e Integridad',
  activity: { number: 9, title: 'Capacitación' },
  unit: 'Subdirección Médica',
  course: 'Ética pública',
  date: '2024-05-07',
  privacy: 'Aviso de privacidad',
  letter: [],
  version: 'v1',
  people: Array.from({ length: 60 }, (_, i) => ({ number: String(1000 + i), name: `Íñigo Núñez ${i}` })),
};

describe('a sheet as PDF', () => {
  it('is a PDF with fonts of its own', async () => {
    const bytes = Buffer.from(await sheetsPdf([content]));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.includes('/FontFile2')).toBe(true);
  });

  it.skipIf(!reader)(
    'is read by another reader: number, unit, course, every row, the head on each page',
    async () => {
      const bytes = Buffer.from(await sheetsPdf([content]));
      const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).toString();
      for (const said of ['Hoja 231', 'Unidad: Subdirección Médica', '«Ética pública», 7 de mayo de 2024'])
        expect(text).toContain(said);
      for (const [i, { number, name }] of content.people.entries())
        expect(text).toMatch(new RegExp(`${i + 1}\\s+${number}\\s+${name}`));
      expect(text.match(/Renglón/g)!.length).toBe(text.match(/página \d+ de \d+/g)!.length);
    },
  );
});
