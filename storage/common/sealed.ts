import { sha256 } from '../../src/entry.ts';
import type { Codec } from './durable.ts';
import { StorageError } from './errors.ts';

/** The newest layout of files that this program writes and reads. */
const format = 1;

const before = '{"data":';
const after = (hash: string) => `,"format":${format},"sha256":"${hash}"}`;
const afterLength = after('0'.repeat(64)).length;

/**
 * A JSON file that notices its own damage: `{"data": ..., "format": 1, "sha256": ...}`, the hash over the data's
 * text. Throws `newer-format` for a layout of the future and `damaged-file` for anything else unreadable.
 */
export function sealed<T>(
  file: string,
  encode: (data: T) => string,
  decode: (value: unknown) => T,
): Codec<T> {
  return {
    encode(data) {
      const text = encode(data);
      return before + text + after(sha256(text));
    },
    decode(bytes) {
      const text = bytes.toString('utf8');
      let whole: { data?: unknown; format?: unknown };
      try {
        whole = JSON.parse(text) as typeof whole;
      } catch (cause) {
        throw new StorageError({ code: 'damaged-file', file }, { cause });
      }
      const found = whole?.format;
      if (typeof found === 'number' && found > format)
        throw new StorageError({ code: 'newer-format', file, format: found });
      const data = text.slice(before.length, -afterLength);
      if (text !== before + data + after(sha256(data)))
        throw new StorageError({ code: 'damaged-file', file });
      try {
        return decode(whole.data);
      } catch (cause) {
        throw new StorageError({ code: 'damaged-file', file }, { cause });
      }
    },
  };
}
