import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { DamagedRun } from '../../src/ports/runs.ts';
import { openPostgresStore, type PostgresOptions, type PostgresStore } from '../../storage/postgres/index.ts';
import { directoryContract } from '../contracts/directory.ts';
import { filesContract } from '../contracts/files.ts';
import { committees, ledgerContract } from '../contracts/ledger.ts';
import { runsContract } from '../contracts/runs.ts';
import { tokensContract } from '../contracts/tokens.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

let server: Postgres;
let url: string;

/** A store on the emptied database, opened again as often as is asked. */
async function make(): Promise<{
  readonly dir: string;
  store(): PostgresStore;
  reopen(log?: PostgresOptions['log']): Promise<PostgresStore>;
  dispose(): Promise<void>;
}> {
  const dir = await mkdtemp(join(tmpdir(), 'pat-files-'));
  await server.clear(url);
  const open = (log?: PostgresOptions['log']) =>
    openPostgresStore({ url, filesDir: join(dir, 'files'), dataDirOf: () => dir, committees, log });
  let store = await open();
  return {
    dir,
    store: () => store,
    async reopen(log) {
      await store.close();
      store = await open(log);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(dir, { recursive: true, force: true });
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

  runsContract(
    'PostgreSQL',
    async () => {
      const { dir, store, reopen, dispose } = await make();
      return {
        ledger: store().ledger,
        folder: join(dir, 'snapshots', committees[0]),
        async reopen(told = () => {}) {
          const warn = ({ err }: { err: unknown }) => err instanceof DamagedRun && told(err);
          return (await reopen({ warn, info: () => {} } as never)).ledger;
        },
        dispose,
      };
    },
    { tables: 15, flips: 40 },
  );

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
    const other = await openPostgresStore({
      url,
      filesDir: tmpdir(),
      dataDirOf: () => tmpdir(),
      committees: [],
    });
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
