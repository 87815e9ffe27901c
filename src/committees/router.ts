import { setImmediate as turn } from 'node:timers/promises';
import { commandName } from '../answer.ts';
import type { RunningBot } from '../bot.ts';
import { fold } from '../input/words.ts';
import type { Message } from '../message.ts';
import type { AccountId, Address, Person } from '../ports/directory.ts';
import type { Bot, Met, Reply, Request } from '../request.ts';
import { inTurns, type Steps } from '../steps.ts';
import { institutionWord, shared as texts } from '../texts/committees.ts';
import { notOnRoster, notVerified, withNote } from '../texts/common.ts';
import { unitOn } from '../view/roster.ts';
import { type Candidate, type Choice, choose, lastBound, type Standing } from './choose.ts';
import { markedWords, markMessage, markReply, readMark } from './mark.ts';

type PlatformName = AccountId['platform'];

/** A committee as the router knows it. */
export interface Served {
  readonly id: string;
  /** How its people call the institution. */
  readonly name: string;
  readonly bot: RunningBot;
  readonly admins: readonly string[];
  /** The workspaces or tenants in which it is spoken to. */
  readonly homes: Readonly<Record<PlatformName, readonly string[]>>;
  readonly now: () => Date;
}

export interface Router extends Bot {
  /** Keeps an address with the committee that is spoken to there. */
  saveAddress(address: Address): Promise<void>;
  /** Tells each committee of those who are on its roster alone; who is on several says at first which is meant. */
  meet(all: readonly Met[]): Promise<void>;
}

/** What one committee makes of a request. */
interface Seen extends Candidate {
  readonly served: Served;
  readonly person: Person | null;
}

/** Addresses that are remembered until it is known whose they are. */
const mostWaiting = 50_000;
/** Longer words, and what is no command, are not put into a button. */
const longestRepeated = 300;

