import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReplayGuard } from '../../../adapters/slack/replay.ts';
import { type RunningBot, runBot, type SlackWorld, startSlack } from './harness.ts';
import { seconds, signature, signingSecret } from './signed.ts';

let world: SlackWorld;
let running: RunningBot;
beforeAll(async () => {
  world = await startSlack();
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  running = await runBot(world);
});
afterEach(async () => {
  await running.close();
});

const command = (text = 'avance'): Record<string, string> => ({
  command: '/pat',
  text,
  user_id: world.ana,
  team_id: world.team,
});
const encoded = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const form = 'application/x-www-form-urlencoded';

describe('a signed request', () => {
  it('is carried out', async () => {
    expect((await running.command(command())).status).toBe(200);
    expect(running.bot.asked).toHaveLength(1);
  });

  it('answers the verification of the address', async () => {
    const { status, body } = await running.send(
      JSON.stringify({ type: 'url_verification', challenge: 'c3h4' }),
      'application/json',
    );
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: 'c3h4' }]);
  });

  it.each([
    ['no JSON', '{"type":', 'application/json'],
    ['a list', '[1]', 'application/json'],
    ['a broken payload', 'payload=%7Bx', form],
    ['a command without a person', encoded({ command: '/pat', text: 'avance' }), form],
    ['an event without its type', JSON.stringify({ type: 'event_callback', event: {} }), 'application/json'],
    [
      'a press of nothing',
      encoded({ payload: JSON.stringify({ type: 'block_actions', user: { id: 'U1' }, actions: [] }) }),
      form,
    ],
  ])('with %s is refused, and nothing breaks', async (_, body, type) => {
    expect((await running.send(body, type)).status).toBe(400);
    expect((await running.command(command())).status).toBe(200);
    expect(running.bot.asked).toHaveLength(1);
  });

  it.each([
    ['a closed view', { type: 'view_closed', user: { id: 'U1' }, view: {} }],
    ['a shortcut', { type: 'shortcut', callback_id: 'x', user: { id: 'U1' } }],
    ['a menu', { type: 'block_suggestion', user: { id: 'U1' } }],
  ])('for %s is answered and left alone', async (_, payload) => {
    expect((await running.interact(payload)).status).toBe(200);
    expect(running.bot.asked).toHaveLength(0);
  });
});

