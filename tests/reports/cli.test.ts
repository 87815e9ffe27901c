import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import { pat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

describe('pat informe', () => {
  let dir: string;
  let env: Record<string, string>;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
    env = { PAT_DATA_DIR: join(dir, 'data'), PAT_NOW: '2024-07-10T10:00:00-07:00' };
    const roster = await rosterFile(dir, [
      ['00101', 'Íñigo Ejemplo', 'i@ejemplo.invalid', 'Dirección'],
      ['00102', 'Ana Ejemplo', '', 'Dirección'],
    ]);
    expect(await pat(['plantilla', 'importar', roster], env)).toMatchObject({ code: 0 });
  });
  afterAll(() => remove());

  it('says first what is missing, then writes the files, beside a running bot, changing nothing', async () => {
    const bot = await startPat(env);
    try {
      const before = (await pat(['verificar'], env)).out;
      const out = join(dir, 'salida');
      const ran = await pat(
        [
          'informe',
          'trimestral',
          '2',
          '--salida',
          out,
          '--oficio',
          'CEI/012/2024',
          '--lugar',
          'Hermosillo, Sonora',
        ],
        env,
      );
      expect(ran).toMatchObject({ code: 0, err: '' });
      const lines = ran.out.trim().split('\n');
      expect(lines[0]).toMatch(/^Faltan \d+ cosas para este informe:$/);
      expect(ran.out).toContain('En el chat: sesión celebrada FECHA');
      expect(ran.out).not.toContain('número de oficio');
      expect(lines.at(-1)).toContain('informe-2024-T2.zip');
      const names = [
        'anexo-2024-T2.xlsx',
        'informe-2024-T2.docx',
        'informe-2024-T2.pdf',
        'informe-2024-T2.zip',
        'oficio-2024-T2.docx',
      ];
      expect((await readdir(out)).sort()).toEqual(names);
      for (const name of names) expect(statSync(join(out, name)).mode & 0o077).toBe(0);

      const inside = join(dir, 'dentro');
      mkdirSync(inside);
      execFileSync('python3', ['-m', 'zipfile', '-e', join(out, 'informe-2024-T2.zip'), inside]);
      execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: inside });
      const read = await readTable(execFileSync('cat', [join(inside, 'anexo-2024-T2.xlsx')]), 'a.xlsx');
      expect(read.ok && read.rows.slice(1).map((r) => r.cells[1])).toEqual(['Ana Ejemplo', 'Íñigo Ejemplo']);

      // What was written, perhaps edited since, is not overwritten unasked.
      const again = await pat(['informe', 'trimestral', '2', '--salida', out], env);
      expect(again).toMatchObject({ code: 1 });
      expect(again.err).toContain('--reemplazar');
      expect((await pat(['verificar'], env)).out).toBe(before);
    } finally {
      await bot.stop();
    }
  }, 90_000);

  it('writes the yearly one, refuses a quarter that is none or has not begun', async () => {
    const out = join(dir, 'anual');
    expect(await pat(['informe', 'anual', '--salida', out, '--fecha', '2025-01-20'], env)).toMatchObject({
      code: 0,
    });
    expect((await readdir(out)).length).toBe(5);
    expect(await pat(['informe', 'trimestral', '5', '--salida', out], env)).toMatchObject({ code: 2 });
    const early = await pat(['informe', 'trimestral', '4', '--salida', out], env);
    expect(early).toMatchObject({ code: 1 });
    expect(early.err).toContain('1 de octubre de 2024');
    expect(await pat(['informe', 'trimestral', '2'], env)).toMatchObject({ code: 2 });
  }, 60_000);
});
