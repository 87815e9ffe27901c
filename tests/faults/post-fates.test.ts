import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunningBot } from '../../src/bot.ts';
import type { PostOutcome } from '../../src/ports/chat.ts';
import { mail, type World, world } from '../support/bot.ts';
import { fates } from '../support/fates.ts';
import { local, meet } from '../support/hermosillo.ts';
import { tell, times } from './rounds.ts';

type Fate = (typeof fates)[number];

interface Run {
  readonly fates: readonly Fate[];
  /** Whether the platform tells what it holds, as Slack does and Teams does not. */
  readonly tells: boolean;
  /** Minutes between looks at the clock. */
  readonly steps: readonly number[];
  readonly bots: 1 | 2;
}

const runs: fc.Arbitrary<Run> = fc.record({
  fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 25 }),
  tells: fc.boolean(),
  steps: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 5, maxLength: 14 }),
  bots: fc.constantFrom(1, 2),
});

/** Lives the 9th of May under those fates, then a quiet evening; what the platform then holds, by key. */
async function live(run: Run): Promise<{ w: World; held: string[]; unheard: Set<string> }> {
  const roster = ['1', '2', '3'].map((number) => ({ number }));
  const w = await world({
    roster,
    admins: [mail('1')],
    at: local('2024-05-09', '08:00'),
    alone: run.bots === 1,
  });
  await meet(w, '1', '2');
  await w.ask('1', 'tarjeta a todos si');
  const held: string[] = [];
  /** Delivered, but whoever sent it was told that nobody knows. */
  const unheard = new Set<string>();
  const left = [...run.fates];
  let kill: () => void = () => {};
  w.chat.post = async (_, __, key): Promise<PostOutcome> => {
    const fate = left.shift() ?? 'ok';
    await new Promise((resolve) => setImmediate(resolve));
    if (fate === 'ok' || fate === 'lost' || fate === 'dies after') held.push(key);
    if (fate === 'lost') unheard.add(key);
    if (fate === 'dies before' || fate === 'dies after') {
      kill();
      return new Promise(() => {});
    }
    if (fate === 'limited') return { status: 'retry', afterMs: 30_000 };
    if (fate === 'refused') return { status: 'refused', reason: 'not_in_channel' };
    if (fate === 'ok') return { status: 'sent', messageId: `m${held.length}` };
    return { status: 'unknown', reason: 'ECONNRESET' };
  };
  w.chat.found = (key) => {
    if (!run.tells) return null;
    return held.includes(key) ? { status: 'sent', messageId: `m-${key}` } : { status: 'retry', afterMs: 0 };
  };

  const bots: RunningBot[] = [w.bot];
  if (run.bots === 2) bots.push(await w.another());
  const tick = async (at: number): Promise<void> => {
    const died = new Promise<'died'>((resolve) => {
      kill = () => resolve('died');
    });
    const end = await Promise.race([bots[at]!.tick().then(() => 'lived' as const), died]);
    if (end === 'lived') return;
    if (run.bots === 1) {
      await w.restart();
      bots[at] = w.bot;
    } else bots[at] = await w.another();
  };
  const look = async (minute: number): Promise<void> => {
    const [h, m] = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
    w.at(local('2024-05-09', `${h}:${m}`));
    // Deaths are told apart by whose tick it is, so rivals take turns here; how they race is proved elsewhere.
    for (let at = 0; at < bots.length; at += 1) await tick(at);
  };
  let minute = 8 * 60 + 55;
  for (const step of run.steps) {
    minute = Math.min(minute + step, 20 * 60 + 5);
    await look(minute);
  }
  left.length = 0;
  for (minute = 20 * 60 + 6; minute < 21 * 60; minute += 6) await look(minute);
  w.bot = bots[0]!;
  await w.bot.journal.refresh();
  return { w, held, unheard };
}

describe('whatever fails', () => {
  const numRuns = times(60, 2000);
  it(
    'nothing arrives twice, every outcome is known or told, and the card counts if it arrived',
    async ({ task }) => {
      let posts = 0;
      await fc.assert(
        fc.asyncProperty(runs, async (run) => {
          const { w, held, unheard } = await live(run);
          const view = w.bot.journal.view();
          posts += held.length;
          expect(new Set(held).size, `${held}`).toBe(held.length);
          expect(view.open).toEqual([]);
          for (const [post, { status }] of view.posts.entries()) {
            if (status === 'sent') expect(held).toContain(post);
            if (status === 'refused' || status === 'missed' || status === 'no-address')
              expect(held).not.toContain(post);
            if (status === 'planned') expect(post).toContain('integrity-day');
          }
          for (const post of held) {
            const { status } = view.posts.get(post)!;
            if (run.tells && !unheard.has(post)) expect(status).toBe('sent');
            else expect(['sent', 'unknown']).toContain(status);
          }
          const arrived = [...view.posts.entries()].filter(
            ([post, p]) => post.startsWith('integrity-day/') && p.status === 'sent',
          );
          expect(view.counters.get('2024-TAR') ?? 0).toBe(arrived.length > 0 ? 1 : 0);
          const channel = view.posts.get('integrity-day/2024-05/slack/C-GENERAL')?.status;
          if (channel !== 'sent')
            expect(
              [...view.posts.entries()]
                .map(([k]) => k)
                .filter((k) => /^alarm\/(missed|integrity-day)/.test(k)),
            ).not.toEqual([]);
        }),
        { numRuns },
      );
      tell(
        task,
        `9 May lived ${numRuns} times under random fates of every post: ${posts} arrived, twice 0, unaccounted for 0`,
      );
    },
    60_000 + 1000 * numRuns,
  );
});
