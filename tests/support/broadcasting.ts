import { sendingLimits as slackLimits } from '../../adapters/slack/limits.ts';
import { sendingLimits as teamsLimits } from '../../adapters/teams/limits.ts';
import type { SendingLimits } from '../../src/ports/chat.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { type Crowd, crowd } from './crowd.ts';
import type { HiddenLimit } from './limits.ts';
import {
  type Break,
  type SimulatedPlatform,
  type SimulatedTime,
  simulatedPlatform,
  simulatedTime,
} from './simulated.ts';

export interface Broadcasting extends Crowd, SimulatedPlatform {
  readonly time: SimulatedTime;
  /** How many of the batch wait. */
  waiting(): number;
}

export interface BroadcastRun {
  readonly people: number;
  readonly platform: 'slack' | 'teams';
  readonly limit: HiddenLimit;
  /** How fast the bot takes the platform to be; as the adapters have it unless told otherwise. */
  readonly limits?: SendingLimits;
  readonly travel?: (attempt: number) => number;
  readonly breaks?: (attempt: number) => Break;
  readonly ledger?: Ledger;
  /** Whether computing takes its time. */
  readonly computing?: boolean;
}

/** A bot in simulated time that was told to remind everybody, and looks every five seconds at what is due. */
export async function broadcasting(run: BroadcastRun): Promise<Broadcasting> {
  const time = simulatedTime(Date.UTC(2024, 4, 14), run.computing);
  const limits = run.limits ?? (run.platform === 'slack' ? slackLimits : teamsLimits);
  const there = simulatedPlatform({ ...run, time, limits });
  const c = await crowd({ ...run, chat: there.chat, clock: time.clock, later: time.later });
  await c.remind();
  const tick = (): void => {
    void c.w.bot.tick();
    time.later(5000, tick);
  };
  tick();
  const waiting = (): number => {
    const { outcomes } = c.w.bot.journal.view();
    return (outcomes.get('ask/1/planned') ?? 0) + (outcomes.get('ask/1/claimed') ?? 0);
  };
  return { ...there, ...c, time, waiting };
}

/** The same, once nobody waits any more. */
export async function broadcast(run: BroadcastRun): Promise<Broadcasting> {
  const b = await broadcasting(run);
  await b.time.until(() => b.waiting() === 0);
  return b;
}
