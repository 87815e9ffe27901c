import { unzipSync } from 'fflate';
import { limits } from './limits.ts';
import type { FileType, Refusal } from './types.ts';

/** Main parts of Office Open XML files (ECMA-376, part 1, 11.3.10, 12.3.23 and 13.3.6). */
const mains: readonly (readonly [string, FileType])[] = [
  ['wordprocessingml.document.main+xml', 'docx'],
  ['spreadsheetml.sheet.main+xml', 'xlsx'],
  ['presentationml.presentation.main+xml', 'pptx'],
];

const list = '[Content_Types].xml';

class Unfit extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Which Office file a ZIP archive is, or why it is not kept. Nothing but the list of content types is unpacked; sizes
 * are those that the archive's own directory declares.
 */
export function officeType(bytes: Uint8Array): FileType | Refusal {
  const names = new Set<string>();
  let size = 0;
  try {
    const parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        // Twice the same name is how an archive shows one thing to a checker and another to a reader.
        if (names.has(name)) throw new Unfit('damaged');
        names.add(name);
        size += originalSize;
        if (names.size > limits.parts || size > limits.unpacked) throw new Unfit('bomb');
        if (name === list && originalSize > limits.contentTypes) throw new Unfit('bomb');
        return name === list;
      },
    });
    const types = parts[list];
    if (types === undefined) return 'other';
    return typeOf(new TextDecoder().decode(types), names);
  } catch (error) {
    return error instanceof Unfit ? error.refusal : 'damaged';
  }
}

function typeOf(types: string, names: ReadonlySet<string>): FileType | Refusal {
  const macros = /macroEnabled|vbaProject/i.test(types) || [...names].some((n) => /vbaProject/i.test(n));
  if (macros) return 'macros';
  const found = mains.filter(([main]) => types.includes(main));
  return found.length === 1 ? found[0]![1] : 'other';
}
