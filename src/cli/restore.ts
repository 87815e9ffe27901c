import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import {
  beginRestore,
  carryForgotten,
  openLowdbLedger,
  openLowdbReader,
  StorageError,
  verifyLedger,
} from '../../storage/lowdb/index.ts';
import { localDate } from '../calendar.ts';
import type { Config } from '../config.ts';
import { type Draft, seal } from '../entry.ts';
import { step } from '../fold.ts';
import { readFolio } from '../folio.ts';
import { UnknownKind } from '../kinds.ts';
import { moveFolder } from '../open/move.ts';
import { loadProgramme } from '../open/programme.ts';
import { reached } from '../open/store.ts';
import { DamagedLedger } from '../ports/ledger.ts';
import type { Programme } from '../programme/schema.ts';
import { Refused } from '../refused.ts';
import { type JumpsInput, jumpsOf, lostOf, restoredBody } from '../restore/jumps.ts';
import { backupTexts as texts } from '../texts/backup.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { emptyView, type View } from '../view.ts';
import { commandConfig } from './which.ts';

type Say = (text: string) => void;

interface Options {
  readonly simular?: boolean;
  readonly folioMinimo?: readonly string[];
}

/**
 * `pat restaurar`: checks the whole backup, then takes its data in the place of what is there, which is kept aside; in a
 * database only where nothing is there of the committee. The ledger says so in an entry of its own, by which folios jump
 * and the bot waits for the secretary.
 */
export async function restore(folder: string, options: Options, say: Say): Promise<boolean> {
  const config = await commandConfig();
  const { database } = config;
  const { programme } = await loadProgramme(config.programmePath, programmeErrorLine);
  const committee = programme.committee.id;
  const known = leastFolios(options.folioMinimo ?? []);
  const backup = resolve(folder);
  if (database !== null) {
    const { checkRestorable } = await import('../../storage/postgres/index.ts');
    await reached(checkRestorable(database.url, committee));
  }
  const { manifest, restoring } = await beginRestore(backup, config.dataDir).catch((error: unknown) => {
    throw error instanceof StorageError && error.problem.code === 'locked'
      ? new Refused(texts.running, 1)
      : error;
  });
  try {
    const found = manifest.committees.map((c) => c.committee);
    if (!found.includes(committee)) throw new Refused(texts.otherCommittee(found, committee), 2);
    // What is in a database is empty, or is not replaced.
    const served = database === null ? await servedBy(config.dataDir) : [];
    if (served.length > 0 && !served.includes(committee))
      throw new StorageError({
        code: 'other-committee',
        folder: config.dataDir,
        found: served,
        wanted: committee,
      });
    const stored = await viewOf(join(backup, 'datos'), committee);
    const replaced = database === null ? await replacedBy(config, committee) : null;
    const on = localDate(config.now ?? new Date(), programme.timeZone);
    const jumps = jumpsOf({ backup: stored.view, replaced, years: yearsSince(stored.last, on), known, on });
    const lost = lostOf(
      stored.view,
      replaced,
      replaced !== null && (await holdsHead(config, committee, stored.view)),
    );
    const state = replaced === null ? 'none' : replaced.whole ? 'whole' : 'damaged';
    const name = basename(backup);
    say(texts.verified(name, manifest.takenAt, stored.view.head.seq, manifest.evidence.length));
    if (manifest.damaged.length > 0) say(texts.damagedInside(manifest.damaged.length));
    say(texts.replaced(state, lost, database === null ? 'folder' : 'database'));
    for (const line of texts.jumps(jumps)) say(line);
    if (state !== 'whole') say(texts.howToKnow);
    if (options.simular === true) {
      say(texts.simulated);
      return true;
    }
    const staged = await restoring.stage();
    const body = restoredBody({ name, takenAt: manifest.takenAt }, lost, jumps);
    await declare({ staged, programme, on, at: config.now ?? new Date(), body });
    if (database !== null) {
      const { entries, files } = await moveFolder({ dir: staged, committee, database, restoring: true });
      say(texts.restoredInto(entries, files));
      say(texts.forgetAgain);
      say(texts.next);
      return true;
    }
    // Whoever was forgotten since the backup stays forgotten.
    await carryForgotten(config.dataDir, staged, committee).catch((error: unknown) => {
      if (!(error instanceof StorageError)) throw error;
      say(texts.notCarried);
    });
    const aside = await restoring.replace(new Date());
    say(texts.restored(aside, config.dataDir));
    say(texts.next);
    return true;
  } finally {
    await restoring.close();
  }
}

