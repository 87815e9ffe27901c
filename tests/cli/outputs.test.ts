import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat, temporaryFolder } from '../support/process.ts';

/** Commands that write a file or a folder where they are told. */
describe('where a command writes', () => {
  let dir: string;
  let env: Record<string, string>;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
    env = {
      PAT_DATA_DIR: join(dir, 'data'),
      PAT_PUBLIC_URL: 'https://pat.example.gob.mx',
      MicrosoftAppId: '00000000-0000-0000-0000-000000000001',
      MicrosoftAppPassword: 'of-the-tests',
    };
    writeFileSync(join(dir, 'archivo'), '');
  });
  afterAll(() => remove());

  it.each([
    ['tarjeta', '2024-05', '--salida', 'no-hay/tarjeta.png'],
    ['tarjeta', '2024-05', '--salida', '.'],
    ['cartel', '--salida', 'no-hay/cartel.pdf'],
    ['manifiesto', 'teams', '--salida', 'no-hay/teams.zip'],
    ['informe', 'trimestral', '1', '--salida', 'archivo'],
    ['exportar', 'archivo'],
    ['exportar', 'archivo/dentro'],
  ])('says in one line that it can’t: %s %s %s %s', async (...args) => {
    const place = join(dir, args.at(-1)!);
    const { code, err } = await pat([...args.slice(0, -1), place], env);
    expect(err).toMatch(/^No se puede escribir «.+» \(E[A-Z]+\)\.\n$/);
    expect(err).toContain(place);
    expect(code).toBe(1);
  });

  it('says of each what its help promises', async () => {
    const help = async (...args: string[]) => (await pat([...args, '--help'], env)).out.replace(/\s+/g, ' ');
    expect(await help('manifiesto', 'teams')).toContain('si no se dice, pat-teams.zip');
    expect(await help('hoja')).toContain('si no se dice, hoja-N.pdf');
    for (const args of [['tarjeta'], ['cartel']]) {
      expect(await help(...args)).toContain('archivo que se escribe');
      expect(await help(...args)).not.toContain('si no se dice');
    }
    for (const args of [['verificar'], ['restaurar']]) expect(await help(...args)).not.toContain('default');
    expect(await help()).toContain('lleva los datos de la carpeta a PostgreSQL');
    expect(existsSync(join(dir, 'data'))).toBe(false);
  });
});
