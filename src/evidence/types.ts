/** Kinds of file that are kept as evidence: how each is named and given back. */
export const fileTypes = {
  pdf: { mime: 'application/pdf' },
  jpg: { mime: 'image/jpeg' },
  png: { mime: 'image/png' },
  gif: { mime: 'image/gif' },
  webp: { mime: 'image/webp' },
  tif: { mime: 'image/tiff' },
  heic: { mime: 'image/heic' },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pptx: { mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
  eml: { mime: 'message/rfc822' },
  msg: { mime: 'application/vnd.ms-outlook' },
  /** What the bot itself files; nobody can send it. */
  txt: { mime: 'text/plain; charset=utf-8' },
} as const;

export type FileType = keyof typeof fileTypes;
export const fileTypeNames = Object.keys(fileTypes) as [FileType, ...FileType[]];

/** Why a file is not kept. */
export const refusals = [
  'empty',
  'too-big',
  'too-many',
  'macros',
  'bomb',
  'password',
  'old-office',
  'damaged',
  'other',
  /** It could not be fetched from the platform. */
  'lost',
] as const;
export type Refusal = (typeof refusals)[number];

/** A stored file that the ledger names; `evidence` is its number where it is a piece of evidence. */
export interface NamedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly evidence: string | null;
  /** The entry that named it last. */
  readonly seq: number;
}

/** What is wrong with a stored file: it is not there, or no longer what it was, or the disk does not give it. */
export interface FileFault extends NamedFile {
  readonly what: 'missing' | 'changed' | 'unreadable';
}

export interface FilesChecked {
  readonly files: number;
  readonly bytes: number;
  readonly faults: readonly FileFault[];
}
