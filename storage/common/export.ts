import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonical, type Entry, type Head, origin } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { headOf, type Progress, textOf } from './entries.ts';
import { StorageError } from './errors.ts';
import { makeFolder, syncFolder } from './folders.ts';

export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What was exported: `head` is the last entry, `files` are their hashes. */
export interface Manifest {
  readonly format: 1;
  readonly committee: string;
  readonly entries: number;
  readonly head: Head;
  readonly files: readonly ExportedFile[];
  /** Of how many entries only the place in the chain was exported; left out where it was all of each. */
  readonly withheld?: number;
}

const chunkLength = 1 << 18;

/** Writes a new file, private and durable, from pieces of text. */
async function writeNew(folder: string, name: string, pieces: AsyncIterable<string>): Promise<ExportedFile> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  let bytes = 0;
  const file: FileHandle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) {
      const buffer = Buffer.from(piece);
      hash.update(buffer);
      bytes += buffer.length;
      await file.appendFile(buffer);
    }
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { name, bytes, sha256: hash.digest('hex') };
}

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}

/** What stands for an entry that is not for everybody: the chain still holds by it. */
const placeOf = ({ seq, prev, hash }: Entry): string => canonical({ seq, prev, hash, withheld: true });

/**
 * Exports a committee's ledger to an empty or new folder: `ledger.jsonl` (every entry in canonical form, one a
 * line; of one that is to be withheld its place in the chain), `manifest.json` and `SHA256SUMS`, which `sha256sum -c`
 * checks. Progress is in entries.
 * Throws StorageError `not-empty`, and DamagedLedger, with nothing left behind, where the ledger is damaged.
 */
export async function exportLedger(
  reader: Pick<Ledger, 'head' | 'read'>,
  committee: string,
  outDir: string,
  {
    onProgress,
    isWithheld = () => false,
  }: {
    readonly onProgress?: Progress | undefined;
    readonly isWithheld?: ((entry: Entry) => boolean) | undefined;
  } = {},
): Promise<Manifest> {
  await makeFolder(outDir);
  if ((await readdir(outDir)).length > 0) throw new StorageError({ code: 'not-empty', folder: outDir });
  const total = (await reader.head(committee)).seq;
  let head = origin;
  let withheld = 0;

  async function* lines(): AsyncGenerator<string> {
    let chunk = '';
    for await (const entry of reader.read(committee, 1)) {
      const whole = !isWithheld(entry);
      if (!whole) withheld += 1;
      chunk += `${whole ? textOf(entry) : placeOf(entry)}\n`;
      head = headOf(entry);
      if (chunk.length < chunkLength) continue;
      yield chunk;
      chunk = '';
      onProgress?.(head.seq, Math.max(total, head.seq));
    }
    yield chunk;
  }

  const ledger = await writeNew(outDir, 'ledger.jsonl', lines());
  const manifest: Manifest = {
    ...{ format: 1, committee, entries: head.seq, head, files: [ledger] },
    ...(withheld > 0 && { withheld }),
  };
  const described = await writeNew(outDir, 'manifest.json', one(`${canonical(manifest)}\n`));
  const sums = [ledger, described].map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  await writeNew(outDir, 'SHA256SUMS', one(sums));
  await syncFolder(outDir);
  onProgress?.(head.seq, head.seq);
  return manifest;
}
