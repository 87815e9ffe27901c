import { type Draft, type Entry, type Head, seal } from '../../src/entry.ts';

/** A plausible fact with this key. */
export function draft(key: string, more: Partial<Draft> = {}): Draft {
  return {
    key,
    kind: 'training.recorded',
    folio: '2024-CAP-000001',
    subject: 'p-4f2a9c',
    actor: 'p-4f2a9c',
    platform: 'slack',
    occurredOn: '2024-05-07',
    body: { course: 'Ética pública', minutes: 240, part: 'declared' },
    ...more,
  };
}

/** Entries with these keys, chained after `head`. */
export function chain(committee: string, head: Head, keys: readonly string[]): Entry[] {
  return seal(
    committee,
    head,
    keys.map((key) => draft(key)),
    '2024-05-07T16:00:00.000Z',
  );
}

/** Numbered keys: `name/from` up to `name/(from + count - 1)`. */
export function keys(name: string, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}/${from + index}`);
}

/** All of an iterable, in order. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
