import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createChat as createSlackChat } from '../../adapters/slack/chat.ts';
import { createClient } from '../../adapters/slack/client.ts';
import { createPoster } from '../../adapters/slack/poster.ts';
import { createChat as createTeamsChat } from '../../adapters/teams/chat.ts';
import { loadSdk } from '../../adapters/teams/sdk.ts';
import type { Chat, SendingLimits } from '../../src/ports/chat.ts';
import { openLowdbLedger } from '../../storage/lowdb/index.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { type LimitedServer, limitedServer } from '../support/limited-server.ts';
import { temporaryFolder } from '../support/process.ts';
import type { Break } from '../support/simulated.ts';
import { long, tell } from './rounds.ts';

const log = pino({ level: 'silent' });
const people = long ? 5000 : 300;
/**
 * The long form is as quick as platforms are, with the adapters' own limits. The short one is far quicker, so that nobody
 * waits for a test; the bot begins well below and has to find it.
 */
const limit = long
  ? { slack: { perSecond: 15, burst: 30 }, teams: { perSecond: 45, burst: 60 } }
  : { slack: { perSecond: 100, burst: 100 }, teams: { perSecond: 100, burst: 100 } };
const quick: SendingLimits = {
  posts: { start: 60, most: 400, atOnce: 50 },
  edits: { start: 10, most: 20, atOnce: 5 },
  settledAfterMs: 300,
};
const limits = long ? {} : { limits: quick };
const committee = 'isssteson';

const team = { id: 'T1', name: '', enterprise: null, botUser: 'UBOT', botId: 'B1', missingScopes: [] };

function slackChat(url: string): Chat {
  const reach = { apiUrl: `${url}/api/` };
  const client = createClient('xoxb-1', reach, log, 5000);
  const poster = createPoster(client, reach, 5000);
  const source = { get: async () => team, known: () => team };
  return createSlackChat({ client, poster, team: source, log, now: Date.now, pace: 1000, ...limits });
}

const teamsChat = async (): Promise<Chat> =>
  createTeamsChat({ sdk: await loadSdk(null, async () => null), bot: null, ...limits });

const refOf = (url: string) => (number: string) => ({
  ...{ serviceUrl: url, tenant: 'T1', bot: '28:bot', user: `29:${number}`, conversation: `a:${number}` },
});

/** Promise: everybody is reached once, at the rate that the platform takes, wherever connections break. */
describe('a broadcast over HTTP to a platform that tells no limit, counts, and drops connections', () => {
  const clean: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const one of clean.splice(0)) await one();
  });
  /** One in a hundred breaks before it is taken, one in a hundred after. */
  const breaks = (attempt: number): Break =>
    attempt % 100 === 31 ? 'before' : attempt % 100 === 67 ? 'after' : null;

  async function run(
    platform: 'slack' | 'teams',
  ): Promise<{ server: LimitedServer; c: Crowd; asked: number[] }> {
    const server = await limitedServer(limit[platform], breaks);
    clean.push(server.close);
    const folder = await temporaryFolder();
    const ledger = await openLowdbLedger({ dir: folder.dir, committees: [committee], logger: log });
    clean.push(() => ledger.close(), folder.remove);
    const chat = platform === 'slack' ? slackChat(server.url) : await teamsChat();
    const c = await crowd({
      ...{ platform, people: people - 1, chat, clock: Date.now, ledger },
      ref: platform === 'teams' ? refOf(server.url) : () => null,
    });
    await c.remind();
    const waiting = () => {
      const { outcomes } = c.w.bot.journal.view();
      return (outcomes.get('ask/1/planned') ?? 0) + (outcomes.get('ask/1/claimed') ?? 0);
    };
    // How long each question waited for its answer meanwhile.
    const asked: number[] = [];
    while (waiting() > 0) {
      void c.w.bot.tick();
      await pause(200);
      const began = performance.now();
      expect((await c.w.ask('1', 'avance 9')).message.summary).toContain('9');
      asked.push(performance.now() - began);
    }
    await c.w.bot.idle();
    return { server, c, asked };
  }

  const figures = ({ bucket, dropped }: LimitedServer, asked: readonly number[]): string =>
    `${people} people, ${bucket.share().toFixed(3)} of the allowed rate, ${bucket.refused} of ${bucket.taken + bucket.refused} refused (${(100 * bucket.refusals()).toFixed(2)} %), connections broken ${dropped.before} before and ${dropped.after} after; ${asked.length} questions answered meanwhile, within ${Math.max(...asked).toFixed(0)} ms`;

  it('on Slack: none missing, none twice', { timeout: 600_000 }, async ({ task }) => {
    const { server, c, asked } = await run('slack');
    tell(task, `broadcast to a Slack over HTTP: ${figures(server, asked)}; missing 0, twice 0`);
    expect(c.counts()).toEqual({ sent: people });
    expect([server.got.size, Math.max(...server.got.values())]).toEqual([people, 1]);
    expect(server.dropped.after).toBeGreaterThan(0);
  });

  it('on Teams: none twice, and who perhaps was not reached is listed', { timeout: 600_000 }, async ({
    task,
  }) => {
    const { server, c, asked } = await run('teams');
    const { before, after } = server.dropped;
    tell(
      task,
      `broadcast to a Teams over HTTP: ${figures(server, asked)}; twice 0, listed as unknown ${before + after}`,
    );
    expect(c.counts()).toEqual({ sent: people - before - after, unknown: before + after });
    expect([server.got.size, Math.max(...server.got.values())]).toEqual([people - before, 1]);
    const { message } = await c.w.ask('1', 'recordar envios 1');
    expect(JSON.stringify(message)).toContain(`"value":"${before + after}"`);
  });
});
