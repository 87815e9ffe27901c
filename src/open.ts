import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type LowdbLedger, openLowdbDirectory, openLowdbLedger } from '../storage/lowdb/index.ts';
import { createBot, type RunningBot } from './bot.ts';
import type { Config } from './config.ts';
import type { Target } from './due.ts';
import type { Directory, Snapshot } from './ports.ts';
import { type ProgrammeError, parseProgramme, shippedProgrammePath } from './programme/load.ts';
import type { Programme } from './programme/schema.ts';
import { cli as texts } from './texts/cli.ts';
import { damageAlarm } from './texts/storage.ts';
import { dump, restore, type View, viewVersion } from './view.ts';

/** Something that whoever runs the server can mend: its lines, and the exit code. */
export class Refused extends Error {
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

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

/** A clock that starts at an instant and runs on; real time where none is given. */
export function clockFrom(start: Date | null): () => Date {
  if (start === null) return () => new Date();
  const began = performance.now();
  return () => new Date(start.getTime() + performance.now() - began);
}

/** The data folder, opened for writing, with the bot on it. */
export interface Opened {
  readonly bot: RunningBot;
  readonly ledger: LowdbLedger;
  readonly now: () => Date;
  saveSnapshot(): Promise<void>;
  close(): Promise<void>;
}

interface OpenOptions extends LoadedProgramme {
  readonly config: Config;
  readonly log: Logger;
  /** Instant at which the programme's clock starts; decided once the view is known. */
  readonly clockStart: (view: View | null) => Date | null;
  readonly onWait: (holder: { readonly pid: number }) => void;
  readonly onDamage?: (text: string) => void;
}

/** Entries between two snapshots: what a start has to fold again at most. */
const snapshotEvery = 5000;

/** Opens the data folder and the bot on it. Throws StorageError when the folder can't be used. */
export async function openData(options: OpenOptions): Promise<Opened> {
  const { config, programme, sha256, log } = options;
  const committee = programme.committee.id;
  const folder = { dir: config.dataDir, committees: [committee], onWait: options.onWait };
  const ledger = await openLowdbLedger({
    ...folder,
    logger: log,
    onDamage: (damage) => {
      log.fatal({ segment: damage.segment, seq: damage.seq, reason: damage.reason }, 'ledger damaged');
      options.onDamage?.(damageAlarm(damage));
    },
  });
  let directory: Directory | undefined;
  try {
    directory = await openLowdbDirectory(folder);
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
      ledger,
      directory,
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
    const opened = directory;
    return {
      bot,
      ledger,
      now,
      saveSnapshot: () => saveSnapshot(bot.journal.view()),
      async close() {
        await bot.idle();
        if (bot.journal.view().head.seq > saved) await saveSnapshot(bot.journal.view()).catch(() => {});
        await opened.close();
        await ledger.close();
      },
    };
  } catch (error) {
    await directory?.close();
    await ledger.close();
    throw error;
  }
}

/** The view of the last snapshot; undefined where there is none of this version. */
export async function loadView(
  ledger: { loadSnapshot(committee: string): Promise<Snapshot | null> },
  committee: string,
): Promise<View | undefined> {
  const state = (await ledger.loadSnapshot(committee))?.state as
    | { version?: number; view?: never }
    | undefined;
  return state?.version === viewVersion && state.view ? restore(state.view) : undefined;
}
