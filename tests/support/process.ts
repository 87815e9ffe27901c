import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../adapters/common/free-port.ts';

const root = new URL('../../', import.meta.url).pathname;

/** A folder that goes when the test ends. */
export async function temporaryFolder(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'pat-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The environment of a machine on which nothing is configured. */
const clean = (env: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  LANG: 'C.UTF-8',
  ...env,
});

/** Runs `pat ARGS` as its users do, types `input`, and waits for its end. */
export function pat(args: readonly string[], env: Record<string, string>, input = ''): Promise<Ran> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx/esm', join(root, 'src/cli.ts'), ...args],
      { env: clean(env), cwd: root },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

export interface RunningPat {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote so far. */
  output(): string;
  /** Of that, what went to stdout: its log. */
  log(): string;
  /** Asks it to end as a service manager does; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A process that has loaded the bot's code and does nothing until it is told to go on. */
export interface PreparedPat {
  /** Lets it start; resolves when it has. */
  go(): Promise<RunningPat>;
  /** Ends it where it is not wanted any more. */
  discard(): void;
}

/** Starts the bot as a process of its own and waits until it has started, whatever /readyz says then. */
export const startPat = async (
  env: Record<string, string>,
  args: readonly string[] = ['--sin-cliente'],
  spawned: (child: ChildProcess) => void = () => {},
): Promise<RunningPat> => {
  const child = await spawnPat(env, args, []);
  spawned(child);
  return started(child);
};

/** Has the code loaded while something else still goes on: most of what a start takes. */
export async function preparePat(env: Record<string, string>): Promise<PreparedPat> {
  const waiting = await spawnPat(env, ['--sin-cliente'], ['--import', join(root, 'tests/support/wait.mjs')]);
  return {
    go: () => {
      waiting.stdin?.end('go');
      return started(waiting);
    },
    discard: () => void waiting.kill('SIGKILL'),
  };
}

async function spawnPat(
  env: Record<string, string>,
  args: readonly string[],
  flags: readonly string[],
): Promise<ChildProcess> {
  const port = await freePort();
  const command = ['--import', 'tsx/esm', ...flags, join(root, 'src/cli.ts'), 'start', ...args];
  return spawn(process.execPath, command, {
    env: clean({ PORT: String(port), HOST: '127.0.0.1', ...env }),
    cwd: root,
    stdio: [flags.length > 0 ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
}

/** What takes longer hangs; on a machine that is busy with other things a start was seen to take a minute. */
const startMs = 120_000;

async function started(child: ChildProcess): Promise<RunningPat> {
  let output = '';
  let log = '';
  child.stdout?.on('data', (chunk) => (log += String(chunk)));
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const began = Date.now();
  for (;;) {
    // The address as its log says it: where any port would do, the bot chose one.
    const [, url] = /"url":"([^"]+)"[^\n]*"msg":"ready"/.exec(output) ?? [];
    const answers =
      url !== undefined &&
      (await fetch(`${url}/readyz`).then(
        () => true,
        () => false,
      ));
    if (answers)
      return {
        url,
        child,
        output: () => output,
        log: () => log,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      };
    const end = child.exitCode ?? child.signalCode;
    if (end !== null || Date.now() - began > startMs) {
      child.kill('SIGKILL');
      const why = end === null ? `within ${startMs / 1000} s` : `and ended with ${end}`;
      throw new Error(`the bot did not start ${why}:\n${output}`);
    }
    await new Promise((next) => setTimeout(next, 15));
  }
}

/** A roster file with these people, all in one unit. */
export async function rosterFile(
  dir: string,
  people: readonly (readonly [number: string, name: string, email: string, unit: string])[],
  name = 'plantilla.csv',
): Promise<string> {
  const file = join(dir, name);
  const lines = people.map(
    ([number, name, email, unit]) => `${number},${name},${email},${unit},Analista,2020-01-01,`,
  );
  await writeFile(file, ['numero_empleado,nombre,correo,unidad,puesto,alta,baja', ...lines, ''].join('\n'));
  return file;
}
