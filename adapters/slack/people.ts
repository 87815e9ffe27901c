import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createListing } from './listing.ts';
import { failureOf } from './outcome.ts';
import type { TeamSource } from './team.ts';

/** Who asks, as far as Slack vouches for it. */
export interface Identity {
  readonly tenant: string;
  readonly emails: readonly string[];
  readonly guest: boolean;
  /** Slack did not say. */
  readonly unverified?: true;
  /** The bot's own workspace, where the person is of another. */
  readonly home?: string;
}

export interface People {
  /** `team` is the workspace that the request names for the person, null where it names none. Never throws. */
  identify(user: string, team: string | null): Promise<Identity>;
  /**
   * Everybody of the workspace but guests and bots, of whom Slack tells an e-mail: many who come at once need not be
   * looked up one by one then. Never rejects; where Slack lists nobody now, those of whom it told before.
   */
  everybody(): Promise<readonly { readonly user: string; readonly identity: Identity }[]>;
}

const infoSchema = z.object({
  team_id: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  is_email_confirmed: z.boolean().nullish(),
  enterprise_user: z.object({ enterprise_id: z.string().nullish() }).nullish(),
  profile: z.object({ email: z.string().nullish() }).nullish(),
});
type Info = z.infer<typeof infoSchema>;

const keepMs = 5 * 60_000;
const keepAtMost = 50_000;

/**
 * Looks people up, each at most every five minutes of `now`'s real time. Where Slack tells of nobody more just now, what
 * it told of all in a listing counts.
 */
export function createPeople(
  client: webApi.WebClient,
  lister: webApi.WebClient,
  team: TeamSource,
  log: Logger,
  now: () => number,
  expected: string | null = null,
): People {
  const known = new Map<string, { info: Info; until: number }>();
  const asking = new Map<string, Promise<Info | null>>();
  const listing = createListing(lister, (user, info) => void keep(user, info), log, now);
  /** Until when Slack wants no more look-ups. */
  let tiredUntil = Number.NEGATIVE_INFINITY;

  function keep(user: string, told: unknown): Info | null {
    const info = infoSchema.safeParse(told).data ?? null;
    if (info === null) return null;
    known.delete(user);
    known.set(user, { info, until: now() + keepMs });
    for (const oldest of known.keys()) {
      if (known.size <= keepAtMost) break;
      known.delete(oldest);
    }
    return info;
  }

  /** Without an answer nobody new is recognised, and whoever is bound already still is. */
  async function ask(user: string): Promise<Info | null> {
    try {
      if (now() >= tiredUntil) return keep(user, (await client.users.info({ user })).user ?? {});
    } catch (error) {
      const outcome = failureOf(error);
      log.warn({ outcome }, 'Slack does not tell who somebody is');
      if (outcome.status === 'retry') tiredUntil = now() + outcome.afterMs;
    }
    await listing.fresh();
    return known.get(user)?.info ?? null;
  }

  function lookUp(user: string): Promise<Info | null> {
    const cached = known.get(user);
    if (cached !== undefined && cached.until > now()) return Promise.resolve(cached.info);
    const running = asking.get(user) ?? ask(user).finally(() => asking.delete(user));
    asking.set(user, running);
    return running;
  }

  /** `named` is the workspace that a request names for the person. */
  async function identityOf(user: string, info: Info | null, named: string | null): Promise<Identity> {
    const home = await team.get().catch(() => null);
    const own = home?.id ?? expected ?? named ?? '';
    const organisation = home?.enterprise ?? null;
    const colleague = organisation !== null && info?.enterprise_user?.enterprise_id === organisation;
    const theirs = info?.team_id ?? named ?? own;
    const foreign = theirs !== own && !colleague;
    const guest = foreign || user === 'USLACKBOT' || isOutsider(info);
    const email = info?.is_email_confirmed === false ? null : info?.profile?.email?.trim();
    return {
      tenant: foreign ? theirs : own,
      emails: guest || !email ? [] : [email],
      guest,
      ...(foreign && { home: own }),
      ...(info === null && !guest && { unverified: true as const }),
    };
  }

  return {
    async everybody() {
      await listing.fresh();
      const all = [...known].map(async ([user, { info }]) => ({
        user,
        identity: await identityOf(user, info, null),
      }));
      return (await Promise.all(all)).filter(({ identity }) => identity.emails.length > 0);
    },
    identify: async (user, named) => identityOf(user, await lookUp(user), named),
  };
}

/** Guests, bots and people who left. */
const isOutsider = (info: Info | null): boolean =>
  [info?.deleted, info?.is_bot, info?.is_restricted, info?.is_ultra_restricted, info?.is_stranger].includes(
    true,
  );
