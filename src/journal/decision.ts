import type { Draft } from '../entry.ts';
import type { FreeText, Person } from '../ports/directory.ts';
import type { Steps } from '../steps.ts';
import type { View } from '../view.ts';

/** What a decision records, what must be kept beside it before, and what the caller gets once it is on disk. */
export interface Decision<T> {
  readonly drafts: readonly Draft[];
  readonly texts?: readonly FreeText[];
  readonly people?: readonly Person[];
  readonly value: T;
}

/** What takes long is decided in steps, and others are decided meanwhile. */
export type Decide<T> = (view: View) => Decision<T> | Steps<Decision<T>>;

/** Whether a decision leaves anything behind: facts, texts or people. */
export const keeps = ({ drafts, texts = [], people = [] }: Decision<unknown>): boolean =>
  drafts.length + texts.length + people.length > 0;
