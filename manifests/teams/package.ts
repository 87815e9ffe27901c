import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { type TeamsManifestOptions, teamsManifest } from './manifest.ts';

/** ZIP keeps no earlier date; a fixed one makes equal packages equal bytes. */
const made = '1980-01-02T00:00:00';

/**
 * The app package that an administrator uploads in the Teams admin center: a zip of the manifest and two icons.
 * Throws like `teamsManifest`.
 */
export function buildTeamsPackage(options: TeamsManifestOptions): Uint8Array {
  const icon = (name: string): Uint8Array => readFileSync(new URL(`./icons/${name}.png`, import.meta.url));
  return zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(teamsManifest(options), null, 2)}\n`),
      'color.png': icon('color'),
      'outline.png': icon('outline'),
    },
    { mtime: made, level: 9 },
  );
}
