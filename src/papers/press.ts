import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Inspected } from '../reports/types.ts';
import type { Paper, Press, Printed } from './paper.ts';

/** What the process is asked. */
export type Job = { readonly print: Paper } | { readonly inspect: Uint8Array };
/** What it answers. */
export type Done = { readonly done: Printed[] | Inspected } | { readonly error: string };

/** An idle process ends after this; starting it again takes about a second. */
const idleMs = 60_000;
/** One report of a large institution takes seconds; what takes longer hangs. */
const longestMs = 120_000;
const memoryMb = 1024;

/**
 * A press in a process of its own, so that a report neither keeps others waiting nor takes the bot's memory: one paper at
 * a time; the process begins with the first and ends when idle. One that dies takes its paper with it, the next paper
 * gets a new one.
 */
export function createPress(): Press {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function begin(): ChildProcess {
    const begun = fork(fileURLToPath(new URL('./printer.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx/esm', `--max-old-space-size=${memoryMb}`],
      // Maps and bytes pass as they are.
      serialization: 'advanced',
      // Secrets of the platforms are none of its business.
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Without a listener an error of an idle process would end this one.
    begun.on('error', () => {});
    begun.once('exit', () => {
      if (child === begun) child = null;
    });
    return begun;
  }

  function end(): void {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = null;
  }

  function doOne(job: Job): Promise<Printed[] | Inspected> {
    clearTimeout(idle);
    child ??= begin();
    const mine = child;
    return new Promise<Printed[] | Inspected>((resolve, reject) => {
      const late = setTimeout(() => mine.kill('SIGKILL'), longestMs);
      const failed = (error: Error): void => settle(() => reject(error));
      const exited = (): void => failed(new Error('the press stopped'));
      const done = (answer: unknown): void =>
        settle(() => {
          const said = answer as Done;
          if ('done' in said) resolve(said.done);
          else reject(new Error(said.error));
        });
      function settle(how: () => void): void {
        clearTimeout(late);
        mine.off('message', done).off('error', failed).off('exit', exited);
        how();
      }
      mine.on('message', done).on('error', failed).on('exit', exited);
      mine.send(job, (error) => error && failed(error));
    });
  }

  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(end, idleMs).unref();
  };

  function inTurn<T extends Printed[] | Inspected>(job: Job): Promise<T> {
    const mine = last.then(() => doOne(job)) as Promise<T>;
    last = mine.then(rest, rest);
    return mine;
  }

  return {
    print: (paper) => inTurn({ print: paper }),
    inspect: (template) => inTurn({ inspect: template }),
    async close() {
      await last;
      end();
    },
  };
}
