import type { Logger } from 'pino';
import { answer, commandName } from './answer.ts';
import type { Outcome } from './ask.ts';
import type { BoardLinks } from './board/passes.ts';
import { localDate } from './calendar.ts';
import { type NamedChannels, ownsChannel } from './channels.ts';
import { situations } from './due/now.ts';
import type { Upkeep } from './due/situation.ts';
import { type Target, unpaused } from './due.ts';
import type { Entry } from './entry.ts';
import type { FileLinks } from './evidence/links.ts';
import { pageFiler } from './evidence/page-filer.ts';
import { createReceiver, type Receive } from './evidence/received.ts';
import type { Decide, Decision } from './journal/decision.ts';
import { type Journal, openJournal, StoreFailed } from './journal.ts';
import type { Message } from './message.ts';
import { createPaces, type Paces } from './outbox/pace.ts';
import { createOutbox } from './outbox.ts';
import { withPapers } from './papers/hand-out.ts';
import type { Press } from './papers/paper.ts';
import { openPeople, type PeopleBook } from './people.ts';
import type { Gallery } from './pictures/gallery.ts';
import type { Chat } from './ports/chat.ts';
import type { AccountId, Address, Directory } from './ports/directory.ts';
import type { Files } from './ports/files.ts';
import { DamagedLedger, isDoubtful, type Ledger } from './ports/ledger.ts';
import type { RequestOutcome } from './ports/metrics.ts';
import { DamagedRun } from './ports/runs.ts';
import type { ReadTable } from './ports/tables.ts';
import type { Tokens } from './ports/tokens.ts';
import { applyTombstones } from './privacy/erasure.ts';
import type { Programme } from './programme/schema.ts';
import { currentProgramme } from './programme/versions.ts';
import type { Bot, Met, Reply, Request } from './request.ts';
import { knownAgain } from './roster/known-again.ts';
import { createSentFiles } from './sent-files.ts';
import { adoptProgramme, rememberForgotten } from './start-entries.ts';
import { afterwards } from './steps.ts';
import { failed, storeDoubtful, storeFailed } from './texts/common.ts';
import { ledgerDamaged } from './texts/storage.ts';
import { createUploads } from './uploads.ts';
import { unitOn } from './view/roster.ts';
import type { View } from './view.ts';
import { whoIs } from './who.ts';

