import { randomBytes, randomUUID } from 'node:crypto';
import { openLowdbDirectory } from '../../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../../storage/lowdb/files.ts';
import { person } from '../../contracts/directory.ts';
import { committee, fill, headOf, openLedger } from '../../storage/support.ts';

// Writes to every part of a store without end; a line on stdout for each thing that is promised to be on disk.
const [dir] = process.argv.slice(2);
const folder = { dir: dir!, committees: [committee], waitMs: 0 };
const [ledger, directory, files] = [
  await openLedger(dir!),
  await openLowdbDirectory(folder),
  await openLowdbFiles(folder),
];
const promise = (what: string, id: string | number): void => void process.stdout.write(`${what} ${id}\n`);
const fresh = (): string => randomUUID();

/** With pauses, so that a cut also falls after a write that no later one makes durable by the way. */
const rest = (): Promise<void> =>
  new Promise((next) => setTimeout(next, Math.random() < 0.5 ? 0 : Math.random() * 80));

const loops: (() => Promise<void>)[] = [
  async () => {
    const added = await fill(ledger, fresh(), 1 + Math.floor(Math.random() * 40), 20);
    promise('entry', `${headOf(added).seq} ${headOf(added).hash}`);
  },
  async () => {
    await ledger.saveSnapshot(committee, {
      ...(await ledger.head(committee)),
      state: { filling: 'x'.repeat(9000) },
    });
    promise('snapshot', (await ledger.head(committee)).seq);
    await new Promise((next) => setTimeout(next, 60));
  },
  async () => {
    const id = fresh();
    await directory.saveTexts(committee, [{ id, salt: fresh(), text: 'Motivo' }]);
    promise('text', id);
  },
  async () => {
    const one = { ...person(1), id: fresh(), number: fresh() };
    await directory.savePeople(committee, [one]);
    promise('person', one.id);
  },
  async () => {
    const stored = await files.put(committee, randomBytes(1 + Math.floor(Math.random() * 40_000)));
    promise('file', stored.sha256);
  },
];
promise('open', process.pid);
const busy = loops.filter((_, at) => at === 0 || Math.random() < 0.6);
const writing = busy.map(async (loop) => {
  for (;;) {
    await loop();
    await rest();
  }
});
// A disk that is gone; whoever took it away knows.
await Promise.all(writing).catch((error: Error) => promise('failed', error.message));
process.exit(1);
