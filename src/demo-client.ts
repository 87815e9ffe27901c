import { join } from 'node:path';
import type { Logger } from 'pino';
import { openBrowser } from '../adapters/teams/browser.ts';
import { playgroundPlaces } from '../adapters/teams/places.ts';
import { startPlayground } from '../adapters/teams/playground.ts';
import type { RunningBot } from './bot.ts';
import type { Config } from './config.ts';
import { demoPeople } from './roster/demo-people.ts';
import { demoBanner } from './texts/cli.ts';

/** The channels of the demo's client, where nothing else is configured. */
export const demoChannels = (): Record<'committee' | 'general', string> => {
  const { committee, general } = playgroundPlaces('');
  return { committee: committee.id, general: general.id };
};

interface Options {
  readonly bot: RunningBot;
  readonly url: string;
  readonly config: Config;
  readonly log: Logger;
  readonly say: (text: string) => void;
}

/** Opens Microsoft's local chat client beside the demo, as its first sample person; gives what closes it. */
export async function startDemoClient({ bot, url, config, log, say }: Options): Promise<() => Promise<void>> {
  const users = demoPeople.map(({ name, email }) => ({ name, email }));
  try {
    const client = await startPlayground({
      botUrl: url,
      port: 56150,
      dir: join(config.dataDir, 'cliente'),
      users,
      log,
    });
    const { personal, ...channels } = playgroundPlaces(client.url);
    for (const address of [personal, ...Object.values(channels)]) await bot.saveAddress(address);
    const account = { platform: personal.platform, tenant: personal.tenant, user: personal.id };
    await bot.people.identify({ account, emails: [users[0]!.email], guest: false }, () => true);
    say(demoBanner(client.url, url, config.dataDir));
    openBrowser(client.url);
    return client.stop;
  } catch (error) {
    log.warn({ err: error }, 'the local chat client did not start');
    say(demoBanner(null, url, config.dataDir));
    return async () => {};
  }
}
