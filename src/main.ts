import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { spelledOut, type WayOut } from '../adapters/common/no-proxy.ts';
import { createMetrics } from '../adapters/metrics/index.ts';
import { serveBoard } from '../adapters/web/index.ts';
import { markRealPlatform, wasRealPlatform } from '../storage/lowdb/index.ts';
import type { RunningBot } from './bot.ts';
import { type Config, urlOf } from './config.ts';
import { listenLocally } from './control.ts';
import { demoStart, sampleEntries } from './demo.ts';
import { isRemoved } from './evidence/items.ts';
import { serveFile } from './file-page.ts';
import { createHealth } from './health.ts';
import { createLog } from './logger.ts';
import { serveMetrics } from './metrics-page.ts';
import { fresh, type LoadedProgramme, type Opened, openData, Refused, refusal } from './open.ts';
import { operate } from './operations.ts';
import { servePicture } from './picture-page.ts';
import { hanging } from './pictures/gallery.ts';
import type { Connection, Standing } from './ports.ts';
import type { Programme } from './programme/schema.ts';
import { sampleRoster } from './roster/sample.ts';
import { closed, serve } from './server.ts';
import { cli as texts } from './texts/cli.ts';
import { programVersion } from './upgrade.ts';

export interface StartOptions extends LoadedProgramme {
  readonly config: Config;
  /** Opens the local chat client beside the demo. */
  readonly client: boolean;
  readonly say: (text: string) => void;
}

export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

/** Longest time for each thing that a stop has to end. */
const stopMs = 20_000;

