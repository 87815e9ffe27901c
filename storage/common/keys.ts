import { createHash } from 'node:crypto';

/** Which entry may hold a key, in about 16 bytes a key: 64 bits of each key's SHA-256, in the order of the entries. */
export interface KeyIndex {
  /** Seqs of the entries that may hold the key: almost always the one that does, or none. */
  candidates(key: string): readonly number[];
  /** Takes in the key of the next entry. */
  add(key: string): void;
  /** How many keys there are. */
  size(): number;
  /** The fingerprints of the entries after a seq, for `keyIndex`: two numbers each. */
  after(seq: number): Uint32Array;
}

function fingerprint(key: string): readonly [high: number, low: number] {
  const digest = createHash('sha256').update(key).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** An index of keys, with what `after` gave from the first entry on. */
export function keyIndex(known: Uint32Array = new Uint32Array(0)): KeyIndex {
  let used = 0;
  let prints = new Uint32Array(2048);
  // Open addressing: a slot holds a seq, 0 where it is empty; of one fingerprint the earlier entry comes first.
  let slots = new Uint32Array(2048);

  function put(low: number, seq: number): void {
    let at = low & (slots.length - 1);
    while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
    slots[at] = seq;
  }

  function reserve(count: number): void {
    if (2 * count > prints.length) {
      const wider = new Uint32Array(Math.max(2 * count, Math.ceil(1.5 * prints.length)));
      wider.set(prints.subarray(0, 2 * used));
      prints = wider;
    }
    let wanted = slots.length;
    while (count > 0.7 * wanted) wanted *= 2;
    if (wanted === slots.length) return;
    slots = new Uint32Array(wanted);
    for (let seq = 1; seq <= used; seq += 1) put(prints[2 * seq - 1]!, seq);
  }

  reserve(known.length / 2);
  prints.set(known);
  used = known.length / 2;
  for (let seq = 1; seq <= used; seq += 1) put(prints[2 * seq - 1]!, seq);

  return {
    candidates(key) {
      const [high, low] = fingerprint(key);
      const found: number[] = [];
      for (let at = low & (slots.length - 1); slots[at] !== 0; at = (at + 1) & (slots.length - 1)) {
        const seq = slots[at]!;
        if (prints[2 * seq - 2] === high && prints[2 * seq - 1] === low) found.push(seq);
      }
      return found;
    },
    add(key) {
      reserve(used + 1);
      used += 1;
      prints.set(fingerprint(key), 2 * used - 2);
      put(prints[2 * used - 1]!, used);
    },
    size: () => used,
    after: (seq) => prints.slice(2 * seq, 2 * used),
  };
}
