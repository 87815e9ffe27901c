import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { readTable } from '../adapters/tables/read.ts';
import { openLowdbDirectory, openLowdbFiles, openLowdbLedger, StorageError } from '../storage/lowdb/index.ts';
import { memoryTokens } from '../storage/memory/tokens.ts';
import { type Backups, openBackups } from './backups.ts';
import { createPasses } from './board/passes.ts';
import { createBot, type RunningBot } from './bot.ts';
import type { Config } from './config.ts';
import type { Target } from './due.ts';
import { createFileLinks, type FileLinks } from './evidence/links.ts';
import type { Trouble } from './health.ts';
import { openBoard } from './open/board.ts';
import { createPress } from './papers/press.ts';
import { createGallery, type Gallery } from './pictures/gallery.ts';
import type { Board, Directory, Files, Ledger, Metrics, Snapshot, Tokens } from './ports.ts';
import { type ProgrammeError, parseProgramme, shippedProgrammePath } from './programme/load.ts';
import type { Programme } from './programme/schema.ts';
import { Refused } from './refused.ts';
import { cli as texts } from './texts/cli.ts';
import { cannotWrite, damageAlarm, storageProblem } from './texts/storage.ts';
import { createTokens } from './tokens/index.ts';
import { programVersion, takeFolder } from './upgrade.ts';
import { dump, restore, type View, viewVersion } from './view.ts';
import { takesWrite } from './writable.ts';

export { Refused } from './refused.ts';

export interface LoadedProgramme {
  readonly programme: Programme;
  readonly sha256: string;
}

/** Reads the programme that the environment names, or the shipped one. Throws Refused with every error's place. */
export async function loadProgramme(
  path: string | null,
  line: (error: ProgrammeError) => string,
): Promise<LoadedProgramme> {
  const name = path ?? shippedProgrammePath;
  const text = await readFile(name, 'utf8').catch(() => {
    throw new Refused(texts.noProgrammeFile(String(name)), 2);
  });
  const read = parseProgramme(text);
  if (!read.ok)
    throw new Refused(
      [texts.programme(String(name), read.errors.length), ...read.errors.map(line)].join('\n'),
      2,
    );
  return read;
}

/** Ids, salts and nonces: 96 random bits. */
export const fresh = (): string => randomBytes(12).toString('base64url');

/** A token that nobody guesses: 128 random bits. */
const fresh128 = (): string => randomBytes(16).toString('base64url');

/** A clock that starts at an instant and runs on; real time where none is given. */
export function clockFrom(start: Date | null): () => Date {
  if (start === null) return () => new Date();
  const began = performance.now();
  return () => new Date(start.getTime() + performance.now() - began);
}

/** The data folder, opened for writing, with the bot on it. */
export interface Opened {
  readonly bot: RunningBot;
  readonly files: Files;
  readonly gallery: Gallery;
  readonly tokens: Tokens;
  readonly links: FileLinks | null;
  /** The committee's board; null where nobody reaches the bot's address. */
  readonly board: Board | null;
  readonly now: () => Date;
  /** Why nothing can be recorded now. */
  trouble(): Trouble | null;
  readonly backups: Backups;
  /** Whether the disk takes a write. */
  writable(): Promise<boolean>;
  close(): Promise<void>;
}

interface OpenOptions extends LoadedProgramme {
  readonly config: Config;
  readonly log: Logger;
  /** Instant at which the programme's clock starts; decided once the view is known. */
  readonly clockStart: (view: View | null) => Date | null;
  readonly onWait: (holder: { readonly pid: number }) => void;
  /** Counts for a monitor. */
  readonly metrics?: Pick<Metrics, 'request' | 'appended'>;
}

/** Folder of the pictures that the bot drew, inside the data folder. */
const picturesFolder = 'pictures';

/** Entries between two snapshots: what a start has to fold again at most. */
const snapshotEvery = 5000;

/**
 * Opens the data folder and the bot on it; a damaged ledger opens too, and takes nothing. Throws StorageError or
 * Refused when the folder can't be used.
 */
