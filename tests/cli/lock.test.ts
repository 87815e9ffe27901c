import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat, type RunningPat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

/** Who may write to a data folder, and what happens to whoever comes second. */
describe('one folder, one writer', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let env: Record<string, string>;
  let file: string;
  const running: RunningPat[] = [];
  const start = async (spawned?: (child: ChildProcess) => void): Promise<RunningPat> => {
    const bot = await startPat(env, ['--sin-cliente'], spawned);
    running.push(bot);
    return bot;
  };

  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
    // Longer than the path of a socket may be.
    const data = join(dir, 'x'.repeat(100));
    mkdirSync(data);
    env = { PAT_DATA_DIR: data, PAT_NOW: '2024-05-10T10:00:00-07:00' };
    file = await rosterFile(dir, [['00001', 'Ana Propia', 'ana@ejemplo.invalid', 'Archivo']]);
  });
  afterAll(async () => {
    await Promise.all(running.map((bot) => bot.stop()));
    await remove();
  });

  it('a dead holder’s lock is taken at once, a living one’s when it ends; commands go through who holds it', async () => {
    const first = await start();
    const socket = join(env.PAT_DATA_DIR!, 'pat.sock');
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(socket).isSocket()).toBe(true);
    first.child.kill('SIGKILL');

    // Its socket and lock are still there; nobody answers.
    const imported = await pat(['plantilla', 'importar', file], env);
    expect(imported.out).toContain('Se agregó 1 persona');
    expect(imported.err).not.toContain(String(first.child.pid));

    const second = await start();
    // What goes through the bot has the bot's own day.
    expect((await pat(['plantilla', 'importar', file, '--simular'], env)).out).toContain('no cambia nada');
    // It waits for some seconds at most: the second ends as soon as it says so.
    let said = '';
    const third = start((child) => child.stderr?.on('data', (chunk) => (said += String(chunk))));
    await expect.poll(() => said, { timeout: 30_000, interval: 20 }).toContain(String(second.child.pid));
    expect(await second.stop()).toBe(0);
    await third;
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(301);
  }, 90_000);

  it('logs go to stdout under start, and nothing else does', async () => {
    const bot = running.at(-1)!;
    for (const line of bot.log().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
    const { out, err } = await pat(['avance', '--json'], { ...env, LOG_LEVEL: 'trace' });
    expect(JSON.parse(out)).toHaveProperty('activities');
    expect(err).toBe('');
  }, 60_000);

  it('a bot that fails to answer is an error, not silence', async () => {
    const data = join(dir, 'muda');
    mkdirSync(data);
    let asked = 0;
    const dying = createServer((request) => {
      asked += 1;
      request.socket.destroy();
    });
    await new Promise<void>((done) => dying.listen(join(data, 'pat.sock'), done));
    const { code, err } = await pat(['plantilla', 'importar', file], { ...env, PAT_DATA_DIR: data });
    await new Promise((done) => dying.close(done));
    expect([code, asked > 0]).toEqual([1, true]);
    expect(err).toContain('El bot en marcha no contestó');
  });
});

describe('what start refuses', () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
    writeFileSync(join(dir, 'file'), '');
  });
  afterAll(() => remove());

  const slack = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  };

  it.each([
    ['a host that is not this machine’s', { HOST: '203.0.113.7' }, [], 'HOST'],
    ['a host without an address', { HOST: 'no-such-host.invalid' }, [], 'HOST'],
    ['a folder that is a file', { PAT_DATA_DIR: 'file' }, [], 'PAT_DATA_DIR'],
    ['a folder inside a file', { PAT_DATA_DIR: 'file/data' }, [], 'PAT_DATA_DIR'],
    ['a simulated clock on a real platform', slack, ['--desde', '2024-05-09T10:00:00Z'], '--desde'],
    [
      'several wrong values',
      { PORT: 'x', LOG_LEVEL: 'y', PAT_ADMINS: 'z' },
      [],
      'PORT\nLOG_LEVEL\nPAT_ADMINS',
    ],
  ])(
    '%s: exit code 2 and a line that names it',
    async (_, over, args, names) => {
      const env: Record<string, string> = { PAT_DATA_DIR: 'data', PORT: '0', ...over };
      env.PAT_DATA_DIR = join(dir, env.PAT_DATA_DIR!);
      const { code, out, err } = await pat(['start', '--sin-cliente', ...args], env);
      expect([code, out]).toEqual([2, '']);
      const lines = err.trim().split('\n');
      expect(lines).toHaveLength(names.split('\n').length);
      for (const name of names.split('\n')) expect(lines.some((line) => line.startsWith(name))).toBe(true);
    },
    30_000,
  );

  it('a programme with errors: each with its place, nothing written', async () => {
    const path = join(dir, 'programa.json');
    const shipped = readFileSync(new URL('../../src/programme/pat-2024.json', import.meta.url), 'utf8');
    const bad = shipped.replace('"year": 2024', '"year": "2024"').replace('"number": 2,', '"number": "dos",');
    writeFileSync(path, bad);
    const data = join(dir, 'untouched');
    const { code, err } = await pat(['start', '--sin-cliente'], { PAT_PROGRAMME: path, PAT_DATA_DIR: data });
    expect(code).toBe(2);
    expect(err).toContain('PAT_PROGRAMME');
    expect(err.match(/línea \d+, columna \d+/g)?.length).toBeGreaterThanOrEqual(2);
    expect(() => statSync(data)).toThrow('ENOENT');
  }, 60_000);
});
