import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore, type PostgresStore } from '../../storage/postgres/index.ts';
import { directoryContract } from '../contracts/directory.ts';
import { filesContract } from '../contracts/files.ts';
import { committees, ledgerContract } from '../contracts/ledger.ts';
import { tokensContract } from '../contracts/tokens.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

let server: Postgres;
let url: string;

/** A store on the emptied database, opened again as often as is asked. */
async function make(): Promise<{
  store(): PostgresStore;
  reopen(): Promise<PostgresStore>;
  dispose(): Promise<void>;
}> {
  const filesDir = await mkdtemp(join(tmpdir(), 'pat-files-'));
  await server.clear(url);
  const open = () => openPostgresStore({ url, filesDir, committees });
  let store = await open();
  return {
    store: () => store,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async dispose() {
      await store.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
  });
  afterAll(() => server.dispose());

  ledgerContract('PostgreSQL', async () => {
    const { store, reopen, dispose } = await make();
    return { ledger: store().ledger, reopen: async () => (await reopen()).ledger, dispose };
  });

  directoryContract('PostgreSQL', async () => {
    const { store, reopen, dispose } = await make();
    return { directory: store().directory, reopen: async () => (await reopen()).directory, dispose };
  });

  filesContract('PostgreSQL', async () => {
    const { store, reopen, dispose } = await make();
    return { files: store().files, reopen: async () => (await reopen()).files, dispose };
  });

  tokensContract('PostgreSQL', async () => {
    const { store, dispose } = await make();
    const other = await openPostgresStore({ url, filesDir: tmpdir(), committees: [] });
    return {
      store: store().tokens,
      other: other.tokens,
      async dispose() {
        await other.close();
        await dispose();
      },
    };
  });
});
