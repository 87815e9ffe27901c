import { createServer } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { connectTeams } from '../../../adapters/teams/index.ts';
import { plain } from '../../../src/message.ts';
import { direct } from './connector.ts';
import { recordingBot, serve, silent } from './harness.ts';

it('fetches tokens and signing keys through the proxy, and says retry when it does not let it out', async () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const before = https.globalAgent;
  const connection = await connectTeams({
    appId: '11111111-2222-3333-4444-555555555555',
    appPassword: 'secreto',
    appType: 'SingleTenant',
    tenantId: '66666666-2222-3333-4444-555555555555',
    bot: recordingBot(),
    saveAddress: async () => {},
    log: silent,
    loopbackOnly: false,
    proxy: { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, except: null },
  });
  const server = await serve((request, response) => connection.handle(request, response));
  try {
    const ref = {
      serviceUrl: 'http://127.0.0.1:9',
      tenant: 't1',
      bot: '28:bot',
      user: null,
      conversation: 'c',
    };
    const to = { platform: 'teams', kind: 'channel', tenant: 't1', id: 'c', ref } as const;
    expect((await connection.chat.post(to, plain('Hola'), 'k')).status).toBe('retry');
    expect(asked.every((host) => host === 'login.microsoftonline.com:443')).toBe(true);
    expect(asked.length).toBeGreaterThan(0);

    asked.length = 0;
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'https://api.botframework.com' })}.x`;
    const { status } = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(direct('https://smba.trafficmanager.net/amer/')),
    });
    expect(status).toBe(503);
    expect(asked).toContain('login.botframework.com:443');
  } finally {
    https.globalAgent = before;
    await connection.stop();
    await server.close();
    proxy.close();
  }
}, 20_000);
