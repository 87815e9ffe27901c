import fs from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DamagedRun, type Run } from '../../src/ports.ts';
import {
  align,
  checked,
  type Footer,
  type Frame,
  footerOf,
  hashOf,
  headBytes,
  magic,
  padded,
  rowOf,
  slotOf,
  type TableInfo,
} from './run-frame.ts';

/** What is read at once of one row: few are longer. */
const glance = 1024;
const chunkBytes = 1 << 18;

export interface StoredRun extends Run {
  readonly tables: readonly string[];
  frames(table: string): Iterable<Frame>;
  rowsOf(table: string): number;
  /** It reads no more, and tells why. */
  spoil(error: DamagedRun): void;
  close(): void;
}

interface Table extends TableInfo {
  readonly pairs: Uint32Array;
}

/** Runs that nobody holds any more are closed; a deleted file's bytes are free then. */
const left = new FinalizationRegistry<number>((fd) => fs.close(fd, () => {}));

/** Opens a run of a folder; reading it tells `spoiled` of damage too. Throws DamagedRun, and what the file system throws. */
export function openRun(folder: string, name: string, spoiled: (error: DamagedRun) => void): StoredRun {
  const file = join(folder, name);
  const fd = fs.openSync(file, 'r');
  let opened = true;
  let bad: DamagedRun | null = null;
  const scratch = Buffer.alloc(glance);

  function damaged(cause?: unknown): DamagedRun {
    bad ??= new DamagedRun(file, { cause });
    spoiled(bad);
    return bad;
  }

  /** As many bytes as there are from a place on, up to the length of `into`. */
  function read(into: Buffer | Uint8Array, from: number): number {
    if (bad !== null) throw bad;
    if (!opened) throw new Error(`closed: ${file}`);
    try {
      let done = 0;
      while (done < into.length) {
        const n = fs.readSync(fd, into, done, into.length - done, from + done);
        if (n === 0) break;
        done += n;
      }
      return done;
    } catch (cause) {
      throw damaged(cause);
    }
  }

  function close(): void {
    if (!opened) return;
    opened = false;
    left.unregister(run);
    fs.closeSync(fd);
  }

  function tablesOf(): Record<string, Table> {
    const end = fs.fstatSync(fd).size;
    const tail = Buffer.alloc(4);
    if (end < magic.length + 4 || read(tail, end - 4) < 4) throw damaged();
    const length = tail.readUInt32LE(0);
    if (length > end - magic.length - 4) throw damaged();
    const footer = Buffer.alloc(length);
    read(footer, end - 4 - length);
    const begin = Buffer.alloc(magic.length);
    read(begin, 0);
    if (!begin.equals(magic)) throw damaged();
    let tables: Footer['tables'];
    try {
      ({ tables } = footerOf(file).decode(footer));
    } catch (cause) {
      throw damaged(cause);
    }
    return Object.fromEntries(
      Object.entries(tables).map(([table, known]) => {
        const pairs = new Uint32Array(2 * known.slots);
        const bytes = new Uint8Array(pairs.buffer);
        read(bytes, known.index);
        if (crc32(bytes) !== known.crc) throw damaged();
        return [table, { ...known, pairs }];
      }),
    );
  }

  function frameAt(from: number): Frame {
    const there = read(scratch, from);
    const end = there < headBytes ? 0 : headBytes + scratch.readUInt32LE(0);
    let bytes = scratch.subarray(0, there);
    if (end > glance && end < 1 << 28) {
      bytes = Buffer.alloc(end);
      read(bytes, from);
    }
    const frame = there < headBytes ? null : checked(bytes);
    if (frame === null) throw damaged();
    return frame;
  }

  function* frames(table: string): Generator<Frame> {
    const known = tables[table];
    if (known === undefined) return;
    let chunk = Buffer.alloc(0);
    let from = known.from;
    let at = 0;
    let rows = 0;
    while (from + at < known.to) {
      const hasHead = chunk.length - at >= headBytes;
      const wanted = padded(headBytes + (hasHead ? chunk.readUInt32LE(at) : 0));
      if (chunk.length - at < wanted) {
        from += at;
        const rest = known.to - from;
        if (wanted > rest) throw damaged();
        const bytes = Buffer.alloc(Math.min(Math.max(chunkBytes, wanted), rest));
        if (read(bytes, from) < bytes.length) throw damaged();
        [chunk, at] = [bytes, 0];
        continue;
      }
      const frame = checked(chunk.subarray(at));
      if (frame === null) throw damaged();
      yield { ...frame, bytes: chunk.subarray(at, at + wanted) };
      at += wanted;
      rows += 1;
    }
    if (rows !== known.rows) throw damaged();
  }

  const run: StoredRun = {
    name,
    size: 0,
    tables: [],
    get(table, key) {
      if (bad !== null) throw bad;
      const known = tables[table];
      if (known === undefined || known.slots === 0) return undefined;
      const { pairs, slots } = known;
      const hash = hashOf(key);
      for (let slot = slotOf(hash, slots); pairs[2 * slot + 1] !== 0; slot = (slot + 1) % slots) {
        if (pairs[2 * slot] !== hash) continue;
        const row = rowOf(frameAt(pairs[2 * slot + 1]! * align));
        if (row.key === key) return row;
      }
      return undefined;
    },
    *rows(table) {
      for (const frame of frames(table)) yield rowOf(frame);
    },
    frames,
    rowsOf: (table) => tables[table]?.rows ?? 0,
    spoil(error) {
      bad ??= error;
    },
    close,
  };
  left.register(run, fd, run);
  let tables: Record<string, Table>;
  try {
    tables = tablesOf();
  } catch (error) {
    close();
    throw error;
  }
  const size = Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
  return Object.assign(run, { size, tables: Object.keys(tables) });
}
