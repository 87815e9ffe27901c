import { describe, expect, it } from 'vitest';
import { DamagedRun } from '../../src/ports/runs.ts';
import { long } from '../faults/rounds.ts';
import { broadcast, broadcasting } from '../support/broadcasting.ts';
import type { HiddenLimit } from '../support/limits.ts';
import { memoryLedger } from '../support/memory.ts';
import type { Break } from '../support/simulated.ts';

const plenty: HiddenLimit = { perSecond: 40, burst: 100 };
const askTo = (n: number): string => `ask/9/1/person/id-${n}`;

describe('a broadcast at a limit that the platform does not tell', () => {
  const people = long ? 5000 : 600;
  const limits: readonly ['slack' | 'teams', HiddenLimit][] = [
    ['slack', { perSecond: 5, burst: 10 }],
    ['teams', { perSecond: 45, burst: 60 }],
  ];

  it.each(limits)(
    'of %s, %o: everybody is reached once, at 0.95 of it or more, and few are refused',
    { timeout: 300_000 },
    async (platform, limit) => {
      const { got, bucket, counts } = await broadcast({ people: people - 1, platform, limit });
      expect(counts()).toEqual({ sent: people });
      expect([got.size, Math.max(...got.values())]).toEqual([people, 1]);
      expect(bucket.share()).toBeGreaterThan(0.95);
      expect(bucket.refusals()).toBeLessThan(0.006);
    },
  );
});

it('writes once to who was refused and is offered anew before their turn', async () => {
  // Teams at 20/s refuses a few of those that come on top of its burst just as the next tick offers all again.
  for (const perSecond of [20, 30]) {
    const b = await broadcast({ people: 500, platform: 'teams', limit: { perSecond, burst: 60 } });
    expect(b.bucket.refused).toBeGreaterThan(0);
    expect([...b.got].filter(([, times]) => times > 1)).toEqual([]);
    expect(b.counts()).toEqual({ sent: 501 });
  }
});

it('keeps back, once the platform refuses, what was claimed with it and has not begun', async () => {
  const b = await broadcasting({
    ...{ people: 100, platform: 'slack', travel: () => 2 },
    limit: { perSecond: 1, burst: 45, retryAfter: 60 },
    limits: {
      posts: { start: 100, most: 100, atOnce: 50 },
      edits: { start: 1, most: 1, atOnce: 1 },
      settledAfterMs: 0,
    },
  });
  await b.time.until(() => b.bucket.refused > 0);
  const until = b.time.clock() + 30_000;
  await b.time.until(() => b.time.clock() >= until);
  expect([b.bucket.taken, b.bucket.refused]).toEqual([45, 1]);
  await b.time.until(() => b.waiting() === 0);
  expect([b.counts(), Math.max(...b.got.values())]).toEqual([{ sent: 101 }, 1]);
});

describe('a platform whose answers are lost', () => {
  const every =
    (n: number) =>
    (attempt: number): Break =>
      attempt % n === 3 ? 'after' : attempt % n === 7 ? 'before' : null;

  it('that shows what it holds: none missing, none twice', async () => {
    const { got, counts } = await broadcast({
      people: 200,
      platform: 'slack',
      limit: plenty,
      breaks: every(20),
    });
    expect(counts()).toEqual({ sent: 201 });
    expect([got.size, Math.max(...got.values())]).toEqual([201, 1]);
  });

  it('that hides what it holds: none twice, and each that nobody knows of is listed, never sent again', async () => {
    const breaks = every(20);
    const lost = Array.from({ length: 201 }, (_, n) => breaks(n + 1)).filter((b) => b !== null).length;
    const { w, got, counts } = await broadcast({ people: 200, platform: 'teams', limit: plenty, breaks });
    expect(counts()).toEqual({ sent: 201 - lost, unknown: lost });
    expect(Math.max(...got.values())).toBe(1);
    const { message } = await w.ask('1', 'recordar envios 1');
    expect(JSON.stringify(message)).toContain(`"value":"${lost}"`);
  });
});

