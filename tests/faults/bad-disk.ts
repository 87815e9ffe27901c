import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { has } from '../storage/support.ts';

export const errors = ['ENOSPC', 'EROFS', 'EIO'] as const;
export type DiskError = (typeof errors)[number];

export interface Fault {
  readonly error: DiskError;
  /** The first change that fails, counted from 0 since the last `good`. */
  readonly from?: number;
  /** Only that many; all from then on where it is left out. */
  readonly count?: number;
  /** A rename that fails is carried out all the same, as a network's file system may do. */
  readonly applied?: boolean;
}

/** A disk that fails as it is told, for processes that are started with `env`; see scripts/bad-disk.c. */
export interface BadDisk {
  readonly env: Record<string, string>;
  /** Only changes of files whose path holds this are counted and can fail. */
  below(path: string): void;
  fail(fault: Fault): void;
  /** It works again, and the count of changes starts anew. */
  good(): void;
  /** It works, but each fsync takes this long. */
  slow(ms: number): void;
  /** The changes since the last `good`, a letter each: open, write, fsync of a file, Fsync of a folder, rename … */
  calls(): string;
  remove(): void;
}

const size = 5168;
const at = { calls: 0, fault: 8, delay: 40, below: 48, kinds: 1072 } as const;
const endless = 2 ** 40;

/** Takes over the disk whose control file another process made. */
export function controlled(file: string): Omit<BadDisk, 'env' | 'remove'> {
  const fd = openSync(file, 'r+');
  const put = (offset: number, ...values: readonly number[]): void => {
    const bytes = Buffer.alloc(8 * values.length);
    for (const [n, value] of values.entries()) bytes.writeBigInt64LE(BigInt(value), 8 * n);
    writeSync(fd, bytes, 0, bytes.length, offset);
  };
  const disk = {
    below: (path: string) => void writeSync(fd, `${path}\0`, at.below),
    fail: ({ error, from = 0, count = endless, applied = false }: Fault) =>
      put(at.fault, from, from + count, constants.errno[error], Number(applied)),
    good() {
      put(at.calls, 0, endless, endless, 0, 0, 0);
    },
    slow: (ms: number) => put(at.delay, ms * 1000),
    calls() {
      const bytes = Buffer.alloc(size);
      readSync(fd, bytes, 0, size, 0);
      const count = Number(bytes.readBigInt64LE(at.calls));
      return bytes.toString('latin1', at.kinds, at.kinds + Math.min(count, size - at.kinds));
    },
    close: () => closeSync(fd),
  };
  disk.good();
  return disk;
}

/** Builds the disk; needs a C compiler. */
export function badDisk(): BadDisk {
  const dir = mkdtempSync(join(tmpdir(), 'pat-bad-disk-'));
  const [library, control] = [join(dir, 'bad-disk.so'), join(dir, 'control')];
  const source = new URL('./scripts/bad-disk.c', import.meta.url).pathname;
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  writeFileSync(control, Buffer.alloc(size));
  return {
    env: { LD_PRELOAD: library, PAT_TEST_DISK: control },
    ...controlled(control),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export const canBuildDisk = (): boolean => has('a C compiler (gcc, libc6-dev)', ['cc', '--version']);
