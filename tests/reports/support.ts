import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Draft, origin, seal } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import type { Programme } from '../../src/programme/schema.ts';
import { reportData } from '../../src/reports/data.ts';
import type { ReportData } from '../../src/reports/types.ts';
import { indexPeople, type People } from '../../src/roster/identify.ts';
import { atOnce } from '../../src/steps.ts';
import { emptyView, type View } from '../../src/view.ts';
import { fact } from '../rules/support.ts';
import { shipped } from '../support/bot.ts';

const run = promisify(execFile);

/** False, loudly, where the machine lacks what a test needs; an error when everything must run (PAT_TEST_ALL=1). */
function machineHas(what: string, command: readonly string[]): boolean {
  const [file = '', ...args] = command;
  if (spawnSync(file, args, { stdio: 'ignore' }).error === undefined) return true;
  if (process.env.PAT_TEST_ALL === '1') throw new Error(`missing on this machine: ${what}`);
  return false;
}

/** LibreOffice and poppler, which know nothing of the libraries that wrote the files. */
export const readers =
  machineHas('LibreOffice (libreoffice-writer-nogui, libreoffice-calc-nogui)', ['soffice', '--version']) &&
  machineHas('poppler-utils', ['pdftotext', '-v']);

/** Removed with all that the run leaves. */
export const folder = await mkdtemp(join(tmpdir(), 'pat-reports-'));

/** Opens a file in LibreOffice, with a profile of its own, and gives what it saves it as. */
export async function office(bytes: Uint8Array, name: string, as: string): Promise<Buffer> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  await run('soffice', [
    `-env:UserInstallation=file://${join(folder, 'profile')}`,
    '--headless',
    '--convert-to',
    as,
    '--outdir',
    join(folder, 'out'),
    file,
  ]);
  return readFile(join(folder, 'out', name.replace(/\w+$/, as.split(':')[0]!)));
}

/** A PDF's words as poppler reads them, runs of blanks as one; a form feed ends each page. */
export async function pdfWords(bytes: Uint8Array): Promise<string> {
  const file = join(folder, `read-${bytes.length}.pdf`);
  await writeFile(file, bytes);
  const { stdout } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { maxBuffer: 1e8 });
  return stdout.replace(/[ \n]+/g, ' ');
}

/** What poppler says of a PDF: pages, size, title. */
export async function pdfInfo(bytes: Uint8Array): Promise<string> {
  const file = join(folder, `info-${bytes.length}.pdf`);
  await writeFile(file, bytes);
  return (await run('pdfinfo', [file])).stdout;
}

export const programme = shipped();

export interface Small {
  readonly view: View;
  readonly people: People;
  /** Facts that come later. */
  add(at: string, ...drafts: readonly Draft[]): void;
  report(period: string, asOf: string, more?: Partial<Parameters<typeof reportData>[0]>): ReportData;
}

/** Everybody's name carries this, so that no document that only counts can hide one. */
export const surname = 'Ejemplo Confidencial';

/** A committee with `size` people (`p1` presides, `p2` is the secretary) and facts of the year 2024. */
export function small(size: number, drafts: readonly Draft[] = [], of: Programme = programme): Small {
  const view = emptyView();
  const ids = Array.from({ length: size }, (_, i) => `p${i + 1}`);
  const people = indexPeople(
    ids.map((id, i) => ({
      id,
      number: String(i + 1).padStart(5, '0'),
      name: `Persona ${i + 1} ${surname}`,
      email: null,
      position: null,
    })),
  );
  const add = (at: string, ...more: readonly Draft[]) => {
    for (const entry of seal(of.committee.id, view.head, more, at)) step(view, entry);
  };
  if (view.head.seq !== origin.seq) throw new Error('not empty');
  add(
    '2024-01-02T15:00:00Z',
    ...ids.map((id) => fact('roster.joined', '2020-01-01', { unit: 'Dirección' }, { subject: id })),
    ...(size < 2 ? [] : [['p1', 'president'] as const, ['p2', 'secretary'] as const]).map(([id, role]) =>
      fact('role.granted', '2024-01-01', { role, unit: null }, { subject: id }),
    ),
  );
  add('2024-07-01T15:00:00Z', ...drafts);
  return {
    view,
    people,
    add,
    report: (period, asOf, more = {}) =>
      atOnce(
        reportData({
          programme: of,
          view,
          people,
          asOf,
          type: /T/.test(period) ? { kind: 'quarterly', period } : { kind: 'annual', period },
          ...more,
        }),
      ),
  };
}

let numbered = 0;
/** A record with a folio of its own. */
export function rec(
  kind: Draft['kind'],
  letters: string,
  on: string,
  body: Draft['body'],
  subject: string | null = null,
): Draft & { readonly folio: string } {
  numbered += 1;
  const folio = `2024-${letters}-${String(numbered).padStart(6, '0')}`;
  return { ...fact(kind, on, body, { subject, folio }), folio };
}

export const training = (person: string, on: string, part = 'declared', course = 'Ética pública') =>
  rec('training.recorded', 'CAP', on, { course, minutes: 240, part }, person);
export const session = (on: string) => rec('session.held', 'SES', on, {});
export const voided = (folio: string, on: string) =>
  rec('record.voided', 'ANU', on, { of: folio, reason: null });

/** The row of an activity. */
export const row = (data: ReportData, number: number) => data.rows.find((r) => r.activity.number === number)!;
