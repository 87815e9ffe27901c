import pino from 'pino';
import type { TokenStore, Tokens } from '../../src/ports/tokens.ts';
import { createTokens } from '../../src/tokens.ts';
import { memoryTokens } from '../../storage/common/tokens.ts';

let count = 0;

/** A store in memory that keeps only what is plain data, as a database does. */
function plainTokens(): TokenStore {
  const store = memoryTokens();
  return {
    ...store,
    put: (committee, kind, hash, { value, bytes }, until) =>
      store.put(committee, kind, hash, { value: JSON.parse(JSON.stringify(value)), bytes }, until),
  };
}

/** Tokens of a test: counted, in memory. */
export function testTokens(clock: () => number = Date.now): Tokens {
  const store = plainTokens();
  const token = (): string => {
    count += 1;
    return `token${String(count).padStart(20, '0')}`;
  };
  return createTokens({ store, committee: 'comite-a', clock, token, log: pino({ level: 'silent' }) });
}
