import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, StorageError } from '../../common/errors.ts';

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says of itself. */
const manifestSchema = z.object({
  format: z.literal(1),
  /** Version of the program that took it. */
  program: z.string(),
  takenAt: z.string().datetime(),
  committees: z.array(z.object({ committee: z.string(), entries: count, head: hash })),
  /** Files under `datos/`, by their path there. */
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: hash })),
  /** Evidence by its content, which lies beside all backups of the destination. */
  evidence: z.array(z.object({ committee: z.string(), bytes: count, sha256: hash })),
  /** Evidence whose stored bytes are no longer what they were, so that there was nothing sound to keep. */
  damaged: z.array(z.object({ committee: z.string(), sha256: hash })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const names = {
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
  data: 'datos',
  evidence: 'evidencia',
} as const;

/** Parts of a data folder that belong to a process, are made again at need, or are this very work: in no backup. */
const notData =
  /^(lock|backup-lock)(\.|$)|^pat\.sock$|^(respaldos|pictures|snapshots|cliente)$|^reemplazado-|^\./;
const unfinished = /\.json\.\d+$/;

/** Names at the top of a data folder that are data. */
export async function dataNames(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => !notData.test(name) && !unfinished.test(name)).sort();
}

/** Files under a folder by their path in it, in order of name; none where there is no folder. */
export async function filesUnder(folder: string): Promise<string[]> {
  const items = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  const found = await Promise.all(
    items
      .filter(({ name }) => !name.startsWith('.') && !unfinished.test(name))
      .map(async (item) =>
        item.isDirectory()
          ? (await filesUnder(join(folder, item.name))).map((path) => `${item.name}/${path}`)
          : item.isFile()
            ? [item.name]
            : [],
      ),
  );
  return found.flat().sort();
}

/** Where a content lies in a destination: `evidencia/ab/<sha256>`. */
export const evidencePath = (sha256: string): string => join(names.evidence, sha256.slice(0, 2), sha256);

/** The lines that `sha256sum -c SHA256SUMS` checks within a backup's folder. */
export function sumsText(manifest: Manifest, manifestHash: string): string {
  const lines = [
    `${manifestHash}  ${names.manifest}`,
    ...manifest.files.map(({ path, sha256 }) => `${sha256}  ${names.data}/${path}`),
    ...[...new Set(manifest.evidence.map((e) => e.sha256))].map((sha) => `${sha}  ../${evidencePath(sha)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A backup's manifest. Throws StorageError `no-backup` where there is none and `damaged-file` where it is no manifest. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, names.manifest);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) throw new StorageError({ code: 'no-backup', folder }, { cause });
    throw cause;
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StorageError({ code: 'damaged-file', file }, { cause });
  }
}