describe('a platform with which every connection breaks for an hour', () => {
  it('leaves few in doubt, and the others are reached afterwards', { timeout: 300_000 }, async () => {
    const broken = { from: 100, until: 0 };
    let clock = () => 0;
    const b = await broadcasting({
      ...{ people: 1000, platform: 'teams', limit: { perSecond: 45, burst: 60 } },
      breaks: (attempt) => (attempt < broken.from || clock() >= broken.until ? null : 'before'),
    });
    clock = b.time.clock;
    broken.until = clock() + 3600_000;
    await b.time.until(() => b.waiting() === 0);
    const { sent = 0, unknown = 0 } = b.counts();
    expect(sent + unknown).toBe(1001);
    expect(unknown).toBeLessThan(40);
    expect([b.got.size, Math.max(...b.got.values())]).toEqual([sent, 1]);
  });
});

describe('while a broadcast waits', () => {
  it('answers and the committee’s channel do not', async () => {
    const limit = { perSecond: 0.001, burst: 20, retryAfter: 3000 };
    const b = await broadcasting({ people: 100, platform: 'slack', limit });
    const said: string[] = [];
    const { post } = b.chat;
    Object.assign(b.w.bot.chats[0]!, {
      post: async (...[to, message, key]: Parameters<typeof post>) => {
        if (to.kind === 'channel') said.push(key);
        return to.kind === 'channel' ? { status: 'sent', messageId: 'm' } : post(to, message, key);
      },
    });
    await b.time.until(() => b.bucket.refused > 0);
    expect((await b.w.ask('1', 'avance 9')).message.summary).toContain('9');
    b.w.at('2024-06-09T09:00:05-07:00');
    const until = b.time.clock() + 11_000;
    await b.time.until(() => b.time.clock() >= until);
    expect(said).toContain('integrity-day/2024-06/slack/C-GENERAL');
    expect([b.bucket.taken, b.bucket.refused <= 20]).toEqual([20, true]);
  });

  it('nobody is written to who went away, did it, left or was erased meanwhile, and the others are', async () => {
    const b = await broadcasting({ people: 60, platform: 'slack', limit: { perSecond: 5, burst: 5 } });
    await b.time.until(() => b.bucket.taken === 10);
    const { w } = b;
    await w.ask('40', 'ausente hasta 30 de mayo');
    await w.ask('41', 'capacitacion "Ética" 2024-05-07');
    await w.bot.journal.submit(() => ({
      drafts: [
        {
          ...{ kind: 'roster.left', key: 'roster/id-42/left', folio: null, subject: 'id-42' },
          ...{ actor: 'cli', platform: 'cli', occurredOn: '2024-05-14', body: {} },
        },
      ],
      value: null,
    }));
    const { directory, programme } = w;
    await directory.forget(programme.committee.id, { people: ['id-43'], accounts: [], texts: [] });
    await w.bot.people.bury({
      person: w.bot.people.people().byId('id-43')!,
      texts: [],
      oficio: null,
      on: '2024-05-14',
    });
    await w.bot.people.erase();
    await b.time.until(() => b.got.size === 57);
    const until = b.time.clock() + 30_000;
    await b.time.until(() => b.time.clock() >= until);
    expect([...b.got.keys()].filter((id) => ['U40', 'U41', 'U42', 'U43'].includes(id))).toEqual([]);
    expect(b.statuses().get('41')).toBe('missed');
  });

  it('a restored ledger stops it, until the secretary confirms', async () => {
    const b = await broadcasting({ people: 60, platform: 'slack', limit: { perSecond: 5, burst: 5 } });
    await b.time.until(() => b.bucket.taken === 10);
    b.w.bot.journal.view().paused = 1;
    const until = b.time.clock() + 20_000;
    await b.time.until(() => b.time.clock() >= until);
    // What was under way arrived.
    expect(b.bucket.taken).toBeLessThan(14);
    b.w.bot.journal.view().paused = null;
    await b.time.until(() => b.waiting() === 0);
    expect(b.counts()).toEqual({ sent: 61 });
  });

  it('whoever ordered it sees how it goes, edited no more often than every few seconds', async () => {
    const b = await broadcasting({ people: 200, platform: 'slack', limit: { perSecond: 5, burst: 5 } });
    const edits: { at: number; summary: string }[] = [];
    Object.assign(b.w.bot.chats[0]!, {
      update: async (_: unknown, messageId: string, message: { summary: string }) => {
        edits.push({ at: b.time.clock(), summary: message.summary });
        return { status: 'sent', messageId };
      },
    });
    await b.time.until(() => b.waiting() === 0);
    const until = b.time.clock() + 6000;
    await b.time.until(() => b.time.clock() >= until);
    expect(edits.length).toBeGreaterThan(3);
    expect(edits.slice(1).filter((e, n) => e.at - edits[n]!.at < 4000)).toEqual([]);
    expect(edits.at(-1)?.summary).toBe('Recordatorio 1 (actividad 9): 201 de 201 personas.');
  });
});

