/** What evidence may measure; the refusals say these numbers. */
export const limits = {
  /** Bytes of one file. */
  bytes: 25 * 1024 * 1024,
  /** Files sent at once. */
  files: 10,
  /** Bytes of all parts of an Office file, as its directory declares them. */
  unpacked: 300 * 1024 * 1024,
  /** Parts of an Office file. */
  parts: 5000,
  /** Bytes of the list of an Office file's content types. */
  contentTypes: 1024 * 1024,
  /** Characters of a link, of a file's name and of a note. */
  link: 1500,
  name: 120,
  note: 500,
} as const;
