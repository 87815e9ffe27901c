import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pat, rosterFile, temporaryFolder } from '../support/process.ts';

/** Half a minute and 400 MB: where everything is to be tried. */
const all = process.env.PAT_TEST_ALL === '1';

let dir: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterAll(() => remove());

/** Runs a program of the unpacked bundle on a machine without any network. */
function alone(program: string, args: readonly string[], data: string) {
  const env = { PATH: '/usr/bin:/bin', HOME: dir, PAT_DATA_DIR: data };
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile('unshare', ['-rn', program, ...args], { env, cwd: '/' }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

it.runIf(all)(
  'the program runs from its bundle elsewhere, without internet and without npm',
  async () => {
    const file = join(dir, 'pat.tar.gz');
    const packed = await pat(['paquete', '--salida', file, '--con-node'], {});
    expect(packed, packed.err).toMatchObject({ code: 0 });
    const elsewhere = join(dir, 'otra máquina');
    mkdirSync(elsewhere);
    expect(spawnSync('tar', ['-xzf', file, '-C', elsewhere]).status).toBe(0);
    const [name] = readdirSync(elsewhere);
    expect(name).toMatch(/^pat-\d+\.\d+\.\d+$/);
    const home = join(elsewhere, name!);
    const sums = spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: home, encoding: 'utf8' });
    expect(sums).toMatchObject({ status: 0, stdout: '' });
    expect(readdirSync(home)).not.toContain('tests');
    expect(readdirSync(join(home, 'node_modules'))).not.toContain('vitest');

    const data = join(dir, 'data');
    const roster = await rosterFile(dir, [['00001', 'Ana Propia', 'ana@ejemplo.invalid', 'Archivo']]);
    const program = join(home, 'pat');
    expect(await alone(program, ['plantilla', 'importar', roster], data)).toMatchObject({ code: 0 });
    const shown = await alone(program, ['avance', '--json', '--al', '2024-05-31'], data);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(shown.out)).toMatchObject({ roster: 1, activities: { length: 13 } });
    const report = ['informe', 'trimestral', '1', '--fecha', '2024-04-10', '--salida', join(dir, 'informe')];
    expect(await alone(program, report, data)).toMatchObject({ code: 0 });
  },
  240_000,
);
