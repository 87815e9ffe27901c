import { unzipSync } from 'fflate';
import { limits } from './limits.ts';
import { TableProblem } from './problem.ts';

export type Parts = Readonly<Record<string, Uint8Array>>;

const useful = /(?:\.xml|\.rels)$/i;

/**
 * The XML parts of an XLSX. Sizes are checked in the archive's directory before anything is unpacked, and no part
 * gets more memory than the directory declares. Throws a TableProblem for bombs and for what is no XLSX without macros.
 */
export function unpack(bytes: Uint8Array): Parts {
  const names = new Set<string>();
  let size = 0;
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      // Twice the same name is how an archive shows one thing to a checker and another to a reader.
      if (names.has(name)) throw new TableProblem('damaged');
      names.add(name);
      if (names.size > limits.parts) throw new TableProblem('bomb', { limit: limits.parts });
      if (!useful.test(name)) return false;
      size += originalSize;
      if (size > limits.unpacked) throw new TableProblem('bomb', { limit: limits.unpacked });
      return true;
    },
  });
  refuseOthers(names, parts);
  return parts;
}

function refuseOthers(names: ReadonlySet<string>, parts: Parts): void {
  const types = new TextDecoder().decode(parts['[Content_Types].xml'] ?? new Uint8Array());
  const macros = [...names].some((name) => /vbaProject\w*\.bin$/i.test(name)) || /macroEnabled/i.test(types);
  if (macros) throw new TableProblem('macros');
  if (names.has('xl/workbook.bin')) throw new TableProblem('binary-excel');
  if (names.has('content.xml')) throw new TableProblem('open-document');
  if (!names.has('xl/workbook.xml')) throw new TableProblem('not-a-table');
}