describe('a request that is not Slack’s', () => {
  it.each([
    ['a wrong signature', { signature: `v0=${'0'.repeat(64)}` }],
    ['a signature of another secret', { secret: 'another' }],
    ['no hexadecimal signature', { signature: 'v0=zz' }],
    ['an old timestamp', { timestamp: seconds() - 301 }],
    ['a timestamp of the future', { timestamp: seconds() + 30 }],
    ['a timestamp that is none', { headers: { 'x-slack-request-timestamp': '1e9' } }],
  ])('has %s: 401, and nothing is carried out', async (_, signing) => {
    expect((await running.command(command(), signing)).status).toBe(401);
    expect(running.bot.asked).toHaveLength(0);
  });

  it('has no headers: 401', async () => {
    const response = await fetch(`${running.url}/slack/events`, { method: 'POST', body: encoded(command()) });
    expect(response.status).toBe(401);
  });

  it('is signed for another body: 401', async () => {
    const timestamp = seconds();
    const stolen = signature(signingSecret, timestamp, encoded(command('avance')));
    expect((await running.command(command('carta'), { timestamp, signature: stolen })).status).toBe(401);
  });

  it('is a GET: 405', async () => {
    expect((await fetch(`${running.url}/slack/events`)).status).toBe(405);
  });

  it('takes the clock’s few seconds of difference', async () => {
    expect((await running.command(command(), { timestamp: seconds() + 3 })).status).toBe(200);
    expect((await running.command(command(), { timestamp: seconds() - 290 })).status).toBe(200);
  });

  it('is cut off above 1 MB, whether it says its length or not', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1);
    expect((await running.send(body, form)).status).toBe(413);
    const timestamp = seconds();
    const head = `POST /slack/events HTTP/1.1\r\nhost: x\r\nx-slack-request-timestamp: ${timestamp}\r\nx-slack-signature: v0=${'a'.repeat(64)}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
      const chunk = `10000\r\n${'y'.repeat(0x10000)}\r\n`;
      socket.on('error', reject).on('data', (data) => resolve(data.toString()));
      socket.write(head);
      for (let i = 0; i < 18; i++) socket.write(chunk);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(running.bot.asked).toHaveLength(0);
  });

  it('comes in floods, which make a line a second at most, with how many there were', async () => {
    const started = Date.now();
    for (let round = 0; round < 20; round++)
      await Promise.all(Array.from({ length: 20 }, () => running.command(command(), { secret: 'forged' })));
    await vi.waitFor(
      () => {
        const total = lines().reduce((sum, line) => sum + Number(line.refused), 0);
        expect(total).toBe(400);
      },
      { timeout: 20_000 },
    );
    expect(lines().length).toBeLessThanOrEqual(2 + (Date.now() - started) / 1000);
    expect(running.bot.asked).toHaveLength(0);
  });
  const lines = (): Record<string, unknown>[] =>
    running.logged.filter(({ msg }) => msg === 'refused Slack requests');
});

describe('a request that was seen before', () => {
  const twice = async (headers: Record<string, string> = {}): Promise<number[]> => {
    const timestamp = seconds();
    const first = await running.command(command(), { timestamp });
    const second = await running.command(command(), { timestamp, headers });
    return [first.status, second.status];
  };

  it('is refused', async () => {
    expect(await twice()).toEqual([200, 401]);
    expect(running.bot.asked).toHaveLength(1);
  });

  it('is acknowledged without being carried out where Slack delivers it again', async () => {
    expect(await twice({ 'x-slack-retry-num': '1' })).toEqual([200, 200]);
    expect(running.bot.asked).toHaveLength(1);
  });

  it('is carried out once where both come at the same time', async () => {
    const timestamp = seconds();
    running.bot.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return {};
    });
    const statuses = (await Promise.all([1, 2, 3].map(() => running.command(command(), { timestamp })))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 401, 401]);
    expect(running.bot.asked).toHaveLength(1);
  });

  it('is tried again where it did not end with a 2xx', async () => {
    const timestamp = seconds();
    const body = JSON.stringify({ type: 'event_callback', event: {} });
    expect((await running.send(body, 'application/json', { timestamp })).status).toBe(400);
    expect((await running.send(body, 'application/json', { timestamp })).status).toBe(400);
  });

  it('is forgotten when its timestamp is too old anyway, and the memory is bounded', async () => {
    let now = 1_000_000_000;
    const guard = createReplayGuard(() => now, 3);
    const once = async (n: number): Promise<boolean> => {
      const turn = await guard.begin({ timestamp: String(Math.floor(now / 1000)), signature: `v0=${n}` });
      if (turn === false) return false;
      turn.finish(true);
      return true;
    };
    expect([await once(1), await once(1), await once(2), await once(3), await once(4)]).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
    expect(await once(4)).toBe(false);
    expect(await once(1)).toBe(true);
    now += 306_000;
    const old = { timestamp: String(Math.floor(now / 1000) - 306), signature: 'v0=4' };
    expect(await guard.begin(old)).not.toBe(false);
  });
});

describe('a stop', () => {
  it('answers what is running and takes nothing more', async () => {
    running.bot.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return {};
    });
    const asked = running.command(command());
    await vi.waitFor(() => expect(running.bot.asked).toHaveLength(1), { timeout: 20_000 });
    await running.connection.stop();
    expect((await asked).body).toContain('Respuesta');
    expect((await running.command(command())).status).toBe(503);
  });
});

it('logs no token, secret or person', async () => {
  await running.command(command('algo muy personal'), {});
  await running.command(command('algo muy personal'), { secret: 'forged' });
  const text = JSON.stringify(running.logged);
  for (const secret of ['xoxb-', signingSecret, 'algo muy personal', world.ana, 'ana@example.com'])
    expect(text).not.toContain(secret);
});
