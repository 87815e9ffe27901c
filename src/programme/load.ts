import { sha256 } from '../entry.ts';
import { type JsonFileError, readJson } from '../json-file.ts';
import { programmeProblem } from '../texts/programme.ts';
import { type Programme, programmeSchema } from './schema.ts';

/** What is wrong with a programme file, and where. */
export type ProgrammeError = JsonFileError;

export type ProgrammeRead =
  | {
      readonly ok: true;
      readonly programme: Programme;
      /** SHA-256 of the file's text, as the ledger names this version of the programme. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly errors: readonly [ProgrammeError, ...ProgrammeError[]] };

/** The programme file that is used where nobody names another. */
export const shippedProgrammePath = new URL('./pat-2024.json', import.meta.url);

/** The programme in a file's text, or every error in it with its place. */
export function parseProgramme(jsonText: string): ProgrammeRead {
  const read = readJson(jsonText, programmeSchema, programmeProblem);
  return read.ok ? { ok: true, programme: read.value, sha256: sha256(jsonText) } : read;
}
