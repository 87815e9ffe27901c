import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../../src/entry.ts';
import type { BackupFault } from '../../../src/ports/store.ts';
import { StorageError } from '../../common/errors.ts';
import { readMarker } from '../folder.ts';
import { verifyLedger } from '../verify.ts';
import { contentOf } from './copy.ts';
import { evidencePath, filesUnder, type Manifest, names, readManifest, sumsText } from './layout.ts';

export type Checked =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly fault: BackupFault };

/** Where a backup's own evidence lies. */
export const evidenceFile = (backup: string, content: string): string =>
  join(dirname(backup), evidencePath(content));

/**
 * Checks a backup whole: every hash, nothing too much, each ledger's chain, and with `evidence` every stored file.
 * Throws StorageError where it is no backup, or one of a newer program.
 */
async function checkBackup(backup: string, { evidence }: { readonly evidence: boolean }): Promise<Checked> {
  const bad = (reason: BackupFault['reason'], where: string): Checked => ({
    ok: false,
    fault: { reason, where },
  });
  const manifest = await readManifest(backup);
  const text = await readFile(join(backup, names.manifest), 'utf8');
  const sums = await readFile(join(backup, names.sums), 'utf8').catch(() => '');
  if (sums !== sumsText(manifest, sha256(text))) return bad('sums', names.sums);
  const data = join(backup, names.data);
  for (const { path, bytes, sha256: hash } of manifest.files) {
    const found = await contentOf(join(data, path));
    if (found === null) return bad('missing', `${names.data}/${path}`);
    if (found.sha256 !== hash || found.bytes !== bytes) return bad('content', `${names.data}/${path}`);
  }
  const known = new Set(manifest.files.map(({ path }) => path));
  const more = (await filesUnder(data)).find((path) => !known.has(path));
  if (more !== undefined) return bad('unknown', `${names.data}/${more}`);
  if ((await readMarker(data)) === null) return bad('missing', `${names.data}/format.json`);
  for (const { committee, entries, head } of manifest.committees) {
    const ledger = await verifyLedger(data, committee);
    if (!ledger.ok) return bad('ledger', `${names.data}/${committee}/ledger/${ledger.segment}`);
    if (ledger.entries !== entries || ledger.head.hash !== head)
      return bad('ledger', `${names.data}/${committee}/ledger`);
  }
  if (!evidence) return { ok: true, manifest };
  for (const { sha256: hash } of manifest.evidence) {
    const found = await contentOf(evidenceFile(backup, hash));
    if (found === null) return bad('missing', evidencePath(hash));
    if (found.sha256 !== hash) return bad('content', evidencePath(hash));
  }
  return { ok: true, manifest };
}

/** As `checkBackup`, and throws StorageError `damaged-backup` at the first fault. */
export async function soundBackup(
  backup: string,
  options: { readonly evidence: boolean },
): Promise<Manifest> {
  const checked = await checkBackup(backup, options);
  if (!checked.ok) throw new StorageError({ code: 'damaged-backup', folder: backup, ...checked.fault });
  return checked.manifest;
}
