import { createHash, randomBytes } from 'node:crypto';
import type { BoardReader } from '../../src/ports.ts';

/** How long a session lasts, in real time. */
export const sessionMs = 8 * 60 * 60_000;
const mostSessions = 2000;
const minuteMs = 60_000;
/** Wrong links or sessions that one address may try in a minute. */
const mostGuesses = 20;
const mostGuessers = 5000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who is signed in. Sessions live in memory, by the hash of their token: after a restart one signs in again. */
export interface Sessions {
  /** A token for a reader. */
  open(reader: BoardReader): string;
  find(token: string): BoardReader | null;
  close(token: string): void;
  /** Notes that somebody at an address tried what does not work. */
  wrong(from: string): void;
  /** Whether an address tried so much that nothing of it is looked at for now. */
  tired(from: string): boolean;
}

/** Opens no session; `clock` is real time in ms. */
export function createSessions(clock: () => number): Sessions {
  const sessions = new Map<string, { readonly reader: BoardReader; readonly until: number }>();
  const guesses = new Map<string, { n: number; readonly until: number }>();

  /** Oldest first: all live equally long. */
  function prune<T extends { readonly until: number }>(all: Map<string, T>, most: number): void {
    for (const [key, { until }] of all) {
      if (until > clock() && all.size < most) break;
      all.delete(key);
    }
  }

  return {
    open(reader) {
      prune(sessions, mostSessions);
      const token = randomBytes(16).toString('base64url');
      sessions.set(hashOf(token), { reader, until: clock() + sessionMs });
      return token;
    },
    find(token) {
      const session = sessions.get(hashOf(token));
      return session !== undefined && session.until > clock() ? session.reader : null;
    },
    close: (token) => void sessions.delete(hashOf(token)),
    wrong(from) {
      prune(guesses, mostGuessers);
      const known = guesses.get(from);
      if (known && known.until > clock()) known.n += 1;
      else {
        guesses.delete(from);
        guesses.set(from, { n: 1, until: clock() + minuteMs });
      }
    },
    tired(from) {
      const known = guesses.get(from);
      return known !== undefined && known.until > clock() && known.n >= mostGuesses;
    },
  };
}
