import { readFile } from 'node:fs/promises';
import { type ProgrammeError, parseProgramme, shippedProgrammePath } from '../programme/load.ts';
import type { Programme } from '../programme/schema.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';

export interface LoadedProgramme {
  readonly programme: Programme;
  readonly sha256: string;
}

/** Reads the programme that the environment names, or the shipped one. Throws Refused with every error's place. */
export async function loadProgramme(
  path: string | null,
  line: (error: ProgrammeError) => string,
): Promise<LoadedProgramme> {
  const name = path ?? shippedProgrammePath;
  const text = await readFile(name, 'utf8').catch(() => {
    throw new Refused(texts.noProgrammeFile(String(name)), 2);
  });
  const read = parseProgramme(text);
  if (!read.ok)
    throw new Refused(
      [texts.programme(String(name), read.errors.length), ...read.errors.map(line)].join('\n'),
      2,
    );
  return read;
}
