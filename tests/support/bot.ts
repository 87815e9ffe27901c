import { readFileSync } from 'node:fs';
import pino from 'pino';
import { readTable } from '../../adapters/tables/read.ts';
import { type BoardPasses, createPasses } from '../../src/board/passes.ts';
import type { BotOptions } from '../../src/bot/options.ts';
import { createBot, type RunningBot } from '../../src/bot.ts';
import { type Draft, sha256 } from '../../src/entry.ts';
import { createFileLinks } from '../../src/evidence/links.ts';
import type { Message } from '../../src/message.ts';
import type { Paper, Printed } from '../../src/papers/paper.ts';
import { print } from '../../src/papers/print.ts';
import type { Chat, PostOutcome } from '../../src/ports/chat.ts';
import type { Address, Directory, Person } from '../../src/ports/directory.ts';
import type { Files } from '../../src/ports/files.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Tokens } from '../../src/ports/tokens.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import type { Programme } from '../../src/programme/schema.ts';
import { inspectTemplate } from '../../src/reports/template.ts';
import type { Attachment, Reply, Request } from '../../src/request.ts';
import { dump, restore } from '../../src/view/snapshot.ts';
import type { View } from '../../src/view.ts';
import { memoryDirectory, memoryFiles, memoryLedger } from './memory.ts';
import { testTokens } from './tokens.ts';

let read: Programme | null = null;

/** The shipped programme, parsed once; each caller gets a copy to change. */
export function shipped(): Programme {
  read ??= parsedProgramme();
  return structuredClone(read);
}

function parsedProgramme(): Programme {
  const result = parseProgramme(readFileSync(shippedProgrammePath, 'utf8'));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.programme;
}

/** Somebody of the test roster; `left` and `joined` are dates. */
export interface Somebody {
  readonly number: string;
  readonly unit?: string;
  readonly joined?: string;
  readonly left?: string;
  readonly email?: string | null;
  readonly name?: string;
}

export const mail = (number: string): string => `p${number}@ejemplo.invalid`;

/** A person's id in tests is `id-` and the number. */
export const personOf = ({ number, email, name }: Somebody): Person => ({
  id: `id-${number}`,
  number,
  name: name ?? `Persona ${number}`,
  email: email === undefined ? mail(number) : email,
  position: null,
});

const drawn = new Map<string, Promise<Printed[]>>();

/** Pictures take long to draw, and the same one is the same one. */
function printOnce(paper: Paper): Promise<Printed[]> {
  if (paper.type !== 'picture' && paper.type !== 'poster') return print(paper);
  const key = JSON.stringify(paper);
  const made = drawn.get(key) ?? print(paper);
  drawn.set(key, made);
  return made;
}

/** Documents are made at once here: the process that makes them otherwise has a test of its own. */
export const papers: Pick<BotOptions, 'press' | 'readTable' | 'gallery' | 'tokens'> = {
  tokens: testTokens(),
  gallery: { hang: async (message) => message },
  press: { print: printOnce, inspect: inspectTemplate, close: async () => {} },
  readTable,
};

