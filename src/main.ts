import type { Server } from 'node:http';
import pino, { type Logger } from 'pino';
import { markRealPlatform, wasRealPlatform } from '../storage/lowdb/index.ts';
import type { RunningBot } from './bot.ts';
import type { Config } from './config.ts';
import { listenLocally } from './control.ts';
import { demoStart, sampleEntries } from './demo.ts';
import { plain } from './message.ts';
import { fresh, type LoadedProgramme, openData, Refused } from './open.ts';
import { operate } from './operations.ts';
import type { Connection } from './ports.ts';
import type { Programme } from './programme/schema.ts';
import { sampleRoster } from './roster/sample.ts';
import { type Part, serve } from './server.ts';
import { cli as texts } from './texts/cli.ts';

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
export async function start(given: StartOptions): Promise<Started> {
  const options = given.config.demo && given.client ? await withDemoChannels(given) : given;
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
    const server = await serve(config, () => connections, parts).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new Refused(texts.portTaken(config.port), 1) : error;
    });
    cleanUp.push(() => closed(server));
    const port = (server.address() as { port: number }).port;
    const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
    for (const connection of await connect(options, bot, log)) {
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
      await bot.idle();
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

async function connect({ config }: StartOptions, bot: RunningBot, log: Logger): Promise<Connection[]> {
  const saveAddress = bot.saveAddress;
  const made: Connection[] = [];
  if (config.slack) {
    const { connectSlack } = await import('../adapters/slack/index.ts');
    const proxied = await proxiedFetch(config.proxy);
    made.push(
      await connectSlack({ ...config.slack, ...proxied, bot, saveAddress, log }).catch((error: Error) => {
        throw new Refused(error.message, 1);
      }),
    );
  }
  if (config.teams || config.demo) {
    const { connectTeams } = await import('../adapters/teams/index.ts');
    made.push(
      await connectTeams({
        ...config.teams,
        bot,
        saveAddress,
        log,
        loopbackOnly: config.demo,
        ...(config.proxy && { proxy: config.proxy }),
      }),
    );
  }
  return made;
}

/** A fetch and a WebSocket dispatcher that go through HTTPS_PROXY, which Node 20's own do not. */
async function proxiedFetch(proxy: string | null) {
  if (proxy === null) return {};
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent();
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
