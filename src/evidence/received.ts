import { StoreFailed } from '../journal.ts';
import type { Files } from '../ports/files.ts';
import type { SentFile } from '../request.ts';
import { limits } from './limits.ts';
import { cleanName } from './name.ts';
import { readType } from './type.ts';
import type { FileType, Refusal } from './types.ts';

/** A file that was kept, with the name that it came under, cleaned. */
export interface Kept {
  readonly sha256: string;
  readonly bytes: number;
  readonly type: FileType;
  readonly name: string;
}

/** What is needed to open a stored file again; `evidence` is the piece that it is, without which it opens no more. */
export type Shown = Pick<Kept, 'sha256' | 'type' | 'name'> & { readonly evidence?: string };

/** What became of the files that came with a message. */
export interface Received {
  readonly kept: readonly Kept[];
  readonly refused: readonly { readonly name: string; readonly reason: Refusal }[];
  /** Nothing was fetched: who sent them may not keep files. */
  readonly denied: boolean;
}

/** What somebody gets who may not keep files: none was even fetched. */
export const deniedFiles: Received = { kept: [], refused: [], denied: true };

/** Takes in the files of a message; see `createReceiver`. */
export type Receive = (sent: readonly SentFile[]) => Promise<Received>;

/**
 * Fetches files within the limits, looks at what they are and keeps those that may be evidence. One at a time,
 * whoever sent them, so that memory holds one file at most.
 */
export function createReceiver(files: Files, committee: string): Receive {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };

  async function receive(file: SentFile): Promise<Kept | Refusal> {
    const bytes = await bytesOf(file);
    if (!(bytes instanceof Uint8Array)) return bytes;
    const read = await readType(bytes);
    if (!read.ok) return read.refusal;
    const { type } = read;
    const stored = await files.put(committee, bytes).catch((cause: unknown) => {
      throw new StoreFailed('file not kept', { cause });
    });
    return { ...stored, type, name: cleanName(file.name, type) };
  }

  return async (sent) => {
    const kept: Kept[] = [];
    const refused: Received['refused'][number][] = [];
    for (const [n, file] of sent.entries()) {
      const result = n >= limits.files ? 'too-many' : await inTurn(() => receive(file));
      if (typeof result === 'string')
        refused.push({ name: cleanName(file.name, 'txt').slice(0, -4), reason: result });
      else kept.push(result);
    }
    return { kept, refused, denied: false };
  };
}

/** All bytes of a file, or why not; no more than the limit is ever held. */
export async function bytesOf(file: SentFile, most: number = limits.bytes): Promise<Uint8Array | Refusal> {
  if (file.bytes !== null && file.bytes > most) return 'too-big';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of await file.open()) {
      size += chunk.length;
      if (size > most) return 'too-big';
      chunks.push(chunk);
    }
  } catch {
    return 'lost';
  }
  return Buffer.concat(chunks);
}
