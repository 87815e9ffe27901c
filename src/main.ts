import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import pino, { type Logger } from 'pino';
import {
  type LowdbLedger,
  markRealPlatform,
  openLowdbDirectory,
  openLowdbLedger,
  wasRealPlatform,
} from '../storage/lowdb/index.ts';
import { createBot, type RunningBot } from './bot.ts';
import type { Config } from './config.ts';
import { listenLocally } from './control.ts';
import { demoStart, sampleEntries } from './demo.ts';
import type { Target } from './due.ts';
import { plain } from './message.ts';
import { operate } from './operations.ts';
import type { Connection, Directory, Snapshot } from './ports.ts';
import { type ProgrammeError, parseProgramme, shippedProgrammePath } from './programme/load.ts';
import type { Programme } from './programme/schema.ts';
import { sampleRoster } from './roster/sample.ts';
import { type Part, serve } from './server.ts';
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
        await bot.journal.idle();
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

export interface StartOptions extends LoadedProgramme {
  readonly config: Config;
  /** `--desde`. */
  readonly since: Date | null;
  /** Opens the local chat client beside the demo. */
  readonly client: boolean;
  readonly say: (text: string) => void;
}

export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the bot: storage, platforms, the HTTP server, the clock. With no platform configured it is the demo. */
export async function start(options: StartOptions): Promise<Started> {
  const { config, programme, say } = options;
  if (config.demo && config.production) throw new Refused(texts.production, 2);
  if (config.demo && (await wasRealPlatform(config.dataDir)))
    throw new Refused(texts.realData(config.dataDir), 2);
  const log = pino({
    level: config.logLevel,
    base: null,
    redact: { paths: ['*.token', '*.password', '*.secret', '*.authorization'], censor: '[redacted]' },
  });
  const alarms: string[] = [];
  const data = await openData({
    ...options,
    log,
    clockStart: (view) =>
      options.since ??
      config.now ??
      (config.demo ? demoStart(programme, (period) => view?.same.has(`card/${period}`) ?? false) : null),
    onWait: ({ pid }) => say(texts.waiting(pid)),
    onDamage: (text) => alarms.push(text),
  });
  const { bot, ledger } = data;
  const committee = programme.committee.id;
  const connections: Connection[] = [];
  const cleanUp: (() => Promise<void>)[] = [];
  try {
    if (!config.demo) await markRealPlatform(config.dataDir);
    else if (bot.journal.view().roster.entries().next().done) await seed(bot, programme);
    const parts = (): Part[] => {
      const damage = ledger.damage(committee);
      return [
        {
          name: 'storage',
          ok: damage === null,
          detail: damage === null ? `${bot.journal.view().head.seq} entries` : `damaged: ${damage.segment}`,
        },
        ...connections.map((c) => ({ name: c.chat.platform, ...c.state() })),
      ];
    };
    const server = await serve(config, () => connections, parts);
    cleanUp.push(() => closed(server));
    const port = (server.address() as { port: number }).port;
    const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
    for (const connection of await connect(options, bot, log, url)) {
      connections.push(connection);
      bot.chats.push(connection.chat);
    }
    const local = await listenLocally(config.dataDir, (operation) =>
      operate({ bot, programme, now: data.now, fresh }, operation),
    );
    cleanUp.push(() => closed(local));
    if (config.demo && options.client) {
      const { startDemoClient } = await import('./demo-client.ts');
      cleanUp.push(await startDemoClient({ bot, url, config, log, say }));
    }
    let sounding = false;
    const tick = async (): Promise<void> => {
      if (alarms.length > 0 && !sounding) {
        sounding = true;
        await soundAlarms(bot, alarms, log);
        sounding = false;
      }
      if (ledger.damage(committee) === null) await bot.tick();
    };
    const timer = setInterval(tick, config.demo ? 1000 : 5000);
    cleanUp.push(async () => {
      clearInterval(timer);
      await bot.tick();
    });
    log.info({ url, platforms: connections.map((c) => c.chat.platform), demo: config.demo }, 'ready');
    await tick();
    return {
      url,
      async stop() {
        for (const connection of connections) await connection.stop();
        for (const clean of cleanUp.reverse()) await clean();
        await data.close();
        log.info('stopped');
      },
    };
  } catch (error) {
    for (const clean of cleanUp.reverse()) await clean().catch(() => {});
    await data.close();
    throw error;
  }
}

async function connect(
  { config }: StartOptions,
  bot: RunningBot,
  log: Logger,
  url: string,
): Promise<Connection[]> {
  const saveAddress = bot.saveAddress;
  const made: Connection[] = [];
  if (config.slack) {
    const { connectSlack } = await import('../adapters/slack/index.ts');
    made.push(await connectSlack({ ...config.slack, bot, saveAddress, log }));
  }
  if (config.teams || config.demo) {
    const { connectTeams } = await import('../adapters/teams/index.ts');
    made.push(
      await connectTeams({
        ...config.teams,
        bot,
        saveAddress,
        log,
        publicUrl: config.demo ? url : config.publicUrl,
        loopbackOnly: config.demo,
      }),
    );
  }
  return made;
}

/** The demo's people and what they did so far; an existing roster is left as it is. */
async function seed(bot: RunningBot, programme: Programme): Promise<void> {
  const sample = sampleRoster(programme.year);
  await bot.journal.submit((view) => ({
    drafts: sampleEntries(view, programme, sample, bot.today()),
    people: sample.people,
    value: null,
  }));
}

/** A damaged ledger takes no claim: the committee is told directly, once a process. */
async function soundAlarms(bot: RunningBot, alarms: string[], log: Logger): Promise<void> {
  for (const text of alarms.splice(0)) {
    for (const to of bot.committee()) {
      const chat = bot.chats.find((c) => c.platform === to.platform);
      const address = bot.people.address(to) ?? { ...to, tenant: '', ref: null };
      await chat
        ?.post(address, plain(text), `alarm/damage`)
        .catch((error) => log.error({ err: error }, 'alarm failed'));
    }
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
  });
