import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { office, pdf } from '../evidence/samples.ts';
import { pat, temporaryFolder } from '../support/process.ts';

let dir: string;
let env: Record<string, string>;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ dir, remove } = await temporaryFolder());
  env = { PAT_DATA_DIR: join(dir, 'data'), PAT_NOW: '2024-05-09T10:00:00-07:00' };
  writeFileSync(join(dir, 'Lista María.pdf'), pdf);
  writeFileSync(join(dir, 'con-macros.docx'), office('ms-word.document.macroEnabled.main'));
});
afterAll(() => remove());
const file = (name: string) => join(dir, name);

it('adds files as evidence and lists them; unfit files stop it with nothing added', async () => {
  const bad = await pat(
    ['evidencia', 'agregar', file('Lista María.pdf'), file('con-macros.docx'), '--actividad', '9'],
    env,
  );
  expect(bad.code).toBe(1);
  expect(bad.err).toContain('«con-macros.docx» tiene macros');
  expect((await pat(['evidencia', 'lista'], env)).out).toContain('No hay evidencia');
  const args = ['evidencia', 'agregar', file('Lista María.pdf'), '--actividad', '9', '--fecha', '2024-05-07'];
  const added = await pat(args, env);
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toContain('2024-E-0001 · Lista María.pdf');
  expect((await pat(args, env)).out).toContain('Ya estaba registrado');
  const { out } = await pat(['evidencia', 'lista'], env);
  expect(out).toContain('2024-E-0001 · Lista María.pdf (PDF, 1 KB), del 7 de mayo de 2024');
  expect(out).toContain('actividad 9');
}, 60_000);

it('tells of stored files that are gone or are not what they were, each in a line', async () => {
  const sound = await pat(['verificar'], env);
  expect(sound.code, sound.err).toBe(0);
  expect(sound.out).toContain('La evidencia está completa: 1 archivo, 1 KB.');
  const sha = createHash('sha256').update(pdf).digest('hex');
  const stored = join(dir, 'data/isssteson/files', sha.slice(0, 2), sha);
  writeFileSync(stored, Buffer.from(pdf).fill(0x20, 20, 21));
  const changed = await pat(['verificar'], env);
  expect(changed.code).toBe(1);
  expect(changed.err).toContain('Cambió el archivo de 2024-E-0001 (asiento ');
  rmSync(stored);
  const missing = await pat(['verificar'], env);
  expect([missing.code, missing.err.trim().split('\n').length]).toEqual([1, 1]);
  expect(missing.err).toContain(`Falta el archivo de 2024-E-0001 (asiento `);
  expect(missing.err).toContain(`files/${sha.slice(0, 2)}/${sha}`);
  writeFileSync(stored, pdf);
}, 60_000);

it('adds links with a note, and refuses what is no safe link', async () => {
  const link = 'https://isssteson.gob.mx/etica';
  const args = ['evidencia', 'agregar', link, '--actividad', '12', '--nota', 'portal "nuevo"'];
  expect((await pat(args, env)).out).toContain(link);
  const { out } = await pat(['evidencia', 'lista'], env);
  expect(out).toMatch(/isssteson\.gob\.mx\/etica \(enlace\).*«portal 'nuevo'»/);
  const bad = await pat(['evidencia', 'agregar', 'http://ejemplo.mx', '--actividad', '12'], env);
  expect(bad).toMatchObject({ code: 1, out: expect.stringContaining('https://') });
  const none = await pat(['evidencia', 'agregar', link, '--hoja', '7'], env);
  expect(none).toMatchObject({ code: 1, out: expect.stringContaining('hoja 7') });
}, 120_000);

it.each([
  [['evidencia', 'agregar', 'x.pdf'], 2, 'uno solo'],
  [['evidencia', 'agregar', 'x.pdf', '--actividad', '9', '--folio', '2024-SES-000001'], 2, 'uno solo'],
  [['evidencia', 'agregar', 'x.pdf', '--actividad', '9'], 1, 'No se puede leer'],
  [['evidencia', 'agregar', 'x.pdf', '--actividad', '9', '--fecha', 'ayer'], 2, 'no es una fecha'],
])(
  '%j is exit %i',
  async (args, code, said) => {
    const result = await pat(args, env);
    expect(result.code).toBe(code);
    expect(result.err).toContain(said);
  },
  30_000,
);
