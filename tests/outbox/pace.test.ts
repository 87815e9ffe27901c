import { describe, expect, it } from 'vitest';
import { sendingLimits as slack } from '../../adapters/slack/limits.ts';
import { sendingLimits as teams } from '../../adapters/teams/limits.ts';
import { createPace, createPaces } from '../../src/outbox/pace.ts';
import { paced } from '../support/paced.ts';

describe('a pace meets a limit that nobody tells', () => {
  it.each([
    [slack.posts, { perSecond: 3, burst: 20 }],
    [slack.posts, { perSecond: 5, burst: 10 }],
    [slack.posts, { perSecond: 8, burst: 60 }],
    [slack.posts, { perSecond: 10, burst: 100 }],
    [slack.posts, { perSecond: 5, burst: 10, retryAfter: 10 }],
    [slack.posts, { perSecond: 10, burst: 10 }],
    [slack.posts, { perSecond: 15, burst: 15 }],
    [slack.posts, { perSecond: 15, burst: 30 }],
    [teams.posts, { perSecond: 20, burst: 20 }],
    [teams.posts, { perSecond: 30, burst: 10 }],
    [teams.posts, { perSecond: 30, burst: 60 }],
    [teams.posts, { perSecond: 45, burst: 100 }],
    [teams.posts, { perSecond: 50, burst: 50 }],
  ])('%o, %o: 5,000 messages at 0.95 of it or more, 0.5 percent refused or less', async (allowance, limit) => {
    const bucket = await paced(allowance, limit, 5000);
    expect(bucket.share()).toBeGreaterThan(0.95);
    expect(bucket.refusals()).toBeLessThan(0.005);
  });

  it('finds its way down and up again when the limit changes', async () => {
    const limit = { perSecond: 10, burst: 20 };
    const times: number[] = [];
    await paced(slack.posts, limit, 4500, (taken, now) => {
      times[taken] = now;
      limit.perSecond = taken < 1000 ? 10 : taken < 2000 ? 4 : 9;
    });
    const rate = (from: number, to: number) => (to - from) / ((times[to]! - times[from]!) / 1000);
    expect(rate(700, 999)).toBeGreaterThan(9.5);
    expect(rate(1300, 1999)).toBeGreaterThan(3.8);
    expect(rate(4000, 4450)).toBeGreaterThan(8.5);
  });

  it('is not misled where the bot itself was too slow for it', async () => {
    const times: number[] = [];
    const note = (n: number, now: number) => {
      times[n] = now;
    };
    // For a thousand messages each takes seconds, now and then.
    const slow = (taken: number) =>
      taken > 1000 && taken < 2000 && taken % 100 > 60 ? 2000 : 40 + ((taken * 37) % 60);
    await paced(slack.posts, { perSecond: 15, burst: 30 }, 3500, note, slow);
    const rate = (from: number, to: number) => (to - from) / ((times[to]! - times[from]!) / 1000);
    expect(rate(700, 999)).toBeGreaterThan(14);
    expect(rate(2200, 3400)).toBeGreaterThan(14);
  });
});

describe('a pace', () => {
  it('stops for as long as the platform asks, and what was under way tells of the same refusal', () => {
    let now = 0;
    const pace = createPace({ start: 10, most: 10, atOnce: 10 }, () => now);
    now = 1000;
    pace.take(pace.room());
    now = 1100;
    pace.limited(5000, 1000);
    const rate = pace.rate();
    pace.limited(5000, 1000);
    expect([pace.rate(), pace.room(), pace.next()]).toEqual([rate, 0, 6100]);
    now = 6100;
    expect(pace.room()).toBe(0);
    now = 6100 + 1000;
    expect(pace.room()).toBeGreaterThan(0);
  });

  it('of a platform that is down is as fast as before once it is there again', () => {
    const pace = createPace({ start: 10, most: 10, atOnce: 10 }, () => 0);
    pace.down(15_000);
    expect([pace.room(), pace.next(), pace.rate()]).toEqual([0, 15_000, 10]);
  });

  it('is one for all who speak through the same connection', () => {
    const paces = createPaces(() => 0);
    const chat = (limits: typeof slack) => ({ platform: 'slack' as const, limits }) as never;
    const limits = { ...slack };
    expect(paces(chat(limits), 'posts')).toBe(paces(chat(limits), 'posts'));
    expect(paces(chat(limits), 'posts')).not.toBe(paces(chat({ ...slack }), 'posts'));
    expect(paces(chat(limits), 'posts')).not.toBe(paces(chat(limits), 'edits'));
  });
});
