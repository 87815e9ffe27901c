import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectSlack } from '../../adapters/slack/index.ts';
import { connectTeams } from '../../adapters/teams/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { closed, serve } from '../../src/server.ts';
import { botToken, recordingBot } from '../adapters/slack/harness.ts';
import { seconds, signature, signingSecret } from '../adapters/slack/signed.ts';
import { silent, recordingBot as teamsBot } from '../adapters/teams/harness.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function everything(more: Partial<Parameters<typeof serve>[0]> = {}): Promise<number> {
  const shared = { saveAddress: async () => {}, log: silent };
  const slack = await connectSlack({
    ...shared,
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl: 'http://127.0.0.1:1/api/',
    bot: recordingBot(),
  });
  const teams = await connectTeams({ ...shared, bot: teamsBot(), loopbackOnly: true });
  const on: Connection[] = [slack, teams];
  const server = await serve({
    port: 0,
    host: '127.0.0.1',
    connections: () => on,
    parts: () => [],
    page: (request, response) => {
      if (!request.url?.startsWith('/archivos/')) return false;
      response.writeHead(404).end();
      return true;
    },
    ...more,
  });
  open.push(async () => {
    for (const one of on) await one.stop();
    await closed(server, 0);
  });
  return (server.address() as AddressInfo).port;
}

interface Heard {
  readonly text: string;
  readonly sent: number;
  readonly ms: number;
}

/** Sends a head and then bytes without an end; gives what came back until the other side closed. */
async function endless(port: number, head: string, most = 60 * 1024 * 1024): Promise<Heard> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  let gone = false;
  socket.on('data', (data) => {
    text += String(data);
  });
  const began = performance.now();
  const over = new Promise<void>((done) =>
    socket.once('close', () => {
      gone = true;
      done();
    }),
  );
  socket.write(head);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  let sent = 0;
  while (!gone && sent < most) {
    sent += chunk.length;
    if (!socket.write(chunk)) await Promise.race([over, new Promise((next) => socket.once('drain', next))]);
    else await new Promise((next) => setImmediate(next));
  }
  const closedByThem = gone;
  if (!closedByThem) socket.destroy();
  await over;
  expect(closedByThem, head).toBe(true);
  return { text, sent, ms: performance.now() - began };
}

const head = (line: string, more: Record<string, string>) =>
  [`${line} HTTP/1.1`, 'Host: 127.0.0.1', ...Object.entries(more).map(([k, v]) => `${k}: ${v}`), '', ''].join(
    '\r\n',
  );

const now = seconds();
const slackHeaders = (sign: string) => ({
  'X-Slack-Request-Timestamp': String(now),
  'X-Slack-Signature': sign,
});
const json = { 'Content-Type': 'application/json' };

const until = (socket: Socket) =>
  new Promise<{ text: string; ms: number }>((done) => {
    const began = performance.now();
    let text = '';
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('error', () => {});
    socket.on('close', () => done({ text, ms: performance.now() - began }));
  });

/** Every path of the server, and who asks there for more than is taken. */
const places: readonly [name: string, line: string, headers: Record<string, string>, status: number][] = [
  ['Slack, unsigned', 'POST /slack/events', {}, 401],
  ['Slack, signed form', 'POST /slack/events', slackHeaders(signature(signingSecret, now, 'x')), 413],
  ['Slack, another method', 'PUT /slack/events', {}, 405],
  ['Teams', 'POST /api/messages', json, 413],
  ['Teams, no JSON', 'POST /api/messages', { 'Content-Type': 'text/plain' }, 415],
  ['a path that is not there', 'POST /nada', json, 404],
  ['the probe', 'GET /healthz', {}, 200],
  ['the other probe', 'POST /readyz', {}, 405],
  ['a file', 'GET /archivos/x/y.pdf', {}, 404],
  ['a file, to write it', 'POST /archivos/x/y.pdf', {}, 404],
];

describe('a body over the limit is cut off early', () => {
  it.each(places)('%s', async (_, line, headers, status) => {
    const port = await everything();
    const { text, sent, ms } = await endless(
      port,
      head(line, { ...headers, 'Transfer-Encoding': 'chunked' }),
    );
    if (text !== '') expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // What the kernel's own buffers hold on both sides was sent and not read.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
    expect(ms).toBeLessThan(5000);
    console.log(
      `cut off: ${line}: ${status} after ${(sent / 1024 / 1024).toFixed(1)} MB offered, ${ms.toFixed(0)} ms`,
    );
  });

  it.each(
    places.filter(([, , , status]) => status === 413),
  )('%s: by its announced length', async (_, line, headers) => {
    const port = await everything();
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head(line, { ...headers, 'Content-Length': '5000000000' })}{"a":`);
    const { text, ms } = await until(socket);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(ms).toBeLessThan(1000);
  });
});

describe('who keeps connections', () => {
  const quick = { headersMs: 300, requestMs: 600, checkMs: 50, idleMs: 400 };
  it('by slow headers is let go', async () => {
    const port = await everything({ limits: quick });
    const socket = connect(port, '127.0.0.1');
    const ended = until(socket);
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 50);
    const { ms } = await ended;
    clearInterval(drip);
    expect(ms).toBeLessThan(2000);
  });

  it('by a slow body is let go', async () => {
    const port = await everything({ limits: quick });
    const socket = connect(port, '127.0.0.1');
    const ended = until(socket);
    socket.write(head('POST /api/messages', { ...json, 'Content-Length': '5000' }));
    const drip = setInterval(() => socket.write('x'), 50);
    const { ms } = await ended;
    clearInterval(drip);
    expect(ms).toBeLessThan(2500);
  });

  it('by saying nothing at all is let go', async () => {
    const port = await everything({ limits: quick });
    const { ms } = await until(connect(port, '127.0.0.1'));
    expect(ms).toBeLessThan(2000);
  });

  it('in too great a number gets no more', async () => {
    const port = await everything({ limits: { connections: 20 } });
    const sockets = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => {});
        let gone = false;
        socket.on('close', () => {
          gone = true;
        });
        await new Promise((next) => socket.once('connect', next));
        return { socket, gone: () => gone };
      }),
    );
    await expect.poll(() => sockets.filter((s) => s.gone()).length).toBe(20);
    for (const { socket } of sockets) socket.destroy();
    const healthy = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        (r) => r.status,
        () => 0,
      );
    await expect.poll(healthy).toBe(200);
  });

  it('the limits that it runs with are those of a service in the open', async () => {
    const server = await serve({ port: 0, host: '127.0.0.1', connections: () => [], parts: () => [] });
    open.push(() => closed(server, 0));
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
    expect(server.maxConnections).toBeGreaterThanOrEqual(500);
    expect(server.maxConnections).toBeLessThanOrEqual(10_000);
    expect(server.timeout).toBeGreaterThan(0);
  });
});
