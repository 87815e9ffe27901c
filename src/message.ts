import type { Drawing } from './pictures/layout.ts';

/**
 * A message without a platform. Adapters render it to Block Kit or to an Adaptive Card; every string in it is
 * plain text that the renderer escapes, so that nothing a person typed can ping, link or format.
 */
export interface Message {
  /** The whole message in one line: notification text, fallback, screen reader. Never empty. */
  readonly summary: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'text'; readonly text: string; readonly strong?: boolean }
  /** Small print. */
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | { readonly type: 'list'; readonly items: readonly string[] }
  /** percent 0 to 100, null where the programme defines no percentage; text always says the same as the bar. */
  | {
      readonly type: 'progress';
      readonly label: string;
      readonly percent: number | null;
      readonly text: string;
    }
  | { readonly type: 'links'; readonly links: readonly Link[] }
  | { readonly type: 'choices'; readonly choices: readonly Choice[] }
  /** A form: Teams shows it inside the card; Slack shows a button that opens it as a modal. */
  | { readonly type: 'form'; readonly form: Form }
  /** `sha256` where the bot itself keeps the picture, for platforms that take the file rather than its address. */
  | { readonly type: 'image'; readonly url: string; readonly alt: string; readonly sha256?: string }
  /** A picture that is still to be drawn; before a message goes out it is an image, or left out. */
  | { readonly type: 'drawing'; readonly drawing: Drawing; readonly alt: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A button. Pressing it is the same as writing `words`; `nonce` is what makes this very button single. */
export interface Choice {
  readonly label: string;
  readonly words: string;
  readonly nonce?: string;
  readonly style?: 'primary' | 'danger';
}

/** A form stands for a command: submitting it asks `words` with the fields' values. */
export interface Form {
  readonly title: string;
  readonly words: string;
  readonly nonce?: string;
  readonly intro?: string;
  readonly submit: string;
  readonly fields: readonly Field[];
}

export type Field = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
} & (
  | {
      readonly type: 'text';
      readonly multiline?: boolean;
      readonly maxLength: number;
      readonly initial?: string;
    }
  | {
      readonly type: 'number';
      readonly min: number;
      readonly max: number;
      readonly decimals: boolean;
      readonly initial?: string;
    }
  /** ISO date. */
  | { readonly type: 'date'; readonly initial?: string }
  | { readonly type: 'choice'; readonly options: readonly Option[]; readonly initial?: string }
);

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A message of plain paragraphs; the first is its summary. */
export function plain(first: string, ...rest: readonly string[]): Message {
  return { summary: first, blocks: [first, ...rest].map((text) => ({ type: 'text', text })) };
}

const numbered = /^(\d+)\. (?=\S)/;

/** The items of a list that numbers them itself from 1 on, without their numbers; null where a list does not. */
export function withoutNumbers(items: readonly string[]): string[] | null {
  const all = items.every((item, i) => Number(numbered.exec(item)?.[1]) === i + 1);
  return all ? items.map((item) => item.replace(numbered, '')) : null;
}
