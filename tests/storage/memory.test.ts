import { directoryContract } from '../contracts/directory.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { memoryDirectory, memoryLedger } from '../support/memory.ts';

const nothingOutlivesMemory = null;

ledgerContract(
  'memory',
  async () => ({
    ledger: memoryLedger(),
    reopen: nothingOutlivesMemory,
    dispose: async () => {},
  }),
  { outlives: false },
);

directoryContract(
  'memory',
  async () => ({
    directory: memoryDirectory(),
    reopen: nothingOutlivesMemory,
    dispose: async () => {},
  }),
  { outlives: false },
);
