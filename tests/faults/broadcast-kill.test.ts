import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { all } from '../support/drafts.ts';
import { committee } from './load.ts';
import { between, tell, times } from './rounds.ts';

const people = times(40, 300);
const kills = times(3, 20);
const number = (n: number): string => String(n).padStart(5, '0');

/** Promise: a broadcast survives `kill -9` at any moment: everybody gets it, nobody twice. */
describe('a bot that is killed amid a broadcast', () => {
  let o: Outside;
  const posts: { channel: string; key: string; ts: string }[] = [];
  const crowdPosts = () => posts.filter(({ key }) => key.includes('/person/'));
  /** After how many of its messages the bot dies next, before or after it is taken. */
  let next = Number.POSITIVE_INFINITY;
  /** How many deaths come after that one: each needs two who wait. */
  let more = kills;

  beforeAll(async () => {
    const row = (n: number) =>
      [number(n), `Persona ${n}`, `p${number(n)}@example.com`, 'Subdirección Médica'] as const;
    o = await outside({
      people: Array.from({ length: people }, (_, n) => row(n + 1)),
      env: {
        ...{ PAT_ADMINS: 'p00001@example.com', PAT_NOW: '2024-05-08T10:00:00-07:00' },
        ...{ PAT_GENERAL_CHANNEL_SLACK: 'C_GENERAL', PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE' },
      },
    });
    o.instead.set('users.info', ({ user }) => ({
      ok: true,
      user: { id: user, team_id: o.slack.team, profile: { email: `p${String(user).slice(1)}@example.com` } },
    }));
    o.instead.set('conversations.open', ({ users }) => ({ ok: true, channel: { id: `D${users}` } }));
    o.instead.set('conversations.history', ({ channel }) => ({
      ok: true,
      has_more: false,
      messages: posts
        .filter((post) => `D${post.channel}` === channel || post.channel === channel)
        .map(({ key, ts }) => ({
          ...{ type: 'message', user: o.slack.bot, ts },
          metadata: { event_type: 'pat_post', event_payload: { key } },
        })),
    }));
    o.instead.set('chat.postMessage', ({ channel, metadata }) => {
      const key = (metadata as { event_payload?: { key?: string } })?.event_payload?.key ?? '';
      const crowd = key.includes('/person/');
      // What a dead bot had handed to the network may arrive all the same, but kills nobody, and leaves people to the others.
      const late = crowd && o.newest.killed;
      if (late && people - crowdPosts().length <= 2 * more) return new Promise(() => {});
      const dies = crowd && !late && crowdPosts().length >= next;
      const before = dies && between(0, 2) === 0;
      if (dies) {
        next = Number.POSITIVE_INFINITY;
        o.newest.kill('SIGKILL');
      }
      if (before) return new Promise(() => {});
      const ts = `${Math.floor(Date.now() / 1000)}.${String(posts.length).padStart(6, '0')}`;
      posts.push({ channel: String(channel), key, ts });
      return dies ? new Promise(() => {}) : { ok: true, channel: `D${channel}`, ts };
    });
    for (let n = 1; n <= people; n += 1)
      await o.say(`U${number(n)}`, n === 1 ? 'tarjeta a todos si' : 'ayuda');
    expect(await o.bot.stop()).toBe(0);
  }, 600_000);
  afterAll(() => o.close());

  it('everybody gets the card, nobody twice', { timeout: 240_000 + kills * 60_000 }, async ({ task }) => {
    const env = { PAT_NOW: '2024-05-09T09:00:05-07:00' };
    for (let kill = 0; kill < kills; kill += 1) {
      // What was under way when the bot died may arrive all the same: the rest is shared out anew each time.
      const rest = people - crowdPosts().length;
      more = kills - kill - 1;
      expect(rest).toBeGreaterThan(2 * more);
      next = crowdPosts().length + between(1, Math.max(2, Math.floor(rest / (kills - kill + 1))));
      // A bot that was killed before it was ready has started too.
      await o.start(env).catch((error) => {
        if (o.newest.signalCode !== 'SIGKILL') throw error;
      });
      await expect.poll(() => o.newest.signalCode, { interval: 10, timeout: 60_000 }).toBe('SIGKILL');
    }
    await o.start(env);
    const settled = async () =>
      (await all((await openLowdbReader(o.env.PAT_DATA_DIR!)).read(committee, 1))).filter(
        (e) => e.kind === 'post.settled' && /^integrity-day\/2024-05\/person\//.test(String(e.body.post)),
      );
    // What the last death left is looked for a while after the start.
    await expect.poll(async () => (await settled()).length, { interval: 500, timeout: 120_000 }).toBe(people);
    await pause(1000);
    expect(await o.bot.stop()).toBe(0);
    const keys = crowdPosts().map(({ key }) => key);
    expect(new Set(keys).size).toBe(people);
    expect(crowdPosts()).toHaveLength(people);
    expect((await settled()).map((e) => e.body.status)).toEqual(Array.from({ length: people }, () => 'sent'));
    tell(task, `killed ${kills} times amid a broadcast to ${people} people on Slack: missing 0, twice 0`);
  });
});
