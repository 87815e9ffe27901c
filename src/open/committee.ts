import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { readTable } from '../../adapters/tables/read.ts';
import { StorageError } from '../../storage/common/errors.ts';
import { type Backups, openBackups, type Turn } from '../backups.ts';
import { createPasses } from '../board/passes.ts';
import { createBot, type RunningBot } from '../bot.ts';
import type { Config } from '../config.ts';
import type { Target } from '../due/keys.ts';
import { createFileLinks, type FileLinks } from '../evidence/links.ts';
import { createFileWatch, type FileWatch } from '../evidence/watch.ts';
import type { Trouble } from '../health.ts';
import { takeOverMs } from '../outbox/claims.ts';
import type { Paces } from '../outbox/pace.ts';
import type { Press } from '../papers/paper.ts';
import { createPress } from '../papers/press.ts';
import { createGallery, type Gallery } from '../pictures/gallery.ts';
import type { Board } from '../ports/board.ts';
import type { Files } from '../ports/files.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Counts } from '../ports/metrics.ts';
import type { Store } from '../ports/store.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Request } from '../request.ts';
import { cannotWrite, damageAlarm, storageProblem } from '../texts/storage.ts';
import { createTokens } from '../tokens.ts';
import { programVersion } from '../upgrade.ts';
import type { View } from '../view.ts';
import { openBoard } from './board.ts';
import { inTurn } from './in-turn.ts';
import type { LoadedProgramme } from './programme.ts';
import { openView } from './view.ts';

/** A committee that is open: its bot and what goes with it. */
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
  readonly fileWatch: FileWatch;
  /** Whether the store takes a write. */
  writable(): Promise<boolean>;
  /** Whether this process says what is due: of all that share the store one does. */
  isSender(): boolean;
  /** Ends the committee's part; what it was opened on stays open. */
  close(): Promise<void>;
}

export interface CommitteeOptions extends LoadedProgramme {
  readonly config: Config;
  readonly log: Logger;
  /** Instant at which the programme's clock starts; decided once the view is known. */
  readonly clockStart: (view: View | null) => Date | null;
  /** Counts for a monitor. */
  readonly metrics?: Counts;
  /** The press of the whole process; one of the committee's own where it is left out. */
  readonly press?: Press;
  /** How many nights' work is done at once is for the process to say. */
  readonly inTurn?: Turn;
  /** The pace of each platform, shared by all who speak through its connection. */
  readonly paces?: Paces;
  /** Which other committee of the deployment a request's channel is of. */
  readonly channelTakenBy?: (request: Request) => string | null;
  /** What its tokens begin with, where several committees share an address. */
  readonly tokenPrefix?: string;
}

/** Ids, salts and nonces: 96 random bits. */
export const fresh = (): string => randomBytes(12).toString('base64url');

/** A token that nobody guesses: 128 random bits. */
const token = (): string => randomBytes(16).toString('base64url');

/** A clock that starts at an instant and runs on; real time where none is given. */
function clockFrom(start: Date | null): () => Date {
  if (start === null) return () => new Date();
  const began = performance.now();
  return () => new Date(start.getTime() + performance.now() - began);
}

/** Opens one committee's bot on a store that serves it; where its ledger is damaged too, and then it takes nothing. */
export async function openCommittee(store: Store, options: CommitteeOptions): Promise<Opened> {
  const { config, programme, sha256, log, metrics } = options;
  const { ledger, directory, files } = store;
  const committee = programme.committee.id;
  const { linksUrl: publicUrl } = config;
  const prefixed = (): string => `${options.tokenPrefix ?? ''}${token()}`;
  const tokens = createTokens({ store: store.tokens, committee, clock: Date.now, token: prefixed, log });
  const links = publicUrl === null ? null : createFileLinks({ publicUrl, tokens });
  const passes = publicUrl === null ? null : createPasses({ publicUrl, tokens });
  const press = options.press ?? createPress();
  const version = await programVersion();
  const backups = await openBackups({
    config,
    programme,
    version,
    clock: Date.now,
    log,
    ...(options.inTurn && { inTurn: options.inTurn }),
  });
  const entries = () => ledger.read(committee, 1);
  const fileWatch = createFileWatch({ files, committee, entries, clock: Date.now, log });
  const gallery = createGallery({ press, files: store.pictures, committee, publicUrl, log });
  const kept = await openView(ledger, committee);
  const from = kept.view;
  const now = clockFrom(options.clockStart(from ?? null));
  const unsaved = (err: unknown): void => log.error({ err }, 'snapshot failed');
  const bot = await createBot({
    ledger: measured(ledger, metrics),
    upkeep: () => ({
      backup: backups.upkeep(),
      evidence: fileWatch.upkeep(),
      teamsSecretExpires: config.teamsSecretExpires,
    }),
    ...(metrics && { counted: metrics.request }),
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
    channels: { committee: channels(config, 'committee'), general: channels(config, 'general') },
    now,
    clock: Date.now,
    fresh,
    log,
    demo: config.demo,
    alone: store.alone,
    ...(!store.alone && { leaseMs: takeOverMs }),
    ...(options.paces && { paces: options.paces }),
    ...(options.channelTakenBy && { channelTakenBy: options.channelTakenBy }),
    ...(from && { from }),
    appended: (view) => void kept.saveInTime(view)?.catch(unsaved),
    read: (view) => kept.saveInTime(view)?.catch(unsaved),
    anew: kept.anew,
  });
  const { journal, people } = bot;
  const missed = (err: unknown): void => log.warn({ err }, 'what others wrote was not read yet');
  /** What others changed in the directory and was not read yet; null where that may be anything. */
  let told: readonly string[] | null = null;
  const others = {
    entries: inTurn(() => journal.refresh(), missed),
    directory: inTurn(async () => {
      const changes = told;
      told = [];
      try {
        await people.refresh(changes);
      } catch (error) {
        told = null;
        throw error;
      }
    }, missed),
  };
  store.follow(committee, {
    written(what, change) {
      if (what === 'directory') told = change === undefined ? null : told && [...told, change];
      others[what].run();
    },
    sender(isSender) {
      log.info({ isSender }, isSender ? 'says what is due from now on' : 'says nothing any more');
      // Another process says it, perhaps already.
      if (!isSender) bot.halt(true);
    },
  });
  // What was written between the reading above and this.
  if (!store.alone) {
    others.entries.run();
    others.directory.run();
  }
  const board =
    passes &&
    openBoard({
      ...{ store, journal, people, programme, passes, gallery, press, files, now, log },
      admins: config.admins,
    });
  return {
    bot,
    board,
    files,
    gallery,
    tokens,
    links,
    now,
    trouble() {
      const damage = ledger.damage(committee);
      if (damage) return { detail: `damaged: ${damage.segment}`, alarm: damageAlarm(damage), lasting: true };
      const failure = journal.failure();
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
    fileWatch,
    writable: store.writable,
    isSender: () => store.isSender(committee),
    async close() {
      await Promise.all([others.entries.end(), others.directory.end()]);
      await bot.idle();
      if (journal.whole()) await kept.save(journal.view()).catch(() => {});
      if (!options.press) await press.close();
      await backups.close();
      await fileWatch.close();
    },
  };
}

/** The channels that the environment names. */
const channels = (config: Config, audience: 'committee' | 'general'): Target[] =>
  (['slack', 'teams'] as const).flatMap((platform) => {
    const id = config.channels[audience][platform];
    return id === null ? [] : [{ platform, kind: 'channel' as const, id }];
  });

/** The ledger with its appends counted and timed. */
function measured(ledger: Ledger, metrics: CommitteeOptions['metrics']): Ledger {
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
