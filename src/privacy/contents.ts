import { strFromU8, unzipSync } from 'fflate';
import { limits } from '../evidence/limits.ts';
import type { FileType } from '../evidence/types.ts';
import type { Naming } from './naming.ts';

const office: readonly FileType[] = ['docx', 'xlsx', 'pptx'];
const plain: readonly FileType[] = ['txt', 'eml'];

/** Whether a file's own words name somebody wholly; null where no words can be read from it (scans, pictures, PDF, MSG). */
export function contentNames(
  bytes: Uint8Array,
  type: FileType,
  naming: (text: string) => Naming,
): boolean | null {
  const names = (text: string): boolean => naming(text).named === 'wholly';
  if (plain.includes(type)) return names(new TextDecoder().decode(bytes));
  if (!office.includes(type)) return null;
  try {
    let size = 0;
    const parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        size += originalSize;
        return name.endsWith('.xml') && size <= limits.unpacked;
      },
    });
    // A word can be cut by marks of its own, and words can be parted by nothing but marks.
    return Object.values(parts).some((part) => {
      const xml = strFromU8(part);
      return names(xml.replace(/<[^>]*>/g, ' ')) || names(xml.replace(/<[^>]*>/g, ''));
    });
  } catch {
    return null;
  }
}