/** The committees whose data lie in a folder; none where it does not tell. */
const servedBy = async (dir: string): Promise<readonly string[]> =>
  (await openLowdbReader(dir).catch(() => null))?.committees ?? [];

/** Folios that somebody holds, as the least to which their series jump. */
function leastFolios(said: readonly string[]): Map<string, number> {
  const least = new Map<string, number>();
  for (const text of said) {
    const folio = readFolio(text);
    if (folio === null) throw new Refused(texts.badFolio(text), 2);
    const [series, n] = [folio.slice(0, 8), Number(folio.slice(9))];
    least.set(series, Math.max(least.get(series) ?? 0, n));
  }
  return least;
}

/** The ledger of a folder as far as it can be read, and whether that is to its end. Throws where a newer program wrote it. */
async function viewOf(
  dir: string,
  committee: string,
): Promise<{ view: View; whole: boolean; last: string | null }> {
  const view = emptyView();
  let last: string | null = null;
  try {
    const reader = await openLowdbReader(dir);
    for await (const entry of reader.read(committee, 1)) {
      step(view, entry);
      last = entry.recordedAt;
    }
  } catch (error) {
    if (error instanceof UnknownKind)
      throw new StorageError({ code: 'newer-kind', folder: dir, kind: error.kind, seq: error.seq });
    if (!(error instanceof DamagedLedger || error instanceof StorageError)) throw error;
    return { view, whole: false, last };
  }
  return { view, whole: true, last };
}

/** The ledger that is to be replaced; null where there is none. */
async function replacedBy({ dataDir }: Config, committee: string): Promise<JumpsInput['replaced']> {
  const there = await stat(join(dataDir, committee, 'ledger')).catch(() => null);
  if (there === null) return null;
  const { view, whole } = await viewOf(dataDir, committee).catch((error: unknown) => {
    // One of a newer program is read no further; how far it had come nobody knows.
    if (error instanceof StorageError) return { view: emptyView(), whole: false };
    throw error;
  });
  const sound = whole && (await verifyLedger(dataDir, committee).catch(() => ({ ok: false }))).ok;
  return { view, whole: sound };
}

/** Whether the ledger that is replaced is the same one as the backup's, further on. */
async function holdsHead({ dataDir }: Config, committee: string, { head }: View): Promise<boolean> {
  if (head.seq === 0) return true;
  try {
    const reader = await openLowdbReader(dataDir);
    for await (const entry of reader.read(committee, head.seq)) return entry.hash === head.hash;
  } catch {
    // What can't be read is told elsewhere.
  }
  return false;
}

/** Years in which something may have been recorded since the backup's last entry. */
function yearsSince(last: string | null, on: string): number[] {
  const to = Number(on.slice(0, 4));
  const from = last === null ? to : Math.min(to, Number(last.slice(0, 4)));
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** Writes the restore's own entry at the end of the staged ledger. */
async function declare({
  staged,
  programme,
  on,
  at,
  body,
}: {
  readonly staged: string;
  readonly programme: Programme;
  readonly on: string;
  readonly at: Date;
  readonly body: Draft['body'];
}): Promise<void> {
  const committee = programme.committee.id;
  const ledger = await openLowdbLedger({ dir: staged, committees: [committee], waitMs: 0 });
  try {
    const head = await ledger.head(committee);
    const draft: Draft = {
      kind: 'ledger.restored',
      key: `restored/${head.seq + 1}`,
      folio: null,
      subject: null,
      actor: 'cli',
      platform: 'cli',
      occurredOn: on,
      body,
    };
    const entries = seal(committee, head, [draft], at.toISOString());
    const answer = await ledger.append(committee, head, entries);
    if (answer !== 'appended') throw new Error(`the restore was not recorded: ${answer}`);
  } finally {
    await ledger.close();
  }
}
