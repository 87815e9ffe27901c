import type { FileType, Refusal } from './types.ts';

const endOfChain = 0xfffffffe;
const entryBytes = 128;
/** Sectors of a directory that are read: far more than a mail's. */
const mostSectors = 4096;

/**
 * Which mail or old Office file a compound file is ([MS-CFB], [MS-OXMSG]). Only mails are kept: the others can carry
 * macros that nobody sees.
 */
export function compoundType(bytes: Uint8Array): FileType | Refusal {
  const names = entryNames(bytes);
  if (names === null) return 'damaged';
  if (names.has('EncryptedPackage')) return 'password';
  // A mail's root has its properties and the names of its named ones ([MS-OXMSG] 2.2).
  if (names.has('__properties_version1.0') && names.has('__nameid_version1.0')) return 'msg';
  return 'old-office';
}

/** Names of all streams and storages; null where the file can't be read. */
function entryNames(bytes: Uint8Array): Set<string> | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) return null;
    const size = 2 ** shift;
    const next = fatOf(view, size);
    const names = new Set<string>();
    const seen = new Set<number>();
    let sector = view.getUint32(48, true);
    while (sector < endOfChain && seen.size < mostSectors && !seen.has(sector)) {
      seen.add(sector);
      for (let at = (sector + 1) * size; at < (sector + 2) * size; at += entryBytes) {
        const length = view.getUint16(at + 64, true);
        if (length >= 2 && length <= 64) names.add(nameAt(bytes, at, length - 2));
      }
      sector = next(sector);
    }
    return names;
  } catch {
    return null;
  }
}

const nameAt = (bytes: Uint8Array, at: number, length: number): string =>
  new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length));

/** The sector that follows another, by the file allocation table; its first 109 sectors are named in the header. */
function fatOf(view: DataView, size: number): (sector: number) => number {
  const perSector = size / 4;
  return (sector) => {
    const at = Math.floor(sector / perSector);
    if (at >= 109) return endOfChain;
    const table = view.getUint32(76 + at * 4, true);
    if (table >= endOfChain - 1) return endOfChain;
    return view.getUint32((table + 1) * size + (sector % perSector) * 4, true);
  };
}
