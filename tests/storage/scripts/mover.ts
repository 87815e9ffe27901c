import { holdFolder, readLowdbFiles } from '../../../storage/lowdb/index.ts';
import { moveIntoDatabase } from '../../../storage/postgres/index.ts';
import { committee } from '../support.ts';

// Moves a data folder into a database; dies at a step, or prints what was moved.
const [dir, url, filesDir, death, restoring] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string | undefined,
];
const copy = await holdFolder({ dir, committees: [committee], waitMs: 0 });
const moved = await moveIntoDatabase({
  ...{ url, filesDir, copy, fileNames: copy.fileNames },
  isReal: true,
  restoring: restoring === 'restoring',
  open: readLowdbFiles(dir).open,
  onStep: (step, done) => {
    if (`${step} ${done}` === death) process.kill(process.pid, 'SIGKILL');
  },
});
await copy.close();
process.stdout.write(`${JSON.stringify(moved)}\n`);
