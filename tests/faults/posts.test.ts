import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { all } from '../support/drafts.ts';
import { committee } from './load.ts';
import { between, tell, times } from './rounds.ts';

interface Posted {
  readonly channel: string;
  readonly key: string;
  readonly ts: string;
}

/** When the bot is killed, as the platform sees the post that is aimed at. */
const steps = [
  'claimed, and the platform never hears of it',
  'posted, and the answer is never heard',
  'posted and answered, in the moment of the answer',
  'posted, and killed again while the next start looks for it',
  'at any moment',
] as const;
type Step = (typeof steps)[number];

const rounds = times(1, 20);

/** Promise: a message goes out once, wherever the process dies; a Slack that counts is the judge. */
describe('a bot that is killed while it posts', () => {
  let o: Outside;
  const platform: Posted[] = [];
  let strike: ((key: string) => 'before' | 'after' | 'answered' | null) | null = null;
  let looked: (() => void) | null = null;
  const dead = (): Promise<never> => {
    o.newest.kill('SIGKILL');
    return new Promise(() => {});
  };

  beforeAll(async () => {
    o = await outside({
      env: { PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE' },
    });
    o.instead.set('chat.postMessage', ({ channel, metadata }) => {
      const key = (metadata as { event_payload?: { key?: string } })?.event_payload?.key ?? '';
      const when = strike?.(key) ?? null;
      if (when !== null) strike = null;
      if (when === 'before') return dead();
      const ts = `${Math.floor(Date.now() / 1000)}.${String(platform.length).padStart(6, '0')}`;
      platform.push({ channel: String(channel), key, ts });
      if (when === 'after') return dead();
      if (when === 'answered') setTimeout(() => o.newest.kill('SIGKILL'), between(0, 6));
      return { ok: true, channel, ts };
    });
    o.instead.set('chat.update', ({ channel, ts }) => ({ ok: true, channel, ts }));
    o.instead.set('conversations.history', ({ channel }) => {
      looked?.();
      const messages = platform
        .filter((post) => post.channel === channel)
        .map(({ key, ts }) => ({
          type: 'message',
          user: o.slack.bot,
          ts,
          metadata: { event_type: 'pat_post', event_payload: { key } },
        }));
      return { ok: true, messages, has_more: false };
    });
    expect(await o.bot.stop()).toBe(0);
  }, 60_000);
  afterAll(() => o.close());

  const entries = async (): Promise<Entry[]> =>
    all((await openLowdbReader(o.env.PAT_DATA_DIR!)).read(committee, 1));
  const gone = async (): Promise<void> => {
    await expect.poll(() => o.newest.signalCode, { interval: 5, timeout: 60_000 }).toBe('SIGKILL');
  };
  /** Starts at an instant; a bot that was killed before it was ready has started too. */
  const start = (env: Record<string, string>): Promise<unknown> =>
    o.start(env).catch((error) => {
      if (o.newest.signalCode !== 'SIGKILL') throw error;
    });

  async function dieAt(step: Step, env: Record<string, string>, card: string): Promise<void> {
    const aim = (when: 'before' | 'after' | 'answered') => (key: string) => (key === card ? when : null);
    if (step === steps[0]) strike = aim('before');
    else if (step === steps[2]) strike = aim('answered');
    else if (step !== steps[4]) strike = aim('after');
    await start(env);
    if (step === steps[4]) {
      await pause(between(0, 80));
      o.newest.kill('SIGKILL');
    }
    await gone();
    if (step !== steps[3]) return;
    looked = () => {
      looked = null;
      o.newest.kill('SIGKILL');
    };
    await start(env);
    await gone();
  }

  it.for(steps.map((step, n) => [step, n] as const))(
    '%s: the card is there once, and counts once',
    { timeout: 120_000 + rounds * 60_000 },
    async ([step, n], { task }) => {
      // A month for each case, so that one folder serves them all; a channel for each round, which the card goes to anew.
      const period = `2024-0${n + 2}`;
      for (let round = 1; round <= rounds; round += 1) {
        const channel = `C_GENERAL${round}`;
        const env = { PAT_NOW: `${period}-09T09:00:05-07:00`, PAT_GENERAL_CHANNEL_SLACK: channel };
        const card = `integrity-day/${period}/slack/${channel}`;
        await dieAt(step, env, card);
        await start(env);
        const settled = async () =>
          (await entries()).filter((e) => e.kind === 'post.settled' && e.body.post === card);
        await expect.poll(async () => (await settled()).length, { interval: 20, timeout: 60_000 }).toBe(1);
        // Whatever else is due that day, and what a second look might add.
        await pause(300);
        expect(await o.bot.stop()).toBe(0);
        expect((await settled()).map((e) => e.body.status)).toEqual(['sent']);
        expect(
          (await entries()).filter((e) => e.kind === 'card.sent' && e.body.period === period),
        ).toHaveLength(1);
        expect(platform.filter((post) => post.key === card)).toHaveLength(1);
      }
      const keys = platform.map((post) => post.key).filter((key) => key !== '');
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
      tell(
        task,
        `killed while posting to Slack, ${step}: ${rounds} rounds, ${keys.length} messages there by now; twice 0, lost 0`,
      );
    },
  );
});
