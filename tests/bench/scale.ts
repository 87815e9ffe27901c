/** What many entries cost in a data folder. Run with `node --import tsx tests/bench/scale.ts`. */
import { openLowdbDirectory, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { growth } from './growth.ts';
import { committee, filledFolder } from './seed.ts';

await growth(async (people, records) => {
  const { dir, remove } = await filledFolder(people, records);
  return {
    env: { PAT_DATA_DIR: dir },
    async open() {
      const folder = { dir, committees: [committee] };
      const [ledger, directory] = [await openLowdbLedger(folder), await openLowdbDirectory(folder)];
      return {
        ...{ ledger, directory },
        async close() {
          await directory.close();
          await ledger.close();
        },
      };
    },
    remove,
  };
});
