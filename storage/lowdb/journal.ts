import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Logger } from 'pino';
import { type Entry, type Head, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger, type Ledger } from '../../src/ports/ledger.ts';
import type { Fresh, Run } from '../../src/ports/runs.ts';
import type { Snapshot } from '../../src/ports/snapshots.ts';
import { durableFile, readDerived, sweep } from '../common/durable.ts';
import { headOf, type Progress, prepareAll } from '../common/entries.ts';
import { makeFolder } from '../common/folders.ts';
import { groupCommit } from '../common/group.ts';
import { openSnapshots } from '../common/snapshots.ts';
import { turns } from '../common/turns.ts';
import { adopt } from './adopt.ts';
import { damaged, entryAt, listing, readFrom } from './chain.ts';
import { committeeFolder } from './folder.ts';
import { openKeysFile } from './keys-file.ts';
import { reachedFile } from './reached.ts';
import { decodeSegment, encodeSegment, full, segmentName } from './segment.ts';
import { isTaken, start, verifyTrusted } from './start.ts';

export interface JournalOptions {
  readonly dir: string;
  readonly committee: string;
  readonly logger?: Pick<Logger, 'warn'> | undefined;
  readonly onDamage?: ((damage: Damage) => void) | undefined;
  readonly onProgress?: Progress | undefined;
}

