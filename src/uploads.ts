import type { Json } from './entry.ts';
import { bytesOf } from './evidence/received.ts';
import type { Refusal } from './evidence/types.ts';
import type { ReadTable } from './ports/tables.ts';
import type { Tokens } from './ports/tokens.ts';
import type { SentFile } from './request.ts';

/** Bytes of a table's file; what reads it has the same limit. */
export const tableBytes = 10 * 1024 * 1024;

/** A table that somebody sent: its rows, or why it can't be read. It is kept for an hour, since it may name people. */
export interface Upload {
  /** What a button names it by. */
  readonly token: string;
  readonly name: string;
  readonly table: Awaited<ReturnType<ReadTable>> | { readonly ok: false; readonly lost: Refusal };
}

export interface Uploads {
  /** Reads a file that somebody sent, and keeps it for them. */
  take(file: SentFile, person: string): Promise<Upload>;
  /** What this person sent, of all that these words name; nothing of what is no longer kept. */
  named(words: string, person: string | null): Promise<Upload[]>;
}

interface Options {
  readonly readTable: ReadTable;
  readonly tokens: Pick<Tokens, 'issue' | 'stored' | 'get'>;
}

/** Whether a file's name says that it is a table. */
export const isTable = ({ name }: Pick<SentFile, 'name'>): boolean =>
  /\.(csv|xlsx?|xlsm|ods|tsv)$/i.test(name.trim());

/** Words that may be a token: no command has one as long. */
const tokens = /(?<![\w-])[\w-]{20,100}(?![\w-])/g;

/** Tables on their way to a confirmation. */
export function createUploads({ readTable, tokens: store }: Options): Uploads {
  return {
    async take(file, person) {
      const bytes = await bytesOf(file, tableBytes);
      const table: Upload['table'] =
        bytes instanceof Uint8Array ? await readTable(bytes, file.name) : { ok: false, lost: bytes };
      const token = store.issue('table', { person, name: file.name, table: table as unknown as Json });
      await store.stored();
      return { token, name: file.name, table };
    },
    async named(words, person) {
      const found: Upload[] = [];
      for (const [token] of person === null ? [] : words.matchAll(tokens)) {
        const kept = (await store.get('table', token))?.value as unknown as
          | (Upload & { person: string })
          | undefined;
        if (kept?.person === person) found.push({ token, name: kept.name, table: kept.table });
      }
      return found;
    },
  };
}
