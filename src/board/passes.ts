import { sha256 } from '../entry.ts';
import { auditPath, boardPath, enterPath } from '../ports.ts';

/** How long a personal link to the board works, in real time. */
export const passMs = 10 * 60_000;
const mostPasses = 1000;

/** Who gets a link: a person's id, and whether the environment alone makes them an administrator. */
export interface Holder {
  readonly person: string;
  readonly admin: boolean;
}

/** Links to the board, for whoever may have one. */
export interface BoardLinks {
  /** An address that works once and for minutes, for this person. */
  personal(holder: Holder): string;
  /** The address of an auditor's token, which the ledger knows by its hash. */
  audit(token: string): string;
}

/** Personal links that were made and not spent. They live in memory, by their hash: after a restart one asks again. */
export interface BoardPasses extends BoardLinks {
  /** Whether a token opens the board, without spending it. */
  holds(token: string): boolean;
  /** Whose token it is; it works no more. Null where it does not work. */
  spend(token: string): Holder | null;
}

interface Options {
  /** Where people reach the bot, without a slash at its end. */
  readonly publicUrl: string;
  /** Real time in ms. */
  readonly clock: () => number;
  /** At least 128 random bits, fit for an address. */
  readonly token: () => string;
}

/** Makes and spends personal links to the board. */
export function createPasses({ publicUrl, clock, token }: Options): BoardPasses {
  const passes = new Map<string, { readonly holder: Holder; readonly until: number }>();
  const find = (said: string) => {
    const pass = passes.get(sha256(said));
    return pass !== undefined && pass.until > clock() ? pass : null;
  };

  return {
    personal(holder) {
      for (const [key, { until }] of passes) {
        if (until > clock() && passes.size < mostPasses) break;
        passes.delete(key);
      }
      const made = token();
      passes.set(sha256(made), { holder, until: clock() + passMs });
      return `${publicUrl}${boardPath}${enterPath}/${made}`;
    },
    audit: (made) => `${publicUrl}${boardPath}${auditPath}/${made}`,
    holds: (said) => find(said) !== null,
    spend(said) {
      const pass = find(said);
      passes.delete(sha256(said));
      return pass?.holder ?? null;
    },
  };
}
