import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Chat, SendingLimits } from '../../src/ports/chat.ts';
import type { Address } from '../../src/ports/directory.ts';
import { sendingLimits } from './limits.ts';
import { failureOf } from './outcome.ts';
import { metadataType, type Poster, readMessageId } from './poster.ts';
import type { TeamSource } from './team.ts';

/** Slack takes one message a second in a channel. */
export const paceMs = 1000;
/** A post waits this long for its turn; beyond that it is told to come back. */
const patienceMs = 2000;

const lookBackMs = 30 * 24 * 3600_000;
const pageSize = 200;
const pagesAtMost = 10;

const postedSchema = z.object({
  ts: z.string(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ key: z.string() }) }),
});

/** Turns in a channel, `pace` apart: how many milliseconds to wait for one, null where that is too long. */
function createTurns(
  pace: number,
  now: () => number,
): (channel: string) => { wait: number } | { comeBack: number } {
  const free = new Map<string, number>();
  return (channel) => {
    const at = Math.max(free.get(channel) ?? 0, now());
    const wait = at - now();
    if (wait > patienceMs) return { comeBack: wait };
    free.delete(channel);
    free.set(channel, at + pace);
    for (const [old, until] of free) {
      if (until > now()) break;
      free.delete(old);
    }
    return { wait };
  };
}

/** A person's direct message is told by its time alone: the ledger is to keep no id of Slack's that leads to a person. */
const idOf = (to: Address, channel: string, ts: string): string =>
  to.kind === 'person' ? ts : `${channel}/${ts}`;

export interface ChatOptions {
  readonly client: webApi.WebClient;
  readonly poster: Poster;
  readonly team: TeamSource;
  readonly log: Logger;
  /** Real milliseconds. */
  readonly now: () => number;
  /** Milliseconds between two messages in a channel. */
  readonly pace: number;
  /** How fast messages to people go out; what Slack is known to take unless told otherwise. */
  readonly limits?: SendingLimits;
}

/** What the bot says of its own accord in Slack: each post tried once, its outcome told as far as Slack tells it. */
export function createChat({ client, poster, team, log, now, pace, ...more }: ChatOptions): Chat {
  const turn = createTurns(pace, now);

  /** The conversation's own id: history and updates do not take a user id. */
  async function conversation(to: Address): Promise<string> {
    if (to.kind === 'channel') return to.id;
    const opened = await client.conversations.open({ users: to.id });
    return opened.channel?.id ?? to.id;
  }

  async function search(to: Address, key: string): ReturnType<Chat['find']> {
    const channel = await conversation(to);
    const self = await team.get();
    const oldest = String(Math.floor((now() - lookBackMs) / 1000));
    let cursor: string | undefined;
    for (let page = 0; page < pagesAtMost; page++) {
      const history = await client.conversations.history({
        channel,
        include_all_metadata: true,
        limit: pageSize,
        oldest,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const message of history.messages ?? []) {
        const posted = postedSchema.safeParse(message);
        if (!posted.success || posted.data.metadata.event_payload.key !== key) continue;
        const { ts, user, bot_id } = posted.data;
        // Another app could write the same metadata.
        if (self === null || bot_id === self.botId || user === self.botUser)
          return { status: 'sent', messageId: idOf(to, channel, ts) };
      }
      cursor = history.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return { status: 'retry', afterMs: 0 };
    }
    return null;
  }

  return {
    platform: 'slack',
    // A copy for each connection: its pace is its own.
    limits: { ...(more.limits ?? sendingLimits) },
    async post(to, message, key) {
      const slot = turn(to.id);
      if ('comeBack' in slot) return { status: 'retry', afterMs: slot.comeBack, why: 'place' };
      if (slot.wait > 0) await new Promise((resolve) => setTimeout(resolve, slot.wait));
      const outcome = await poster.message(to.id, message, { key });
      if (outcome.status !== 'sent') return outcome;
      const { channel, ts } = readMessageId(outcome.messageId, to.id);
      return { status: 'sent', messageId: idOf(to, channel, ts) };
    },
    /** Slack forgets nothing within 30 days: `retry` says that the post is certainly not there. */
    async find(to, key) {
      try {
        return await search(to, key);
      } catch (error) {
        const failure = failureOf(error);
        log.warn({ outcome: failure }, 'Slack does not show what was posted');
        // Looking does no harm, so it is looked again whatever broke off.
        return failure.status === 'retry' || failure.status === 'unknown' ? 'later' : null;
      }
    },
    async update(to, id, message) {
      try {
        const at = readMessageId(id, id.includes('/') ? to.id : await conversation(to));
        const outcome = await poster.update(at.channel, at.ts, message);
        return outcome.status === 'sent' ? { status: 'sent', messageId: id } : outcome;
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
