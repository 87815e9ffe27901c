import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import {
  type Backup,
  isUnmounted,
  listBackups,
  removeBackups,
  StorageError,
} from '../storage/lowdb/index.ts';
import { localDate } from './calendar.ts';
import { type Config, filesHome } from './config.ts';
import type { Upkeep } from './due/situation.ts';
import type { Part } from './health.ts';
import { makeBackup } from './open/backup.ts';
import type { Programme } from './programme/schema.ts';
import { type BackupState, backupDue, backupTrouble, expired } from './upkeep/plan.ts';

interface Options {
  readonly config: Config;
  readonly programme: Programme;
  /** This program's version. */
  readonly version: string;
  /** Real time in ms. */
  readonly clock: () => number;
  readonly log: Logger;
  /** Waits for its turn, where several committees are backed up in one night. */
  readonly inTurn?: Turn;
}

/** Does work when it is its turn. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export interface Backups {
  /** Makes the daily backup where it is due, in the background; the next look comes with the next tick. */
  check(): void;
  /** Its line of /readyz; null where nobody said where backups go. */
  part(): Part | null;
  upkeep(): Upkeep['backup'];
  state(): BackupState;
  /** Resolves when no backup is under way. */
  close(): Promise<void>;
}

/** Where the backup before an upgrade goes when nobody said where backups go: the same disk is enough for that. */
export const upgradeFolder = ({ config: { backups, dataDir } }: Pick<Options, 'config'>): string =>
  backups?.dir ?? join(resolve(dataDir), 'respaldos');

/** The daily backup of a running bot. */
export async function openBackups(options: Options): Promise<Backups> {
  const { config, programme, version, clock, log, inTurn = (work) => work() } = options;
  const { backups } = config;
  const committee = programme.committee.id;
  const now = (): Date => new Date(clock());
  let state: BackupState = { last: null, failure: null, tried: null };
  let running: Promise<void> | null = null;
  if (backups !== null) await look(backups.dir);

  async function look(dir: string): Promise<void> {
    if (await isUnmounted(filesHome(config), dir)) {
      state = { ...state, failure: 'unmounted' };
      return;
    }
    try {
      state = { ...state, last: (await listBackups(dir, committee)).at(-1)?.at ?? null };
    } catch (error) {
      state = { ...state, failure: codeOf(error) };
    }
  }

  async function make(dir: string): Promise<void> {
    const tried = now();
    try {
      const made = await makeBackup(config, { committee, destination: dir, program: version, at: tried });
      const damaged = made.manifest.damaged.length;
      log.info(told(made), 'backed up');
      state = { last: tried, failure: damaged > 0 ? 'damaged evidence' : null, tried };
      if (damaged > 0) log.error({ damaged: made.manifest.damaged }, 'stored evidence is damaged');
    } catch (error) {
      log.error({ err: error }, 'backup failed');
      state = { ...state, failure: codeOf(error), tried };
      return;
    }
    try {
      const all = await listBackups(dir, committee);
      const gone = expired(all, now(), backups!).map(({ name }) => name);
      await removeBackups(dir, gone, now());
    } catch (error) {
      log.warn({ err: error }, 'old backups could not be removed');
    }
  }

  return {
    check() {
      if (backups === null || running !== null || !backupDue(state, now(), programme.timeZone)) return;
      running = inTurn(() => make(backups.dir)).finally(() => {
        running = null;
      });
    },
    part() {
      if (backups === null) return null;
      const trouble = backupTrouble(state, now());
      const last = state.last === null ? 'none yet' : `last ${state.last.toISOString()}`;
      const detail = trouble === null ? last : `${trouble.what} ${trouble.why}`.trim().concat(`, ${last}`);
      return { name: 'backup', ok: trouble === null, detail, advisory: true };
    },
    upkeep() {
      const trouble = backups === null ? null : backupTrouble(state, now());
      if (trouble === null) return null;
      const lastOn = trouble.last && localDate(trouble.last, programme.timeZone);
      return { what: trouble.what, why: trouble.why, lastOn };
    },
    state: () => state,
    close: async () => {
      await running;
    },
  };
}

/** A backup for the log: its name and sizes. */
export function told({ folder, manifest, added }: Backup) {
  const [first] = manifest.committees;
  return {
    folder,
    entries: first?.entries ?? 0,
    evidence: manifest.evidence.length,
    added,
    damaged: manifest.damaged.length,
  };
}

/** Why something failed, in a word. */
export const codeOf = (error: unknown): string =>
  error instanceof StorageError ? error.problem.code : ((error as NodeJS.ErrnoException).code ?? 'error');
