import { createHash } from 'node:crypto';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { legible } from '../input/clean.ts';
import { bundleTexts as texts } from '../texts/report-papers.ts';
import { anchorLine } from '../texts/reports.ts';
import { beginning } from '../texts/visible.ts';
import { csvLine } from './inert.ts';
import type { Evidence, ReportData } from './types.ts';

/** A file of the bundle that is in memory. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Evidence with its file; `sha256` as it was stored, so that a changed file is noticed. Without `file` it is a link. */
export interface EvidenceFile extends Evidence {
  readonly file?: {
    /** Its name as the sender gave it. */
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
  };
}

export interface BundleInput {
  readonly data: ReportData;
  readonly files: readonly BundleFile[];
  readonly evidence: readonly EvidenceFile[];
  /** A stored file's bytes in pieces, null where there is none; called once a file, when its turn comes (`Files.open`). */
  readonly open: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  /** Time that the entries of the ZIP carry. */
  readonly at: Date;
}

/** What a stream of the bundle fails with when a file of evidence is gone, or is not what was stored. */
export class ChangedEvidence extends Error {
  readonly evidence: string;
  constructor(evidence: string) {
    super(`evidence ${evidence} is not what was stored`);
    this.name = 'ChangedEvidence';
    this.evidence = evidence;
  }
}

/**
 * The whole report as one ZIP, streamed: its documents, the evidence, an index (CSV), the ledger's anchor and SHA256SUMS, which
 * `sha256sum -c` checks. Evidence is never held in memory whole. The stream fails with ChangedEvidence, or with what
 * opening a piece of evidence fails with.
 */
export function bundleStream({ data, files, evidence, open, at }: BundleInput): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.once('error', (error: Error) => output.destroy(error));
  const sums: string[] = [];
  const options = { mtime: at, mode: 0o100600 };
  const put = (name: string, bytes: Buffer) => {
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
    zip.addBuffer(bytes, name, { ...options, compress: !/\.(docx|xlsx)$/.test(name) });
  };
  for (const { name, bytes } of files) put(name, bytes);
  put(texts.names.anchor, Buffer.from(texts.anchor(anchorLine(data))));
  const named = withNames(evidence);
  put(texts.names.index, Buffer.from(`\ufeff${indexOf(named)}`));
  for (const { item, name } of named) {
    const { file, id } = item;
    if (!file) continue;
    zip.addReadStreamLazy(name, { ...options, size: file.size, compress: false }, (give) => {
      const check = checking(id, file.sha256, (sum) => sums.push(`${sum}  ${name}`));
      check.once('error', (error) => output.destroy(error));
      give(null, check);
      pump(open(file.sha256), id, check).catch((error: Error) => check.destroy(error));
    });
  }
  // Last, when the sums of all others are known.
  zip.addReadStreamLazy(texts.names.sums, options, (give) => {
    give(null, new PassThrough().end(`${sums.join('\n')}\n`));
  });
  zip.end();
  return output;
}

async function pump(opened: ReturnType<BundleInput['open']>, id: string, into: Transform): Promise<void> {
  const source = await opened;
  if (source === null) throw new ChangedEvidence(id);
  await pipeline(source, into);
}

/** Lets bytes through and fails at their end where they are not those that were stored. */
function checking(id: string, expected: string, done: (sum: string) => void): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      next(null, chunk);
    },
    flush(next) {
      const sum = hash.digest('hex');
      done(sum);
      next(sum === expected ? null : new ChangedEvidence(id));
    },
  });
}

interface Named {
  readonly item: EvidenceFile;
  readonly name: string;
}

/** Names inside the ZIP that no system minds: no folders, no control characters, not too long, each once. */
function withNames(evidence: readonly EvidenceFile[]): Named[] {
  return evidence.map((item) => {
    const given = legible(item.file?.name ?? '')
      .replace(/[/\\:*?"<>|]/g, '_')
      .replace(/^\.+/, '');
    const [, stem = given, extension = ''] = /^(.*?)(\.\w{1,8})?$/.exec(given) ?? [];
    const id = item.id.replace(/[^\w-]/g, '_');
    const name = `${texts.names.evidence}/${[id, beginning(stem, 80).replace(/[. ]+$/, '')].filter(Boolean).join('_')}${extension}`;
    return { item, name };
  });
}

/** The index as CSV, one line a piece of evidence. */
function indexOf(named: readonly Named[]): string {
  return [
    csvLine(texts.indexHeader),
    ...named.map(({ item, name }) =>
      csvLine([
        item.id,
        String(item.activity),
        legible(item.title),
        item.occurredOn,
        item.file ? name : (item.link ?? ''),
      ]),
    ),
  ].join('');
}
