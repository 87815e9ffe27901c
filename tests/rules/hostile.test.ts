import { zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { handMade, text, windows1252 } from '../adapters/tables/files.ts';
import { csv, sent } from '../support/files.ts';
import { cast, choices, type Scene, scene, units, words } from './support.ts';

/** The commands that take a table, and the columns of each. */
const taking = [
  {
    said: 'plantilla importar',
    head: ['numero_empleado', 'nombre', 'unidad'],
    row: ['00077', 'Ana', 'Norte'],
  },
  {
    said: 'registros',
    head: ['numero_empleado', 'registro', 'fecha'],
    row: ['00001', 'carta', '2024-05-07'],
  },
  { said: 'hoja 1', head: ['renglon', 'firmo'], row: ['1', 'x'] },
] as const;

const cells = (names: readonly string[], row: number) =>
  `<row r="${row}">${names.map((v, i) => text(`${'ABC'[i]}${row}`, v)).join('')}</row>`;

/** A workbook that declares a part of a gigabyte. */
function bomb(rows: string): Uint8Array {
  const bytes = Buffer.from(handMade({ rows, more: { 'xl/a.xml': 'x'.repeat(123_457) } }));
  const [real, declared] = [Buffer.alloc(4), Buffer.alloc(4)];
  real.writeUInt32LE(123_457);
  declared.writeUInt32LE(2 ** 30);
  for (let at = bytes.indexOf(real); at >= 0; at = bytes.indexOf(real, at + 4)) declared.copy(bytes, at);
  return bytes;
}

/** A part that truly unpacks to 100 MB: one cell of it. */
const hugeCell = handMade({ rows: `<row r="3">${text('A3', 'x'.repeat(100 * 1024 * 1024))}</row>` });

type Head = (typeof taking)[number];
const hostile: readonly [string, string, (t: Head) => Uint8Array | string, string][] = [
  ['a zip bomb', 'x.xlsx', (t) => bomb(cells(t.head, 1)), 'crece demasiado al abrirse'],
  ['a cell of 100 MB', 'x.xlsx', () => hugeCell, 'crece demasiado al abrirse'],
  [
    'macros',
    'x.xlsm',
    (t) => handMade({ rows: cells(t.head, 1), more: { 'xl/vbaProject.bin': 'x' } }),
    'tiene macros',
  ],
  ['an old workbook', 'x.xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'Excel antiguo'],
  ['a page of the web', 'x.xls', () => '<html><table><tr><td>1</td></tr></table></html>', 'página web'],
  [
    'an archive of something else',
    'x.xlsx',
    () => zipSync({ 'a.txt': new Uint8Array(9) }),
    'no es una tabla',
  ],
  ['half a workbook', 'x.xlsx', (t) => handMade({ rows: cells(t.head, 1) }).subarray(0, 300), 'está dañado'],
  ['a quote that nobody closes', 'x.csv', (t) => `${t.head.join(',')}\n"${t.row.join(',')}`, 'no se cierran'],
  [
    'a huge cell',
    'x.csv',
    (t) => csv(t.head, ['x'.repeat(5000), ...t.row.slice(1)]),
    'más de 2,000 caracteres',
  ],
  [
    'letters that came broken',
    'x.csv',
    (t) => csv(t.head, [t.row[0]!, ...t.row.slice(1).map(() => 'LÃ³pez')]),
    'llegaron dañadas',
  ],
  ['too many bytes', 'x.csv', () => 'x'.repeat(10 * 1024 * 1024 + 1), 'pesa más de 10 MB'],
  ['nothing', 'x.csv', () => '', 'ninguna fila con datos'],
];

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  await s.ask(cast.secretary, `hoja 11 "${units.big}"`);
});

describe.each(taking)('«$said» refuses', (t) => {
  it.each(hostile)('%s, with a clear word, and nothing is stored', async (_, name, content, expected) => {
    const before = (await s.facts()).length;
    const people = (await s.directory.people('isssteson')).length;
    const stored = new Set<string>();
    const put = s.files.put;
    s.files.put = async (committee, bytes) => {
      const file = await put(committee, bytes);
      stored.add(file.sha256);
      return file;
    };
    const reply = await s.ask(cast.secretary, t.said, { files: [sent(name, content(t))] });
    expect(words(reply)).toContain(expected);
    expect(words(reply)).toMatch(/no se (registró|cambió) nada/i);
    expect(choices(reply.message).filter((c) => c.style === 'primary')).toEqual([]);
    expect(await s.facts()).toHaveLength(before);
    expect((await s.directory.people('isssteson')).length).toBe(people);
    expect([...stored]).toEqual([]);
  });

  it.each([
    '=HYPERLINK("http://x","y")',
    '+1+1',
    '@SUM(A1)',
    '-2+3|cmd',
  ])('a formula as text: %s', async (formula) => {
    const before = (await s.facts()).length;
    const row = t.row.map((v, i) => (i === 1 ? formula : v));
    const reply = await s.ask(cast.secretary, t.said, { files: [sent('x.csv', csv(t.head, row))] });
    expect(words(reply)).toMatch(/Fila 2, columna/);
    expect(await s.facts()).toHaveLength(before);
  });
});

it('a table in the encoding of Windows is read all the same', async () => {
  const table = csv(['numero_empleado', 'nombre', 'unidad'], ['00077', 'Iñigo Güereña', 'Médica']);
  const reply = await s.ask(cast.secretary, 'plantilla importar', {
    files: [sent('plantilla.csv', windows1252(table))],
  });
  expect(words(reply)).toContain('00077 Iñigo Güereña, Médica');
});

it('a workbook’s formula counts by its result, and one without a result is refused', async () => {
  const rows = `${cells(['numero_empleado', 'nombre', 'unidad'], 1)}<row r="2">${text('A2', '00077')}<c r="B2" t="str"><f>CONCAT("A","na")</f><v>Ana</v></c>${text('C2', 'Norte')}</row><row r="3">${text('A3', '00078')}<c r="B3"><f>WEBSERVICE("http://x")</f></c>${text('C3', 'Norte')}</row>`;
  const reply = await s.ask(cast.secretary, 'plantilla importar', {
    files: [sent('plantilla.xlsx', handMade({ rows }))],
  });
  expect(words(reply)).toContain('Fila 3, columna «nombre»: la fórmula no tiene resultado');
  expect(words(reply)).not.toContain('Fila 2');
});
