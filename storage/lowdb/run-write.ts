import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { byPlace, type Fresh, inOrder } from '../../src/ports.ts';
import type { StoredRun } from './run.ts';
import { align, type Footer, type Frame, footerOf, frameOf, magic, slotOf } from './run-frame.ts';

const writeBytes = 1 << 20;
const syncBytes = 1 << 24;
const sliceMs = 4;

/** Lets others go on whenever it has worked for some ms. */
export function turns(): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise((next) =>
      setImmediate(() => {
        until = performance.now() + sliceMs;
        next();
      }),
    );
  };
}

/**
 * Writes a new run to a folder: what came since and what older runs hold, the newest first; of each key the newest value.
 * Gives its name once it is on disk, which is durable once the folder is synced.
 */
export async function writeRun(folder: string, fresh: Fresh, older: readonly StoredRun[]): Promise<string> {
  const name = randomBytes(12).toString('hex');
  const handle = await open(join(folder, name), 'wx', 0o600);
  const turn = turns();
  const tables: Footer['tables'] = {};
  const waiting: Buffer[] = [magic];
  let [at, held, unsynced] = [magic.length, magic.length, 0];

  async function flush(): Promise<void> {
    await handle.writeFile(Buffer.concat(waiting.splice(0), held));
    unsynced += held;
    held = 0;
    // Much at once would keep the ledger's own writes waiting.
    if (unsynced < syncBytes) return;
    await handle.datasync();
    unsynced = 0;
  }
  async function put(bytes: Buffer): Promise<void> {
    for (let from = 0; from < bytes.length; from += writeBytes) {
      const part = bytes.subarray(from, from + writeBytes);
      waiting.push(part);
      held += part.length;
      at += part.length;
      if (held >= writeBytes) await flush();
    }
  }

  try {
    for (const table of new Set([...Object.keys(fresh), ...older.flatMap((run) => run.tables)])) {
      const most = older.reduce((sum, run) => sum + run.rowsOf(table), fresh[table]?.size ?? 0);
      const slots = most === 0 ? 0 : Math.ceil(1.4 * most) + 1;
      const pairs = new Uint32Array(2 * slots);
      const from = at;
      let rows = 0;
      for (const { hash, bytes } of byPlace([
        freshFrames(fresh[table]),
        ...older.map((o) => o.frames(table)),
      ])) {
        let slot = slotOf(hash, slots);
        while (pairs[2 * slot + 1] !== 0) slot = (slot + 1) % slots;
        pairs[2 * slot] = hash;
        pairs[2 * slot + 1] = at / align;
        rows += 1;
        waiting.push(bytes);
        held += bytes.length;
        at += bytes.length;
        if (held >= writeBytes) await flush();
        if (rows % 16 === 0) await turn();
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

function* freshFrames(rows: Fresh[string] = new Map()): Generator<Frame> {
  for (const row of inOrder(rows)) yield frameOf(row);
}
