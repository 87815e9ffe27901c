import { afterEach, describe, expect, it } from 'vitest';
import { connectSlack } from '../../../adapters/slack/index.ts';
import { httpFailure, networkFailure, platformFailure } from '../../../adapters/slack/outcome.ts';
import { type Message, plain } from '../../../src/message.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Address } from '../../../src/ports/directory.ts';
import { bodyOf, botToken, keepingLog, recordingBot, serve } from './harness.ts';
import { signingSecret } from './signed.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const channel: Address = { platform: 'slack', kind: 'channel', tenant: 'T1', id: 'C1', ref: {} };

interface Call {
  readonly method: string;
  readonly form: URLSearchParams;
}

/** A Web API that answers as `answer` says, and the chat that talks to it. */
async function slackThat(
  answer: (call: Call) => unknown,
  options: { pace?: number; now?: () => number } = {},
): Promise<{ chat: Chat; calls: Call[] }> {
  const calls: Call[] = [];
  const slack = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      const call = { method: (request.url ?? '').replace('/api/', ''), form: new URLSearchParams(body) };
      // Who is who, which every connection asks.
      if (!['auth.test', 'users.list'].includes(call.method)) calls.push(call);
      const said =
        call.method === 'auth.test' ? { ok: true, team_id: 'T1', user_id: 'U0', bot_id: 'B0' } : answer(call);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  const connection = await connectSlack({
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl: `${slack.url}/api/`,
    bot: recordingBot(),
    saveAddress: async () => {},
    log: keepingLog().log,
    pace: 0,
    ...options,
  });
  closing.push(() => connection.stop(), slack.close);
  return { chat: connection.chat, calls };
}

const picture: Message = {
  summary: 'Tarjeta',
  blocks: [
    { type: 'image', url: 'https://example.com/t.png', alt: 'Día de la Integridad' },
    { type: 'text', text: 'Hoy es 9' },
  ],
};

