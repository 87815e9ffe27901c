import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { legible } from '../input/clean.ts';
import { bundleTexts as texts } from '../texts/report-papers.ts';
import { anchorLine } from '../texts/reports.ts';
import type { Evidence, ReportData } from './data.ts';
import { inert } from './inert.ts';

/** A file of the bundle that is in memory. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Evidence with its file on disk; `sha256` as it was stored, so that a changed file is noticed. */
export interface EvidenceFile extends Evidence {
  readonly path?: string;
  /** Its name as the sender gave it. */
  readonly fileName?: string;
  readonly sha256?: string;
}

export interface BundleInput {
  readonly data: ReportData;
  readonly files: readonly BundleFile[];
  readonly evidence: readonly EvidenceFile[];
  /** Time that the entries of the ZIP carry. */
  readonly at: Date;
}

/** Thrown when a file of evidence is not what was stored. */
export class ChangedEvidence extends Error {
  readonly evidence: string;
  constructor(evidence: string) {
    super(`evidence ${evidence} is not what was stored`);
    this.name = 'ChangedEvidence';
    this.evidence = evidence;
  }
}

/**
 * Writes the whole report as one ZIP: its documents, the evidence, an index (CSV), the ledger's anchor and SHA256SUMS, which
 * `sha256sum -c` checks. Evidence is streamed from disk, so memory stays flat. The file appears only when it is whole.
 * Throws ChangedEvidence, and what the file system throws.
 */
export async function writeBundle(out: string, input: BundleInput): Promise<void> {
  const { data, files, evidence, at } = input;
  const zip = new ZipFile();
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

  const temporary = `${out}.tmp`;
  const output = zip.outputStream as PassThrough;
  zip.once('error', (error: Error) => output.destroy(error));
  for (const { item, name } of named) {
    if (item.path === undefined) continue;
    const { path } = item;
    const { size } = await stat(path);
    zip.addReadStreamLazy(name, { ...options, size, compress: false }, (give) => {
      const hash = createHash('sha256');
      const tap = new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk);
          done(null, chunk);
        },
        flush(done) {
          const found = hash.digest('hex');
          sums.push(`${found}  ${name}`);
          done(item.sha256 === undefined || item.sha256 === found ? null : new ChangedEvidence(item.id));
        },
      });
      const file = createReadStream(path);
      file.once('error', (error) => tap.destroy(error));
      give(null, file.pipe(tap));
    });
  }
  // Last, when the sums of all others are known.
  zip.addReadStreamLazy(texts.names.sums, options, (give) => {
    give(null, new PassThrough().end(`${sums.join('\n')}\n`));
  });
  zip.end();
  try {
    await pipeline(output, createWriteStream(temporary, { mode: 0o600 }));
    await rename(temporary, out);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

interface Named {
  readonly item: EvidenceFile;
  readonly name: string;
}

/** Names inside the ZIP that no system minds: no folders, no control characters, not too long, each once. */
function withNames(evidence: readonly EvidenceFile[]): Named[] {
  return evidence.map((item) => {
    const given = legible(item.fileName ?? '')
      .replace(/[/\\:*?"<>|]/g, '_')
      .replace(/^\.+/, '');
    const [, stem = given, extension = ''] = /^(.*?)(\.\w{1,8})?$/.exec(given) ?? [];
    const id = item.id.replace(/[^\w-]/g, '_');
    const name = `${texts.names.evidence}/${[id, stem.slice(0, 80)].filter(Boolean).join('_')}${extension}`;
    return { item, name };
  });
}

/** The index as CSV, one line a piece of evidence. */
function indexOf(named: readonly Named[]): string {
  const cell = (value: string) => `"${inert(value).replaceAll('"', '""')}"`;
  const line = (cells: readonly string[]) => cells.map(cell).join(',');
  return `${[
    line(texts.indexHeader),
    ...named.map(({ item, name }) =>
      line([
        item.id,
        String(item.activity),
        legible(item.title),
        item.occurredOn,
        item.path === undefined ? (item.link ?? '') : name,
      ]),
    ),
  ].join('\r\n')}\r\n`;
}
