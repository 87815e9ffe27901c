import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import type { Paper } from '../../src/papers/paper.ts';
import { createPress } from '../../src/papers/press.ts';
import { template } from '../reports/template-file.ts';

const press = createPress();
afterAll(() => press.close());

const workbook = (name: string, cell: string): Paper => ({
  type: 'workbook',
  name,
  tables: [
    {
      sheet: 'Hoja',
      header: ['Nombre', 'Número'],
      rows: [
        [cell, 3],
        [null, 4],
      ],
    },
  ],
});

const textsOf = (bytes: Uint8Array): string =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');

it('makes papers in a process of its own, in order, while this one goes on', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 5);
  const done: string[] = [];
  const ask = async (paper: Paper) => {
    const files = await press.print(paper);
    done.push(...files.map((f) => f.name));
    return files;
  };
  const [[first], [second]] = await Promise.all([
    ask(workbook('uno.xlsx', '=1+1')),
    ask({ type: 'text', name: 'dos.ics', mediaType: 'text/calendar', content: 'BEGIN:VCALENDAR' }),
  ]);
  clearInterval(timer);
  expect(done).toEqual(['uno.xlsx', 'dos.ics']);
  expect(turns).toBeGreaterThan(5);
  expect(first!.mediaType).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  // A text that begins like a formula stays a text.
  expect(textsOf(first!.bytes)).toContain("<t>'=1+1</t>");
  expect(textsOf(first!.bytes)).not.toContain('<f>');
  expect(Buffer.from(second!.bytes).toString()).toBe('BEGIN:VCALENDAR');
});

it('fails alone where a paper can’t be made, and makes the next one', async () => {
  const broken = { type: 'minutes', name: 'acta.docx', data: null } as unknown as Paper;
  await expect(press.print(broken)).rejects.toThrow();
  await expect(press.print(workbook('tres.xlsx', 'x'))).resolves.toHaveLength(1);
});

it('looks at templates in that process too, and tells what they ask for or why they are refused', async () => {
  await expect(press.inspect(await template())).resolves.toMatchObject({
    ok: true,
    placeholders: expect.arrayContaining(['titulo', 'actividades.numero', 'desconocido']),
    unknown: ['desconocido'],
  });
  await expect(press.inspect(Buffer.from('PK?'))).resolves.toMatchObject({
    ok: false,
    error: { problem: 'damaged' },
  });
});
