import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../../src/ports/files.ts';
import { committees } from './ledger.ts';

const [a, b] = committees;
const none = '0'.repeat(64);

export interface FilesUnderTest {
  readonly files: Files;
  /** Closes the files and opens what they stored; null where nothing outlives a close. */
  readonly reopen: (() => Promise<Files>) | null;
  dispose(): Promise<void>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All bytes of a stored file; null where there is none. */
export async function bytesOf(files: Files, committee: string, hash: string): Promise<Buffer | null> {
  const content = await files.open(committee, hash);
  if (content === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* pieces(...all: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield Buffer.from(piece);
}

/** What all stores of files must do. `outlives`: what is kept outlives a close; memory opts out. */
export function filesContract(
  name: string,
  make: () => Promise<FilesUnderTest>,
  { outlives = true }: { readonly outlives?: boolean } = {},
): void {
  describe(`files contract: ${name}`, () => {
    let made: FilesUnderTest;
    let files: Files;
    beforeEach(async () => {
      made = await make();
      files = made.files;
    });
    afterEach(() => made.dispose());

    it('has nothing at first', async () => {
      expect(await files.has(a, none)).toBe(false);
      expect(await files.open(a, none)).toBeNull();
    });

    it('gives back what was put, whole or in pieces, under its SHA-256', async () => {
      const bytes = Buffer.from('acta de la sesión\n');
      const whole = await files.put(a, bytes);
      expect(whole).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
      expect(await files.put(a, pieces('acta de ', 'la ', '', 'sesión\n'))).toEqual(whole);
      expect(await files.has(a, whole.sha256)).toBe(true);
      expect(await bytesOf(files, a, whole.sha256)).toEqual(bytes);
    });

    it('keeps nothing of a content that breaks off', async () => {
      const broken = (async function* () {
        yield Buffer.from('half');
        throw new Error('the line was cut');
      })();
      await expect(files.put(a, broken)).rejects.toThrow('the line was cut');
      expect(await files.has(a, sha256(Buffer.from('half')))).toBe(false);
    });

    it('takes many at once, the same one too', async () => {
      const contents = Array.from({ length: 20 }, (_, n) => Buffer.from(`file ${n % 5}`));
      const stored = await Promise.all(contents.map((bytes) => files.put(a, bytes)));
      expect(new Set(stored.map((s) => s.sha256)).size).toBe(5);
      for (const [n, { sha256: hash }] of stored.entries())
        expect(await bytesOf(files, a, hash)).toEqual(contents[n]);
    });

    it('keeps committees apart', async () => {
      const { sha256: hash } = await files.put(a, Buffer.from('one'));
      expect(await files.has(b, hash)).toBe(false);
      expect(await files.open(b, hash)).toBeNull();
    });

    it.each([
      '',
      'x',
      '../../../etc/passwd',
      `../${none}`,
      none.toUpperCase().replaceAll('0', 'A'),
    ])('takes no name but a SHA-256: «%s»', async (name) => {
      await expect(files.open(a, name)).rejects.toThrow(RangeError);
      await expect(files.has(a, name)).rejects.toThrow(RangeError);
    });

    if (!outlives) return;
    it('gives the same after it was closed and opened again', async () => {
      const any = fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(any, async (contents) => {
          const fresh = await make();
          const stored = await Promise.all(contents.map((bytes) => fresh.files.put(a, bytes)));
          const again = await fresh.reopen!();
          for (const [n, { sha256: hash }] of stored.entries())
            expect(await bytesOf(again, a, hash)).toEqual(Buffer.from(contents[n]!));
          await fresh.dispose();
        }),
        { numRuns: 10 },
      );
    });
  });
}
