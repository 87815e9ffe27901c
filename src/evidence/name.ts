import { legible } from '../input/clean.ts';
import { beginning } from '../texts/visible.ts';
import { limits } from './limits.ts';
import type { FileType } from './types.ts';

const endings: Partial<Record<FileType, RegExp>> = {
  jpg: /\.jpe?g$/i,
  tif: /\.tiff?$/i,
  heic: /\.hei[cf]$/i,
};

/** A file's name as it is kept: no folders, nothing invisible, and the ending that its content asks for. */
export function cleanName(name: string, type: FileType): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const bare = legible(last.replace(/[<>:"|?*]/g, ' ')).replace(/^[. ]+/, '');
  const ending = endings[type] ?? new RegExp(`\\.${type}$`, 'i');
  const stem = beginning(bare.replace(ending, ''), limits.name).replace(/[. ]+$/, '');
  return `${stem || 'archivo'}.${type}`;
}
