import { expect, it } from 'vitest';
import { createMaking } from '../../src/board/making.ts';

const pending = () => {
  let done: (value: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const made = new Promise<string>((resolve, reject) => {
    [done, fail] = [resolve, reject];
  });
  return {
    how: () => made,
    done: (value: string) => done(value),
    fail: (why: string) => fail(new Error(why)),
  };
};
const never = () => Promise.reject(new Error('made again'));

it('makes the same thing once, and again after it was dropped', async () => {
  const making = createMaking<string>({ atOnce: 2, most: 5 });
  const a = pending();
  const asked = [making.make('a', a.how), making.make('a', never)];
  a.done('first');
  expect(await Promise.all(asked)).toEqual(['first', 'first']);
  expect(await making.make('a', never)).toBe('first');
  making.drop();
  expect(await making.make('a', async () => 'second')).toBe('second');
});

it('makes no more at once than it may, those under way at a drop included', async () => {
  const making = createMaking<string>({ atOnce: 2, most: 5 });
  const [a, b] = [pending(), pending()];
  const first = making.make('a', a.how);
  const second = making.make('b', b.how);
  expect(making.make('c', never)).toBeNull();
  making.drop();
  expect(making.make('a', never)).toBeNull();
  a.done('a');
  await first;
  expect(await making.make('c', async () => 'c')).toBe('c');
  b.fail('broken');
  await expect(second).rejects.toThrow('broken');
});

it('forgets what failed, and the oldest where there is too much', async () => {
  const making = createMaking<string>({ atOnce: 1, most: 2 });
  await expect(making.make('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  for (const key of ['a', 'b', 'c']) expect(await making.make(key, async () => key)).toBe(key);
  expect(await making.make('b', never)).toBe('b');
  expect(await making.make('a', async () => 'again')).toBe('again');
});
