import { open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Head, origin } from '../../src/entry.ts';
import { hasCode } from '../common/errors.ts';
import { syncFolder } from '../common/folders.ts';
import { type KeyIndex, keyIndex } from '../common/keys.ts';
import { committeeFolder } from './folder.ts';

/*
 * Blocks, each of the fingerprints of the entries after those of the block before it: magic, how many there are, the hash
 * of the last of these entries, the CRC-32 of all that, and the fingerprints. What follows a block that is not whole is
 * as good as absent.
 */
const magic = Buffer.from('PATKEY01');
const [countAt, hashAt, crcAt, headBytes] = [8, 12, 44, 48];
const printBytes = 8;

/** The keys of a ledger's entries as far as they are stored, up to and with the entry `head`. */
export interface StoredKeys {
  readonly head: Head;
  readonly keys: KeyIndex;
}

export interface KeysFile {
  /** What is stored; of an empty ledger where there is nothing. */
  read(): Promise<StoredKeys>;
  /** Appends what an index holds up to `head` and the file does not yet. */
  save(keys: KeyIndex, head: Head): Promise<void>;
  /** What was read is not of this ledger: the next save begins anew. */
  distrust(): void;
}

const crcOf = (block: Buffer): number =>
  crc32(block.subarray(headBytes), crc32(block.subarray(countAt, crcAt)));

/** The file of a committee's keys, whose folder is locked. */
export function openKeysFile(dir: string, committee: string): KeysFile {
  const folder = committeeFolder(dir, committee);
  const file = join(folder, 'keys.bin');
  /** What is sound: bytes of the file, and entries. */
  let [bytes, entries] = [0, 0];

  return {
    async read() {
      const all = await readFile(file).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT', 'EIO', 'EISDIR')) return Buffer.alloc(0);
        throw error;
      });
      const prints = new Uint32Array(all.length / 4);
      let head = origin;
      [bytes, entries] = [0, 0];
      while (bytes + headBytes <= all.length) {
        const count = all.readUInt32LE(bytes + countAt);
        const end = bytes + headBytes + count * printBytes;
        const block = all.subarray(bytes, end);
        if (end > all.length || !block.subarray(0, magic.length).equals(magic)) break;
        if (crcOf(block) !== block.readUInt32LE(crcAt)) break;
        Buffer.from(prints.buffer).set(block.subarray(headBytes), entries * printBytes);
        [bytes, entries] = [end, entries + count];
        head = { seq: entries, hash: block.toString('hex', hashAt, crcAt) };
      }
      return { head, keys: keyIndex(prints.subarray(0, 2 * entries)) };
    },
    async save(keys, head) {
      if (head.seq === entries) return;
      const prints = keys.after(entries).subarray(0, 2 * (head.seq - entries));
      const block = Buffer.alloc(headBytes + prints.byteLength);
      magic.copy(block);
      block.writeUInt32LE(prints.length / 2, countAt);
      block.write(head.hash, hashAt, 'hex');
      block.set(new Uint8Array(prints.buffer, prints.byteOffset, prints.byteLength), headBytes);
      block.writeUInt32LE(crcOf(block), crcAt);
      const fresh = bytes === 0;
      const handle = await open(file, fresh ? 'w' : 'r+', 0o600);
      try {
        await handle.truncate(bytes);
        let done = 0;
        while (done < block.length)
          done += (await handle.write(block, done, block.length - done, bytes + done)).bytesWritten;
        await handle.sync();
      } finally {
        await handle.close();
      }
      [bytes, entries] = [bytes + block.length, head.seq];
      if (!fresh) return;
      // Where a program of before kept them.
      await rm(join(folder, 'keys.json'), { force: true });
      await syncFolder(dirname(file));
    },
    distrust() {
      [bytes, entries] = [0, 0];
    },
  };
}
