import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { type Outside, outside, type Row } from '../e2e/world.ts';
import { all } from '../support/drafts.ts';
import { directoryOf, inspect, unproven } from './folder.ts';
import { between } from './rounds.ts';

export const committee = 'isssteson';

/** The bot as a process on a data folder, with a staff that writes to it, and what it promised them. */
export interface Staff {
  readonly o: Outside;
  readonly data: string;
  /** Lets many people ask at once, over and over, until the bot is gone; resolves when nobody waits any more. */
  untilDeath(): Promise<void>;
  /** Answers so far. */
  answers(): number;
  /** Requests that were taken and never answered. */
  unanswered(): number;
  /** What was answered with a folio or a number of evidence. */
  promised(): ReadonlySet<string>;
  /** Promises that the folder does not keep, and anything else that is wrong with it. */
  broken(): Promise<readonly string[]>;
}

const clients = 24;
const number = (n: number): string => String(n).padStart(5, '0');
const userOf = (n: number): string => `U${number(n)}`;
const row = (n: number): Row => [number(n), `Persona ${n}`, `p${number(n)}@example.com`, `Unidad ${n % 9}`];
const promises = /\b\d{4}-(?:[A-Z]{3}-\d{6}|E-\d{4,})\b/g;

/** Nobody in this staff is known to the bot before they first write; the first of them is its administrator. */
export async function staff(people = 900, env: Record<string, string> = {}): Promise<Staff> {
  const o = await outside({
    people: Array.from({ length: people }, (_, at) => row(at + 1)),
    env: { PAT_ADMINS: 'p00001@example.com', ...env },
  });
  const data = o.env.PAT_DATA_DIR!;
  const slackUser = (user: unknown) => ({
    id: user,
    team_id: o.slack.team,
    profile: { email: `p${String(user).slice(1)}@example.com` },
  });
  o.instead.set('users.info', ({ user }) => ({ ok: true, user: slackUser(user) }));
  o.instead.set('conversations.open', ({ users }) => ({ ok: true, channel: { id: `D${users}` } }));

  let asked = 0;
  let met = 1;
  let answers = 0;
  let taken = 0;
  const kept = new Set<string>();
  const take = (said: string): void => {
    answers += 1;
    for (const [found] of said.matchAll(promises)) kept.add(found);
  };
  /** Whoever waits for an answer in their direct messages. */
  const waiting = new Map<string, () => void>();
  o.instead.set('chat.postMessage', ({ channel, ...said }) => {
    take(JSON.stringify(said));
    waiting.get(String(channel))?.();
    return { ok: true, channel, ts: '1.1' };
  });

  /** Asks by `/pat`; the answer comes with the acknowledgement where it is soon there, since no response_url is given. */
  async function command(user: string, text: string): Promise<void> {
    const fields = new URLSearchParams({ command: '/pat', user_id: user, text });
    const { status, body } = await o.send(fields.toString(), 'application/x-www-form-urlencoded');
    if (status !== 200) throw new Error(`${text}: ${status} ${body}`);
    taken += 1;
    // What takes long is acknowledged with nothing, and the answer comes as a message.
    if (body !== '') take(body);
  }

  async function direct(user: string, text: string, gone: Promise<void>, more: object = {}): Promise<void> {
    const channel = `D${user}`;
    const answered = new Promise<void>((next) => waiting.set(channel, next));
    const { status } = await o.event({ type: 'message', channel_type: 'im', channel, user, text, ...more });
    if (status !== 200) return;
    taken += 1;
    await Promise.race([answered, gone]);
  }

  /** One request of those that make the store write: to the ledger, to each table of the directory, a file. */
  function ask(gone: Promise<void>): Promise<void> {
    asked += 1;
    const course = `capacitacion "Curso ${asked}" 2024-05-07 2h`;
    switch (asked % 12) {
      case 0: {
        const path = `/files/${asked}.pdf`;
        const filling = 'x'.repeat(between(100, 60_000));
        o.files.set(
          path,
          Buffer.from(`%PDF-1.4\n% ${asked} ${filling}\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n`),
        );
        const file = { id: `F${asked}`, name: `acta ${asked}.pdf`, url_private: o.filesUrl + path };
        return direct(userOf(1), 'evidencia 9', gone, { subtype: 'file_share', files: [file] });
      }
      case 3:
        met = (met % people) + 1;
        return command(userOf(met), course);
      case 6:
        met = (met % people) + 1;
        return direct(userOf(met), course, gone);
      case 9: {
        const folios = [...kept].filter((f) => f.includes('-CAP-'));
        if (folios.length < 10) break;
        const folio = folios[between(0, folios.length)];
        return command(userOf(1), `cancelar ${folio} "Capturado ${asked} veces"`);
      }
    }
    return command(userOf(between(1, 40)), course);
  }

  async function ledger(): Promise<Entry[]> {
    return all((await openLowdbReader(data)).read(committee, 1));
  }

  return {
    o,
    data,
    async untilDeath() {
      const { child } = o.bot;
      const gone = new Promise<void>((next) => child.once('exit', () => next()));
      const client = async (): Promise<void> => {
        while (child.exitCode === null && child.signalCode === null) await ask(gone).catch(() => {});
      };
      await Promise.all(Array.from({ length: clients }, client));
      // What the bot said before its end may still be on its way here.
      await pause(30);
    },
    answers: () => answers,
    unanswered: () => taken - answers,
    promised: () => kept,
    async broken() {
      const verified = await verifyLedger(data, committee);
      if (!verified.ok) return [`chain: ${JSON.stringify(verified)}`];
      const entries = await ledger();
      const recorded = new Set(entries.flatMap(({ folio, body }) => [folio, body.id]));
      const accounts = new Set((await directoryOf(data, committee)).accounts.map((a) => a.person));
      const subjects = entries.filter((e) => e.platform === 'slack' && e.actor.length > 8);
      return [
        ...[...kept].filter((p) => !recorded.has(p)).map((p) => `lost: ${p}`),
        ...subjects.filter((e) => !accounts.has(e.actor)).map((e) => `account of entry ${e.seq}`),
        ...(await unproven(data, committee, entries)),
        ...gaps(entries),
      ];
    },
  };
}