/** All bytes of a file that came with an answer. */
export async function contentOf({ open }: Pick<Attachment, 'open'>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What the bot posted, in order; answers whatever outcome the test sets. */
export interface RecordingChat extends Chat {
  readonly posts: { to: Address; message: Message; key: string; at: string }[];
  readonly edits: { to: Address; messageId: string; message: Message }[];
  outcome: (key: string) => PostOutcome;
  found: (key: string) => PostOutcome | null;
}

export interface World {
  bot: RunningBot;
  readonly ledger: Ledger;
  readonly directory: Directory;
  readonly files: Files;
  readonly chat: RecordingChat;
  /** Links to the board; their clock is the world's. */
  readonly passes: BoardPasses;
  readonly tokens: Tokens;
  readonly programme: Programme;
  /** ISO instant of the programme's clock. */
  at: (iso: string) => void;
  now: () => Date;
  /** Asks as the person with that number; words or a form. */
  ask: (number: string, words: string, more?: Partial<Request>) => Promise<Reply>;
  /**
   * The bot stops and another one starts on the same data, from a snapshot of the view where it is told to, and
   * with another programme where one is given.
   */
  restart: (from?: 'ledger' | 'snapshot', programme?: Programme) => Promise<void>;
  /** Another process on the same data and the same platform, beside the first. */
  another: () => Promise<RunningBot>;
}

export interface WorldOptions {
  readonly at?: string;
  readonly programme?: Programme;
  readonly roster?: readonly Somebody[];
  readonly admins?: readonly string[];
  readonly platform?: 'slack' | 'teams';
  readonly channels?: boolean;
  readonly demo?: boolean;
  /** Whether the bot takes itself for the only one on its ledger; it does unless told otherwise. */
  readonly alone?: boolean;
  /** How the server stands. */
  readonly upkeep?: BotOptions['upkeep'];
  /** Real time in ms and how something is done later, where they are not the programme's clock and real timers. */
  readonly clock?: BotOptions['clock'];
  readonly later?: BotOptions['later'];
  readonly ledger?: Ledger;
}

/** A whole bot on memory stores with a clock that the test sets. Only the platform is a stand-in. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const {
    platform = 'slack',
    roster = [],
    admins = [],
    channels = true,
    demo = true,
    alone = true,
  } = options;
  let now = new Date(options.at ?? '2024-05-09T17:00:00Z');
  let count = 0;
  const [directory, files] = [memoryDirectory(), memoryFiles()];
  const ledger = options.ledger ?? memoryLedger();
  const programme = options.programme ?? shipped();
  const committee = programme.committee.id;
  await directory.savePeople(committee, roster.map(personOf));
  const chat = recordingChat(platform, () => now.toISOString());
  const channel = (id: string) => (channels ? [{ platform, kind: 'channel' as const, id }] : []);
  const tokens = testTokens(() => now.getTime());
  const publicUrl = 'https://pat.example';
  const passes = createPasses({ publicUrl, tokens });
  let settings: BotOptions = {
    boardLinks: passes,
    ledger,
    directory,
    files,
    links: createFileLinks({ publicUrl, tokens }),
    ...papers,
    tokens,
    programme,
    programmeHash: 'a'.repeat(64),
    admins,
    channels: { committee: channel('C-COMITE'), general: channel('C-GENERAL') },
    now: () => now,
    clock: options.clock ?? (() => now.getTime()),
    ...(options.later && { later: options.later }),
    // With the signs that real ones have, also in front.
    fresh: () => {
      count += 1;
      return `-_r${String(count).padStart(6, '0')}-_`;
    },
    log: pino({ level: 'silent' }),
    demo,
    alone,
    ...(options.upkeep && { upkeep: options.upkeep }),
  };
  const start = async (from?: View) => {
    const bot = await createBot({ ...settings, ...(from && { from }) });
    bot.chats.push(chat);
    return bot;
  };
  const made: World = {
    bot: await start(),
    ledger,
    directory,
    files,
    programme,
    passes,
    tokens,
    chat,
    at: (iso) => {
      now = new Date(iso);
    },
    now: () => now,
    ask: (number, words, more) => made.bot.handle(request(platform, number, words, more)),
    restart: async (from = 'ledger', next) => {
      await made.bot.journal.idle();
      const kept = JSON.parse(JSON.stringify(dump(made.bot.journal.view())));
      if (next) settings = { ...settings, programme: next, programmeHash: sha256(JSON.stringify(next)) };
      made.bot = await start(from === 'snapshot' ? restore(kept) : undefined);
    },
    another: () => start(),
  };
  await made.bot.journal.submit(() => ({ drafts: rosterFacts(roster), value: null }));
  return made;
}

/** A direct message of the person with that number. */
export function request(
  platform: 'slack' | 'teams',
  number: string,
  words: string,
  more: Partial<Request> = {},
): Request {
  return {
    account: { platform, tenant: 'T1', user: `U${number}` },
    emails: [mail(number)],
    guest: false,
    where: 'direct',
    channel: null,
    words,
    canOpen: true,
    ...more,
  };
}

function rosterFacts(roster: readonly Somebody[]): Draft[] {
  const fact = (kind: string, number: string, on: string, body: Draft['body']): Draft => ({
    kind,
    key: `roster/id-${number}/${kind}/${on}`,
    folio: null,
    subject: `id-${number}`,
    actor: 'cli',
    platform: 'cli',
    occurredOn: on,
    body,
  });
  return roster.flatMap(({ number, unit = 'Subdirección Médica', joined = '2020-01-01', left }) => [
    fact('roster.joined', number, joined, { unit }),
    ...(left === undefined ? [] : [fact('roster.left', number, left, {})]),
  ]);
}

/** A stand-in for a platform: keeps what is posted and answers what the test sets. */
export function recordingChat(platform: 'slack' | 'teams', at: () => string): RecordingChat {
  let sent = 0;
  const chat: RecordingChat = {
    platform,
    posts: [],
    edits: [],
    outcome: () => {
      sent += 1;
      return { status: 'sent', messageId: `m${sent}` };
    },
    found: () => null,
    async post(to, message, key) {
      chat.posts.push({ to, message, key, at: at() });
      return chat.outcome(key);
    },
    find: async (_, key) => chat.found(key),
    async update(to, messageId, message) {
      chat.edits.push({ to, messageId, message });
      return { status: 'sent', messageId };
    },
  };
  return chat;
}

/** A message's words, for reading in a test. */
export function wordsOf(message: Message): string {
  return JSON.stringify(message.blocks.map((b) => ('choices' in b ? b.choices.map((c) => c.label) : b)));
}
