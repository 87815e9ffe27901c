import type { Entry, Head } from '../entry.ts';
import type { FreeText, Person } from '../ports/directory.ts';
import { isDoubtful, type Ledger } from '../ports/ledger.ts';

export interface Storing {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly committee: string;
  /** Keeps texts and people before the entries that name them. */
  readonly keep: (texts: readonly FreeText[], people: readonly Person[]) => Promise<void>;
  /** Erases texts that no entry came to name. Never throws. */
  readonly drop?: (texts: readonly FreeText[]) => Promise<void>;
}

/** Stores entries and what they name; false on conflict. Texts that no entry came to name are erased again. */
export async function store(
  { ledger, committee, keep, drop }: Storing,
  after: Head,
  entries: readonly Entry[],
  texts: readonly FreeText[],
  people: readonly Person[],
): Promise<boolean> {
  const dropTexts = async (): Promise<void> => {
    if (texts.length > 0) await drop?.(texts);
  };
  try {
    if (texts.length + people.length > 0) await keep(texts, people);
    if (entries.length === 0 || (await ledger.append(committee, after, entries)) === 'appended') return true;
  } catch (error) {
    if (!isDoubtful(error)) await dropTexts();
    throw error;
  }
  await dropTexts();
  return false;
}
