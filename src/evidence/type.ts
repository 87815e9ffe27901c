import { fileTypeFromBuffer } from 'file-type';
import { compoundType } from './compound.ts';
import { limits } from './limits.ts';
import { isMail } from './mail.ts';
import { officeType } from './office.ts';
import { type FileType, type Refusal, refusals } from './types.ts';

export type TypeRead =
  | { readonly ok: true; readonly type: FileType }
  | { readonly ok: false; readonly refusal: Refusal };

/** What file-type calls the kinds that need no second look. */
const plain: Readonly<Record<string, FileType>> = {
  pdf: 'pdf',
  jpg: 'jpg',
  png: 'png',
  apng: 'png',
  gif: 'gif',
  webp: 'webp',
  tif: 'tif',
  heic: 'heic',
};

const begins = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** The kind of a file by its content, whatever its name says, or why it is not kept. */
export async function readType(bytes: Uint8Array): Promise<TypeRead> {
  const found = await typeOf(bytes);
  return (refusals as readonly string[]).includes(found)
    ? { ok: false, refusal: found as Refusal }
    : { ok: true, type: found as FileType };
}

async function typeOf(bytes: Uint8Array): Promise<FileType | Refusal> {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > limits.bytes) return 'too-big';
  if (begins(bytes, 0x50, 0x4b)) return officeType(bytes);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return compoundType(bytes);
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found !== undefined) return plain[found.ext] ?? 'other';
  return isMail(bytes) ? 'eml' : 'other';
}
