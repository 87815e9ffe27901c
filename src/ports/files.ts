/** Stored bytes, known by their content alone. */
export interface StoredFile {
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Files by their content: the same bytes are kept once. Every implementation passes tests/contracts/files.ts.
 * What `put` gave is on disk; where it throws, or the content does, nothing is kept.
 */
export interface Files {
  put(committee: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** The bytes in pieces, null where there is no such file. Throws RangeError for what is no SHA-256. */
  open(committee: string, sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
  has(committee: string, sha256: string): Promise<boolean>;
  close(): Promise<void>;
}
