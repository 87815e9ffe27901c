import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { PlacedRow } from '../../src/ports/runs.ts';
import { sealed } from './sealed.ts';

/*
 * A file of rows, table by table and in order of place; then for each table an index, pairs of a key's hash and where its
 * row begins; then what tells of them, sealed; then how long that is. Numbers are of 32 bits, the lowest byte first; rows
 * begin at multiples of 8 bytes, so that one number reaches 32 GB.
 */
export const magic = Buffer.from('PATRUN01');
export const align = 8;
/** Before a row's text: its bytes, the CRC-32 of what follows, the key's hash, the place. */
export const headBytes = 16;

const count = z.number().int().nonnegative();
const tableSchema = z.object({ from: count, to: count, rows: count, index: count, slots: count, crc: count });
const footerSchema = z.object({ tables: z.record(z.string(), tableSchema) });
export type TableInfo = z.infer<typeof tableSchema>;
export type Footer = z.infer<typeof footerSchema>;
export const footerOf = (file: string) =>
  sealed<Footer>(file, JSON.stringify, (value) => footerSchema.parse(value));

/** A row as it lies in a buffer, where its reader stands; the next step may use the buffer for others. */
export interface Cursor {
  readonly place: number;
  readonly hash: number;
  readonly bytes: Buffer;
  readonly at: number;
  /** With what is padded. */
  readonly end: number;
  /** Goes on to the next row; false after the last. */
  next(): boolean;
}

/** 32 bits of a key (FNV-1a, mixed as MurmurHash3 does at its end). */
export function hashOf(key: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) h = Math.imul(h ^ key.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The slot of a hash among so many. */
export const slotOf = (hash: number, slots: number): number => Math.floor((hash / 0x100000000) * slots);
/** So many bytes as whole multiples of the alignment. */
export const padded = (bytes: number): number => Math.ceil(bytes / align) * align;

/** A row as it is stored. */
export function frameOf({ key, place, value }: PlacedRow): Buffer {
  const text = JSON.stringify([key, value]);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(padded(headBytes + length));
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(hashOf(key), 8);
  bytes.writeUInt32LE(place, 12);
  bytes.write(text, headBytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(8, headBytes + length)), 4);
  return bytes;
}

/** Where in a buffer the row ends that begins there; null where it is not the one that was written. */
export function endOf(bytes: Buffer, at: number): number | null {
  const end = at + headBytes + bytes.readUInt32LE(at);
  if (end > bytes.length || crc32(bytes.subarray(at + 8, end)) !== bytes.readUInt32LE(at + 4)) return null;
  return end;
}

/** The row that lies in a buffer. */
export function rowAt(bytes: Buffer, at: number, end: number): PlacedRow {
  const [key, value] = JSON.parse(bytes.toString('utf8', at + headBytes, end));
  return { key, place: bytes.readUInt32LE(at + 12), value };
}