export async function openData(options: OpenOptions): Promise<Opened> {
  const { config, programme, sha256, log } = options;
  const committee = programme.committee.id;
  const folder = { dir: config.dataDir, committees: [committee], onWait: options.onWait };
  const version = await programVersion();
  const program = await takeFolder({ ...options, folder, version }).catch((error: unknown) => {
    throw refusal(config.dataDir, error);
  });
  const ledger = await openLowdbLedger({
    ...folder,
    logger: log,
    onDamage: ({ segment, seq, reason }) => log.fatal({ segment, seq, reason }, 'ledger damaged'),
  }).catch(async (error: unknown) => {
    await program.close();
    throw refusal(config.dataDir, error);
  });
  let directory: Directory | undefined;
  let files: Files | undefined;
  try {
    directory = await openLowdbDirectory(folder);
    files = await openLowdbFiles(folder);
    const { linksUrl } = config;
    const tokens = createTokens({
      ...{ store: memoryTokens(), committee, clock: Date.now, token: fresh128, log },
    });
    const links = linksUrl === null ? null : createFileLinks({ publicUrl: linksUrl, tokens });
    const passes = linksUrl === null ? null : createPasses({ publicUrl: linksUrl, tokens });
    const press = createPress();
    const backups = await openBackups({ config, programme, version, clock: Date.now, log });
    const pictures = await openLowdbFiles({ ...folder, dir: join(config.dataDir, picturesFolder) });
    const gallery = createGallery({ press, files: pictures, committee, publicUrl: linksUrl, log });
    const from = await loadView(ledger, committee);
    const now = clockFrom(options.clockStart(from ?? null));
    let saved = from?.head.seq ?? 0;
    const saveSnapshot = async (view: View): Promise<void> => {
      saved = view.head.seq;
      const snapshot: Snapshot = { ...view.head, state: { version: viewVersion, view: dump(view) } };
      await ledger.saveSnapshot(committee, snapshot);
    };
    const channels = (audience: 'committee' | 'general'): Target[] =>
      (['slack', 'teams'] as const).flatMap((platform) => {
        const id = config.channels[audience][platform];
        return id === null ? [] : [{ platform, kind: 'channel' as const, id }];
      });
    const bot = await createBot({
      ledger: measured(ledger, options.metrics),
      upkeep: () => ({ backup: backups.upkeep(), teamsSecretExpires: config.teamsSecretExpires }),
      ...(options.metrics && { counted: options.metrics.request }),
      directory,
      files,
      tokens,
      links,
      boardLinks: passes,
      press,
      gallery,
      readTable,
      programme,
      programmeHash: sha256,
      admins: config.admins,
      channels: { committee: channels('committee'), general: channels('general') },
      now,
      clock: Date.now,
      fresh,
      log,
      demo: config.demo,
      // The folder's lock keeps every other process out.
      alone: true,
      ...(from && { from }),
      appended: (view) => {
        if (view.head.seq - saved >= snapshotEvery)
          saveSnapshot(view).catch((error) => log.error({ err: error }, 'snapshot failed'));
      },
    });
    const stored = files;
    const { journal, people } = bot;
    const board =
      passes &&
      openBoard({
        ...{ ledger, dataDir: config.dataDir, journal, people, programme },
        ...{ passes, gallery, press, files: stored, now },
      });
    const opened = [files, pictures, directory];
    return {
      bot,
      board,
      files: stored,
      gallery,
      tokens,
      links,
      now,
      trouble() {
        const damage = ledger.damage(committee);
        if (damage)
          return { detail: `damaged: ${damage.segment}`, alarm: damageAlarm(damage), lasting: true };
        const failure = bot.journal.failure();
        if (failure === null) return null;
        if (failure instanceof StorageError)
          return {
            detail: `refused: ${failure.problem.code}`,
            alarm: storageProblem(failure.problem),
            lasting: true,
          };
        const code = (failure as NodeJS.ErrnoException).code ?? 'error';
        return { detail: `cannot write: ${code}`, alarm: cannotWrite(code), lasting: false };
      },
      backups,
      writable: () => takesWrite(config.dataDir),
      async close() {
        await bot.idle();
        if (bot.journal.whole() && bot.journal.view().head.seq > saved)
          await saveSnapshot(bot.journal.view()).catch(() => {});
        await press.close();
        await backups.close();
        for (const part of opened) await part.close();
        await ledger.close();
        await program.close();
      },
    };
  } catch (error) {
    await files?.close();
    await directory?.close();
    await ledger.close();
    await program.close();
    throw error;
  }
}

/** The ledger with its appends counted and timed. */
function measured(ledger: Ledger, metrics: OpenOptions['metrics']): Ledger {
  if (metrics === undefined) return ledger;
  return {
    ...ledger,
    async append(committee, after, entries) {
      const began = performance.now();
      const outcome = await ledger.append(committee, after, entries);
      if (outcome === 'appended') metrics.appended(entries, (performance.now() - began) / 1000);
      return outcome;
    },
  };
}

/** What keeps a data folder from being used at all, as a line that names PAT_DATA_DIR; any other error as it is. */
export function refusal(dir: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const hopeless = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENAMETOOLONG', 'ENOSPC'];
  return hopeless.includes(code) ? new Refused(texts.badFolder(dir, code), 2) : error;
}

/** The view of the last snapshot; undefined where there is none of this version. */
export async function loadView(
  ledger: { loadSnapshot(committee: string): Promise<Snapshot | null> },
  committee: string,
): Promise<View | undefined> {
  const snapshot = await ledger.loadSnapshot(committee);
  const state = snapshot?.state as { version?: number; view?: never } | undefined;
  return state?.version === viewVersion && state.view ? restore(state.view) : undefined;
}
