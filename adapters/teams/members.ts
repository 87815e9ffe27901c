import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { type Activity, referenceFrom, teamOf, tenantOf } from './activity.ts';
import { patiently } from './patience.ts';
import type { Member, TeamsSdk } from './sdk.ts';

/** What Teams vouches for about who speaks. */
export interface Identity {
  readonly emails: readonly string[];
  readonly guest: boolean;
  /** Teams did not say. */
  readonly unverified?: true;
}

interface Options {
  readonly lookUp: TeamsSdk['member'];
  /** The home tenants; null in the demo, where every tenant is home. */
  readonly homes: readonly string[] | null;
  readonly log: Logger;
  /** Real milliseconds. */
  readonly now: () => number;
}

const keepMs = 10 * 60_000;
const mostKept = 50_000;
/** Look-ups at once, and how often one is tried: Teams takes 50 requests a second, and a crowd may come in one. */
const atOnce = 25;
const attempts = 8;
const stranger: Identity = { emails: [], guest: true };
const unknown: Identity = { emails: [], guest: false, unverified: true };

export interface Members {
  /** Who speaks, kept for ten minutes; whoever can't be looked up is unverified. */
  identify(activity: Activity): Promise<Identity>;
  /** Whether an activity comes from a home tenant. */
  atHome(activity: Activity): boolean;
}

/** Who the members of conversations are, looked up and remembered. */
export function createMembers({ lookUp, homes, log, now }: Options): Members {
  const kept = new Map<string, { identity: Identity; until: number }>();

  const inTurn = pLimit(atOnce);

  const atHome = (activity: Activity): boolean => homes === null || homes.includes(tenantOf(activity));

  async function identify(activity: Activity): Promise<Identity> {
    if (!atHome(activity)) return stranger;
    const key = JSON.stringify([tenantOf(activity), activity.from.id]);
    const known = kept.get(key);
    if (known && known.until > now()) return known.identity;
    try {
      const ref = referenceFrom(activity);
      const member = await inTurn(() =>
        patiently({ attempts, down: false }, () => lookUp(ref, teamOf(activity), activity.from.id)),
      );
      const identity = identityOf(member, tenantOf(activity));
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { identity, until: now() + keepMs });
      return identity;
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'member look-up in Teams failed',
      );
      return unknown;
    }
  }

  return { identify, atHome };
}

/** A guest keeps `#EXT#` in the user principal name, is called so by its role, or has another tenant. */
export function identityOf(member: Member, tenant: string): Identity {
  const { email, userPrincipalName, userRole, tenantId } = member;
  const guest =
    userRole === 'guest' ||
    (userPrincipalName ?? '').toUpperCase().includes('#EXT#') ||
    (tenantId !== undefined && tenantId !== '' && tenantId !== tenant);
  if (guest) return stranger;
  const emails = [email, userPrincipalName].filter((e) => e?.includes('@') === true);
  return { emails: [...new Set(emails)].map(String), guest: false };
}
