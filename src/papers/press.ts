import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Paper, Press, Printed } from './paper.ts';

/** What the process answers. */
export type Done = { readonly files: Printed[] } | { readonly error: string };

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
      execArgv: ['--import', 'tsx', `--max-old-space-size=${memoryMb}`],
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

  function printOne(paper: Paper): Promise<Printed[]> {
    clearTimeout(idle);
    child ??= begin();
    const mine = child;
    return new Promise<Printed[]>((resolve, reject) => {
      const late = setTimeout(() => mine.kill('SIGKILL'), longestMs);
      const failed = (error: Error): void => settle(() => reject(error));
      const exited = (): void => failed(new Error('the press stopped'));
      const done = (answer: unknown): void =>
        settle(() => {
          const said = answer as Done;
          if ('files' in said) resolve(said.files);
          else reject(new Error(said.error));
        });
      function settle(how: () => void): void {
        clearTimeout(late);
        mine.off('message', done).off('error', failed).off('exit', exited);
        how();
      }
      mine.on('message', done).on('error', failed).on('exit', exited);
      mine.send(paper, (error) => error && failed(error));
    });
  }

  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(end, idleMs).unref();
  };

  return {
    print(paper) {
      const mine = last.then(() => printOne(paper));
      last = mine.then(rest, rest);
      return mine;
    },
    async close() {
      await last;
      end();
    },
  };
}
