import { resolve } from 'node:path';
import type { Entry } from '../entry.ts';
import { checkFiles } from '../evidence/check.ts';
import { readAnchor } from '../input/anchor.ts';
import type { StoreReader } from '../ports/store.ts';
import { Refused } from '../refused.ts';
import { exportation, verification } from '../texts/storage.ts';
import { openReading, type Reading } from './data.ts';
import { writable } from './write.ts';

type Say = (text: string) => void;

/** A progress line on a terminal, rewritten in place; nothing where the output is not one. */
function meter(text: (done: number, total: number) => string): (done: number, total: number) => void {
  return (done, total) => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${text(done, total)}${done === total ? '\n' : ''}`);
  };
}

/**
 * `pat verificar`: the whole hash chain and each file that it names; what fails is named. Anchors tell whether the ledger still holds
 * what it held when they were posted or printed: a chain alone does not miss its newest entries.
 */
export async function verify(anchors: readonly string[], say: Say, complain: Say): Promise<boolean> {
  const { programme, reader } = await openReading();
  const read = anchors.map((said) => {
    const anchor = readAnchor(said);
    if (anchor === null) throw new Refused(verification.badAnchor(said), 2);
    return anchor;
  });
  const result = await reader.verify(programme.committee.id, meter(verification.progress));
  if (result.ok) say(verification.ok(result.entries, result.segments ?? null, result.head.hash));
  else complain(verification.damaged(result));
  if (!result.ok) return false;
  const whole = await verifyFiles({ programme, reader }, say, complain);
  let held = true;
  for (const anchor of read) {
    const found = await entryAt(reader, programme.committee.id, anchor.seq);
    const holds = found?.hash.startsWith(anchor.hash) === true;
    held &&= holds;
    if (holds) say(verification.anchorHeld(anchor.seq));
    else if (found === null) complain(verification.anchorBeyond(anchor.seq, result.entries));
    else complain(verification.anchorOther(anchor.seq));
  }
  if (!held) await tellRestores(reader, programme.committee.id, complain);
  return held && whole;
}

/** Every stored file that the ledger names, with its content. */
async function verifyFiles(
  { programme, reader }: Pick<Reading, 'programme' | 'reader'>,
  say: Say,
  complain: Say,
): Promise<boolean> {
  const committee = programme.committee.id;
  const checked = await checkFiles({
    files: reader.files,
    committee,
    entries: reader.read(committee, 1),
    onProgress: meter(verification.filesProgress),
  });
  for (const fault of checked.faults) complain(verification.fileFault(fault));
  if (checked.faults.length === 0) say(verification.files(checked));
  return checked.faults.length === 0;
}

async function entryAt(reader: StoreReader, committee: string, seq: number): Promise<Entry | null> {
  for await (const entry of reader.read(committee, seq)) return entry.seq === seq ? entry : null;
  return null;
}

/** A declared restore explains why the newest entries of before are gone. */
async function tellRestores(reader: StoreReader, committee: string, complain: Say): Promise<void> {
  for await (const { kind, seq, occurredOn } of reader.read(committee, 1))
    if (kind === 'ledger.restored') complain(verification.restoredAt(seq, occurredOn));
}

/** `pat exportar DIR`: every entry as JSON lines with the manifest of hashes. */
export async function exportTo(folder: string, say: Say): Promise<boolean> {
  const { reader, programme } = await openReading();
  const manifest = await writable(folder, () =>
    reader.exportLedger(programme.committee.id, resolve(folder), meter(exportation.progress)),
  );
  say(exportation.done(manifest.entries, folder));
  return true;
}
