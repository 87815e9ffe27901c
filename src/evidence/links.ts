import { legible } from '../input/clean.ts';
import type { Shown } from './received.ts';

/** How long a link to a file works, in real time. */
export const linkMs = 24 * 60 * 60_000;
const mostLinks = 10_000;
/** Bytes of finished documents that are kept in memory for whoever has their link; the oldest go first. */
const mostHeld = 64 * 1024 * 1024;

/** A file that is not stored: made for whoever asked. */
export interface Download {
  readonly name: string;
  readonly mediaType: string;
  /** Its bytes in pieces, from the beginning each time. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export interface FileLinks {
  /** An address under which this stored file can be fetched for a day, made for whoever asks. */
  make(file: Shown): string;
  /** An address for a file that is not stored; `held` is how many bytes of memory it takes. */
  offer(file: Download, held: number): string;
  /** The file of a token that still holds; null otherwise. */
  find(token: string): Shown | Download | null;
}

interface Options {
  /** Where people reach the bot, without a slash at its end. */
  readonly publicUrl: string;
  /** Real time in ms. */
  readonly clock: () => number;
  /** At least 128 random bits, fit for an address. */
  readonly token: () => string;
}

interface Link {
  readonly file: Shown | Download;
  readonly until: number;
  readonly held: number;
}

/** The path under which files are given out. */
export const filesPath = '/archivos/';

/** Links to files. They live in memory: after a restart one asks again. */
export function createFileLinks({ publicUrl, clock, token }: Options): FileLinks {
  const links = new Map<string, Link>();
  let held = 0;

  function drop(key: string): void {
    held -= links.get(key)?.held ?? 0;
    links.delete(key);
  }

  /** Oldest first: all live equally long. */
  function prune(more: number): void {
    for (const [key, { until }] of links) {
      if (until > clock() && links.size < mostLinks) break;
      drop(key);
    }
    for (const [key, link] of links) {
      if (held + more <= mostHeld) break;
      if (link.held > 0) drop(key);
    }
  }

  function add(file: Shown | Download, bytes: number): string {
    prune(bytes);
    const key = token();
    links.set(key, { file, until: clock() + linkMs, held: bytes });
    held += bytes;
    return `${publicUrl}${filesPath}${key}/${encodeURIComponent(legible(file.name))}`;
  }

  return {
    make: (file) => add(file, 0),
    offer: add,
    find(key) {
      const link = links.get(key);
      return link !== undefined && link.until > clock() ? link.file : null;
    },
  };
}