/** One committee's ledger. */
export interface Journal {
  head(): Head;
  read(from: number): AsyncIterable<Entry>;
  append(after: Head, entries: readonly Entry[]): ReturnType<Ledger['append']>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  loadSnapshot(): Promise<Snapshot | null>;
  writeRun(fresh: Fresh, older: readonly Run[]): Promise<Run>;
  damage(): Damage | null;
  /** Resolves when everything that the start took on trust is verified, or damage was found; `now` without waiting first. */
  verified(now?: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Append {
  readonly after: Head;
  readonly entries: readonly Entry[];
}

type Segment = Low<readonly Entry[]>;

/** When what a start took on trust is checked. */
const checkAfterMs = 3000;

/** How long that check rests between two slices of work: whoever writes meanwhile hardly feels it. */
const restMs = 20;

/** Opens a committee's ledger, whose folder is locked already: verified as far as it must be before the first write. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { dir, committee, logger, onDamage, onProgress } = options;
  const reached = reachedFile(dir, committee);
  const kept = openSnapshots(committeeFolder(dir, committee), (err) =>
    logger?.warn({ err, committee }, 'the snapshot is damaged and gone'),
  );
  const keysStored = openKeysFile(dir, committee);
  const { folder } = await listing(dir, committee);
  await makeFolder(folder);
  await sweep(folder);
  await sweep(committeeFolder(dir, committee));
  const from = await listing(dir, committee);
  const before = await readDerived(reached);
  const began = await start(from, keysStored, before, onProgress);

  const { keys } = began;
  let { head, damage } = began;
  let number = Math.max(1, from.count);
  let active = segment(number);
  let following: Segment | null = null;
  if (damage === null) await active.read();
  let closed = false;
  if (damage !== null) onDamage?.(damage);
  let runsChecked: Promise<void> | null = null;
  let noted = before?.hash;

  function segment(of: number): Segment {
    const decode = (bytes: Buffer): readonly Entry[] => {
      const { entries, fault } = decodeSegment(bytes, committee, null);
      if (fault !== null) throw damaged(committee, of, fault.seq, fault.reason);
      return entries;
    };
    const file = join(folder, segmentName(of));
    return new Low<readonly Entry[]>(durableFile(file, { encode: encodeSegment, decode }), []);
  }

  function stop(found: Damage): void {
    if (damage !== null) return;
    damage = found;
    onDamage?.(found);
  }

  /** The segments that are never written again. */
  const complete = () => ({ committee, folder, count: number - 1, gap: false });

  async function at(seq: number): Promise<Entry | null> {
    const first = active.data[0]?.seq ?? head.seq + 1;
    return seq >= first ? (active.data[seq - first] ?? null) : entryAt(complete(), seq);
  }

  /** Saves what a next start can do without, at a cost: a failure is logged and nothing else. */
  async function aside(what: string, save: () => Promise<void>): Promise<void> {
    await save().catch((err: unknown) =>
      logger?.warn({ err, committee, what }, 'could not save beside the ledger'),
    );
  }

  const noteReached = () =>
    aside('reached', async () => {
      const now = { ...head, segment: number };
      await reached.write(now);
      noted = now.hash;
    });

  async function commit(group: readonly Append[]): Promise<readonly ('appended' | 'conflict')[]> {
    if (damage !== null) throw new DamagedLedger(damage);
    const fresh: Entry[] = [];
    const freshKeys = new Set<string>();
    let end = head;
    const answers: ('appended' | 'conflict')[] = [];
    for (const { after, entries } of group) {
      let fits = after.seq === end.seq && after.hash === end.hash;
      for (const { key } of entries) fits &&= !freshKeys.has(key) && !(await isTaken(keys, key, at));
      answers.push(fits ? 'appended' : 'conflict');
      if (!fits) continue;
      for (const entry of entries) freshKeys.add(entry.key);
      fresh.push(...entries);
      end = fresh.length > 0 ? headOf(fresh.at(-1)!) : end;
    }
    if (fresh.length > 0) await write(fresh, end);
    return answers;
  }

  async function write(fresh: readonly Entry[], end: Head): Promise<void> {
    const roll = active.data.length >= full;
    // Kept when its write fails, since it remembers what became of that.
    if (roll) following ??= segment(number + 1);
    const into = following ?? active;
    await adopt(into, [...into.data, ...fresh]);
    active = into;
    following = null;
    if (roll) number += 1;
    head = end;
    for (const { key } of fresh) keys.add(key);
    if (roll) await noteReached();
  }

  async function* read(wanted: number): AsyncGenerator<Entry> {
    const seq = Math.max(1, wanted);
    const newest = active.data;
    try {
      if (began.damage !== null) yield* readFrom(from, seq);
      else if (seq < (newest[0]?.seq ?? 1)) yield* readFrom(complete(), seq);
    } catch (error) {
      if (error instanceof DamagedLedger) stop(error.damage);
      throw error;
    }
    if (began.damage !== null) throw new DamagedLedger(began.damage);
    for (const entry of newest) if (entry.seq >= seq) yield entry;
  }

  async function save(group: readonly Snapshot[]): Promise<readonly undefined[]> {
    await kept.save(group.at(-1)!);
    await aside('keys', () => keysStored.save(keys, head));
    await noteReached();
    return group.map(() => undefined);
  }

  const appends = groupCommit(commit);
  const snapshots = groupCommit(save);
  /** A start has better things to do first; ends when somebody wants to know now, or all is over. */
  let hurry: () => void = () => {};
  const checking = new Promise<void>((resolve) => {
    hurry = resolve;
    setTimeout(resolve, checkAfterMs).unref();
  })
    .then(() => verifyTrusted(from, began, turns(restMs), () => closed || damage !== null))
    .then(
      (found) => found !== null && stop(found),
      (err: unknown) => logger?.warn({ err, committee }, 'could not verify the whole ledger'),
    );

  return {
    head: () => head,
    read,
    async append(after, entries) {
      if (closed) throw new Error('the ledger is closed');
      const prepared = await prepareAll(committee, after, entries);
      if (closed) throw new Error('the ledger is closed');
      return appends.submit({ after, entries: prepared });
    },
    async saveSnapshot(taken) {
      if (closed) throw new Error('the ledger is closed');
      await snapshots.submit(taken);
    },
    async loadSnapshot() {
      const found = await kept.load();
      // What it finds it tells of by itself.
      runsChecked ??= checking.then(() => kept.check(turns(restMs), () => closed)).catch(() => {});
      // Nothing is written after it any more, and what it tells (whom to alarm) may lie behind the damage.
      if (damage !== null) return found;
      if (found === null || found.seq === origin.seq) return found;
      return (await at(found.seq))?.hash === found.hash ? found : null;
    },
    async writeRun(fresh, older) {
      if (closed) throw new Error('the ledger is closed');
      return kept.writeRun(fresh, older);
    },
    damage: () => damage,
    verified: async (now = false) => {
      if (now) hurry();
      await Promise.all([checking, runsChecked]);
    },
    async close() {
      if (closed) return;
      closed = true;
      hurry();
      await Promise.all([appends.idle(), snapshots.idle(), checking, runsChecked]);
      kept.close();
      if (damage !== null || head.seq === origin.seq) return;
      await aside('keys', () => keysStored.save(keys, head));
      if (noted !== head.hash) await noteReached();
    },
  };
}
