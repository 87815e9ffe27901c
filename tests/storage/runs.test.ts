import { join } from 'node:path';
import { runsContract } from '../contracts/runs.ts';
import { committee, openLedger, temporaryFolder } from './support.ts';

runsContract(
  'lowdb',
  async () => {
    const { dir, remove } = await temporaryFolder();
    let ledger = await openLedger(dir);
    return {
      ledger,
      folder: join(dir, committee),
      async reopen(told = () => {}) {
        await ledger.close();
        ledger = await openLedger(dir, {
          logger: { warn: ({ err }: { err: unknown }) => told(err) } as never,
        });
        return ledger;
      },
      async dispose() {
        await ledger.close();
        await remove();
      },
    };
  },
  { tables: 60, flips: 150 },
);
