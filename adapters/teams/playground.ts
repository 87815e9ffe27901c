import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { isFree } from '../common/free-port.ts';
import { connectorOf, type PlaygroundUser, playgroundConfig } from './places.ts';

export interface PlaygroundOptions {
  /** The bot's own address, for example `http://127.0.0.1:3978`. */
  readonly botUrl: string;
  /** The port to begin with; the next free one is taken. */
  readonly port: number;
  /** Folder for the client's configuration. */
  readonly dir: string;
  /** The first is who writes; five more sit in the group chat and the team. */
  readonly users: readonly PlaygroundUser[];
  readonly log: Logger;
}

export interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}

const startMs = 30_000;
const stopMs = 3000;

/**
 * Starts Microsoft's Agents Playground as the demo's chat client, on loopback, without telemetry and without need of
 * the internet. Throws where the package is not installed or does not start.
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { botUrl, dir, users, log } = options;
  const cli = playgroundCli();
  const port = await freePort(options.port);
  const url = `http://127.0.0.1:${port}`;
  const config = resolve(dir, '.m365agentsplayground.yml');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(config, playgroundConfig(users), { mode: 0o600 });

  const child = spawn(
    process.execPath,
    [
      '--require',
      fileURLToPath(new URL('./loopback.cjs', import.meta.url)),
      cli,
      'start',
      ...['-e', `${botUrl}/api/messages`, '-c', 'msteams', '-p', String(port)],
      ...['--su', connectorOf(url), '--disable-telemetry'],
    ],
    {
      cwd: dir,
      // Its input ends when this process does.
      stdio: ['pipe', 'pipe', 'pipe'],
      // Nothing of ours is handed on: no credentials, and no proxy between two processes of this machine.
      env: {
        PATH: process.env.PATH,
        TEAMSAPPTESTER_BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        // It would keep what people write in a file, and begins by removing that: one that can't be there.
        M365_AGENTS_PLAYGROUND_LOGFILE: join(devNull, 'none'),
      },
    },
  );
  const ended = once(child, 'exit');
  process.once('exit', kill);
  function kill(): void {
    child.kill('SIGKILL');
  }
  let stopping = false;
  async function stop(): Promise<void> {
    stopping = true;
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(kill, stopMs);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }

  try {
    await listening(child);
  } catch (error) {
    await stop();
    throw error;
  }
  ended.then(([code, signal]) => {
    if (!stopping) log.warn({ code, signal }, 'the Agents Playground ended');
  });
  log.info({ url }, 'the Agents Playground listens');
  return { url, stop };
}

function playgroundCli(): string {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  return join(dirname(manifest), 'cli.js');
}

async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  const timeout = AbortSignal.timeout(startMs);
  await new Promise<void>((done, fail) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/Listening on \d+/.test(said)) done();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => fail(new Error(`the Agents Playground did not start: ${said.slice(-500)}`)));
    child.once('error', fail);
    timeout.addEventListener('abort', () => fail(new Error('the Agents Playground did not start in time')));
  });
}

/** The first port from `first` on that nobody listens at. */
async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isFree(port)) return port;
  throw new Error(`no free port from ${first} to ${first + 99}`);
}
