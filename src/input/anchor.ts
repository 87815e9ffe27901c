/** Where a ledger stood: a sequence number and the hash of that entry, or its first digits. */
export interface Anchor {
  readonly seq: number;
  /** In hex, eight digits at least. */
  readonly hash: string;
}

/**
 * An anchor as somebody has it: `1234:78c359d7…`, or the whole line that was posted in the committee's channel or
 * printed in a report. Null for what is none.
 */
export function readAnchor(said: string): Anchor | null {
  const text = said.replace(/SHA-?256/gi, '').replace(/…/g, ' ');
  const hashes = [...text.matchAll(/(?<![0-9a-z])[0-9a-f]{8,64}(?![0-9a-z])/gi)];
  const hash = hashes.sort((a, b) => b[0].length - a[0].length)[0];
  const seq = hash && /(\d[\d,]*)\D*$/.exec(text.slice(0, hash.index))?.[1]?.replaceAll(',', '');
  return seq && Number(seq) > 0 ? { seq: Number(seq), hash: hash[0].toLowerCase() } : null;
}
