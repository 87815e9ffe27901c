import type { BoardReader } from '../../src/ports/board-pages.ts';
import type { Tokens } from '../../src/ports/tokens.ts';

const minuteMs = 60_000;
/** Wrong links or sessions that one address may try in a minute. */
const mostGuesses = 20;
const mostGuessers = 5000;

/** Who is signed in. */
export interface Sessions {
  /** A token for a reader. */
  open(reader: BoardReader): Promise<string>;
  find(token: string): Promise<BoardReader | null>;
  close(token: string): Promise<void>;
}

/** Sessions under tokens, which last as long as these. */
export function createSessions(tokens: Pick<Tokens, 'issue' | 'stored' | 'get' | 'take'>): Sessions {
  return {
    async open(reader) {
      const token = tokens.issue('session', { ...reader });
      await tokens.stored();
      return token;
    },
    find: async (token) => ((await tokens.get('session', token))?.value as BoardReader | undefined) ?? null,
    close: async (token) => void (await tokens.take('session', token)),
  };
}

/** Who tries links that do not work, by their address; each process counts for itself. */
export interface Guesses {
  /** Notes that somebody at an address tried what does not work. */
  wrong(from: string): void;
  /** Whether an address tried so much that nothing of it is looked at for now. */
  tired(from: string): boolean;
}

/** Knows of no guess yet; `clock` is real time in ms. */
export function createGuesses(clock: () => number): Guesses {
  const guesses = new Map<string, { n: number; readonly until: number }>();
  return {
    wrong(from) {
      for (const [one, { until }] of guesses) {
        if (until > clock() && guesses.size < mostGuessers) break;
        guesses.delete(one);
      }
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
