import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { type Connector, connector, mention } from '../adapters/teams/connector.ts';
import { all } from '../support/drafts.ts';
import { type RunningPat, startPat, temporaryFolder } from '../support/process.ts';
import { committee } from './load.ts';
import { tell } from './rounds.ts';

/** Promise: where a platform hides what arrived, nothing is sent twice; a person is told to look. */
describe('a bot that is killed while it posts to Teams', () => {
  let teams: Connector;
  let bot: RunningPat;
  let newest: ChildProcess;
  let dir: string;
  let remove: () => Promise<void>;
  /** Messages in a channel, by their text. */
  const said = (channel: string): string[] =>
    teams.calls
      .filter(({ method, path }) => method === 'POST' && path.includes(channel))
      .map(({ body }) => JSON.stringify(body));
  const start = async (PAT_NOW: string): Promise<void> => {
    bot = await startPat({ PAT_DATA_DIR: dir, PAT_NOW }, ['--sin-cliente'], (child) => {
      newest = child;
    });
  };
  const place = (name: string) => ({
    conversation: {
      id: `19:${name}@thread.tacv2`,
      conversationType: 'channel',
      tenantId: 't1',
      isGroup: true,
    },
    channelData: {
      tenant: { id: 't1' },
      team: { id: '19:equipo' },
      channel: { id: `19:${name}@thread.tacv2` },
    },
  });
  let count = 0;
  const say = async (text: string, name: string): Promise<void> => {
    count += 1;
    const activity = {
      ...mention(teams.url, place(name)),
      id: `activity-${count}`,
      text: `<at>PAT</at> ${text}`,
    };
    const from = teams.calls.length;
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    expect(response.ok).toBe(true);
    const answered = () => expect(teams.calls.slice(from).some(({ method }) => method === 'POST')).toBe(true);
    await vi.waitFor(answered, { timeout: 60_000 });
  };

  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    dir = `${folder.dir}/demo`;
    teams = await connector();
    await start('2024-05-10T10:00:00-07:00');
    await say('soy secretaria', 'comite');
    await say('canal comite', 'comite');
    await say('canal general', 'general');
    expect(await bot.stop()).toBe(0);
  }, 90_000);
  afterAll(async () => {
    newest.kill('SIGKILL');
    await teams.close();
    await remove();
  });

  it('once it arrived, before the answer: never sent again, and the committee is told to look', async ({
    task,
  }) => {
    const now = '2024-06-09T09:00:05-07:00';
    const usual = teams.answer;
    let arrived = 0;
    teams.answer = (call) => {
      const text = JSON.stringify(call.body);
      const card =
        call.method === 'POST' && call.path.includes('19:general') && text.includes('Día de la Integridad');
      if (!card) return usual(call);
      arrived += 1;
      if (arrived === 1) newest.kill('SIGKILL');
      return usual(call);
    };
    await start(now).catch(() => {});
    await vi.waitFor(() => expect(newest.signalCode).toBe('SIGKILL'), { timeout: 40_000 });
    await start(now);
    const entries = async () => all((await openLowdbReader(dir)).read(committee, 1));
    const settled = async () =>
      (await entries()).filter(
        (e) => e.kind === 'post.settled' && String(e.body.post).startsWith('integrity-day/2024-06/teams/'),
      );
    await vi.waitFor(async () => expect(await settled()).toHaveLength(1), { timeout: 40_000 });
    await vi.waitFor(() => expect(said('19:comite').join()).toContain('no sé si llegó la tarjeta'), {
      timeout: 40_000,
    });
    await pause(2500);
    expect(await bot.stop()).toBe(0);
    teams.answer = usual;
    expect((await settled()).map((e) => e.body.status)).toEqual(['unknown']);
    expect(arrived).toBe(1);
    tell(
      task,
      'killed while posting to Teams, which hides what arrived: 1 message, twice 0, the committee told to look',
    );
  }, 120_000);
});
