import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface Target {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill('SIGTERM');
  await over;
};

/** A target of tests/bench/targets, which tells `{url}` once it listens. */
export async function target(name: string, env: Record<string, string> = {}): Promise<Target> {
  const child = fork(fileURLToPath(new URL(`./targets/${name}.ts`, import.meta.url)), {
    execArgv: ['--import', 'tsx/esm'],
    env: { ...process.env, ...env },
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { url, process: child, stop: () => ended(child) };
}

/** The bot as it is started in earnest, with these variables; it listens on a free port. */
export async function bot(env: Record<string, string>, args: readonly string[] = []): Promise<Target> {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx/esm', cli, 'start', ...args], {
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const url = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk) => {
      text = `${text}${chunk}`.slice(-100_000);
      const ready = text.split('\n').find((line) => line.includes('"msg":"ready"'));
      if (ready) done(JSON.parse(ready).url);
    });
    child.once('exit', () => fail(new Error(`the bot ended: ${text}`)));
  });
  return { url, process: child, stop: () => ended(child) };
}
