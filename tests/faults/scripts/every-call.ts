import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from '../../../src/ports.ts';
import { StorageError } from '../../../storage/common/errors.ts';
import { openLowdbDirectory } from '../../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../../storage/lowdb/files.ts';
import { openLowdbReader } from '../../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../../storage/lowdb/verify.ts';
import { account, person } from '../../contracts/directory.ts';
import { committee, fill, openLedger } from '../../storage/support.ts';
import { all } from '../../support/drafts.ts';
import { controlled, type DiskError, errors, type Fault } from '../bad-disk.ts';
import { directoryOf, inspect } from '../folder.ts';

// Runs on a disk that fails as told (LD_PRELOAD): does each thing that a store does once for each change of a file in
// it, and lets that very change fail. Prints what went wrong, a line each, and a summary as JSON at the end.
const [top, form] = process.argv.slice(2);
const disk = controlled(process.env.PAT_TEST_DISK!);
const dir = join(top!, 'data');
disk.below(dir);
const folder = { dir, committees: [committee], waitMs: 0 };

async function open() {
  const ledger = await openLedger(dir);
  try {
    const directory = await openLowdbDirectory(folder);
    try {
      return { ledger, directory, files: await openLowdbFiles(folder) };
    } catch (error) {
      await directory.close();
      throw error;
    }
  } catch (error) {
    await ledger.close();
    throw error;
  }
}
type Store = Awaited<ReturnType<typeof open>>;
async function close({ ledger, directory, files }: Store): Promise<void> {
  for (const part of [files, directory, ledger]) await part.close();
}

const address = (id: string): Address => ({ platform: 'slack', kind: 'person', tenant: 'T1', id, ref: null });
const contentOf = (id: string): Buffer => Buffer.from(`contenido ${id}`);
const hashes = new Map<string, string>();

interface Act {
  readonly name: string;
  /** Entries that are there before. */
  readonly entries: number;
  act(store: Store, id: string): Promise<unknown>;
  /** Whether the folder holds what was done under that id. */
  holds(id: string): Promise<boolean>;
}

const entriesIn = async () => all((await openLowdbReader(dir)).read(committee, 1));
const appends = (name: string, entries: number): Act => ({
  name,
  entries,
  act: ({ ledger }, id) => fill(ledger, id, 2),
  holds: async (id) => (await entriesIn()).some(({ key }) => key.startsWith(`${id}/`)),
});
const kept = () => directoryOf(dir, committee);

const acts: readonly Act[] = [
  appends('the first entries', 0),
  appends('more entries', 2),
  appends('entries of a new segment', 256),
  {
    name: 'a person',
    entries: 2,
    act: ({ directory }, id) => directory.savePeople(committee, [person(1, { id, number: id })]),
    holds: async (id) => (await kept()).people.some((p) => p.id === id),
  },
  {
    name: 'an account',
    entries: 2,
    act: ({ directory }, id) => directory.bind(committee, account(1, { user: id, person: id })),
    holds: async (id) => (await kept()).accounts.some((a) => a.person === id),
  },
  {
    name: 'an address',
    entries: 2,
    act: ({ directory }, id) => directory.saveAddress(committee, address(id)),
    holds: async (id) => (await kept()).addresses.some((a) => a.id === id),
  },
  {
    name: 'a text',
    entries: 2,
    act: ({ directory }, id) => directory.saveTexts(committee, [{ id, salt: 's', text: 'Motivo' }]),
    holds: async (id) => (await kept()).texts.some((t) => t.id === id),
  },
  {
    name: 'a file',
    entries: 2,
    act: async ({ files }, id) => hashes.set(id, (await files.put(committee, contentOf(id))).sha256),
    async holds(id) {
      const names = await readdir(join(dir, committee, 'files'), { recursive: true });
      const { createHash } = await import('node:crypto');
      const hash = createHash('sha256').update(contentOf(id)).digest('hex');
      return names.some((name) => name.endsWith(hash));
    },
  },
];

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
  const store = await open();
  disk.good();
  disk.fail(fault);
  const first: unknown = await act(store, 'first').then(
    () => null,
    (error: unknown) => error,
  );
  disk.good();
  const doubtful = isUnsettled(first);
  if (doubtful) unsettled += 1;
  if (first !== null && !doubtful && (await holds('first'))) {
    // A file that no entry names, on a disk that does not even let it be removed.
    if (name === 'a file' && fault.count === undefined) leftovers += 1;
    else complain(`refused (${String(first)}) and yet there`);
  }
  const second: unknown = await act(store, 'second').then(
    () => null,
    (error: unknown) => error,
  );
  if (doubtful ? !isUnsettled(second) : second !== null) complain(`the next one: ${String(second)}`);
  await close(store);

  const again = await open();
  await close(again);
  const verified = await verifyLedger(dir, committee);
  if (!verified.ok) complain(JSON.stringify(verified));
  const found = await inspect(dir);
  if (found.torn.length + found.unfinished.length > 0) complain(JSON.stringify(found));
  if (first === null && !(await holds('first'))) complain('promised and not there');
  if (second === null && !(await holds('second'))) complain('the next one: promised and not there');
  if (first !== null && !doubtful && name !== 'a file' && (await holds('first')))
    complain('refused and stored later');
}

const every = form === 'long';
const chosen = (n: number): readonly DiskError[] => (every ? errors : [errors[n % errors.length]!]);

for (const entries of [0, 2, 256]) {
  await rm(dir, { recursive: true, force: true });
  const store = await open();
  if (entries > 0) await fill(store.ledger, 'before', entries);
  await store.directory.savePeople(committee, [person(9)]);
  await close(store);
  await cp(dir, join(top!, `template-${entries}`), { recursive: true });
}
for (const item of acts) {
  await fresh(item.entries);
  const store = await open();
  disk.good();
  await item.act(store, 'first');
  const calls = disk.calls();
  await close(store);
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
