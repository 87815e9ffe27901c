import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../storage/lowdb/files.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { committee, openLedger, type Script, script } from '../storage/support.ts';
import { all } from '../support/drafts.ts';
import { directoryOf, inspect } from './folder.ts';

/** A process that writes to every part of a store, and what it promised so far: `what id`, as it printed them. */
export interface Writer extends Script {
  readonly promises: string[];
  /** Resolves with the next promise. */
  next(): Promise<void>;
}

/** Starts tests/faults/scripts/writer.ts on a folder; resolves when the store is open. */
export async function writer(dir: string, env: Record<string, string> = {}): Promise<Writer> {
  const child = script('../../faults/scripts/writer', [dir], [], env);
  const promises: string[] = [];
  let heard: () => void = () => {};
  const first = await child.line();
  if (!first.startsWith('open ')) throw new Error(first);
  const ended = (async () => {
    for (;;) {
      const line = await child.line();
      if (!line.startsWith('failed ')) promises.push(line);
      heard();
    }
  })().catch(() => {});
  const next = () => Promise.race([ended, new Promise<void>((told) => (heard = told))]);
  return Object.assign(child, { promises, next });
}

/** Promises that a folder does not keep, and what is torn in it; the folder is opened as the next start would. */
export async function broken(dir: string, promises: readonly string[]): Promise<readonly string[]> {
  try {
    return await compare(dir, promises);
  } catch (error) {
    return [String(error)];
  }
}

async function compare(dir: string, promises: readonly string[]): Promise<readonly string[]> {
  const wrong = [...(await inspect(dir)).torn.map((name) => `torn: ${name}`)];
  const verified = await verifyLedger(dir, committee);
  if (!verified.ok) wrong.push(`chain: ${JSON.stringify(verified)}`);
  const folder = { dir, committees: [committee], waitMs: 0 };
  const ledger = await openLedger(dir);
  const [directory, files] = [await openLowdbDirectory(folder), await openLowdbFiles(folder)];
  const damage = ledger.damage(committee);
  if (damage !== null) wrong.push(`damage: ${JSON.stringify(damage)}`);

  const reader = await openLowdbReader(dir);
  const entries = new Set(
    (await all(reader.read(committee, 1))).map(({ seq, hash }) => `entry ${seq} ${hash}`),
  );
  const { people, texts } = await directoryOf(dir, committee);
  const held = new Set([...people.map(({ id }) => `person ${id}`), ...texts.map(({ id }) => `text ${id}`)]);
  for (const promise of promises) {
    const [what, id] = promise.split(' ') as [string, string];
    // A snapshot is derived: one that is gone costs time at the start and nothing else.
    const kept =
      what === 'snapshot' ||
      entries.has(promise) ||
      held.has(promise) ||
      (what === 'file' && (await files.has(committee, id)));
    if (!kept) wrong.push(`lost: ${promise}`);
  }
  for (const part of [ledger, directory, files]) await part.close();
  return wrong;
}
