import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What in a folder is not its owner's alone, as `path mode`, the folder itself included; how much was looked at. */
export async function openToOthers(dir: string): Promise<{ wrong: string[]; seen: number }> {
  const own = await stat(dir);
  const wrong = (own.mode & 0o777) === 0o700 ? [] : [`${dir} ${(own.mode & 0o777).toString(8)}`];
  let seen = 1;
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    seen += 1;
    if ((mode & 0o777) !== (entry.isDirectory() ? 0o700 : 0o600))
      wrong.push(`${path} ${(mode & 0o777).toString(8)}`);
  }
  return { wrong, seen };
}