describe('posting', () => {
  it('sends inert text with the key as metadata, to the user id itself', async () => {
    const { chat, calls } = await slackThat(() => ({ ok: true, channel: 'D7', ts: '1.2' }));
    const outcome = await chat.post(
      { ...channel, kind: 'person', id: 'U7' },
      plain('Hola <!channel>'),
      'a/key',
    );
    // The direct message's own id would lead to a person.
    expect(outcome).toEqual({ status: 'sent', messageId: '1.2' });
    expect(calls.map(({ method }) => method)).toEqual(['chat.postMessage']);
    const form = Object.fromEntries(calls[0]?.form ?? []);
    expect(form).toMatchObject({
      channel: 'U7',
      text: 'Hola &lt;!channel&gt;',
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
      parse: 'none',
    });
    expect(JSON.parse(form.metadata ?? '')).toEqual({
      event_type: 'pat_post',
      event_payload: { key: 'a/key' },
    });
  });

  it('goes out without its pictures where Slack cannot fetch them', async () => {
    const { chat, calls } = await slackThat(({ form }) =>
      form.get('blocks')?.includes('"image"')
        ? { ok: false, error: 'invalid_blocks' }
        : { ok: true, channel: 'C1', ts: '1.2' },
    );
    expect(await chat.post(channel, picture, 'k')).toEqual({ status: 'sent', messageId: 'C1/1.2' });
    expect(calls).toHaveLength(2);
    expect(calls[1]?.form.get('blocks')).toContain('Imagen: Día de la Integridad');
  });

  it('is refused for good where Slack refuses blocks without pictures', async () => {
    const { chat, calls } = await slackThat(() => ({ ok: false, error: 'invalid_blocks' }));
    expect(await chat.post(channel, plain('x'), 'k')).toEqual({
      status: 'refused',
      reason: 'invalid_blocks',
    });
    expect(calls).toHaveLength(1);
  });

  it('tries each post once', async () => {
    const { chat, calls } = await slackThat(() => ({ ok: false, error: 'internal_error' }));
    expect(await chat.post(channel, plain('x'), 'k')).toEqual({
      status: 'unknown',
      reason: 'internal_error',
    });
    expect(calls).toHaveLength(1);
  });

  it('keeps a second between two messages in a channel, and asks to come back when many wait', async () => {
    const { chat, calls } = await slackThat(() => ({ ok: true, channel: 'C1', ts: '1.2' }), {
      pace: 1500,
      now: () => 5000,
    });
    expect((await chat.post(channel, plain('1'), 'k1')).status).toBe('sent');
    const order: string[] = [];
    const started = performance.now();
    const second = chat.post(channel, plain('2'), 'k2').then(() => order.push('second'));
    expect(await chat.post(channel, plain('3'), 'k3')).toEqual({
      ...{ status: 'retry', afterMs: 3000, why: 'place' },
    });
    expect((await chat.post({ ...channel, id: 'C2' }, plain('other'), 'k4')).status).toBe('sent');
    order.push('other channel');
    await second;
    expect(performance.now() - started).toBeGreaterThan(1400);
    expect(order).toEqual(['other channel', 'second']);
    expect(calls).toHaveLength(3);
  });

  it('changes a message in the conversation that its id names', async () => {
    const { chat, calls } = await slackThat(() => ({ ok: true, channel: 'D7', ts: '1.2' }));
    const to: Address = { ...channel, kind: 'person', id: 'U7' };
    expect(await chat.update(to, 'D7/1.2', plain('nuevo'))).toEqual({ status: 'sent', messageId: 'D7/1.2' });
    expect([calls[0]?.form.get('channel'), calls[0]?.form.get('ts')]).toEqual(['D7', '1.2']);
  });

  it('changes a message in a person’s chat, which it opens to learn where that is', async () => {
    const { chat, calls } = await slackThat(({ method }) =>
      method === 'conversations.open'
        ? { ok: true, channel: { id: 'D7' } }
        : { ok: true, channel: 'D7', ts: '1.2' },
    );
    const to: Address = { ...channel, kind: 'person', id: 'U7' };
    expect(await chat.update(to, '1.2', plain('nuevo'))).toEqual({ status: 'sent', messageId: '1.2' });
    expect(calls.map(({ method }) => method)).toEqual(['conversations.open', 'chat.update']);
    expect([calls[1]?.form.get('channel'), calls[1]?.form.get('ts')]).toEqual(['D7', '1.2']);
  });

  it('does not take another app’s message for its own when it looks for a post', async () => {
    const metadata = { event_type: 'pat_post', event_payload: { key: 'k' } };
    const { chat } = await slackThat(() => ({
      ok: true,
      messages: [{ ts: '9.9', bot_id: 'B9', user: 'U9', metadata }],
    }));
    expect(await chat.find(channel, 'k')).toEqual({ status: 'retry', afterMs: 0 });
  });

  it('looks for a post on every page of the last 30 days', async () => {
    const metadata = { event_type: 'pat_post', event_payload: { key: 'k' } };
    const { chat, calls } = await slackThat(({ form }) =>
      form.get('cursor') === 'p2'
        ? { ok: true, messages: [{ ts: '1.5', bot_id: 'B0', metadata }] }
        : { ok: true, messages: [{ ts: '2.0', bot_id: 'B0' }], response_metadata: { next_cursor: 'p2' } },
    );
    expect(await chat.find(channel, 'k')).toEqual({ status: 'sent', messageId: 'C1/1.5' });
    expect(calls).toHaveLength(2);
    expect(Date.now() / 1000 - Number(calls[0]?.form.get('oldest'))).toBeCloseTo(30 * 24 * 3600, -2);
  });

  it('cannot tell where the history does not end', async () => {
    const { chat } = await slackThat(() => ({
      ok: true,
      messages: [],
      response_metadata: { next_cursor: 'more' },
    }));
    expect(await chat.find(channel, 'k')).toBeNull();
  });
});

describe('what an error means', () => {
  const withCode = (code: string): Error =>
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code }) });

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
  ])('%s: nothing was sent', (code) => {
    expect(networkFailure(withCode(code)).status).toBe('retry');
  });

  it('nothing was sent where all addresses refuse', () => {
    const each = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(
      networkFailure(
        Object.assign(new TypeError('fetch failed'), { cause: new AggregateError([each, each]) }),
      ).status,
    ).toBe('retry');
  });

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])('%s: nobody knows', (code) => {
    expect(networkFailure(withCode(code))).toEqual({ status: 'unknown', reason: code });
  });

  it('a timeout: nobody knows', () => {
    expect(networkFailure(new DOMException('x', 'TimeoutError')).status).toBe('unknown');
  });

  it.each([
    ['channel_not_found', { status: 'no-address' }],
    ['user_not_found', { status: 'no-address' }],
    ['is_archived', { status: 'refused', reason: 'is_archived' }],
    ['not_in_channel', { status: 'refused', reason: 'not_in_channel' }],
    ['account_inactive', { status: 'refused', reason: 'account_inactive' }],
    ['msg_blocks_too_long', { status: 'refused', reason: 'msg_blocks_too_long' }],
    ['ratelimited', { status: 'retry', afterMs: 30_000 }],
    ['service_unavailable', { status: 'retry', afterMs: 30_000, why: 'down' }],
    ['fatal_error', { status: 'unknown', reason: 'fatal_error' }],
  ])('%s', (code, outcome) => {
    expect(platformFailure(code)).toEqual(outcome);
  });

  it.each([
    [429, 'retry'],
    [503, 'retry'],
    [500, 'unknown'],
    [504, 'unknown'],
    [403, 'refused'],
  ])('HTTP %d', (status, outcome) => {
    expect(httpFailure(status, null).status).toBe(outcome);
  });
});
