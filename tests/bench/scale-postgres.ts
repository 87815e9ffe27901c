/**
 * What many entries cost in a PostgreSQL database with fsync. Run with `node --import tsx tests/bench/scale-postgres.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../../storage/postgres/index.ts';
import { startPostgres } from '../support/postgres.ts';
import { growth } from './growth.ts';
import { committee, fillDatabase } from './seed.ts';

const server = await startPostgres({ fsync: true });
const top = mkdtempSync(join(tmpdir(), 'pat-bench-'));
let machines = 0;

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
    const open = () =>
      openPostgresStore({ url, filesDir, dataDirOf: () => filesDir, committees: [committee] });
    const store = await open();
    await fillDatabase(store, people, records);
    await store.close();
    const env = { DATABASE_URL: url, PAT_FILES_DIR: filesDir };
    const dataDir = machine();
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
