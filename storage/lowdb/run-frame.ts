import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { PlacedRow } from '../../src/ports.ts';
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

/** A row as it lies in the file. */
export interface Frame {
  readonly place: number;
  readonly hash: number;
  readonly bytes: Buffer;
}

/** 32 bits of a key (FNV-1a, mixed as MurmurHash3 does at its end). */
export function hashOf(key: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) h = Math.imul(h ^ key.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const slotOf = (hash: number, slots: number): number => Math.floor((hash / 0x100000000) * slots);
export const padded = (bytes: number): number => Math.ceil(bytes / align) * align;

export function frameOf({ key, place, value }: PlacedRow): Frame {
  const text = JSON.stringify([key, value]);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(padded(headBytes + length));
  const hash = hashOf(key);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(hash, 8);
  bytes.writeUInt32LE(place, 12);
  bytes.write(text, headBytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(8, headBytes + length)), 4);
  return { place, hash, bytes };
}

/** The row at the beginning of bytes; null where it is not the one that was written. */
export function checked(bytes: Buffer): Frame | null {
  const end = headBytes + bytes.readUInt32LE(0);
  if (end > bytes.length || crc32(bytes.subarray(8, end)) !== bytes.readUInt32LE(4)) return null;
  return { hash: bytes.readUInt32LE(8), place: bytes.readUInt32LE(12), bytes: bytes.subarray(0, end) };
}

export function rowOf({ place, bytes }: Frame): PlacedRow {
  const [key, value] = JSON.parse(bytes.toString('utf8', headBytes, headBytes + bytes.readUInt32LE(0)));
  return { key, place, value };
}
