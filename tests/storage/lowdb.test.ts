import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbLedger } from '../../storage/lowdb/ledger.ts';
import { directoryContract } from '../contracts/directory.ts';
import { committees, ledgerContract } from '../contracts/ledger.ts';
import { temporaryFolder } from './support.ts';

ledgerContract('lowdb', async () => {
  const { dir, remove } = await temporaryFolder();
  const open = () => openLowdbLedger({ dir, committees, waitMs: 0 });
  let ledger = await open();
  return {
    ledger,
    reopen: async () => {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    dispose: async () => {
      await ledger.close();
      await remove();
    },
  };
});

directoryContract('lowdb', async () => {
  const { dir, remove } = await temporaryFolder();
  const open = () => openLowdbDirectory({ dir, committees, waitMs: 0 });
  let directory = await open();
  return {
    directory,
    reopen: async () => {
      await directory.close();
      directory = await open();
      return directory;
    },
    dispose: async () => {
      await directory.close();
      await remove();
    },
  };
});