export interface BotOptions {
  readonly ledger: Ledger;
  readonly directory: Directory;
  readonly files: Files;
  /** What links, sessions and tables on their way lie under. */
  readonly tokens: Tokens;
  /** Makes links to stored files; null where nobody reaches the bot's address. */
  readonly links?: FileLinks | null;
  /** Makes links to the board; null where nobody reaches the bot's address. */
  readonly boardLinks?: BoardLinks | null;
  /** Makes the documents that answers order. */
  readonly press: Press;
  /** Draws the pictures of what is answered. */
  readonly gallery: Pick<Gallery, 'hang'>;
  /** Reads tables that people send. */
  readonly readTable: ReadTable;
  readonly programme: Programme;
  /** SHA-256 of the programme's file: every change of it is an entry. */
  readonly programmeHash: string;
  /** E-mails that hold the secretary's role whenever no secretary is in office. */
  readonly admins: readonly string[];
  /** Channels that the environment names. */
  readonly channels: NamedChannels;
  /** The programme's clock. */
  readonly now: () => Date;
  /** Real time in ms, for retries. */
  readonly clock: () => number;
  /** How fast each platform is asked; shared by bots that speak through the same connection. */
  readonly paces?: Paces;
  /** Does something later, in ms of `clock`. */
  readonly later?: (ms: number, run: () => void) => void;
  readonly fresh: () => string;
  readonly log: Logger;
  readonly demo: boolean;
  /** Whether no other process writes this ledger (a lock keeps others out): what a crash left is then settled at once. */
  readonly alone?: boolean;
  /** How long another process's claim is left alone, where that is not the usual time. */
  readonly leaseMs?: number;
  readonly from?: View;
  /** Told what became of each request. */
  readonly counted?: (command: string, outcome: RequestOutcome) => void;
  /** Which other committee of the deployment a request's channel is of. */
  readonly channelTakenBy?: (request: Request) => string | null;
  /** How the server stands. */
  readonly upkeep?: () => Upkeep;
  readonly appended?: (view: View) => void;
  readonly read?: (view: View) => Promise<void> | undefined;
  readonly anew?: () => View;
}

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
  const { ledger, directory, files, programme, log, now, fresh, demo, links, press, gallery, tokens } =
    options;
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
  const uploads = createUploads({ readTable: options.readTable, tokens });
  const receiveSent = createSentFiles({
    ...{ uploads, receive, files, committee, press, now },
    view: () => journal.view(),
  });
  const handing = { press, files, committee, links: links ?? null, log };
  const admins = new Set(options.admins.map((e) => e.toLowerCase()));
  if (journal.whole()) await adoptProgramme(journal, programme, options.programmeHash, today());
  if (journal.whole()) await rememberForgotten(journal, people, log);

  /** Texts of answers that are decided and not kept yet: an answer of the same batch sees them as it sees their facts. */
  const unkept = new Map<string, string>();

  async function handle(request: Request): Promise<Reply> {
    const count = (outcome: RequestOutcome): void =>
      options.counted?.(commandName(request.words, demo), outcome);
    if (!journal.whole()) {
      count('failed');
      return { message: ledgerDamaged(), visibility: 'private' };
    }
    const mine: string[] = [];
    try {
      const active = (id: string) => unitOn(journal.view(), id, today()) !== null;
      const { person, visitor } = await people.identify(request, active);
      const mails = [...request.emails, ...(person?.email ? [person.email] : [])];
      const admin = !request.guest && mails.some((e) => admins.has(e.toLowerCase()));
      const asking = whoIs(journal.view(), person, admin, today());
      const { sent, upload, template } = await receiveSent(request, asking);
      const named = await uploads.named(request.words, asking.id);
      const {
        drafts,
        reply,
        papers = [],
        become,
      } = await journal.submit<Outcome>((view): ReturnType<Decide<Outcome>> => {
        const at = now();
        const day = localDate(at, programme.timeZone);
        const inForce = currentProgramme(view, programme, day);
        const outcome = answer(
          {
            view,
            programme: inForce,
            people: people.among((id) => unitOn(view, id, day) !== null),
            forgotten: knownAgain(people),
            textOf: (id) => people.textOf(id) ?? unkept.get(id) ?? null,
            who: whoIs(view, person, admin, day),
            platform: request.account.platform,
            account: request.account,
            channel: request.channel,
            channelTakenBy: options.channelTakenBy?.(request) ?? null,
            overheard: request.where === 'channel',
            generalChannels: options.channels.general.length,
            now: at,
            today: day,
            reach: people.reach,
            waiting: (known) => unpaused(situation(known)).say,
            fresh,
            demo,
            ...(sent && { sent }),
            ...(upload && { upload }),
            ...(template && { template }),
            uploaded: (token) => named.find((u) => u.token === token) ?? null,
            ...(links && { linkTo: links.make }),
            ...(options.boardLinks && { boardLinks: options.boardLinks }),
            guest: request.guest,
            unverified: request.unverified ?? false,
            visitor,
          },
          request,
        );
        const decided = (made: Outcome): Decision<Outcome> => {
          for (const { id, text } of made.texts) unkept.set(id, text);
          mine.push(...made.texts.map(({ id }) => id));
          return { drafts: made.drafts, texts: made.texts, people: made.people ?? [], value: made };
        };
        return outcome.steps ? afterwards(outcome.steps, decided) : decided(outcome);
      });
      count(drafts.length > 0 ? 'recorded' : reply.fieldErrors ? 'refused' : 'answered');
      if (become !== undefined) await people.rebind(request.account, become, now().toISOString());
      const given = papers.length > 0 ? await withPapers(handing, reply, papers) : reply;
      const message = await gallery.hang(given.message);
      await tokens.stored();
      return { ...given, message, ...(drafts.length > 0 && { recorded: true }) };
    } catch (error) {
      count('failed');
      const cause = error instanceof StoreFailed ? error.cause : error;
      log.error({ err: cause, platform: request.account.platform }, 'request failed');
      return { message: cause === error ? failed() : refusedBy(cause), visibility: 'private' };
    } finally {
      for (const id of mine) unkept.delete(id);
    }
  }

  const refusedBy = (cause: unknown): Message =>
    cause instanceof DamagedLedger ? ledgerDamaged() : isDoubtful(cause) ? storeDoubtful() : storeFailed();

  const home = async (request: Request) => (await handle({ ...request, words: 'inicio' })).message;

  const situation = situations({ ...options, journal, people, chats, admins, today });
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
