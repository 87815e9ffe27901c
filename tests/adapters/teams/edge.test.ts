import { generateKeyPairSync } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isLoopback } from '../../../adapters/teams/edge.ts';
import { connectTeams, type TeamsOptions } from '../../../adapters/teams/index.ts';
import { aloud, quietly } from '../../../adapters/teams/quiet.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import { type Connector, connector, direct } from './connector.ts';
import { type RecordingBot, recordingBot, serve, silent } from './harness.ts';
import { appId, type Issuer, startIssuer } from './issuer.ts';

// What reaches the console, beneath what the adapter drops there.
const written = vi.spyOn(console, 'error').mockImplementation(() => {});

let teams: Connector;
let bot: RecordingBot;
let connection: Connection;
let server: Awaited<ReturnType<typeof serve>>;

async function start(more: Partial<TeamsOptions>): Promise<void> {
  bot = recordingBot();
  connection = await connectTeams({
    bot,
    log: silent,
    loopbackOnly: true,
    saveAddress: async () => {},
    ...more,
  });
  server = await serve((request, response) => connection.handle(request, response));
}

beforeEach(async () => {
  teams = await connector();
});
afterEach(async () => {
  await connection?.stop();
  await server?.close();
  await teams.close();
  written.mockClear();
});

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a request as it is said, `fetch` would mend the Host header. Gives the status and the response's headers. */
function send({ method = 'POST', headers = {}, body = JSON.stringify(direct(teams.url)) }: Sent = {}) {
  return new Promise<{ status: number; connection: string | undefined }>((done, fail) => {
    const request = httpRequest(
      `${server.url}/api/messages`,
      { method, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        response
          .resume()
          .on('end', () =>
            done({ status: response.statusCode ?? 0, connection: response.headers.connection }),
          );
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

describe('the demo, which checks no token', () => {
  beforeEach(() => start({}));

  it.each([
    ['this machine', {}],
    ['its name', { headers: { host: 'localhost:3978' } }],
    ['its other address', { headers: { host: '[::1]:3978' } }],
    ['a charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ] satisfies [string, Sent][])('takes %s', async (_, sent) => {
    expect((await send(sent)).status).toBe(200);
    expect(bot.requests).toHaveLength(1);
  });

  const elsewhere = (serviceUrl: unknown) => ({ body: JSON.stringify({ ...direct(''), serviceUrl }) });
  it.each([
    ['a foreign host, as a page makes it by DNS rebinding', 403, { headers: { host: 'atacante.example' } }],
    ['a host that begins like this machine', 403, { headers: { host: '127.0.0.1.atacante.example' } }],
    ['a page of another origin', 403, { headers: { origin: 'https://atacante.example' } }],
    ['a page of no origin', 403, { headers: { origin: 'null' } }],
    ['what a proxy passes on', 403, { headers: { 'x-forwarded-for': '203.0.113.9' } }],
    ['a serviceUrl elsewhere', 403, elsewhere('https://atacante.example/')],
    ['a serviceUrl that looks like this machine', 403, elsewhere('http://127.0.0.1@atacante.example/')],
    ['a serviceUrl of another scheme', 403, elsewhere('file:///etc/passwd')],
    ['no serviceUrl', 403, elsewhere(undefined)],
    ['a form of a page', 415, { headers: { 'content-type': 'text/plain' } }],
    ['a type that begins like JSON', 415, { headers: { 'content-type': 'application/jsonp' } }],
    ['a compressed body', 415, { headers: { 'content-encoding': 'gzip' } }],
    ['another method', 405, { method: 'GET', body: '' }],
    ['no JSON', 400, { body: '{"type":' }],
    ['a list', 400, { body: '[]' }],
    [
      'another channel, whose proof is another',
      400,
      { body: JSON.stringify(direct('http://127.0.0.1:1', { channelId: 'emulator' })) },
    ],
    [
      'an activity without a sender',
      400,
      { body: JSON.stringify(direct('http://127.0.0.1:1', { from: {} })) },
    ],
  ] satisfies [string, number, Sent][])('refuses %s', async (_, status, sent) => {
    expect((await send(sent)).status).toBe(status);
    expect(bot.requests).toEqual([]);
    expect(teams.calls).toEqual([]);
  });

  it('refuses a body over 1 MB by its announced length, before it comes', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n{"a":`,
    );
    const answer = await new Promise<string>((done) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => done(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('cuts off a body over 1 MB that announces nothing', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let sent = 0;
    const answer = new Promise<string>((done) => {
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('close', () => done(text));
    });
    while (!socket.destroyed && sent < 200) {
      sent += 1;
      if (!socket.write(chunk)) await new Promise((done) => socket.once('drain', done).once('close', done));
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(200);
  });
});

describe('with credentials', () => {
  let lines: Record<string, unknown>[];
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let keys: Issuer;

  beforeEach(async () => {
    const own: Record<string, unknown>[] = [];
    lines = own;
    keys = await startIssuer();
    await start({
      appId,
      appPassword: 'secreto',
      appType: 'SingleTenant',
      tenantId: 't1',
      loopbackOnly: false,
      log: pino({}, { write: (line: string) => own.push(JSON.parse(line)) }),
      cloud: keys.cloud,
    });
  });
  afterEach(() => keys.close());

  const now = Math.floor(Date.now() / 1000);
  const bearer = (more: object = {}, key = keys.privateKey) =>
    keys.bearer({ ...keys.claims(teams.url), ...more }, key);
  /** Presses a button of no known card: it is let in and answered without a call of Teams. */
  const press = (more: object = {}) =>
    JSON.stringify(direct(teams.url, { type: 'invoke', name: 'adaptiveCard/action', value: {}, ...more }));

  it('Teams gets in', async () => {
    expect((await send({ headers: bearer(), body: press() })).status).toBe(400);
    expect((await send({ headers: bearer(), body: press({ name: 'otra/cosa' }) })).status).toBe(501);
  });

  it.each([
    ['no token', () => ({})],
    ['a word', () => ({ authorization: 'Bearer nada' })],
    ['another scheme', () => ({ authorization: 'Basic YTpi' })],
    ['a token of another signer', () => bearer({}, stranger.privateKey)],
    ['a token of another issuer', () => bearer({ iss: 'https://atacante.example' })],
    ['a token for another bot', () => bearer({ aud: '99999999-2222-3333-4444-555555555555' })],
    ['a token for another serviceUrl', () => bearer({ serviceurl: 'https://atacante.example' })],
    ['a token of tomorrow', () => bearer({ nbf: now + 86_400, exp: now + 90_000 })],
    ['a token of yesterday', () => bearer({ nbf: now - 90_000, exp: now - 86_400 })],
  ] satisfies [string, () => Record<string, string>][])('nobody gets in with %s', async (_, headers) => {
    expect((await send({ headers: headers(), body: press() })).status).toBe(401);
    expect((await send({ headers: headers() })).status).toBe(401);
    expect(bot.requests).toEqual([]);
    expect(teams.calls).toEqual([]);
  });

  it('nobody gets in while the keys are not to be had', async () => {
    keys.answers = false;
    expect((await send({ headers: bearer() })).status).toBe(503);
    expect(bot.requests).toEqual([]);
  });

  it('a flood of them writes a line a second, without what was sent', async () => {
    const forged = { headers: bearer({}, stranger.privateKey) };
    const began = Date.now();
    await Promise.all(Array.from({ length: 100 }, (_, i) => send(i % 2 === 0 ? {} : forged)));
    expect(written).not.toHaveBeenCalled();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(2 + (Date.now() - began) / 1000);
    expect(lines[0]).toMatchObject({ msg: 'refused Teams requests' });
    expect(JSON.stringify(lines)).not.toMatch(/mi avance|29:u1|Bearer/);
  });

  it('says what it is', () => {
    expect(connection.state()).toEqual({ ok: true, detail: `app ${appId}, tenant t1` });
    expect(connection.path).toBe('/api/messages');
  });
});

it('drops what the SDK writes to the console, and nothing else', async () => {
  await quietly(async () => {
    console.error('forged');
    await aloud(async () => console.error('a turn'));
  });
  console.error('somebody else');
  expect(written.mock.calls).toEqual([['a turn'], ['somebody else']]);
});

describe('without a home tenant', () => {
  beforeEach(() => start({ appId: 'a', appPassword: 'b', loopbackOnly: false }));
  it('nobody is at home, and it says so', () => {
    expect(connection.state()).toMatchObject({ ok: false });
  });
});

it('without credentials it serves the demo only', async () => {
  await start({});
  const options = { bot, log: silent, saveAddress: async () => {} };
  await expect(connectTeams({ ...options, loopbackOnly: false })).rejects.toThrow('MicrosoftAppId');
  await expect(connectTeams({ ...options, appId: '', loopbackOnly: false })).rejects.toThrow(
    'MicrosoftAppId',
  );
});

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['localhost.atacante.example', false],
  ['10.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['0.0.0.0', false],
  ['', false],
])('%s is this machine: %s', (host, own) => {
  expect(isLoopback(host)).toBe(own);
});
