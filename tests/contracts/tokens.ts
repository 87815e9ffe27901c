import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/entry.ts';
import type { TokenStore } from '../../src/ports/tokens.ts';

export interface TokensUnderTest {
  readonly store: TokenStore;
  /** Another that shares what is kept; null where each keeps its own. */
  readonly other: TokenStore | null;
  dispose(): Promise<void>;
}

const [a, b] = ['comite-a', 'comite-b'] as const;
const hash = sha256('un-token');
const pass = { value: { person: 'p1', admin: false }, bytes: null };

/** What every store of tokens must do. */
export function tokensContract(name: string, make: () => Promise<TokensUnderTest>): void {
  describe(`tokens contract: ${name}`, () => {
    let made: TokensUnderTest;
    let store: TokenStore;
    beforeEach(async () => {
      made = await make();
      store = made.store;
    });
    afterEach(() => made.dispose());

    it('gives what was kept until its instant, to its committee and kind alone', async () => {
      const kept = {
        value: { name: 'Acta «ñ» 🧢.pdf', list: [1, null] },
        bytes: Uint8Array.of(0, 255, 10, 13),
      };
      await store.put(a, 'file', hash, kept, 1000);
      const got = await store.get(a, 'file', hash, 999);
      expect(got?.value).toEqual(kept.value);
      expect([...got!.bytes!]).toEqual([0, 255, 10, 13]);
      expect(await store.get(b, 'file', hash, 999)).toBeNull();
      expect(await store.get(a, 'session', hash, 999)).toBeNull();
      expect(await store.get(a, 'file', sha256('otro'), 999)).toBeNull();
      expect(await store.get(a, 'file', hash, 1000)).toBeNull();
    });

    it('keeps what has no bytes, and nothing', async () => {
      await store.put(a, 'pass', hash, { value: null, bytes: null }, 1000);
      expect(await store.get(a, 'pass', hash, 0)).toEqual({ value: null, bytes: null });
    });

    it('puts the newer in the place of the older', async () => {
      await store.put(a, 'session', hash, { value: 1, bytes: null }, 1000);
      await store.put(a, 'session', hash, { value: 2, bytes: null }, 2000);
      expect(await store.get(a, 'session', hash, 1500)).toEqual({ value: 2, bytes: null });
    });

    it('gives what is taken once, however many take it at once', async () => {
      await store.put(a, 'pass', hash, pass, 1000);
      const stores = [store, made.other ?? store];
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, n) => stores[n % 2]!.take(a, 'pass', hash, 0)),
      );
      expect(taken.filter((one) => one !== null)).toEqual([pass]);
      expect(await store.get(a, 'pass', hash, 0)).toBeNull();
    });

    it('gives nothing to who takes too late or another’s, and leaves what is another’s', async () => {
      await store.put(a, 'pass', hash, pass, 1000);
      expect(await store.take(b, 'pass', hash, 0)).toBeNull();
      expect(await store.take(a, 'session', hash, 0)).toBeNull();
      expect(await store.get(a, 'pass', hash, 0)).toEqual(pass);
      expect(await store.take(a, 'pass', hash, 1000)).toBeNull();
    });

    it('keeps the newest of too many tables', async () => {
      const hashes = Array.from({ length: 25 }, (_, n) => sha256(`t${n}`));
      for (const [n, one] of hashes.entries())
        await store.put(a, 'table', one, { value: n, bytes: null }, 1000 + n);
      const there = await Promise.all(hashes.map((one) => store.get(a, 'table', one, 0)));
      expect(there.map((kept) => kept?.value ?? null).slice(5)).toEqual(
        Array.from({ length: 20 }, (_, n) => n + 5),
      );
    });

    it('lets others see what one keeps, where it is shared', async () => {
      if (!made.other) return;
      await store.put(a, 'session', hash, pass, 1000);
      expect(await made.other.get(a, 'session', hash, 0)).toEqual(pass);
    });
  });
}
