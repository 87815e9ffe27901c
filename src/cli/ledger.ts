import { resolve } from 'node:path';
import { exportLedger, verifyLedger } from '../../storage/lowdb/index.ts';
import { exportation, verification } from '../texts/storage.ts';
import { openReading } from './data.ts';

type Say = (text: string) => void;

/** A progress line on a terminal, rewritten in place; nothing where the output is not one. */
function meter(text: (done: number, total: number) => string): (done: number, total: number) => void {
  return (done, total) => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${text(done, total)}${done === total ? '\n' : ''}`);
  };
}

/** `pat verificar`: the whole hash chain; false names the first entry that fails. */
export async function verify(say: Say, complain: Say): Promise<boolean> {
  const { config, programme } = await openReading();
  const result = await verifyLedger(config.dataDir, programme.committee.id, {
    onProgress: meter(verification.progress),
  });
  if (result.ok) say(verification.ok(result.entries, result.segments, result.head.hash));
  else complain(verification.damaged(result));
  return result.ok;
}

/** `pat exportar DIR`: every entry as JSON lines with the manifest of hashes. */
export async function exportTo(folder: string, say: Say): Promise<boolean> {
  const { reader, programme } = await openReading();
  const manifest = await exportLedger(reader, programme.committee.id, resolve(folder), {
    onProgress: meter(exportation.progress),
  });
  say(exportation.done(manifest.entries, folder));
  return true;
}
