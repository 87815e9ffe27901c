import { setTimeout as wait } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { failureOf } from './outcome.ts';

/** Slack gives less than a thousand people a page. */
const pageSize = 500;
const mostPages = 200;
/** A listing is good for this long; after one that failed it is tried again sooner. */
const freshMs = 10 * 60_000;
const againMs = 60_000;

/** Everybody of a workspace. */
export interface Listing {
  /** Resolves when everybody was told to `take` not long ago, or Slack does not tell. Never rejects. */
  fresh(): Promise<void>;
}

/**
 * Everybody of the workspace in a few requests, told one by one to `take`: one by one (`users.info`) Slack tells of a
 * hundred people a minute, and a whole institution may press a button in one. `now` gives real milliseconds.
 */
export function createListing(
  client: webApi.WebClient,
  take: (user: string, info: unknown) => void,
  log: Logger,
  now: () => number,
): Listing {
  let until = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  async function page(cursor: string | undefined): Promise<string | undefined> {
    const answer = await client.users.list({ limit: pageSize, ...(cursor && { cursor }) });
    for (const member of answer.members ?? []) if (member.id !== undefined) take(member.id, member);
    return answer.response_metadata?.next_cursor || undefined;
  }

  async function all(): Promise<void> {
    let cursor: string | undefined;
    for (let read = 0; read < mostPages; read += 1) {
      try {
        cursor = await page(cursor);
        if (cursor === undefined) return;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.status !== 'retry' || failure.why === 'down') throw error;
        await wait(failure.afterMs, undefined, { ref: false });
      }
    }
  }

  return {
    async fresh() {
      if (running === null && now() < until) return;
      running ??= all()
        .then(
          () => {
            until = now() + freshMs;
          },
          (error: unknown) => {
            until = now() + againMs;
            log.warn({ outcome: failureOf(error) }, 'Slack does not list who is there');
          },
        )
        .finally(() => {
          running = null;
        });
      await running;
    },
  };
}
