import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own on the real disk, and how to be rid of it. */
export async function temporaryFolder(): Promise<{ dir: string; remove(): Promise<void> }> {
  const top = await mkdtemp(join(tmpdir(), 'pat-storage-'));
  return { dir: join(top, 'data'), remove: () => rm(top, { recursive: true, force: true }) };
}
