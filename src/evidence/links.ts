import type { Json } from '../entry.ts';
import { legible } from '../input/clean.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { EvidenceFile } from '../reports/bundle.ts';
import type { ReportData } from '../reports/types.ts';
import type { Shown } from './received.ts';

/** A document that was made for whoever asked, whole. */
export interface PrintedFile {
  readonly form: 'printed';
  readonly name: string;
  readonly mediaType: string;
}

/** A report with its evidence as one ZIP, made anew each time that it is fetched; its documents lie under links of their own. */
export interface BundleFileLink {
  readonly form: 'bundle';
  readonly name: string;
  readonly mediaType: string;
  readonly data: ReportData;
  readonly evidence: readonly EvidenceFile[];
  /** UTC instant in ISO form. */
  readonly at: string;
  readonly documents: readonly { readonly name: string; readonly token: string }[];
}

/** A link that was made: its address and the token in it. */
export interface FileLink {
  readonly url: string;
  readonly token: string;
}

/** What a link leads to. */
export type Linked =
  | ({ readonly form: 'stored' } & Shown)
  | (PrintedFile & { readonly bytes: Uint8Array })
  | BundleFileLink;

/** Links under which files can be fetched for a day; whoever gives one to somebody awaits the tokens' `stored` before. */
export interface FileLinks {
  /** An address of a stored file. */
  make(file: Shown): string;
  /** A link to a document, or to a bundle of them. */
  offer(file: BundleFileLink): FileLink;
  offer(file: PrintedFile, bytes: Uint8Array): FileLink;
  /** What a token leads to that still holds; null otherwise. */
  find(token: string): Promise<Linked | null>;
}

interface Options {
  /** Where people reach the bot, without a slash at its end. */
  readonly publicUrl: string;
  readonly tokens: Pick<Tokens, 'issue' | 'get'>;
}

/** The path under which files are given out. */
export const filesPath = '/archivos/';

/** Links to files. */
export function createFileLinks({ publicUrl, tokens }: Options): FileLinks {
  function link(file: Exclude<Linked, PrintedFile> | PrintedFile, bytes?: Uint8Array): FileLink {
    const token = tokens.issue('file', file as unknown as Json, bytes);
    return { token, url: `${publicUrl}${filesPath}${token}/${encodeURIComponent(legible(file.name))}` };
  }

  return {
    make: (file) => link({ form: 'stored', ...file }).url,
    offer: link,
    async find(token) {
      const kept = await tokens.get('file', token);
      if (kept === null) return null;
      const file = kept.value as unknown as Exclude<Linked, PrintedFile> | PrintedFile;
      return file.form === 'printed' ? { ...file, bytes: kept.bytes ?? new Uint8Array() } : file;
    },
  };
}
