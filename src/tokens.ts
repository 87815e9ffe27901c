import type { Logger } from 'pino';
import { sha256 } from './entry.ts';
import { type Kept, type TokenStore, type Tokens, tokenMs } from './ports/tokens.ts';

interface Options {
  readonly store: TokenStore;
  readonly committee: string;
  /** Real time in ms. */
  readonly clock: () => number;
  /** At least 128 random bits, fit for an address. */
  readonly token: () => string;
  readonly log: Logger;
}

/** Issues tokens and finds what they stand for; only their hashes are stored. */
export function createTokens({ store, committee, clock, token, log }: Options): Tokens {
  const underWay = new Set<Promise<void>>();
  return {
    issue(kind, value, bytes) {
      const made = token();
      const kept: Kept = { value, bytes: bytes ?? null };
      const put: Promise<void> = store
        .put(committee, kind, sha256(made), kept, clock() + tokenMs[kind])
        .catch((error) => log.error({ err: error, kind }, 'a token was not stored'))
        .finally(() => underWay.delete(put));
      underWay.add(put);
      return made;
    },
    async stored() {
      await Promise.all(underWay);
    },
    get: (kind, said) => store.get(committee, kind, sha256(said), clock()),
    take: (kind, said) => store.take(committee, kind, sha256(said), clock()),
  };
}