/** Folios whose numbers leave one out. */
function gaps(entries: readonly Entry[]): string[] {
  const next = new Map<string, number>();
  return entries.flatMap(({ folio }) => {
    if (folio === null) return [];
    const series = folio.slice(0, 8);
    const n = (next.get(series) ?? 0) + 1;
    next.set(series, n);
    return Number(folio.slice(9)) === n ? [] : [`gap before ${folio}`];
  });
}

/**
 * One death of the bot, while everybody writes to it, and its next start. `die` ends it; `before` the next start the folder
 * is looked at, once `revive` has made it readable again. Gives the parts of the store whose write was cut short.
 */
export async function death(
  s: Staff,
  round: number,
  die: () => void,
  revive: () => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const { child } = s.o.bot;
  const ended = once(child, 'exit');
  const next = await s.o.prepare();
  const before = s.answers();
  const done = s.untilDeath();
  // One in four dies before its first answer.
  const answered = () => expect(s.answers()).toBeGreaterThan(before);
  if (round % 4 > 0) await vi.waitFor(answered, { interval: 2, timeout: 60_000 });
  await pause(between(0, 400));
  expect(child.exitCode, 'it ended by itself').toBeNull();
  die();
  child.kill('SIGKILL');
  await Promise.all([done, ended]);
  await revive();
  const { unfinished, torn } = await inspect(s.data);
  expect(torn, 'torn files').toEqual([]);
  expect(await s.broken()).toEqual([]);
  await next.go();
  expect((await inspect(s.data)).unfinished, 'not swept').toEqual([]);
  return unfinished;
}

/** How often each occurs, as words. */
export function counted(items: readonly string[]): string {
  const times = new Map<string, number>();
  for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
  return [...times].map(([item, n]) => `${item} ${n}`).join(', ') || 'none';
}
