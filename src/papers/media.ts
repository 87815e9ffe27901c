import { fileTypes } from '../evidence/types.ts';

/** The media type that a file's name tells; bytes without one where it tells none. */
export function mediaTypeOf(name: string): string {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'zip') return 'application/zip';
  return Object.hasOwn(fileTypes, extension)
    ? fileTypes[extension as keyof typeof fileTypes].mime
    : 'application/octet-stream';
}
