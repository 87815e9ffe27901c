import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '../evidence/limits.ts';
import { readType } from '../evidence/type.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { evidenceTexts, whyRefused } from '../texts/evidence.ts';
import { perform } from './imports.ts';
import { commandConfig } from './which.ts';

type Say = (text: string) => void;

export interface EvidenceOptions {
  readonly actividad?: string;
  readonly folio?: string;
  readonly hoja?: string;
  readonly fecha?: string;
  readonly nota?: string;
}

const isLink = (said: string): boolean => /^https?:\/\//i.test(said);

/**
 * `pat evidencia agregar`: files, and links where one begins like one; all files are looked at before the first is sent, and an
 * unfit one stops it with nothing added.
 */
export async function addEvidenceFiles(
  said: readonly string[],
  { actividad, folio, hoja, fecha, nota = '' }: EvidenceOptions,
  say: Say,
): Promise<boolean> {
  const targets = [actividad, folio, hoja === undefined ? undefined : `hoja ${hoja}`];
  const [target, ...more] = targets.filter((t) => t !== undefined);
  if (target === undefined || more.length > 0) throw new Refused(texts.evidenceWhere, 2);
  const config = await commandConfig();
  for (const file of said.filter((one) => !isLink(one))) {
    const read = await readType(await bytesOf(file));
    if (!read.ok)
      throw new Refused(evidenceTexts.refusedLine(basename(file), whyRefused(read.refusal, limits)), 1);
  }
  for (const one of said) {
    const content = isLink(one)
      ? { link: one }
      : { name: basename(one), base64: (await bytesOf(one)).toString('base64') };
    const order = { op: 'add-evidence' as const, content, note: nota, target, on: fecha ?? null };
    const result = await perform(config, order);
    for (const line of result.lines) say(line);
    if (!result.ok) return false;
  }
  return true;
}

/** `pat evidencia lista`. */
export async function listEvidence(say: Say): Promise<boolean> {
  const result = await perform(await commandConfig(), { op: 'list-evidence' });
  for (const line of result.lines) say(line);
  return result.ok;
}

const bytesOf = (file: string): Promise<Buffer> =>
  readFile(file).catch(() => {
    throw new Refused(texts.noFile(file), 1);
  });
