import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics } from '../adapters/metrics/index.ts';
import type { RunningBot } from './bot.ts';
import { type Config, urlOf } from './config.ts';
import { listenLocally } from './control.ts';
import { demoStart, sampleEntries } from './demo.ts';
import type { Deployment } from './deployment.ts';
import { createLog } from './logger.ts';
import { fresh } from './open/committee.ts';
import { type CommitteesOptions, openCommittees } from './open/committees.ts';
import { connect, entraOf } from './open/connect.ts';
import { createPages } from './open/pages.ts';
import { markReal, wasReal } from './open/store.ts';
import { operate } from './operations.ts';
import { serveMetrics } from './pages/metrics.ts';
import type { Connection } from './ports/connection.ts';
import type { Programme } from './programme/schema.ts';
import { Refused } from './refused.ts';
import { sampleRoster } from './roster/sample.ts';
import { closed, serve } from './server.ts';
import { cli as texts } from './texts/cli.ts';
import { programVersion } from './upgrade.ts';

export interface StartOptions extends Deployment {
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
  const { config, say } = options;
  if (config.demo && config.production) throw new Refused(texts.production, 2);
  if (config.demo && (await wasReal(config))) throw new Refused(texts.realData(config.dataDir), 2);
  const log = createLog(config.logLevel ?? 'info');
  // What nobody caught ends the process, and the log says why.
  process.once('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'not expected'));
  const metrics = createMetrics({
    version: await programVersion(),
    standing: () => new Map(committees.all.map((of) => [of.label, of.standing()])),
  });
  let connections: Connection[] | null = null;
  const committees = await openCommittees({
    ...options,
    ...{ log, metrics, clockStart },
    platforms: () => (connections ?? []).map((c) => ({ name: c.chat.platform, ok: c.state().ok })),
    onWait: ({ pid }) => say(texts.waiting(pid)),
  });
  const { all, router } = committees;
  /** In the order in which they are done at the end. */
  const cleanUp: (() => Promise<void>)[] = [];
  async function stop(): Promise<void> {
    for (const clean of cleanUp) {
      const done = clean().catch((error) => log.error({ err: error }, 'stopping failed'));
      // What hangs must not keep the ledger from being closed.
      await Promise.race([done, sleep(stopMs, undefined, { ref: false })]);
    }
    await committees.close();
  }
  try {
    for (const { config: own, bot, programme } of all)
      if (!config.demo) await markReal(own);
      else if (bot.journal.whole() && bot.journal.view().roster.entries().next().done)
        await seed(bot, programme);
    const pages = createPages({
      committees: all,
      entra: await entraOf(config),
      picture: committees.picture,
      secure: config.publicUrl.startsWith('https:'),
      log,
    });
    const server = await serve({
      ...config,
      connections: () => connections,
      page: (req, res) => serveMetrics({ metrics, token: config.metricsToken }, req, res) || pages(req, res),
      parts: () => [
        ...committees.parts(),
        ...(connections ?? []).map((c) => ({ name: c.chat.platform, ...c.state() })),
      ],
    }).catch((error: NodeJS.ErrnoException) => {
      throw cannotListen(config, error);
    });
    cleanUp.unshift(() => closed(server));
    const url = urlOf(config.host, (server.address() as { port: number }).port);
    for (const of of all) {
      const local = await listenLocally(of.config.dataDir, (operation) =>
        operate({ ...of, fresh }, operation),
      );
      cleanUp.unshift(() => local.close());
    }
    const connected: Connection[] = [];
    cleanUp.unshift(async () => void (await Promise.all(connected.map((c) => c.stop()))));
    const connecting = connect({
      ...{ config, log },
      configs: all.map((of) => of.config),
      bot: router,
      saveAddress: router.saveAddress,
      meet: router.meet,
      picture: committees.picture,
    });
    for await (const connection of connecting) connected.push(connection);
    for (const of of all) of.bot.chats.push(...connected.flatMap((c) => of.chatOn(c) ?? []));
    connections = connected;
    if (config.demo && options.client) {
      const { startDemoClient } = await import('./demo-client.ts');
      cleanUp.unshift(await startDemoClient({ bot: all[0]!.bot, url, config, log, say }));
    }
    const tick = async (): Promise<void> => void (await Promise.all(all.map((of) => of.tick())));
    const timer = setInterval(() => void tick(), config.demo ? 1000 : 5000);
    cleanUp.unshift(async () => clearInterval(timer));
    const several = all.length > 1 ? { committees: all.map((of) => of.committee) } : {};
    const platforms = connected.map((c) => c.chat.platform);
    log.info({ url, platforms, demo: config.demo, ...several }, 'ready');
    // Whoever tells it to stop need not wait until everything due is said.
    void tick();
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

/** When the programme's clock starts: as the configuration says, in the demo on a day that is worth seeing. */
const clockStart: CommitteesOptions['clockStart'] = ({ config, programme }, view) =>
  config.now ??
  (config.demo ? demoStart(programme, (period) => view?.same.has(`card/${period}`) ?? false) : null);

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
  const [setup] = options.committees;
  const { channels } = setup.config;
  const named = {
    committee: { ...channels.committee, teams: channels.committee.teams ?? committee },
    general: { ...channels.general, teams: channels.general.teams ?? general },
  };
  const config = { ...setup.config, channels: named };
  return { ...options, config, committees: [{ ...setup, config }] };
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
