import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';

const verifier = fileURLToPath(new URL('./verificar.mjs', import.meta.url));

/**
 * The whole ledger as a ZIP: what `write` writes to a folder (entries, manifest, sums) and a program that checks the
 * chain with nothing but Node. The folder is gone once the ZIP was read or given up.
 */
export async function ledgerZip(write: (folder: string) => Promise<unknown>): Promise<Readable> {
  const top = await mkdtemp(join(tmpdir(), 'pat-libro-'));
  const gone = () => rm(top, { recursive: true, force: true }).catch(() => {});
  try {
    const folder = join(top, 'libro');
    await write(folder);
    await copyFile(verifier, join(folder, 'verificar.mjs'));
    const zip = new ZipFile();
    for (const name of (await readdir(folder)).sort())
      zip.addReadStreamLazy(`libro/${name}`, { mode: 0o100600 }, (give) =>
        give(null, createReadStream(join(folder, name))),
      );
    zip.end();
    const output = zip.outputStream as Readable;
    return output.once('close', () => void gone());
  } catch (error) {
    await gone();
    throw error;
  }
}
