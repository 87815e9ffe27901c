import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all that a run leaves in the system's temporary folder, removed when it ends. */
export default function runFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'pat-run-'));
  // PostgreSQL runs as another user in a folder of its own below it.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
