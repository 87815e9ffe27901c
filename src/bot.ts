import { createHandling } from './bot/handling.ts';
import type { BotOptions } from './bot/options.ts';
import { adoptProgramme, rememberForgotten } from './bot/start-entries.ts';
import { localDate } from './calendar.ts';
import { ownsChannel } from './channels.ts';
import type { Target } from './due/keys.ts';
import { situations } from './due/now.ts';
import { unpaused } from './due.ts';
import type { Entry } from './entry.ts';
import { pageFiler } from './evidence/page-filer.ts';
import { createReceiver, type Receive } from './evidence/received.ts';
import { type Journal, openJournal } from './journal.ts';
import { createPaces } from './outbox/pace.ts';
import { createOutbox } from './outbox.ts';
import { openPeople, type PeopleBook } from './people.ts';
import type { Chat } from './ports/chat.ts';
import type { AccountId, Address } from './ports/directory.ts';
import { DamagedRun } from './ports/runs.ts';
import { applyTombstones } from './privacy/erasure.ts';
import type { Bot, Met, Request } from './request.ts';
import { unitOn } from './view/roster.ts';
import type { View } from './view.ts';

export interface RunningBot extends Bot {
  readonly journal: Journal;
  readonly people: PeopleBook;
  /** All that the ledger holds, in order. */
  entries(): AsyncIterable<Entry>;
  /** Takes files in as evidence, whoever sent them: for the server's own command line. */
  readonly receive: Receive;
  /** Platforms that are on; the composition root adds them as they connect. */
  readonly chats: Chat[];
  saveAddress(address: Address): Promise<void>;
  /** Learns how people on file are reached who never wrote. */
  meet(all: readonly Met[]): Promise<void>;
  /** Says what is due now; resolves when all is said but what goes to people and has to wait for its turn. */
  tick(): Promise<void>;
  /** Stops saying what goes to people, and resolves when nothing is being said or written any more. */
  idle(): Promise<void>;
  /** Sends nothing more to people until the next tick; `lost`: not even what is claimed, since another process may. */
  halt(lost?: boolean): void;
  today(): string;
  /** Where the committee is told things now. */
  committee(): readonly Target[];
  /** Whether a channel is the committee's or its general one. */
  owns(platform: AccountId['platform'], channel: string): boolean;
}

/** What a bot that stops still waits for is under way within this time; for nothing else it stays. */
const momentMs = 1000;

function later(ms: number, run: () => void): void {
  const timer = setTimeout(run, ms);
  if (ms > momentMs) timer.unref();
}

/** The bot: identify, answer, append, say. Rules are in `answer` and `due`; here is only their order. */
export async function createBot(options: BotOptions): Promise<RunningBot> {
  const { ledger, directory, files, programme, log, now, fresh } = options;
  const committee = programme.committee.id;
  // A restored backup, or a crash amid an erasure, may have left somebody who was forgotten.
  await applyTombstones(directory, committee).catch((error) => log.error({ err: error }, 'not erased yet'));
  const people = await openPeople({ directory, committee, fresh, now });
  const journal = await openJournal({
    ledger,
    committee,
    now,
    keep: people.keep,
    drop: people.drop,
    shared: options.alone === false,
    ...(options.from && { from: options.from }),
    ...(options.appended && { appended: options.appended }),
    ...(options.read && { read: options.read }),
    ...(options.anew && { anew: options.anew }),
  });
  const today = () => localDate(now(), programme.timeZone);
  const chats: Chat[] = [];
  const receive = createReceiver(files, committee);
  const admins = new Set(options.admins.map((e) => e.toLowerCase()));
  if (journal.whole()) await adoptProgramme(journal, programme, options.programmeHash, today());
  if (journal.whole()) await rememberForgotten(journal, people, log);

  const situation = situations({ ...options, journal, people, chats, admins, today });
  const waiting = (view: View) => unpaused(situation(view)).say;
  const handle = createHandling({ options, journal, people, receive, admins, waiting });
  const home = async (request: Request) => (await handle({ ...request, words: 'inicio' })).message;
  const filePages = pageFiler({ journal, files, programme, fresh, now, today });
  const outbox = createOutbox({
    journal,
    situation,
    chats: () => chats,
    address: people.address,
    log,
    clock: options.clock,
    paces: options.paces ?? createPaces(options.clock),
    later: options.later ?? later,
    alone: options.alone ?? false,
    leaseMs: options.leaseMs,
  });
  let ticking: Promise<void> | null = null;

  return {
    journal,
    people,
    entries: () => ledger.read(committee, 1),
    receive,
    chats,
    handle,
    home,
    today,
    committee: () => situation().committee,
    owns: (platform, channel) => ownsChannel(platform, channel, journal.view(), options.channels),
    saveAddress: people.saveAddress,
    meet: (all) => people.meet(all, (id) => unitOn(journal.view(), id, today()) !== null),
    idle: async () => {
      await ticking;
      outbox.halt();
      await outbox.rest();
      await journal.idle();
    },
    halt: outbox.halt,
    tick: async () => {
      ticking ??= outbox
        .tick()
        .then(filePages)
        .catch((error) => {
          log.error({ err: error }, 'tick failed');
          if (error instanceof DamagedRun) return journal.refold();
        })
        .finally(() => {
          ticking = null;
        });
      await ticking;
      await outbox.rest();
    },
  };
}
