/**
 * What many entries cost in a PostgreSQL database with fsync. Run with `node --import tsx tests/bench/scale-postgres.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programVersion } from '../../src/upgrade.ts';
import { openPostgresStore } from '../../storage/postgres/index.ts';
import { startPostgres } from '../support/postgres.ts';
import { growth } from './growth.ts';
import { committee, fillDatabase } from './seed.ts';

const server = await startPostgres({ fsync: true });
const top = mkdtempSync(join(tmpdir(), 'pat-bench-'));
let machines = 0;
/** It was there before: nothing is backed up first. */
const program = { program: await programVersion(), knows: () => true, backup: async () => {} };

try {
  await growth(async (people, records) => {
    const url = await server.create();
    const filesDir = join(top, `files-${new URL(url).pathname.slice(1)}`);
    const machine = () => {
      machines += 1;
      const dir = join(top, `machine-${machines}`);
      mkdirSync(dir);
      return dir;
    };
    const dataDir = machine();
    const open = () =>
      openPostgresStore({ url, filesDir, dataDirOf: () => dataDir, committees: [committee], program });
    const store = await open();
    await fillDatabase(store, people, records);
    await store.close();
    const env = { DATABASE_URL: url, PAT_FILES_DIR: filesDir };
    return {
      env: { ...env, PAT_DATA_DIR: dataDir },
      elsewhere: () => ({ ...env, PAT_DATA_DIR: machine() }),
      open,
      remove: () => rmSync(filesDir, { recursive: true, force: true }),
    };
  });
} finally {
  rmSync(top, { recursive: true, force: true });
  await server.dispose();
}