/** Starts the bot: storage, platforms, the HTTP server, the clock. With no platform configured it is the demo. */
export async function start(given: StartOptions): Promise<Started> {
  const options = given.config.demo && given.client ? await withDemoChannels(given) : given;
  const { config, programme, say } = options;
  if (config.demo && config.production) throw new Refused(texts.production, 2);
  const foreign = await wasRealPlatform(config.dataDir).catch((error: unknown) => {
    throw refusal(config.dataDir, error);
  });
  if (config.demo && foreign) throw new Refused(texts.realData(config.dataDir), 2);
  const log = createLog(config.logLevel ?? 'info');
  // What nobody caught ends the process, and the log says why.
  process.once('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'not expected'));
  const metrics = createMetrics({ version: await programVersion(), standing: () => standing() });
  const data = await openData({
    ...options,
    log,
    metrics,
    clockStart: (view) =>
      config.now ??
      (config.demo ? demoStart(programme, (period) => view?.same.has(`card/${period}`) ?? false) : null),
    onWait: ({ pid }) => say(texts.waiting(pid)),
  });
  const { bot } = data;
  const health = createHealth({ ...data, log, clock: Date.now });
  let connections: Connection[] | null = null;
  let lastTick: number | null = null;
  const seconds = (at: Date | null): number | null => at && at.getTime() / 1000;
  const standing = (): Standing => ({
    entries: bot.journal.view().head.seq,
    storageOk: data.trouble() === null,
    paused: bot.journal.view().paused !== null,
    lastTick,
    lastBackup: seconds(data.backups.state().last),
    platforms: (connections ?? []).map((c) => ({ name: c.chat.platform, ok: c.state().ok })),
  });
  /** In the order in which they are done at the end. */
  const cleanUp: (() => Promise<void>)[] = [];
  async function stop(): Promise<void> {
    for (const clean of cleanUp) {
      const done = clean().catch((error) => log.error({ err: error }, 'stopping failed'));
      // What hangs must not keep the ledger from being closed.
      await Promise.race([done, sleep(stopMs, undefined, { ref: false })]);
    }
    await data.close();
  }
  try {
    if (!config.demo) await markRealPlatform(config.dataDir);
    else if (bot.journal.whole() && bot.journal.view().roster.entries().next().done)
      await seed(bot, programme);
    const committee = programme.committee.id;
    const removedNow = (id: string): boolean => isRemoved(bot.journal.view(), id);
    const secure = config.publicUrl.startsWith('https:');
    const board =
      data.board && serveBoard({ board: data.board, tokens: data.tokens, secure, clock: Date.now, log });
    const server = await serve({
      ...config,
      connections: () => connections,
      page: (req, res) =>
        serveMetrics({ metrics, token: config.metricsToken }, req, res) ||
        (board?.(req, res) ?? false) ||
        servePicture(data.gallery, req, res) ||
        (data.links !== null &&
          serveFile({ ...data, committee, links: data.links, isRemoved: removedNow }, req, res)),
      parts: () => [
        health.part(),
        ...[data.backups.part(), data.fileWatch.part()].filter((part) => part !== null),
        ...(connections ?? []).map((c) => ({ name: c.chat.platform, ...c.state() })),
      ],
    }).catch((error: NodeJS.ErrnoException) => {
      throw cannotListen(config, error);
    });
    cleanUp.unshift(() => closed(server));
    const url = urlOf(config.host, (server.address() as { port: number }).port);
    const local = await listenLocally(config.dataDir, (operation) =>
      operate({ ...data, programme, fresh, standing }, operation),
    );
    cleanUp.unshift(() => local.close());
    const connected: Connection[] = [];
    cleanUp.unshift(async () => void (await Promise.all(connected.map((c) => c.stop()))));
    for await (const connection of connect(options, data, log)) connected.push(connection);
    bot.chats.push(...connected.map((c) => hanging(c.chat, data.gallery)));
    connections = connected;
    if (config.demo && options.client) {
      const { startDemoClient } = await import('./demo-client.ts');
      cleanUp.unshift(await startDemoClient({ bot, url, config, log, say }));
    }
    const tick = async (): Promise<void> => {
      if (await health.check()) {
        data.backups.check();
        data.fileWatch.check();
        await bot.tick();
      }
      lastTick = Date.now() / 1000;
    };
    const failed = (error: unknown) => log.error({ err: error }, 'tick failed');
    const timer = setInterval(() => void tick().catch(failed), config.demo ? 1000 : 5000);
    cleanUp.unshift(async () => clearInterval(timer));
    log.info({ url, platforms: connected.map((c) => c.chat.platform), demo: config.demo }, 'ready');
    // Whoever tells it to stop need not wait until everything due is said.
    void tick().catch(failed);
    return {
      url,
      async stop() {
        await stop();
        log.info('stopped');
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Why the server can't listen, as a line that names the variable. */
function cannotListen({ host, port }: Config, error: NodeJS.ErrnoException): unknown {
  if (error.code === 'EADDRINUSE') return new Refused(texts.portTaken(port), 1);
  if (error.code === 'EACCES') return new Refused(texts.portForbidden(port), 2);
  if (['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL'].includes(error.code ?? ''))
    return new Refused(texts.badHost(host), 2);
  return error;
}

/** In the demo the local client's channels are the committee's and the general one, unless others are named. */
async function withDemoChannels(options: StartOptions): Promise<StartOptions> {
  const { demoChannels } = await import('./demo-client.ts');
  const { committee, general } = demoChannels();
  const { channels } = options.config;
  const named = {
    committee: { ...channels.committee, teams: channels.committee.teams ?? committee },
    general: { ...channels.general, teams: channels.general.teams ?? general },
  };
  return { ...options, config: { ...options.config, channels: named } };
}

/** The platforms that are on, as they connect; what is heavy is loaded only where it is on. */
async function* connect(
  { config }: StartOptions,
  { bot, gallery }: Pick<Opened, 'bot' | 'gallery'>,
  log: Logger,
): AsyncGenerator<Connection> {
  const saveAddress = bot.saveAddress;
  const proxy: WayOut | null = config.proxy === null ? null : { url: config.proxy, except: config.noProxy };
  const proxied = await proxiedFetch(proxy);
  if (config.slack) {
    const { connectSlack } = await import('../adapters/slack/index.ts');
    const given = { ...config.slack, ...proxied, bot, saveAddress, log, picture: gallery.open };
    yield await connectSlack(given).catch((error: Error) => {
      throw new Refused(error.message, 1);
    });
  }
  if (config.teams || config.demo) {
    const { connectTeams } = await import('../adapters/teams/index.ts');
    yield await connectTeams({
      ...config.teams,
      bot,
      saveAddress,
      log,
      loopbackOnly: config.demo,
      ...(proxied.fetch && { fetch: proxied.fetch }),
      ...(proxy && { proxy }),
    });
  }
}

/** A fetch and a WebSocket dispatcher that go through HTTPS_PROXY, which Node 20's own do not. */
async function proxiedFetch(proxy: WayOut | null) {
  if (proxy === null) return {};
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ httpsProxy: proxy.url, noProxy: spelledOut(proxy.except) });
  const through = ((input, init) =>
    fetch(input as string, { ...(init as object), dispatcher })) as typeof globalThis.fetch;
  return { fetch: through, dispatcher };
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
