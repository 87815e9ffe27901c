import { createHash } from 'node:crypto';
import type { Entry } from '../entry.ts';
import type { Files } from '../ports/files.ts';
import type { FileFault, FilesChecked, NamedFile } from './types.ts';

interface Options {
  readonly files: Pick<Files, 'open'>;
  readonly committee: string;
  /** The whole ledger. */
  readonly entries: AsyncIterable<Entry>;
  /** Told of bytes, after each file. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Whether to leave off. */
  readonly stopped?: () => boolean;
}

/** Every file that entries name, each once: evidence and what it was before, files that wait, the committee's form. */
async function namedFiles(entries: AsyncIterable<Entry>, stopped?: () => boolean): Promise<NamedFile[]> {
  const named = new Map<string, NamedFile>();
  for await (const { seq, body } of entries) {
    if (stopped?.()) break;
    if (typeof body.file !== 'string') continue;
    const number = body.id ?? body.of;
    const evidence = typeof number === 'string' ? number : (named.get(body.file)?.evidence ?? null);
    named.set(body.file, { sha256: body.file, bytes: Number(body.bytes), evidence, seq });
  }
  return [...named.values()];
}

/**
 * Reads every stored file that the ledger names and compares its content with what the ledger says. One after the other
 * and in pieces, so that neither memory nor whoever else reads feels how many there are.
 */
export async function checkFiles({
  files,
  committee,
  entries,
  onProgress,
  stopped,
}: Options): Promise<FilesChecked> {
  const named = await namedFiles(entries, stopped);
  const total = named.reduce((sum, { bytes }) => sum + bytes, 0);
  const faults: FileFault[] = [];
  let done = 0;
  for (const file of named) {
    if (stopped?.()) break;
    const found = await look(files, committee, file);
    if (found !== 'sound') faults.push({ ...file, what: found });
    done += file.bytes;
    onProgress?.(done, total);
  }
  return { files: named.length, bytes: total, faults };
}

async function look(
  files: Pick<Files, 'open'>,
  committee: string,
  { sha256 }: NamedFile,
): Promise<FileFault['what'] | 'sound'> {
  const hash = createHash('sha256');
  try {
    const content = await files.open(committee, sha256);
    if (content === null) return 'missing';
    for await (const piece of content) hash.update(piece);
  } catch {
    return 'unreadable';
  }
  return hash.digest('hex') === sha256 ? 'sound' : 'changed';
}
