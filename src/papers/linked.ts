import type { BundleFileLink, FileLinks, Linked } from '../evidence/links.ts';
import { fileTypes } from '../evidence/types.ts';
import type { Files } from '../ports/files.ts';
import { bundleStream } from '../reports/bundle.ts';

interface Options {
  readonly files: Pick<Files, 'open'>;
  readonly committee: string;
  readonly links: Pick<FileLinks, 'find'>;
}

/** The media type of what a link leads to. */
export const mediaTypeOfLinked = (file: Linked): string =>
  file.form === 'stored' ? fileTypes[file.type].mime : file.mediaType;

/** The bytes of what a link leads to, in pieces and from the beginning; null where they are no longer there. */
export async function openLinked(options: Options, file: Linked): Promise<AsyncIterable<Uint8Array> | null> {
  if (file.form === 'stored') return options.files.open(options.committee, file.sha256);
  return file.form === 'printed' ? once(file.bytes) : openBundle(options, file);
}

async function openBundle({ files, committee, links }: Options, bundle: BundleFileLink) {
  const documents: { name: string; bytes: Buffer }[] = [];
  for (const { name, token } of bundle.documents) {
    const document = await links.find(token);
    if (document?.form !== 'printed') return null;
    documents.push({ name, bytes: Buffer.from(document.bytes) });
  }
  const { data, evidence, at } = bundle;
  const open = (sha256: string) => files.open(committee, sha256);
  return bundleStream({ data, evidence, files: documents, at: new Date(at), open });
}

/** Bytes that are there already, as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
