import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import pino from 'pino';
import { readTable } from '../../adapters/tables/read.ts';
import { StorageError } from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { askRunning } from '../control.ts';
import { createLog } from '../logger.ts';
import { fresh } from '../open/committee.ts';
import { loadProgramme } from '../open/programme.ts';
import { openData } from '../open.ts';
import type { Operation, OperationResult } from '../operations/schema.ts';
import { operate } from '../operations.ts';
import type { Row } from '../ports/tables.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { tableError } from '../texts/roster.ts';
import { commandConfig } from './which.ts';

type Say = (text: string) => void;

export interface RosterOptions {
  readonly simular?: boolean;
  readonly completo?: boolean;
  /** Numbers of people who were forgotten and are to be taken in again. */
  readonly readmitir?: readonly string[];
}

/** `pat plantilla importar`: asks for the typed confirmation where many people would leave. */
export async function importRosterFile(
  file: string,
  { simular, completo, readmitir = [] }: RosterOptions,
  say: Say,
): Promise<boolean> {
  const config = await commandConfig();
  const operation = {
    op: 'import-roster' as const,
    rows: await rowsOf(file),
    complete: completo === true,
    simulate: simular === true,
    ...(readmitir.length > 0 && { readmit: readmitir }),
  };
  const result = await perform(config, operation);
  for (const line of result.lines) say(line);
  if (result.confirm === undefined) return result.ok;
  const typed = await ask(texts.confirmTyped);
  if (typed.trim() !== result.confirm) {
    say(texts.notConfirmed);
    return false;
  }
  const done = await perform(config, { ...operation, typed: result.confirm });
  for (const line of done.lines) say(line);
  return done.ok;
}

/** `pat registros importar`: a list made on paper, refused line by line. */
export async function importRecordsFile(
  file: string,
  { simular, acreditado }: { simular?: boolean; acreditado?: boolean },
  say: Say,
): Promise<boolean> {
  const config = await commandConfig();
  const result = await perform(config, {
    op: 'import-records',
    rows: await rowsOf(file),
    simulate: simular === true,
    accredited: acreditado === true,
  });
  for (const line of result.lines) say(line);
  return result.ok;
}

async function rowsOf(file: string): Promise<Row[]> {
  const bytes = await readFile(file).catch(() => {
    throw new Refused(texts.noFile(file), 1);
  });
  const table = await readTable(bytes, basename(file));
  if (!table.ok) throw new Refused(table.errors.map(tableError).join('\n'), 1);
  return [...table.rows];
}

/** Through the running bot where one runs; otherwise here. Throws Refused where nothing could be recorded. */
export async function perform(config: Config, operation: Operation): Promise<OperationResult> {
  const running = await askRunning(config.dataDir, operation).catch((error: Error) => {
    throw new Refused(texts.noAnswer(error.message), 1);
  });
  const result = running ?? (await performHere(config, operation));
  if (result.failed !== undefined) throw new Refused(result.failed, 1);
  return result;
}

async function performHere(config: Config, operation: Operation): Promise<OperationResult> {
  const loaded = await loadProgramme(config.programmePath, programmeErrorLine);
  const log = createLog(config.logLevel ?? 'warn', pino.destination(2));
  const opening = openData({
    ...loaded,
    config,
    log,
    clockStart: () => config.now,
    onWait: ({ pid }) => process.stderr.write(`${texts.waiting(pid)}\n`),
  });
  const data = await opening.catch(async (error: unknown) => {
    // A bot that was still starting holds the folder, and takes operations by now.
    const result = isLocked(error) ? await askRunning(config.dataDir, operation) : null;
    if (result === null) throw error;
    return result;
  });
  if ('ok' in data) return data;
  try {
    return await operate({ ...data, programme: loaded.programme, fresh }, operation);
  } finally {
    await data.close();
  }
}

const isLocked = (error: unknown): boolean =>
  error instanceof StorageError && error.problem.code === 'locked';

/** Asks whoever sits at the terminal; nothing where nobody does. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([
      lines.question(question),
      new Promise<string>((done) => lines.once('close', () => done(''))),
    ]);
  } finally {
    lines.close();
  }
}
