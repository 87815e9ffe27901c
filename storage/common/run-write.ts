import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Fresh, inOrder } from '../../src/ports/runs.ts';
import type { StoredRun } from './run.ts';
import { align, type Cursor, type Footer, footerOf, frameOf, magic, slotOf } from './run-frame.ts';
import { turns } from './turns.ts';

const writeBytes = 1 << 20;
const syncBytes = 1 << 24;

/**
 * Writes a new run to a folder: what came since and what older runs hold, the newest first; of each key the newest value.
 * Gives its name once it is on disk, which is durable once the folder is synced.
 */
export async function writeRun(folder: string, fresh: Fresh, older: readonly StoredRun[]): Promise<string> {
  const name = randomBytes(12).toString('hex');
  const handle = await open(join(folder, name), 'wx', 0o600);
  const turn = turns();
  const tables: Footer['tables'] = {};
  let out = Buffer.alloc(writeBytes);
  let [at, held, unsynced] = [0, 0, 0];

  async function flush(): Promise<void> {
    await handle.writeFile(out.subarray(0, held));
    unsynced += held;
    held = 0;
    // Much at once would keep the ledger's own writes waiting.
    if (unsynced < syncBytes) return;
    await handle.datasync();
    unsynced = 0;
  }
  async function room(bytes: number): Promise<void> {
    if (held + bytes > out.length) await flush();
    if (bytes > out.length) out = Buffer.alloc(bytes);
  }
  async function put(bytes: Buffer): Promise<void> {
    for (let from = 0; from < bytes.length; from += writeBytes) {
      const part = bytes.subarray(from, from + writeBytes);
      await room(part.length);
      part.copy(out, held);
      held += part.length;
      at += part.length;
    }
  }

  try {
    await put(magic);
    for (const table of new Set([...Object.keys(fresh), ...older.flatMap((run) => run.tables)])) {
      const most = older.reduce((sum, run) => sum + run.rowsOf(table), fresh[table]?.size ?? 0);
      const slots = most === 0 ? 0 : Math.ceil(1.4 * most) + 1;
      const pairs = new Uint32Array(2 * slots);
      const from = at;
      let rows = 0;
      const sources = [ofFresh(fresh[table]), ...older.map((run) => run.cursor(table))].filter((one) =>
        one.next(),
      );
      while (sources.length > 0) {
        let first = sources[0]!;
        for (const one of sources) if (one.place < first.place) first = one;
        const { place, hash, bytes } = first;
        const length = first.end - first.at;
        if (held + length > out.length) await room(length);
        bytes.copy(out, held, first.at, first.end);
        let slot = slotOf(hash, slots);
        while (pairs[2 * slot + 1] !== 0) slot = slot + 1 === slots ? 0 : slot + 1;
        pairs[2 * slot] = hash;
        pairs[2 * slot + 1] = at / align;
        held += length;
        at += length;
        rows += 1;
        // What older runs had in that place is gone.
        for (let n = sources.length - 1; n >= 0; n -= 1)
          if (sources[n]!.place === place && !sources[n]!.next()) sources.splice(n, 1);
        if (rows % 32 === 0) await turn();
      }
      const index = Buffer.from(pairs.buffer);
      tables[table] = { from, to: at, rows, index: at, slots, crc: crc32(index) };
      await put(index);
    }
    const footer = Buffer.from(footerOf(name).encode({ tables }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    await put(Buffer.concat([footer, length]));
    await flush();
    await handle.sync();
  } catch (error) {
    await fs.promises.rm(join(folder, name), { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return name;
}

function ofFresh(rows: Fresh[string] = new Map()): Cursor {
  const list = inOrder(rows);
  let n = 0;
  const here = {
    ...{ place: 0, hash: 0, bytes: magic as Buffer, at: 0, end: 0 },
    next(): boolean {
      const row = list[n];
      if (row === undefined) return false;
      n += 1;
      here.bytes = frameOf(row);
      [here.place, here.hash, here.end] = [row.place, here.bytes.readUInt32LE(8), here.bytes.length];
      return true;
    },
  };
  return here;
}
