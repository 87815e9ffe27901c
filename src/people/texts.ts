import type { Directory, FreeText } from '../ports/directory.ts';

/** What people wrote, kept before the entry that names it. */
export interface TextBook {
  /** What somebody wrote, by its id; null once it was erased. */
  textOf(id: string): string | null;
  save(written: readonly FreeText[]): Promise<void>;
  /** Erases texts that no entry came to name: now, or with the next that are kept where the disk refuses. Never throws. */
  drop(texts: readonly FreeText[]): Promise<void>;
}

/** `texts` by their ids, written through. */
export function textBook(texts: Map<string, string>, directory: Directory, committee: string): TextBook {
  /** Erased ones that are not on disk yet. */
  let dropped: readonly FreeText[] = [];
  async function store(written: readonly FreeText[]): Promise<void> {
    const erased = dropped;
    await directory.saveTexts(committee, [...erased, ...written]);
    dropped = dropped.filter((text) => !erased.includes(text));
  }
  return {
    textOf: (id) => texts.get(id) || null,
    async save(written) {
      if (written.length > 0) await store(written);
      for (const { id, text } of written) texts.set(id, text);
    },
    async drop(unnamed) {
      for (const { id } of unnamed) texts.delete(id);
      dropped = [...dropped, ...unnamed.map(({ id }) => ({ id, salt: '', text: '' }))];
      await store([]).catch(() => {});
    },
  };
}
