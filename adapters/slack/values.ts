import { z } from 'zod';
import { limits } from './limits.ts';
import { slackLength } from './text.ts';

/** What a button or a form carries: the words that it stands for and what makes it single. */
export interface Carried {
  readonly words: string;
  readonly nonce?: string;
}

const carriedSchema = z.object({ w: z.string(), n: z.string().optional() });

function encode({ words, nonce }: Carried, max: number): string | null {
  const value = JSON.stringify({ w: words, ...(nonce === undefined ? {} : { n: nonce }) });
  return slackLength(value) <= max ? value : null;
}

/** The value of a button, null where the words are too long for one. */
export const buttonValue = (carried: Carried): string | null => encode(carried, limits.buttonValue);

/** A modal's private_metadata, null where the words are too long for it. */
export const viewMetadata = (carried: Carried): string | null => encode(carried, limits.privateMetadata);

/** What a pressed button or a submitted form carries. A value that we did not write counts as words, never as an error. */
export function decode(value: string): Carried {
  try {
    const { w, n } = carriedSchema.parse(JSON.parse(value));
    return n === undefined ? { words: w } : { words: w, nonce: n };
  } catch {
    return { words: value };
  }
}
