/**
 * What Teams takes, and what we choose below it. Bytes of UTF-8, characters of text, items of lists.
 * Sources: learn.microsoft.com, "Format your bot messages" (a message over 100 KB in UTF-16 is refused, 80 KB is
 * advised), "Teams connector" (28 KB for cards posted through it), "Cards reference" (six actions).
 */
export const limits = {
  /** The whole activity as JSON: 28 KB less what the SDK adds (addresses, ids). */
  activity: 27_000,
  summary: 1000,
  /** One paragraph; longer text goes on in the next one. */
  paragraph: 2000,
  /** One text of a message. */
  text: 12_000,
  label: 200,
  heading: 300,
  alt: 1000,
  url: 2000,
  actionsPerSet: 6,
  buttonTitle: 80,
  optionTitle: 200,
  /** What a button or form stands for; cutting it would change what it means. */
  words: 2000,
  formTitle: 200,
  placeholder: 300,
  /** What a field is filled with beforehand. */
  value: 4000,
  /** A form that goes along in its own button, so that it can be shown again with what was wrong. */
  formData: 6000,
} as const;