describe('a store that refuses outcomes for a while', () => {
  it('has all of them soon after it takes entries again, though nobody is left to send to', async () => {
    const memory = memoryLedger();
    let refuses = false;
    const b = await broadcasting({
      ...{ people: 19, platform: 'teams', limit: plenty },
      ledger: {
        ...memory,
        async append(...given) {
          if (!refuses || !given[2].some(({ kind }) => kind === 'post.settled'))
            return memory.append(...given);
          // Longer than all the others take to land.
          await b.time.sleep(1000);
          throw new Error('disk full');
        },
      },
    });
    // All have it, and the last answers are still under way.
    await b.time.until(() => b.got.size === 20);
    refuses = true;
    const full = b.time.clock() + 3000;
    await b.time.until(() => b.time.clock() >= full);
    expect(b.waiting()).toBeGreaterThan(1);
    refuses = false;
    const until = b.time.clock() + 15_000;
    await b.time.until(() => b.time.clock() >= until);
    expect([b.counts(), Math.max(...b.got.values())]).toEqual([{ sent: 20 }, 1]);
  });
});

describe('what is kept of the view that turns out damaged amid a broadcast', () => {
  it('costs the time of folding the ledger anew, and everybody is reached once', async () => {
    const b = await broadcasting({ people: 99, platform: 'teams', limit: plenty });
    await b.time.until(() => b.bucket.taken === 10);
    const view = b.w.bot.journal.view();
    const { posts } = view;
    const read = posts.get.bind(posts);
    // Every other one, so that some are read well before it shows.
    posts.get = (post) => {
      const n = Number(/person\/id-(\d+)$/.exec(post)?.[1]);
      if (n > 50 && n % 2 === 0) throw new DamagedRun('runs/1');
      return read(post);
    };
    await b.time.until(() => view.posts !== posts);
    const until = b.time.clock() + 20_000;
    await b.time.until(() => b.time.clock() >= until);
    expect([b.counts(), Math.max(...b.got.values())]).toEqual([{ sent: 100 }, 1]);
  });
});

describe('one conversation that takes no more', () => {
  it('is tried again later, and the others do not wait for it', async () => {
    const b = await broadcasting({ people: 100, platform: 'teams', limit: plenty });
    const { post } = b.chat;
    let refused = 0;
    Object.assign(b.w.bot.chats[0]!, {
      post: async (...given: Parameters<typeof post>) => {
        if (given[2] !== askTo(7) || refused === 3) return post(...given);
        refused += 1;
        return { status: 'retry', afterMs: 60_000, why: 'place' };
      },
    });
    const began = b.time.clock();
    await b.time.until(() => b.got.size === 100);
    expect(b.time.clock() - began).toBeLessThan(20_000);
    await b.time.until(() => b.waiting() === 0);
    expect([b.counts(), b.got.get('U7'), refused]).toEqual([{ sent: 101 }, 1, 3]);
  });
});

describe('another process that may send by now', () => {
  it('goes on where this one stopped at once: none missing, none twice', async () => {
    const b = await broadcasting({ people: 120, platform: 'slack', limit: { perSecond: 5, burst: 5 } });
    await b.time.until(() => b.bucket.taken === 40);
    b.w.bot.halt(true);
    const { tick } = b.w.bot;
    b.w.bot.tick = async () => {};
    // What was under way lands and is settled.
    const until = b.time.clock() + 2000;
    await b.time.until(() => b.time.clock() >= until);
    const taken = b.bucket.taken;
    const still = b.time.clock() + 30_000;
    await b.time.until(() => b.time.clock() >= still);
    expect(b.bucket.taken).toBe(taken);
    await b.w.restart();
    b.w.bot.chats.splice(0, 1, b.chat);
    await b.time.until(() => b.waiting() === 0);
    expect(b.counts()).toEqual({ sent: 121 });
    expect(Math.max(...b.got.values())).toBe(1);
    expect(tick).not.toBe(b.w.bot.tick);
  });
});
