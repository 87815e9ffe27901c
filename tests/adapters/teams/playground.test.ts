import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserCommand } from '../../../adapters/teams/browser.ts';
import { createChat } from '../../../adapters/teams/chat.ts';
import { playgroundConfig, playgroundPlaces } from '../../../adapters/teams/places.ts';
import { type Playground, startPlayground } from '../../../adapters/teams/playground.ts';
import { loadSdk } from '../../../adapters/teams/sdk.ts';
import { plain } from '../../../src/message.ts';
import { silent, until } from './harness.ts';

const user = (index: number) => ({ name: `Persona ${index} Apellido`, email: `p${index}@ejemplo.invalid` });

/** Local addresses, in hexadecimal, at which this machine listens on a port (proc(5), /proc/net/tcp). */
async function listeningAt(port: number): Promise<string[]> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '0A')
    .map(([, local = '']) => local.split(':')[0] ?? '');
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done((server.address() as { port: number }).port));
  });
const close = (server: Server): Promise<unknown> => new Promise((done) => server.close(done));

describe('the local client', () => {
  let dir: string;
  let running: Playground | null = null;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pat-client-'));
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
    await rm(dir, { recursive: true, force: true });
  });
  const start = async (port: number): Promise<Playground> => {
    running = await startPlayground({
      botUrl: 'http://127.0.0.1:9',
      port,
      dir,
      users: [user(0)],
      log: silent,
    });
    return running;
  };

  it('takes the next free port, listens to this machine alone, and ends when it is told', async () => {
    const occupied = createServer();
    const port = await listen(occupied, 0);
    const { url, stop } = await start(port);
    const own = Number(new URL(url).port);
    expect(own).toBeGreaterThan(port);
    expect(await (await fetch(`${url}/_debug/ping`)).text()).toBe('pong');
    // 127.0.0.1, least significant byte first.
    expect(await listeningAt(own)).toEqual(['0100007F']);
    await stop();
    await expect(fetch(`${url}/_debug/ping`)).rejects.toThrow();
    await close(occupied);
  });

  it('serves its page and its fonts itself, keeps no log of what people write', async () => {
    const probe = createServer();
    const port = await listen(probe, 0);
    await close(probe);
    const { url } = await start(port);
    const page = await (await fetch(url)).text();
    const [script] = /\/static\/js\/[^"]+/.exec(page) ?? [''];
    expect((await fetch(`${url}${script}`)).status).toBe(200);
    expect(await readdir(dir, { recursive: true })).toEqual(['.m365agentsplayground.yml']);
    // It begins by removing its log, whatever that is.
    expect((await stat(devNull)).isCharacterDevice()).toBe(true);
  });

  it('keeps what the bot says before anybody opens the page', async () => {
    const probe = createServer();
    const port = await listen(probe, 0);
    await close(probe);
    const { url } = await start(port);
    const chat = createChat({ sdk: await loadSdk(null, async () => null), bot: null });
    const { general, personal } = playgroundPlaces(url);
    for (const to of [general, personal])
      expect((await chat.post(to, plain('Buenos días'), 'k')).status).toBe('sent');
    const socket = new WebSocket(`${url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
    const said: string[] = [];
    socket.addEventListener('message', ({ data }) =>
      said.push(JSON.parse(String(data)).actionConversationId),
    );
    await until(() => said.length === 2);
    expect(said).toEqual([general.id, 'pat-personal']);
    socket.close();
  });

  it('ends with the process that started it, however that ends', async () => {
    const script = `
      const { startPlayground } = await import(${JSON.stringify(new URL('../../../adapters/teams/playground.ts', import.meta.url).href)});
      const log = { info() {}, warn() {} };
      const options = { botUrl: 'http://127.0.0.1:9', port: 56400, dir: ${JSON.stringify(dir)}, users: [], log };
      console.log((await startPlayground(options)).url);
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx/esm', '--input-type=module', '-e', script]);
    const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
    const ping = () => fetch(`${String(url).trim()}/_debug/ping`).then(({ ok }) => ok);
    expect(await ping()).toBe(true);
    child.kill('SIGKILL');
    let alive = true;
    for (let tries = 0; tries < 100 && alive; tries++) {
      alive = await ping().catch(() => false);
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(alive).toBe(false);
  });

  it('says so when it cannot start', async () => {
    const file = join(dir, 'not-a-folder');
    await writeFile(file, '');
    const options = { botUrl: 'http://127.0.0.1:9', port: 56150, users: [], log: silent };
    await expect(startPlayground({ ...options, dir: file })).rejects.toThrow();
  });
});

describe('the client’s people and places', () => {
  it.each([0, 1, 6, 9])('are six with %d given, each with an id and an e-mail of its own', (count) => {
    const config = JSON.parse(playgroundConfig(Array.from({ length: count }, (_, i) => user(i))));
    const all = [config.currentUser, ...config.users];
    expect(all).toHaveLength(6);
    for (const key of ['id', 'aadObjectId', 'email'])
      expect(new Set(all.map((u: Record<string, string>) => u[key])).size).toBe(6);
    expect(all.slice(0, count).map((u) => u.userPrincipleName)).toEqual(
      Array.from({ length: Math.min(count, 6) }, (_, i) => user(i).email),
    );
  });

  it('are where the configuration puts them', () => {
    const config = JSON.parse(playgroundConfig([user(0)]));
    const places = playgroundPlaces('http://127.0.0.1:56150');
    expect(places.general.id).toBe(config.team.id);
    expect(places.committee.id).toBe(config.team.channels[0].id);
    expect(places.group.id).toBe(config.groupChat.id);
    expect(places.personal).toMatchObject({
      id: config.currentUser.aadObjectId,
      tenant: config.tenantId,
      ref: {
        conversation: config.personalChat.id,
        user: config.currentUser.id,
        bot: config.bot.id,
        serviceUrl: 'http://127.0.0.1:56150/_connector',
      },
    });
  });
});

describe('the browser', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
    ['linux', {}, null],
    ['linux', { DISPLAY: ':0', CI: 'true' }, null],
    ['linux', { DISPLAY: 'localhost:10', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, null],
    ['darwin', {}, ['open']],
    ['win32', {}, ['cmd', '/c', 'start', '']],
  ] as const)('on %s with %j is opened by %j', (platform, env, command) => {
    expect(browserCommand(platform, env)).toEqual(command);
  });
});
