import fs from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DamagedRun, type PlacedRow, type Run } from '../../src/ports/runs.ts';
import {
  align,
  type Cursor,
  endOf,
  type Footer,
  footerOf,
  hashOf,
  headBytes,
  magic,
  padded,
  rowAt,
  slotOf,
  type TableInfo,
} from './run-frame.ts';

/** What is read at once of one row: few are longer. */
const glance = 1024;
const chunkBytes = 1 << 18;

export interface StoredRun extends Run {
  readonly tables: readonly string[];
  /** A table's rows as they lie there, in order of place. */
  cursor(table: string): Cursor;
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
export async function openRun(
  folder: string,
  name: string,
  spoiled: (error: DamagedRun) => void,
): Promise<StoredRun> {
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

  async function tablesOf(): Promise<Record<string, Table>> {
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
    const found: Record<string, Table> = {};
    for (const [table, known] of Object.entries(tables)) {
      const pairs = new Uint32Array(2 * known.slots);
      const bytes = new Uint8Array(pairs.buffer);
      read(bytes, known.index);
      if (crc32(bytes) !== known.crc) throw damaged();
      found[table] = { ...known, pairs };
      // A million rows have megabytes of it.
      if (bytes.length > chunkBytes) await new Promise(setImmediate);
    }
    return found;
  }

  function readRow(from: number): PlacedRow {
    const there = read(scratch, from);
    const length = there < headBytes ? 0 : headBytes + scratch.readUInt32LE(0);
    let bytes = scratch.subarray(0, there);
    if (length > glance && length < 1 << 28) {
      bytes = Buffer.alloc(length);
      read(bytes, from);
    }
    const end = there < headBytes ? null : endOf(bytes, 0);
    if (end === null) throw damaged();
    return rowAt(bytes, 0, end);
  }

  function cursor(table: string): Cursor {
    const { from: first, to, rows } = tables[table] ?? { from: 0, to: 0, rows: 0 };
    /** Where in the file the chunk begins. */
    let from = first;
    let chunk = Buffer.alloc(chunkBytes);
    let filled = 0;
    let seen = 0;
    /** Has so many bytes after the last row in the chunk. */
    function have(wanted: number): void {
      if (filled - here.end >= wanted) return;
      from += here.end;
      if (wanted > to - from) throw damaged();
      if (wanted > chunk.length) chunk = Buffer.alloc(wanted);
      filled = Math.min(chunk.length, to - from);
      if (read(chunk.subarray(0, filled), from) < filled) throw damaged();
      here.end = 0;
      here.bytes = chunk;
    }
    const here = {
      ...{ place: 0, hash: 0, bytes: chunk, at: 0, end: 0 },
      next(): boolean {
        if (from + here.end >= to) {
          if (seen !== rows) throw damaged();
          return false;
        }
        have(headBytes);
        const length = padded(headBytes + chunk.readUInt32LE(here.end));
        have(length);
        if (endOf(chunk, here.end) === null) throw damaged();
        here.at = here.end;
        here.end += length;
        here.hash = chunk.readUInt32LE(here.at + 8);
        here.place = chunk.readUInt32LE(here.at + 12);
        seen += 1;
        return true;
      },
    };
    return here;
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
        const row = readRow(pairs[2 * slot + 1]! * align);
        if (row.key === key) return row;
      }
      return undefined;
    },
    *rows(table) {
      const one = cursor(table);
      while (one.next()) yield rowAt(one.bytes, one.at, one.at + headBytes + one.bytes.readUInt32LE(one.at));
    },
    cursor,
    rowsOf: (table) => tables[table]?.rows ?? 0,
    spoil(error) {
      bad ??= error;
    },
    close,
  };
  left.register(run, fd, run);
  let tables: Record<string, Table>;
  try {
    tables = await tablesOf();
  } catch (error) {
    close();
    throw error;
  }
  const size = Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
  return Object.assign(run, { size, tables: Object.keys(tables) });
}
