import type { Shown } from './received.ts';

/** How long a link to a stored file works, in real time. */
export const linkMs = 24 * 60 * 60_000;
const mostLinks = 10_000;

export interface FileLinks {
  /** An address under which this file can be fetched for a day, made for whoever asks. */
  make(file: Shown): string;
  /** The file of a token that still holds; null otherwise. */
  find(token: string): Shown | null;
}

interface Options {
  /** Where people reach the bot, without a slash at its end. */
  readonly publicUrl: string;
  /** Real time in ms. */
  readonly clock: () => number;
  /** At least 128 random bits, fit for an address. */
  readonly token: () => string;
}

/** The path under which stored files are given out. */
export const filesPath = '/archivos/';

/** Links to stored files. They live in memory: after a restart one asks again. */
export function createFileLinks({ publicUrl, clock, token }: Options): FileLinks {
  const links = new Map<string, { readonly file: Shown; readonly until: number }>();

  function prune(): void {
    // Oldest first: all live equally long.
    for (const [key, { until }] of links) {
      if (until > clock() && links.size < mostLinks) return;
      links.delete(key);
    }
  }

  return {
    make(file) {
      prune();
      const key = token();
      links.set(key, { file, until: clock() + linkMs });
      return `${publicUrl}${filesPath}${key}/${encodeURIComponent(file.name)}`;
    },
    find(key) {
      const link = links.get(key);
      return link !== undefined && link.until > clock() ? link.file : null;
    },
  };
}
