import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shipped } from '../support/bot.ts';
import { pat, rosterFile } from '../support/process.ts';

/** Commands that go through all committees of a server. */
describe('the upkeep of several committees', () => {
  let dir: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pat-comites-'));
    for (const id of ['salud', 'agua']) {
      const programme = shipped();
      Object.assign(programme.committee, { id, shortName: id.toUpperCase() });
      await writeFile(join(dir, `${id}.json`), JSON.stringify(programme));
    }
    const committees = [
      { programme: 'salud.json', slack: { team: 'T1', botTokenVariable: 'TOKEN_SALUD' } },
      { programme: 'agua.json', teams: { tenants: ['0f1e2d3c-0000-4000-8000-000000000000'] } },
    ];
    await writeFile(join(dir, 'comites.json'), JSON.stringify({ committees }));
    env = {
      PAT_COMMITTEES: join(dir, 'comites.json'),
      PAT_DATA_DIR: join(dir, 'data'),
      ...{ SLACK_SIGNING_SECRET: 's', TOKEN_SALUD: 'xoxb-1' },
      ...{ MicrosoftAppId: 'app', MicrosoftAppPassword: 'p' },
    };
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const people = [['00101', 'Ana de Prueba', 'ana@example.com', 'Dirección General']] as const;
  const joinOf = async (id: string) =>
    expect(
      (await pat(['plantilla', 'importar', await rosterFile(dir, people), '--comite', id], env)).code,
    ).toBe(0);
  const backups = async () => (await readdir(join(dir, 'resp'))).filter((name) => name.startsWith('pat-'));
  const backUp = () => pat(['respaldo', '--destino', join(dir, 'resp')], env);

  it('a backup of one does not wait for another that has no data yet, or whose place can’t be used', async () => {
    const none = await backUp();
    expect(none.code).toBe(1);
    await joinOf('agua');
    const made = await backUp();
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining('todavía no tiene datos') });
    expect(await backups()).toEqual([expect.stringMatching(/^pat-agua-/)]);
    await writeFile(join(dir, 'data', 'comites', 'salud'), 'no es una carpeta');
    const part = await backUp();
    expect(part.code).toBe(1);
    expect(await backups()).toHaveLength(2);
  }, 60_000);

  it('doctor names what this server reads: the file of committees', async () => {
    const { out } = await pat(['doctor'], env);
    expect(out).toContain('channels.committee.slack');
    expect(out).toContain('plantilla importar ARCHIVO --comite salud');
    expect(out).toContain('«admins»');
    expect(out).toContain('«teams»');
    expect(out).toContain('@PAT Integridad canal general');
    expect(out).not.toMatch(/PAT_ADMINS|PAT_(COMMITTEE|GENERAL)_CHANNEL|Define (Microsoft|SLACK_BOT)/);
  });
});
