import { expect, it } from 'vitest';
import { sha256 } from '../../src/entry.ts';
import { memoryTokens } from '../../storage/common/tokens.ts';
import { tokensContract } from '../contracts/tokens.ts';

tokensContract('memory', async () => ({ store: memoryTokens(), other: null, dispose: async () => {} }));

it('keeps no more documents than fit, the newest always', async () => {
  const store = memoryTokens();
  const put = (name: string, mib: number) =>
    store.put('c', 'file', sha256(name), { value: name, bytes: new Uint8Array(mib * 1024 * 1024) }, 1000);
  const there = async (name: string) => (await store.get('c', 'file', sha256(name), 0)) !== null;
  await put('a', 40);
  await store.put('c', 'file', sha256('link'), { value: 'a link alone', bytes: null }, 1000);
  await put('b', 40);
  expect([await there('a'), await there('link'), await there('b')]).toEqual([false, true, true]);
  await put('c', 100);
  expect([await there('b'), await there('link'), await there('c')]).toEqual([false, true, true]);
});
