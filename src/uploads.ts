import { bytesOf } from './evidence/received.ts';
import type { Refusal } from './evidence/types.ts';
import type { ReadTable } from './ports.ts';
import type { SentFile } from './request.ts';

/** How long a table is kept for its confirmation, in real time. */
export const uploadMs = 60 * 60_000;
/** Tables that are kept at once; the oldest go first. */
const mostUploads = 20;
/** Bytes of a table's file; what reads it has the same limit. */
export const tableBytes = 10 * 1024 * 1024;

/** A table that somebody sent: its rows, or why it can't be read. It is kept in memory alone, since it may name people. */
export interface Upload {
  /** What a button names it by. */
  readonly token: string;
  readonly name: string;
  readonly table: Awaited<ReturnType<ReadTable>> | { readonly ok: false; readonly lost: Refusal };
}

export interface Uploads {
  /** Reads a file that somebody sent, and keeps it for them. */
  take(file: SentFile, person: string): Promise<Upload>;
  /** What this person sent under a token; null where it is no longer kept. */
  find(token: string, person: string | null): Upload | null;
}

interface Options {
  readonly readTable: ReadTable;
  /** Real time in ms. */
  readonly clock: () => number;
  readonly fresh: () => string;
}

/** Whether a file's name says that it is a table. */
export const isTable = ({ name }: Pick<SentFile, 'name'>): boolean =>
  /\.(csv|xlsx?|xlsm|ods|tsv)$/i.test(name.trim());

/** Tables on their way to a confirmation. They live in memory: after a restart one sends them again. */
export function createUploads({ readTable, clock, fresh }: Options): Uploads {
  const kept = new Map<
    string,
    { readonly upload: Upload; readonly person: string; readonly until: number }
  >();
  return {
    async take(file, person) {
      const bytes = await bytesOf(file, tableBytes);
      const table: Upload['table'] =
        bytes instanceof Uint8Array ? await readTable(bytes, file.name) : { ok: false, lost: bytes };
      const upload: Upload = { token: fresh(), name: file.name, table };
      for (const [token, { until }] of kept)
        if (until <= clock() || kept.size >= mostUploads) kept.delete(token);
      kept.set(upload.token, { upload, person, until: clock() + uploadMs });
      return upload;
    },
    find(token, person) {
      const found = kept.get(token);
      return found && found.person === person && found.until > clock() ? found.upload : null;
    },
  };
}
