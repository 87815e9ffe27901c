import { createHash } from 'node:crypto';

/** Which entry may hold a key, in about 20 bytes a key: 64 bits of the key's SHA-256 and the entry's seq. */
export interface KeyIndex {
  /** Seqs of the entries that may hold the key: almost always the one that does, or none. */
  candidates(key: string): readonly number[];
  add(key: string, seq: number): void;
  /** How many keys there are. */
  size(): number;
  /** All of it, as bytes for `keyIndex`. */
  dump(): Buffer;
}

const recordBytes = 12;

function fingerprint(key: string): readonly [high: number, low: number] {
  const digest = createHash('sha256').update(key).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** An index of keys, with what `dump` gave. */
export function keyIndex(dumped: Buffer = Buffer.alloc(0)): KeyIndex {
  let capacity = 1024;
  let used = 0;
  // Open addressing, three numbers a slot: high, low, seq; seq 0 is an empty slot.
  let slots = new Uint32Array(3 * capacity);

  function put(high: number, low: number, seq: number): void {
    let at = low & (capacity - 1);
    while (slots[3 * at + 2] !== 0) at = (at + 1) & (capacity - 1);
    slots.set([high, low, seq], 3 * at);
  }

  function reserve(count: number): void {
    let wanted = capacity;
    while (count > 0.7 * wanted) wanted *= 2;
    if (wanted === capacity) return;
    const old = slots;
    capacity = wanted;
    slots = new Uint32Array(3 * capacity);
    for (let at = 0; at < old.length; at += 3)
      if (old[at + 2] !== 0) put(old[at]!, old[at + 1]!, old[at + 2]!);
  }

  function addFingerprint(high: number, low: number, seq: number): void {
    reserve(used + 1);
    put(high, low, seq);
    used += 1;
  }

  reserve(dumped.length / recordBytes);
  for (let at = 0; at + recordBytes <= dumped.length; at += recordBytes)
    addFingerprint(dumped.readUInt32LE(at), dumped.readUInt32LE(at + 4), dumped.readUInt32LE(at + 8));

  return {
    candidates(key) {
      const [high, low] = fingerprint(key);
      const found: number[] = [];
      for (let at = low & (capacity - 1); slots[3 * at + 2] !== 0; at = (at + 1) & (capacity - 1))
        if (slots[3 * at] === high && slots[3 * at + 1] === low) found.push(slots[3 * at + 2]!);
      return found;
    },
    add: (key, seq) => addFingerprint(...fingerprint(key), seq),
    size: () => used,
    dump() {
      const bytes = Buffer.alloc(used * recordBytes);
      let to = 0;
      for (let at = 0; at < slots.length; at += 3) {
        if (slots[at + 2] === 0) continue;
        for (let word = 0; word < 3; word += 1) to = bytes.writeUInt32LE(slots[at + word]!, to);
      }
      return bytes;
    },
  };
}
