import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readLowdbFiles, readLowdbPeople, readLowdbTexts } from '../../storage/lowdb/index.ts';
import { complaintsOf } from '../activities/complaint-figures.ts';
import { Refused } from '../open.ts';
import { reportedProgramme } from '../programme/reports.ts';
import { yearsKnown } from '../programme/versions.ts';
import { bundleStream } from '../reports/bundle.ts';
import { reportData } from '../reports/data.ts';
import { evidenceFiles } from '../reports/evidence.ts';
import { reportFiles } from '../reports/files.ts';
import { spanOf } from '../reports/period.ts';
import { annexOf } from '../reports/roster.ts';
import type { ComplaintCounts, ReportType } from '../reports/types.ts';
import { indexPeople } from '../roster/identify.ts';
import { cli as cliTexts } from '../texts/cli.ts';
import { bundleTexts, missingWords, reportCli as texts } from '../texts/report-papers.ts';
import { reportTitle } from '../texts/reports.ts';
import type { View } from '../view.ts';
import { openReading, readView, todayOf } from './data.ts';

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
  const { config } = reading;
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

  const people = indexPeople(await readLowdbPeople(config.dataDir, programme.committee.id));
  const written = new Map(
    (await readLowdbTexts(config.dataDir, programme.committee.id)).map(({ id, text }) => [id, text]),
  );
  const evidence = evidenceFiles({
    programme,
    view,
    span,
    textOf: (id) => written.get(id) ?? null,
  });
  const data = reportData({
    programme,
    view,
    people,
    asOf,
    type,
    evidence,
    complaints: complaintsIn(view, programme.year, type),
    letterhead: {
      ...(options.oficio !== undefined && { oficio: options.oficio }),
      ...(options.leyenda !== undefined && { legend: options.leyenda }),
      ...(options.lugar !== undefined && { place: options.lugar }),
    },
  });
  say(texts.missing(data.missing.length));
  for (const missing of data.missing) {
    const { text, words } = missingWords(missing);
    say(missing.what === 'oficio' ? texts.oficioLine(text) : texts.line(text, words));
  }

  const folder = resolve(options.salida);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = new Date();
  const files = await reportFiles(data, annexOf(data, view, people), at);
  const zip = bundleTexts.names.zip(type.period);
  const names = [...files.map((f) => f.name), zip];
  const there = new Set(await readdir(folder));
  const taken = names.filter((n) => there.has(n));
  if (taken.length > 0 && options.reemplazar !== true) throw new Refused(texts.exists(taken), 1);
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes, { mode: 0o600 });
  const stored = readLowdbFiles(config.dataDir);
  const open = (sha256: string) => stored.open(programme.committee.id, sha256);
  await writeWhole(join(folder, zip), bundleStream({ data, files, evidence, open, at }));
  say(
    texts.done(
      reportTitle(type),
      names.map((n) => join(options.salida, n)),
    ),
  );
  return true;
}

/** The counts of the report's quarter, or of the year's four; null where nobody recorded any. */
function complaintsIn(view: View, year: number, type: ReportType): ComplaintCounts[] | null {
  const periods = type.kind === 'quarterly' ? [type.period] : [1, 2, 3, 4].map((n) => `${year}-T${n}`);
  const counts = periods.flatMap((period) => {
    const found = complaintsOf(view, period);
    if (found === null) return [];
    const { received, inProcess, concluded } = found;
    return [{ period, received, inProcess, concluded }];
  });
  return counts.length === 0 ? null : counts;
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
