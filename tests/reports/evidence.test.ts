import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat, rosterFile, temporaryFolder } from '../support/process.ts';

const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

describe('evidence in the report’s file', () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
  });
  afterAll(() => remove());

  it('carries what belongs to the quarter, byte for byte, and leaves out the rest', async () => {
    const env = { PAT_DATA_DIR: join(dir, 'data'), PAT_NOW: '2024-07-05T10:00:00-07:00' };
    await pat(
      ['plantilla', 'importar', await rosterFile(dir, [['00001', 'Ana Ejemplo', '', 'Archivo']])],
      env,
    );
    const add = (name: string, day: string) => {
      writeFileSync(join(dir, name), `${pdf}% ${name}\n`);
      return pat(['evidencia', 'agregar', join(dir, name), '--actividad', '9', '--fecha', day], env);
    };
    expect((await add('abril.pdf', '2024-04-20')).code).toBe(0);
    expect((await add('enero.pdf', '2024-01-20')).code).toBe(0);
    const out = join(dir, 'informe');
    const { code, err } = await pat(['informe', 'trimestral', '2', '--salida', out], env);
    expect(code, err).toBe(0);
    const files = unzipSync(readFileSync(join(out, 'informe-2024-T2.zip')));
    const evidence = Object.keys(files).filter((name) => name.startsWith('evidencia/'));
    expect(evidence).toEqual(['evidencia/2024-E-0001_abril.pdf']);
    expect(strFromU8(files[evidence[0]!]!)).toBe(`${pdf}% abril.pdf\n`);
    expect(strFromU8(files.SHA256SUMS!)).toContain('evidencia/2024-E-0001_abril.pdf');
  }, 60_000);
});
