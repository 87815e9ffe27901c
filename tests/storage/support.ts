import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Entry, type Head, origin } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { type LowdbLedgerOptions, openLowdbLedger } from '../../storage/lowdb/ledger.ts';
import { chain, keys } from '../support/drafts.ts';

export const committee = 'comite-a';

/** A folder of its own on the real disk, and how to be rid of it. */
export async function temporaryFolder(): Promise<{ dir: string; remove(): Promise<void> }> {
  const top = await mkdtemp(join(tmpdir(), 'pat-storage-'));
  return { dir: join(top, 'data'), remove: () => rm(top, { recursive: true, force: true }) };
}

export const openLedger = (dir: string, more: Partial<LowdbLedgerOptions> = {}) =>
  openLowdbLedger({ dir, committees: [committee], waitMs: 0, ...more });

/** Appends entries with numbered keys after what is there, `size` a batch; gives them. */
export async function fill(ledger: Ledger, name: string, count: number, size = count): Promise<Entry[]> {
  const added: Entry[] = [];
  for (let from = 0; from < count; from += size) {
    const head = await ledger.head(committee);
    const entries = chain(committee, head, keys(name, from, Math.min(size, count - from)));
    const answer = await ledger.append(committee, head, entries);
    if (answer !== 'appended') throw new Error(answer);
    added.push(...entries);
  }
  return added;
}

export const headOf = (entries: readonly Entry[]): Head => {
  const last = entries.at(-1);
  return last === undefined ? origin : { seq: last.seq, hash: last.hash };
};

export interface Script {
  readonly process: ChildProcess;
  /** The next line that it prints; throws when it ends first. */
  line(): Promise<string>;
  /** Kills it and resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Runs a script of tests/storage/scripts as a process of its own; `through` is a command to run it by. */
export function script(
  name: string,
  args: readonly string[],
  through: readonly string[] = [],
  env: Record<string, string> = {},
): Script {
  const path = fileURLToPath(new URL(`./scripts/${name}.ts`, import.meta.url));
  const [command, ...rest] = [...through, process.execPath, '--import', 'tsx/esm', path, ...args];
  const child = spawn(command!, rest, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended without another line`);
      return value;
    },
    async kill(signal = 'SIGKILL') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

/** False, loudly, where the machine lacks what a test needs; an error when everything must run (PAT_TEST_ALL=1). */
export function has(what: string, command: readonly string[]): boolean {
  const [name, ...args] = command;
  if (spawnSync(name!, args, { stdio: 'ignore' }).status === 0) return true;
  if (process.env.PAT_TEST_ALL === '1') throw new Error(`missing on this machine: ${what}`);
  console.warn(`SKIPPED, missing on this machine: ${what}`);
  return false;
}
