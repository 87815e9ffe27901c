import type { Logger } from 'pino';
import type { RunningBot } from './bot.ts';
import { plain } from './message.ts';

/** One line of /readyz. */
export interface Part {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** It is told and keeps nobody out: /readyz stays 200 without it. */
  readonly advisory?: boolean;
}

/** Why nothing can be recorded now. */
export interface Trouble {
  /** English, for /readyz and the log. */
  readonly detail: string;
  /** What the committee is told. */
  readonly alarm: string;
  /** Only a restart ends it; otherwise the store is tried again. */
  readonly lasting: boolean;
}

interface Options {
  readonly bot: RunningBot;
  readonly trouble: () => Trouble | null;
  /** Whether the disk takes a write. */
  readonly writable: () => Promise<boolean>;
  readonly log: Logger;
  /** Real time in ms. */
  readonly clock: () => number;
}

export interface Health {
  /** The storage's line of /readyz. */
  part(): Part;
  /** Looks whether the store works, tells the committee where it does not; false while nothing can be recorded. */
  check(): Promise<boolean>;
}

const againMs = 60_000;
const quietMs = 3_600_000;

/** Watches the store. What is wrong with it can't be claimed in the ledger, so the committee is told without it. */
export function createHealth({ bot, trouble, writable, log, clock }: Options): Health {
  /** When which alarm reached somebody, and when the next attempt is due. */
  const told = new Map<string, number>();
  let next = 0;
  let seen: string | null = null;

  async function tell(alarm: string): Promise<void> {
    if (clock() < next || clock() - (told.get(alarm) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
    next = clock() + againMs;
    for (const to of bot.committee()) {
      const chat = bot.chats.find((c) => c.platform === to.platform);
      const address = bot.people.address(to) ?? { ...to, tenant: '', ref: null };
      const outcome = await chat?.post(address, plain(alarm), 'alarm/storage').catch((error: unknown) => {
        log.error({ err: error }, 'alarm failed');
        return null;
      });
      // One that may have arrived counts, since it would be said again every minute.
      if (outcome?.status === 'sent' || outcome?.status === 'unknown') told.set(alarm, clock());
    }
  }

  return {
    part() {
      const now = trouble();
      const detail = now?.detail ?? `${bot.journal.view().head.seq} entries`;
      return { name: 'storage', ok: now === null, detail };
    },
    async check() {
      if (trouble()?.lasting === false && (await writable())) bot.journal.mended();
      const now = trouble();
      if ((now?.detail ?? null) !== seen) {
        seen = now?.detail ?? null;
        if (now) log.error({ detail: now.detail }, 'nothing can be recorded');
        else log.info('recording again');
      }
      // A lasting alarm is said once; any other again when it is still so after an hour.
      if (now && !(now.lasting && told.has(now.alarm))) await tell(now.alarm);
      return now === null;
    },
  };
}
