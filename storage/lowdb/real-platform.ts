import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { durableFile } from '../common/durable.ts';
import { hasCode } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';

const name = 'real-platforms.json';

/** Whether real platforms ever wrote to this data folder; the demo must not touch it then. */
export async function wasRealPlatform(dir: string): Promise<boolean> {
  try {
    await stat(join(dir, name));
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Marks a data folder as one that real platforms write to; durable when it resolves, and never taken back. */
export async function markRealPlatform(dir: string): Promise<void> {
  if (await wasRealPlatform(dir)) return;
  await makeFolder(dir);
  const codec = { encode: JSON.stringify, decode: () => null };
  await durableFile<unknown>(join(dir, name), codec).write({ format: 1 });
}
