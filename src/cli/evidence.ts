import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseConfig } from '../config.ts';
import { limits } from '../evidence/limits.ts';
import { readType } from '../evidence/type.ts';
import { Refused } from '../open.ts';
import { cli as texts } from '../texts/cli.ts';
import { evidenceTexts, whyRefused } from '../texts/evidence.ts';
import { perform } from './imports.ts';

type Say = (text: string) => void;

export interface EvidenceOptions {
  readonly actividad?: string;
  readonly folio?: string;
  readonly fecha?: string;
}

/** `pat evidencia agregar`: all files are looked at before the first is sent; an unfit one stops it with nothing added. */
export async function addEvidenceFiles(
  files: readonly string[],
  { actividad, folio, fecha }: EvidenceOptions,
  say: Say,
): Promise<boolean> {
  const target = actividad ?? folio;
  if (target === undefined || (actividad !== undefined && folio !== undefined))
    throw new Refused(texts.evidenceWhere, 2);
  const config = parseConfig(process.env);
  for (const file of files) {
    const read = await readType(await bytesOf(file));
    if (!read.ok)
      throw new Refused(evidenceTexts.refusedLine(basename(file), whyRefused(read.refusal, limits)), 1);
  }
  for (const file of files) {
    const base64 = (await bytesOf(file)).toString('base64');
    const on = fecha ?? null;
    const result = await perform(config, { op: 'add-evidence', name: basename(file), base64, target, on });
    for (const line of result.lines) say(line);
    if (!result.ok) return false;
  }
  return true;
}

/** `pat evidencia lista`. */
export async function listEvidence(say: Say): Promise<boolean> {
  const result = await perform(parseConfig(process.env), { op: 'list-evidence' });
  for (const line of result.lines) say(line);
  return result.ok;
}

const bytesOf = (file: string): Promise<Buffer> =>
  readFile(file).catch(() => {
    throw new Refused(texts.noFile(file), 1);
  });
