import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { print } from '../papers/print.ts';
import { reportedProgramme } from '../programme/reports.ts';
import { yearsKnown } from '../programme/versions.ts';
import { Refused } from '../refused.ts';
import { bundleStream } from '../reports/bundle.ts';
import { orderReport } from '../reports/order.ts';
import { spanOf } from '../reports/period.ts';
import type { ReportType } from '../reports/types.ts';
import { indexPeople } from '../roster/identify.ts';
import { atOnce } from '../steps.ts';
import { cli as cliTexts } from '../texts/cli.ts';
import { missingWords } from '../texts/report-missing.ts';
import { bundleTexts, reportCli as texts } from '../texts/report-papers.ts';
import { reportTitle } from '../texts/reports.ts';
import { openReading, readView, todayOf } from './data.ts';
import { writable } from './write.ts';

export interface ReportOptions {
  readonly salida: string;
  readonly oficio?: string;
  readonly fecha?: string;
  readonly leyenda?: string;
  readonly lugar?: string;
  readonly reemplazar?: boolean;
  readonly programa?: string;
}

/** `pat informe trimestral N`, `pat informe anual`: what is missing, then the files. Only reads; works beside a running bot. */
export async function writeReport(
  which: { readonly kind: 'quarterly'; readonly quarter: string } | { readonly kind: 'annual' },
  options: ReportOptions,
  say: (text: string) => void,
): Promise<boolean> {
  const reading = await openReading();
  const { reader } = reading;
  if (which.kind === 'quarterly' && !/^[1-4]$/.test(which.quarter))
    throw new Refused(texts.badQuarter(which.quarter), 2);
  const view = await readView(reading);
  const asOf = options.fecha ?? (await todayOf(reading));
  const programme = reportedProgramme(
    { view, programme: reading.programme, today: asOf },
    {
      quarter: which.kind === 'annual' ? null : which.quarter,
      year: options.programa === undefined ? null : Number(options.programa),
    },
  );
  if (programme === null)
    throw new Refused(cliTexts.badProgramme(options.programa ?? '', yearsKnown(view, reading.programme)), 2);
  const type: ReportType =
    which.kind === 'annual'
      ? { kind: 'annual', period: String(programme.year) }
      : { kind: 'quarterly', period: `${programme.year}-T${which.quarter}` };
  const span = spanOf(programme, type, asOf);
  const { from } = span;
  if (asOf < from) throw new Refused(texts.notBegun(reportTitle(type), from), 1);

  const people = indexPeople(await reader.people(programme.committee.id));
  const written = new Map((await reader.texts(programme.committee.id)).map(({ id, text }) => [id, text]));
  const at = new Date();
  const { data, paper } = atOnce(
    orderReport({ programme, view, people, textOf: (id) => written.get(id) ?? null, now: at }, type, asOf, {
      exact: true,
      letterhead: {
        ...(options.oficio !== undefined && { oficio: options.oficio }),
        ...(options.leyenda !== undefined && { legend: options.leyenda }),
        ...(options.lugar !== undefined && { place: options.lugar }),
      },
    }),
  );
  say(texts.missing(data.missing.length));
  for (const missing of data.missing) {
    const { text, words } = missingWords(missing, type);
    say(missing.what === 'oficio' ? texts.oficioLine(text) : texts.line(text, words));
  }

  const folder = resolve(options.salida);
  await writable(options.salida, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  const stored = reader.files;
  const open = (sha256: string) => stored.open(programme.committee.id, sha256);
  const form = paper.template && (await bytesIn(await open(paper.template.sha256)));
  const printed = await print(
    form && paper.template ? { ...paper, template: { ...paper.template, bytes: form } } : paper,
  );
  const files = printed.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
  const zip = bundleTexts.names.zip(type.period);
  const names = [...files.map((f) => f.name), zip];
  const there = new Set(await readdir(folder));
  const taken = names.filter((n) => there.has(n));
  if (taken.length > 0 && options.reemplazar !== true) throw new Refused(texts.exists(taken), 1);
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes, { mode: 0o600 });
  await writeWhole(join(folder, zip), bundleStream({ data, files, evidence: paper.evidence, open, at }));
  say(
    texts.done(
      reportTitle(type),
      names.map((n) => join(options.salida, n)),
    ),
  );
  return true;
}

/** A small stored file whole; undefined where it is gone. */
async function bytesIn(pieces: AsyncIterable<Uint8Array> | null): Promise<Buffer | undefined> {
  if (pieces === null) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of pieces) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Writes a stream as a file that appears only when it is whole; throws what the stream or the disk throws. */
export async function writeWhole(file: string, stream: Readable): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    await pipeline(stream, createWriteStream(temporary, { mode: 0o600 }));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
