import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectSlack } from '../../../adapters/slack/index.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import { keepingLog, type RecordingBot, recordingBot, serve } from './harness.ts';
import { type SocketServer, startSocketServer } from './websocket.ts';

const soon = { timeout: 20_000 };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function connected(
  apiUrl: string,
): Promise<{ connection: Connection; bot: RecordingBot; logged: unknown[] }> {
  const bot = recordingBot();
  const { log, logged } = keepingLog();
  const connection = await connectSlack({
    workspaces: [{ botToken: 'xoxb-socket' }],
    appToken: 'xapp-socket',
    apiUrl,
    bot,
    saveAddress: async () => {},
    log,
  });
  closing.unshift(() => connection.stop());
  return { connection, bot, logged };
}

async function slack(refuse: string | null = null): Promise<SocketServer> {
  const server = await startSocketServer(refuse);
  closing.push(() => server.close());
  return server;
}

const commandEnvelope = (id: string) => ({
  type: 'slash_commands',
  envelope_id: id,
  accepts_response_payload: true,
  payload: { command: '/pat', text: 'avance', user_id: 'U1', team_id: 'T1', channel_id: 'C1' },
});

describe('Socket Mode', () => {
  it('takes a command and answers in its acknowledgement', async () => {
    const server = await slack();
    const { connection, bot } = await connected(server.apiUrl);
    expect(connection.state()).toEqual({ ok: true, detail: 'Socket Mode; workspace Instituto (T1)' });
    server.send(commandEnvelope('e1'));
    await vi.waitFor(() => expect(server.got).toHaveLength(1), soon);
    expect(server.got[0]).toMatchObject({
      envelope_id: 'e1',
      payload: { response_type: 'ephemeral', text: 'Respuesta a «avance»' },
    });
    expect(bot.asked).toMatchObject([{ words: 'avance', account: { tenant: 'T1', user: 'U1' } }]);
  });

  it('shows a form’s errors and acknowledges events', async () => {
    const server = await slack();
    const { bot } = await connected(server.apiUrl);
    bot.answer(() => ({ fieldErrors: { curso: 'Falta' } }));
    server.send({
      type: 'interactive',
      envelope_id: 'e2',
      accepts_response_payload: true,
      payload: {
        type: 'view_submission',
        user: { id: 'U1' },
        view: {
          private_metadata: '{"w":"capacitacion"}',
          blocks: [{ type: 'input', block_id: 'field:curso' }],
          state: { values: {} },
        },
      },
    });
    server.send({
      type: 'events_api',
      envelope_id: 'e3',
      payload: {
        team_id: 'T1',
        event_id: 'E1',
        event: { type: 'message', channel_type: 'im', channel: 'D1', bot_id: 'B5' },
      },
    });
    await vi.waitFor(() => expect(server.got).toHaveLength(2), soon);
    expect(server.got).toEqual(
      expect.arrayContaining([
        { envelope_id: 'e2', payload: { response_action: 'errors', errors: { 'field:curso': 'Falta' } } },
        { envelope_id: 'e3', payload: {} },
      ]),
    );
    expect(bot.asked).toHaveLength(1);
  });

  it('acknowledges what names no channel, what is of no use, and what lacks what it needs', async () => {
    const server = await slack();
    const { bot } = await connected(server.apiUrl);
    const event = (envelope_id: string, of: object) => ({
      type: 'events_api',
      envelope_id,
      payload: { team_id: 'T1', event_id: envelope_id, event: of },
    });
    const interactive = (envelope_id: string, payload: object) => ({
      type: 'interactive',
      envelope_id,
      payload,
    });
    server.send(event('e1', { type: 'message', channel: null, user: 'U1', text: 'hola' }));
    server.send(event('e2', { type: 'message', channel: 7 }));
    server.send(interactive('e3', { type: 'shortcut', user: { id: 'U1' }, callback_id: 'x' }));
    server.send(
      interactive('e4', {
        type: 'block_actions',
        user: { id: 'U1' },
        channel: null,
        message: null,
        view: null,
        actions: [{ type: 'button', value: '{"w":"avance"}', action_id: 'a', block_id: 'b' }],
      }),
    );
    await vi.waitFor(() => expect(server.got.map((g) => g.envelope_id).sort()).toHaveLength(4), soon);
    expect(server.got.map((g) => g.envelope_id).sort()).toEqual(['e1', 'e2', 'e3', 'e4']);
    await vi.waitFor(() => expect(bot.asked).toMatchObject([{ words: 'avance', channel: null }]), soon);
  });

  it('connects again when the connection ends', async () => {
    const server = await slack();
    const { connection } = await connected(server.apiUrl);
    server.drop();
    await vi.waitFor(() => expect(server.connections()).toBe(2), soon);
    await vi.waitFor(() => expect(connection.state().ok).toBe(true), soon);
    server.send(commandEnvelope('e4'));
    await vi.waitFor(() => expect(server.got).toMatchObject([{ envelope_id: 'e4' }]), soon);
  });

  it('does not connect again after a stop', async () => {
    const server = await slack();
    const { connection } = await connected(server.apiUrl);
    await connection.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.connections()).toBe(1);
    expect(connection.state().ok).toBe(false);
  });

  it('fails where Slack refuses the token', async () => {
    const server = await slack('invalid_auth');
    await expect(connected(server.apiUrl)).rejects.toThrow('Slack refuses SLACK_APP_TOKEN: invalid_auth');
  });

  it('waits for a Slack that cannot be reached', async () => {
    const gone = await serve(() => {});
    await gone.close();
    const { connection } = await connected(`${gone.url}/api/`);
    expect(connection.state().ok).toBe(false);
  });
});
