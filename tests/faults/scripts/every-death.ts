import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLowdbReader } from '../../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../../storage/lowdb/verify.ts';
import { person } from '../../contracts/directory.ts';
import { committee, fill } from '../../storage/support.ts';
import { all } from '../../support/drafts.ts';
import { type Act, acts, closeParts, openParts, type Parts } from '../acts.ts';
import { controlled } from '../bad-disk.ts';
import { directoryOf, inspect } from '../folder.ts';

// Runs on a disk that fails as told (LD_PRELOAD). From each change of a file on that a store makes the disk takes none,
// the first half of a write excepted: what lies there then is what a process leaves that is killed in that moment. A copy
// of it is opened as the next start would. Prints what went wrong, a line each, and a summary as JSON at the end.
const [top] = process.argv.slice(2);
const disk = controlled(process.env.PAT_TEST_DISK!);
const dir = join(top!, 'data');
const copy = join(top!, 'left');
disk.below(dir);

/** A snapshot that one more row and a merged run came to; the row's place is how many came before it. */
const snapshotOf = async ({ ledger }: Parts, id: string): Promise<void> => {
  const before = await ledger.loadSnapshot(committee);
  const runs = before?.runs ?? [];
  const place = runs.flatMap((run) => [...run.rows('t')]).length;
  const run = await ledger.writeRun!(committee, { t: new Map([[id, { place, value: id }]]) }, runs);
  await ledger.saveSnapshot(committee, { ...(await ledger.head(committee)), state: id, runs: [run] });
};

interface Death extends Pick<Act, 'name' | 'entries' | 'act'> {
  readonly holds?: Act['holds'];
  readonly before?: (parts: Parts) => Promise<unknown>;
  /** It opens or closes all parts itself. */
  readonly whole?: 'opens' | 'closes';
}

const deaths: readonly Death[] = [
  ...acts,
  {
    name: 'a snapshot',
    entries: 2,
    before: async (parts) => {
      await snapshotOf(parts, 'before');
      await fill(parts.ledger, 'more', 3);
    },
    act: snapshotOf,
  },
  { name: 'a start', entries: 256, whole: 'opens', act: () => openParts(dir) },
  { name: 'the first start', entries: -1, whole: 'opens', act: () => openParts(dir) },
  {
    name: 'a stop',
    entries: 2,
    whole: 'closes',
    before: ({ ledger }) => fill(ledger, 'more', 3),
    act: closeParts,
  },
];

const wrong: string[] = [];
const tried: Record<string, string> = {};
let cases = 0;

async function fresh(entries: number): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  if (entries >= 0) await cp(join(top!, `template-${entries}`), dir, { recursive: true });
}

/** Does it on a disk that takes the first `n` changes, and leaves a copy of what is there then; gives the changes. */
async function die(
  { entries, before, act, whole }: Death,
  n: number,
): Promise<{ done: boolean; calls: string }> {
  await fresh(entries);
  disk.good();
  let parts = whole === 'opens' ? null : await openParts(dir);
  if (parts) await before?.(parts);
  disk.good();
  disk.fail({ error: 'EIO', from: n });
  const done = await act(parts!, 'first').then(
    (made) => {
      if (whole === 'opens') parts = made as Parts;
      return true;
    },
    () => false,
  );
  const calls = disk.calls();
  await rm(copy, { recursive: true, force: true });
  await cp(dir, copy, { recursive: true }).catch(() => {});
  // The dead hold no lock; this process, which stands for them, is alive.
  await rm(join(copy, 'lock'), { force: true });
  disk.good();
  if (parts && whole !== 'closes') await closeParts(parts).catch(() => {});
  return { done, calls };
}

/** What is wrong with what was left. */
async function look(
  { entries, act, holds, before, whole }: Death,
  done: boolean,
): Promise<readonly string[]> {
  const bad: string[] = [];
  const torn = async (when: string) => {
    const found = await inspect(copy).catch(() => ({ torn: [], unfinished: [] }));
    for (const name of found.torn) bad.push(`torn ${when}: ${name}`);
    if (when === 'after the start') for (const name of found.unfinished) bad.push(`not swept: ${name}`);
  };
  await torn('by the death');
  const parts = await openParts(copy);
  try {
    await torn('after the start');
    if (parts.ledger.damage(committee) !== null) bad.push('damaged');
    if (done && holds && !(await holds(copy, 'first'))) bad.push('promised and not there');
    const snapshot = await parts.ledger.loadSnapshot(committee);
    if (before === undefined || whole) {
      await fill(parts.ledger, 'next', 2);
      if (holds) await act(parts, 'second');
    } else {
      const rows = snapshot?.runs?.flatMap((run) => [...run.rows('t')].map(({ key }) => key)).join();
      const told = JSON.stringify([snapshot?.state, rows]);
      if (told !== '["first","before,first"]' && (done || told !== '["before","before"]'))
        bad.push(`a snapshot of ${told}`);
      await act(parts, 'second');
    }
  } finally {
    await closeParts(parts);
  }
  const verified = await verifyLedger(copy, committee);
  if (!verified.ok) bad.push(JSON.stringify(verified));
  const known = await all((await openLowdbReader(copy)).read(committee, 1));
  if (known.filter(({ key }) => key.startsWith('before/')).length !== Math.max(0, entries))
    bad.push('entries of before are gone');
  if (entries >= 0 && !(await directoryOf(copy, committee)).people.some(({ id }) => id === person(9).id))
    bad.push('a person of before is gone');
  if (holds && !(await holds(copy, 'second'))) bad.push('the next one: promised and not there');
  return bad;
}

for (const entries of [0, 2, 256]) {
  await rm(dir, { recursive: true, force: true });
  const parts = await openParts(dir);
  if (entries > 0) await fill(parts.ledger, 'before', entries);
  await parts.directory.savePeople(committee, [person(9)]);
  await closeParts(parts);
  await cp(dir, join(top!, `template-${entries}`), { recursive: true });
}
for (const death of deaths)
  for (let n = 0; ; n += 1) {
    const { done, calls } = await die(death, n);
    const told = await look(death, done).catch((error: unknown) => [`the next start: ${String(error)}`]);
    cases += 1;
    wrong.push(...told.map((one) => `${death.name}, dead from call ${n} (${calls[n] ?? 'none'}) on: ${one}`));
    if (calls.length > n) continue;
    tried[death.name] = calls;
    break;
  }
console.log(JSON.stringify({ wrong, tried, cases }));
