import type { Logger } from 'pino';
import { spelledOut, type WayOut } from '../../adapters/common/no-proxy.ts';
import { createEntra, type Entra } from '../../adapters/web/entra.ts';
import type { Config } from '../config.ts';
import type { Connection } from '../ports/connection.ts';
import type { Address } from '../ports/directory.ts';
import { Refused } from '../refused.ts';
import type { Bot, Met } from '../request.ts';

interface Options {
  /** What holds for the whole process. */
  readonly config: Config;
  /** Each committee's own. */
  readonly configs: readonly Config[];
  readonly bot: Bot;
  readonly saveAddress: (address: Address) => Promise<void>;
  readonly meet: (all: readonly Met[]) => Promise<void>;
  /** The bytes of a picture of the bot's own. */
  readonly picture: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly log: Logger;
}

/** The platforms that are on, as they connect; what is heavy is loaded only where it is on. */
export async function* connect(options: Options): AsyncGenerator<Connection> {
  const { config, configs, bot, saveAddress, meet, picture, log } = options;
  const proxy: WayOut | null = config.proxy === null ? null : { url: config.proxy, except: config.noProxy };
  const proxied = await proxiedFetch(proxy);
  const workspaces = unique(
    configs.flatMap(({ slack }) => (slack ? [slack] : [])),
    ({ botToken }) => botToken,
  );
  if (config.slackApp && workspaces.length > 0) {
    const { connectSlack } = await import('../../adapters/slack/index.ts');
    const given = { ...config.slackApp, ...proxied, workspaces, bot, saveAddress, meet, log, picture };
    yield await connectSlack(given).catch((error: Error) => {
      throw new Refused(error.message, 1);
    });
  }
  const tenants = configs.flatMap(({ teams }) => teams?.tenants ?? []);
  if (config.demo || configs.some(({ teams }) => teams !== null)) {
    const { connectTeams } = await import('../../adapters/teams/index.ts');
    yield await connectTeams({
      ...config.teams,
      tenants: unique(tenants, (tenant) => tenant),
      bot,
      saveAddress,
      log,
      loopbackOnly: config.demo,
      ...(proxied.fetch && { fetch: proxied.fetch }),
      ...(proxy && { proxy }),
    });
  }
}

const unique = <T>(all: readonly T[], key: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [key(one), one])).values(),
];

/** What reads the tokens of the board's tab in Teams; null where Teams shows none. */
export async function entraOf({ teams, publicUrl, proxy, noProxy }: Config): Promise<Entra | null> {
  if (!teams?.tenantId || !publicUrl.startsWith('https:')) return null;
  const { fetch } = await proxiedFetch(proxy === null ? null : { url: proxy, except: noProxy });
  return createEntra({ ...teams, tenantId: teams.tenantId, publicUrl, ...(fetch && { fetch }) });
}

/** A fetch and a WebSocket dispatcher that go through HTTPS_PROXY, which Node 20's own do not. */
async function proxiedFetch(
  proxy: WayOut | null,
): Promise<{ fetch?: typeof globalThis.fetch; dispatcher?: import('undici').EnvHttpProxyAgent }> {
  if (proxy === null) return {};
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ httpsProxy: proxy.url, noProxy: spelledOut(proxy.except) });
  const through = ((input, init) =>
    fetch(input as string, { ...(init as object), dispatcher })) as typeof globalThis.fetch;
  return { fetch: through, dispatcher };
}
