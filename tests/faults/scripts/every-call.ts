import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../../../storage/common/errors.ts';
import { verifyLedger } from '../../../storage/lowdb/verify.ts';
import { person } from '../../contracts/directory.ts';
import { committee, fill } from '../../storage/support.ts';
import { type Act, acts, closeParts, openParts } from '../acts.ts';
import { controlled, type DiskError, errors, type Fault } from '../bad-disk.ts';
import { inspect } from '../folder.ts';

// Runs on a disk that fails as told (LD_PRELOAD): does each thing that a store does once for each change of a file in
// it, and lets that very change fail. Prints what went wrong, a line each, and a summary as JSON at the end.
const [top, form] = process.argv.slice(2);
const disk = controlled(process.env.PAT_TEST_DISK!);
const dir = join(top!, 'data');
disk.below(dir);

const wrong: string[] = [];
const tried: Record<string, string> = {};
let cases = 0;
let unsettled = 0;
let leftovers = 0;

async function fresh(entries: number): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await cp(join(top!, `template-${entries}`), dir, { recursive: true });
}

/** Whether an error says that nobody knows what the disk holds. */
const isUnsettled = (error: unknown): boolean =>
  error instanceof StorageError && error.problem.code === 'unsettled';

async function one({ name, entries, act, holds }: Act, fault: Fault, what: string): Promise<void> {
  cases += 1;
  const complain = (text: string) => wrong.push(`${name}, ${what}: ${text}`);
  await fresh(entries);
  const store = await openParts(dir);
  disk.good();
  disk.fail(fault);
  const first: unknown = await act(store, 'first').then(
    () => null,
    (error: unknown) => error,
  );
  disk.good();
  const doubtful = isUnsettled(first);
  if (doubtful) unsettled += 1;
  if (first !== null && !doubtful && (await holds(dir, 'first'))) {
    // A file that no entry names, on a disk that does not even let it be removed.
    if (name === 'a file' && fault.count === undefined) leftovers += 1;
    else complain(`refused (${String(first)}) and yet there`);
  }
  const second: unknown = await act(store, 'second').then(
    () => null,
    (error: unknown) => error,
  );
  if (doubtful ? !isUnsettled(second) : second !== null) complain(`the next one: ${String(second)}`);
  await closeParts(store);

  const again = await openParts(dir);
  await closeParts(again);
  const verified = await verifyLedger(dir, committee);
  if (!verified.ok) complain(JSON.stringify(verified));
  const found = await inspect(dir);
  if (found.torn.length + found.unfinished.length > 0) complain(JSON.stringify(found));
  if (first === null && !(await holds(dir, 'first'))) complain('promised and not there');
  if (second === null && !(await holds(dir, 'second'))) complain('the next one: promised and not there');
  if (first !== null && !doubtful && name !== 'a file' && (await holds(dir, 'first')))
    complain('refused and stored later');
}

const every = form === 'long';
const chosen = (n: number): readonly DiskError[] => (every ? errors : [errors[n % errors.length]!]);

for (const entries of [0, 2, 256]) {
  await rm(dir, { recursive: true, force: true });
  const store = await openParts(dir);
  if (entries > 0) await fill(store.ledger, 'before', entries);
  await store.directory.savePeople(committee, [person(9)]);
  await closeParts(store);
  await cp(dir, join(top!, `template-${entries}`), { recursive: true });
}
for (const item of acts) {
  await fresh(item.entries);
  const store = await openParts(dir);
  disk.good();
  await item.act(store, 'first');
  const calls = disk.calls();
  await closeParts(store);
  tried[item.name] = calls;
  for (let n = 0; n < calls.length; n += 1) {
    for (const error of chosen(n))
      await one(item, { error, from: n, count: 1 }, `${error} at call ${n} (${calls[n]})`);
    for (const error of chosen(n + 1))
      await one(item, { error, from: n }, `${error} from call ${n} (${calls[n]}) on`);
    if (calls[n] === 'r')
      await one(
        item,
        { error: 'EIO', from: n, count: 1, applied: true },
        `EIO by a rename that was carried out`,
      );
  }
}
console.log(JSON.stringify({ wrong, tried, cases, unsettled, leftovers }));
