import type { Logger } from 'pino';
import type { Address } from '../../src/ports/directory.ts';
import type { Bot, Reply, Request } from '../../src/request.ts';
import { told } from './errors.ts';
import type { Identity, People } from './people.ts';
import type { Poster } from './poster.ts';
import type { TeamSource } from './team.ts';

export interface InboundOptions {
  readonly bot: Bot;
  readonly people: People;
  readonly team: TeamSource;
  readonly poster: Poster;
  readonly saveAddress: (address: Address) => Promise<void>;
  readonly log: Logger;
}

/** What somebody did in Slack, before it is known who they are. */
export interface Said extends Pick<Request, 'where' | 'words' | 'fields' | 'nonce' | 'files' | 'canOpen'> {
  readonly user: string;
  /** The workspace that the request names for the person. */
  readonly team: string | null;
  /** Where it was said; a direct message's own id counts as none. */
  readonly channel: string | null;
}

export interface Inbound {
  ask(said: Said): Promise<Reply>;
  /** Shows or refreshes the person's App Home. */
  home(user: string, team: string | null): Promise<void>;
  /** Whether the person looked at App Home since the bot runs: what is there is shown again when it changes. */
  looksAtHome(user: string): boolean;
}

const rememberAtMost = 10_000;

/** Direct messages have ids of their own kind; they are no channels for the rules. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** From what was said to what the core answers: who it is, where they can be reached, the request. */
export function createInbound({ bot, people, team, poster, saveAddress, log }: InboundOptions): Inbound {
  const saved = new Set<string>();
  const homes = new Set<string>();

  async function keep(kind: Address['kind'], id: string): Promise<void> {
    const tenant = team.known()?.id;
    if (tenant === undefined || saved.has(`${kind}/${id}`)) return;
    try {
      await saveAddress({ platform: 'slack', kind, tenant, id, ref: {} });
      if (saved.size >= rememberAtMost) saved.clear();
      saved.add(`${kind}/${id}`);
    } catch (error) {
      log.warn(told(error), 'an address was not saved');
    }
  }

  async function recognise(said: Pick<Said, 'user' | 'team' | 'channel'>): Promise<Identity> {
    const identity = await people.identify(said.user, said.team);
    if (!identity.guest) {
      void keep('person', said.user);
      if (said.channel !== null) void keep('channel', said.channel);
    }
    return identity;
  }

  function request(said: Said, { tenant, ...identity }: Identity): Request {
    const { user, team: _, ...rest } = said;
    return {
      account: { platform: 'slack', tenant, user },
      ...identity,
      ...rest,
    };
  }

  return {
    async ask(said) {
      const place = said.channel !== null && isDirect(said.channel) ? { ...said, channel: null } : said;
      return bot.handle(request(place, await recognise(place)));
    },
    looksAtHome: (user) => homes.has(user),
    async home(user, named) {
      if (homes.size >= rememberAtMost) homes.clear();
      homes.add(user);
      const said: Said = { user, team: named, where: 'direct', channel: null, words: '', canOpen: false };
      const message = await bot.home(request(said, await recognise(said)));
      const outcome = await poster.publishHome(user, message);
      if (outcome.status !== 'sent') log.warn({ outcome }, 'an App Home was not published');
    },
  };
}