/** Hands each request to the bot of the committee that is meant (`choose`), and each address with it. */
export function createRouter(all: readonly Served[]): Router {
  const waiting = new Map<string, Address>();

  const serving = (platform: PlatformName, home: string): Served[] =>
    all.filter(({ homes }) => homes[platform].includes(home));

  const isMember = (served: Served, { account, emails }: Met): boolean =>
    standingOf(served, { account, emails, guest: false }).standing?.as === 'member';

  function standingOf(
    served: Served,
    request: Pick<Request, 'account' | 'emails' | 'guest'>,
  ): Pick<Seen, 'standing' | 'person'> {
    const { bot } = served;
    const { journal } = bot;
    // A damaged ledger does not tell who is on the roster: whoever is known there is told so by its own bot.
    const active = (id: string): boolean =>
      !journal.whole() || unitOn(journal.view(), id, bot.today()) !== null;
    const known = bot.people.recognise(request, active);
    const mails = [...request.emails, known?.person?.email ?? ''].map((e) => e.toLowerCase());
    const admin = !request.guest && served.admins.some((e) => mails.includes(e.toLowerCase()));
    const person = known?.person ?? null;
    const member = admin || (person !== null && active(person.id));
    const as = member ? 'member' : person !== null ? 'former' : 'visitor';
    const standing: Standing | null = known || admin ? { as, since: known?.since ?? null } : null;
    return { standing, person };
  }

  /** Who is on the roster of one committee alone, by committee: of a large workspace, and of many that share it, step by step. */
  function* membersAmong(all: readonly Met[]): Steps<ReadonlyMap<Served, readonly Met[]>> {
    const of = new Map<Served, Met[]>();
    for (const met of all) {
      yield;
      const { platform, tenant } = met.account;
      const here = serving(platform, tenant);
      const theirs = here.length > 1 ? here.filter((c) => isMember(c, met)) : here;
      const [only] = theirs;
      if (!only || theirs.length > 1) continue;
      const known = of.get(only);
      if (known) known.push(met);
      else of.set(only, [met]);
    }
    return of;
  }

  function look(request: Request): Seen[] {
    const { platform, tenant } = request.account;
    const { channel } = request;
    const here = serving(platform, request.home ?? tenant);
    return here.map((served) => ({
      served,
      id: served.id,
      ownsChannel: channel !== null && served.bot.owns(platform, channel),
      // A committee that has the place for itself need not be looked at.
      ...(here.length > 1 ? standingOf(served, request) : { standing: null, person: null }),
    }));
  }

  const addressKey = ({ platform, kind, tenant, id }: Omit<Address, 'ref'>): string =>
    JSON.stringify([platform, kind, tenant, id]);

  /** What is known of where a request came from goes to the committee that answers it. */
  async function handOver({ account, channel, home }: Request, { bot }: Served): Promise<void> {
    const { platform, user } = account;
    const tenant = home ?? account.tenant;
    const keys = [
      addressKey({ platform, kind: 'person', tenant, id: user }),
      ...(channel === null ? [] : [addressKey({ platform, kind: 'channel', tenant, id: channel })]),
    ];
    for (const key of keys) {
      const address = waiting.get(key);
      // A disk that takes nothing now is told about by the answer itself.
      if (address) await bot.saveAddress(address).catch(() => {});
    }
  }

  const named = (seen: readonly Seen[]) => seen.map(({ served: { id, name } }) => ({ id, name }));
  const membersOf = (seen: readonly Seen[]): Seen[] => seen.filter((c) => c.standing?.as === 'member');
  const privately = (message: Message): Reply => ({ message, visibility: 'private' });

  /** Somebody says in which institution they work; null where the words are no such saying. */
  async function institution(request: Request, seen: readonly Seen[]): Promise<Reply | null> {
    const [word = '', said = ''] = fold(request.words).split(' ');
    if (word !== institutionWord || request.guest) return null;
    const members = membersOf(seen);
    const id = request.fields?.comite ?? said;
    const meant = (members.length > 0 ? members : seen).find((c) => c.id === id);
    if (members.length === 0) {
      if (!meant) return privately(texts.inNone(named(seen)));
      return answered(meant, { ...request, words: 'mi avance' }, seen);
    }
    if (members.length === 1) return privately(texts.only(members[0]!.served.name));
    if (!meant) return privately(texts.ask(named(members), (one) => `${institutionWord} ${one}`));
    await remember(request, meant);
    return privately(texts.chosen(meant.served.name));
  }

  /** The account's last binding says which committee is meant. */
  async function remember({ account }: Request, { served, person }: Seen): Promise<void> {
    if (person) await served.bot.people.rebind(account, person.id, served.now().toISOString());
  }

  async function answered({ served }: Seen, request: Request, seen: readonly Seen[]): Promise<Reply> {
    await handOver(request, served);
    const reply = await served.bot.handle(request);
    const several = membersOf(seen).length > 1 && request.where === 'direct';
    const message = several ? withNote(reply.message, texts.answeredAs(served.name)) : reply.message;
    return markReply(served.id, { ...reply, message });
  }

  function notOne(choice: Choice, request: Request, seen: readonly Seen[]): Message {
    if (choice.is === 'nowhere') return texts.notServed();
    if (request.guest) return notOnRoster('guest');
    if (choice.is !== 'several' && request.unverified) return notVerified();
    if (choice.is !== 'several') return texts.inNone(named(seen));
    const { words } = request;
    const known = !['unknown', 'other'].includes(commandName(words, false));
    const again = known && words.length <= longestRepeated && !request.fields;
    return texts.ask(named(membersOf(seen)), (id) =>
      again ? markedWords(id, words) : `${institutionWord} ${id}`,
    );
  }

  async function route<T>(
    given: Request,
    seen: readonly Seen[],
    ways: { one(meant: Seen, request: Request): Promise<T>; none(message: Message): T },
  ): Promise<T> {
    const mark = readMark(given.words);
    const request = { ...given, words: mark.words };
    const said = { candidates: seen, overheard: request.where === 'channel', guest: request.guest };
    const choice = choose({ ...said, named: mark.named });
    const meant = choice.is === 'one' && seen.find((c) => c.id === choice.id);
    if (!meant) return ways.none(notOne(choice, request, seen));
    const result = await ways.one(meant, request);
    // A button of one committee does not change in whose name the person speaks otherwise.
    const usual = mark.named === null ? undefined : lastBound(membersOf(seen));
    if (usual && usual.id !== meant.id && meant.standing?.since === null)
      await remember(request, usual).catch(() => {});
    return result;
  }

  return {
    async handle(given) {
      const seen = look(given);
      const { words } = readMark(given.words);
      if (seen.length === 1) {
        await handOver(given, seen[0]!.served);
        return seen[0]!.served.bot.handle({ ...given, words });
      }
      const own = await institution({ ...given, words }, seen);
      return (
        own ??
        route<Reply>(given, seen, {
          one: (meant, request) => answered(meant, request, seen),
          none: privately,
        })
      );
    },
    home(given) {
      const seen = look(given);
      return route<Message>(given, seen, {
        async one({ served }, request) {
          await handOver(request, served);
          const message = await served.bot.home(request);
          return seen.length === 1 ? message : markMessage(served.id, message);
        },
        none: (message) => message,
      });
    },
    async meet(all) {
      const failed: unknown[] = [];
      for (const [{ bot }, met] of await inTurns(membersAmong(all))) {
        // One institution's trouble keeps nobody else out.
        await bot.meet(met).catch((error) => failed.push(error));
        await turn();
      }
      if (failed.length > 0) throw failed[0];
    },
    async saveAddress(address) {
      const { platform, kind, tenant, id } = address;
      const here = serving(platform, tenant);
      const owners = kind === 'channel' ? here.filter((c) => c.bot.owns(platform, id)) : [];
      const sure = here.length === 1 ? here : owners;
      for (const { bot } of sure) await bot.saveAddress(address);
      if (here.length < 2) return;
      const key = addressKey(address);
      waiting.delete(key);
      waiting.set(key, address);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= mostWaiting) break;
        waiting.delete(oldest);
      }
    },
  };
}
