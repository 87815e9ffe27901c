import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/entry.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { takeLock } from '../../storage/lowdb/lock.ts';
import { fateOf, type Identity, ownIdentity } from '../../storage/lowdb/process.ts';
import { committee, has, openLedger, script, temporaryFolder } from './support.ts';

let dir: string;
let file: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  await mkdir(dir);
  file = join(dir, 'lock');
});
afterEach(() => remove());

/** The content of a lock whose holder is the given process, changed so. */
const lockOf = async (change: Partial<Identity>, nonce = 'n') =>
  JSON.stringify({ ...(await ownIdentity()), ...change, nonce });

describe('two processes', () => {
  it('refuses the second, naming the first', async () => {
    const first = script('holder', [dir, '0']);
    expect(await first.line()).toBe('open');
    await expect(openLedger(dir, { waitMs: 300 })).rejects.toMatchObject({
      problem: { code: 'locked', pid: first.process.pid, elsewhere: false },
    });
    await first.kill();
  });

  it('lets the second wait until the first has closed', async () => {
    const first = await openLedger(dir);
    const second = script('holder', [dir, '8000']);
    const opened = second.line();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await first.close();
    expect(await opened).toBe('open');
    await second.kill();
  });

  it('takes the lock of a killed holder at once', async () => {
    const first = script('holder', [dir, '0']);
    expect(await first.line()).toBe('open');
    await first.kill('SIGKILL');
    const waited: number[] = [];
    const ledger = await openLedger(dir, { waitMs: 0, onWait: ({ pid }) => waited.push(pid) });
    expect(waited).toEqual([]);
    await ledger.close();
  });

  it('opens again right after a close, and leaves nothing but data behind', async () => {
    for (let round = 0; round < 3; round += 1) await (await openLedger(dir)).close();
    expect((await readdir(dir)).sort()).toEqual([committee, 'format.json']);
  });

  it('tells who is being waited for, once', async () => {
    const held = await takeLock(file, { waitMs: 0 });
    const told: number[] = [];
    await expect(takeLock(file, { waitMs: 350, onWait: ({ pid }) => told.push(pid) })).rejects.toThrow(
      'locked',
    );
    expect(told).toEqual([process.pid]);
    await held.release();
  });
});

describe('one process', () => {
  it('opens ledger and directory together, each once', async () => {
    const options = { dir, committees: [committee], waitMs: 0 };
    const [ledger, directory] = await Promise.all([openLedger(dir), openLowdbDirectory(options)]);
    await expect(openLedger(dir)).rejects.toThrow('locked');
    await expect(openLowdbDirectory(options)).rejects.toThrow('locked');
    await ledger.close();
    const again = await openLedger(dir);
    await directory.close();
    await expect(takeLock(file, { waitMs: 0 })).rejects.toThrow('locked');
    await again.close();
    await (await takeLock(file, { waitMs: 0 })).release();
  });
});

describe('a lock that was left behind', () => {
  const dead: [string, () => Promise<string>][] = [
    ['its pid is now another process', () => lockOf({ started: '1' })],
    ['its pid is nobody', () => lockOf({ pid: 2 ** 22 + 1 })],
    ['the machine was started again', () => lockOf({ boot: '00000000-0000-0000-0000-000000000000' })],
    ['a power cut emptied it', async () => ''],
    ['a power cut tore it', async () => '{"pid":'],
  ];
  it.each(dead)('is taken at once: %s', async (_, content) => {
    await writeFile(file, await content());
    const lock = await takeLock(file, { waitMs: 0 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject(await ownIdentity());
    await lock.release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('is taken though an earlier taker died half-way, and one before it too', async () => {
    const left = await lockOf({ started: '1' }, 'left');
    const taker = await lockOf({ started: '2' }, 'taker');
    const claim = `${file}.${sha256(left).slice(0, 16)}`;
    const claimOfClaim = `${claim}.${sha256(taker).slice(0, 16)}`;
    await writeFile(file, left);
    await writeFile(claim, taker);
    await writeFile(claimOfClaim, await lockOf({ started: '3' }, 'other'));
    const lock = await takeLock(file, { waitMs: 0 });
    await lock.release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('is not taken from another container, whose processes nobody here can see', async () => {
    await writeFile(file, await lockOf({ namespace: 'pid:[1]' }));
    await expect(takeLock(file, { waitMs: 0 })).rejects.toMatchObject({
      problem: { code: 'locked', elsewhere: true },
    });
  });

  it('counts a killed process as dead before its parent takes note', async () => {
    // The shell becomes a sleep that never asks after its child.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30']);
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    const own = await ownIdentity();
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ');
    const child = { ...own, pid, started: fields[19]! };
    expect(await fateOf(child, own)).toBe('alive');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    expect(await fateOf(child, own)).toBe('dead');
    parent.kill();
    await once(parent, 'exit');
  });

  const compiles = has('a C compiler (gcc, libc6-dev)', ['cc', '--version']);
  it.skipIf(!compiles)(
    'does not count one as dead of which a thread is still busy with the disk',
    async () => {
      const program = join(dir, 'last-thread');
      const source = new URL('./scripts/last-thread.c', import.meta.url).pathname;
      execFileSync('cc', ['-pthread', '-o', program, source]);
      const child = spawn(program);
      await once(child.stdout, 'data');
      const stat = () => readFile(`/proc/${child.pid}/stat`, 'utf8');
      await expect.poll(stat, { interval: 5, timeout: 10_000 }).toContain(') Z ');
      const own = await ownIdentity();
      const started = (await stat()).split(') ')[1]!.split(' ')[19]!;
      expect(await fateOf({ ...own, pid: child.pid!, started }, own)).toBe('alive');
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await fateOf({ ...own, pid: child.pid!, started }, own)).toBe('dead');
    },
  );
});

describe('many takers', () => {
  it('gives a dead lock to exactly one, every time', async () => {
    for (let round = 0; round < 40; round += 1) {
      await writeFile(file, await lockOf({ started: '1' }, `round ${round}`));
      const takers = Array.from({ length: 8 }, () => takeLock(file, { waitMs: 0 }));
      const taken = (await Promise.allSettled(takers)).filter((one) => one.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      await taken[0]!.value.release();
      expect(await readdir(dir)).toEqual([]);
    }
  });

  it('gives a dead lock to exactly one process', async () => {
    await writeFile(file, await lockOf({ started: '1' }));
    const takers = Array.from({ length: 4 }, () => script('holder', [dir, '0']));
    const lines = await Promise.all(takers.map((taker) => taker.line()));
    expect(lines.filter((line) => line === 'open')).toHaveLength(1);
    expect(lines.filter((line) => line.includes('locked'))).toHaveLength(3);
    await Promise.all(takers.map((taker) => taker.kill()));
  });

  it('passes from one to the next, never held by two', async () => {
    await writeFile(file, await lockOf({ started: '1' }));
    let holders = 0;
    let most = 0;
    const turn = async () => {
      const lock = await takeLock(file, { waitMs: 5000 });
      holders += 1;
      most = Math.max(most, holders);
      await new Promise((resolve) => setTimeout(resolve, 5));
      holders -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 6 }, turn));
    expect(most).toBe(1);
  });
});
