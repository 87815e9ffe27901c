/** What a table may measure at most. A roster of a large institution has some 20,000 people in ten columns. */
export const limits = {
  /** Bytes of the file. */
  bytes: 10 * 1024 * 1024,
  /** Rows with something in them, the header aside. */
  rows: 50_000,
  columns: 60,
  /** Characters of a cell. */
  cell: 2_000,
  /** Bytes of all parts of an XLSX, as its directory declares them. */
  unpacked: 100 * 1024 * 1024,
  /** Parts of an XLSX. */
  parts: 2_000,
  /** The last row that a spreadsheet has. */
  lastRow: 1_048_576,
} as const;
