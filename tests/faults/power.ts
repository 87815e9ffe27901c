import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { has } from '../storage/support.ts';

export type FileSystem = 'ext4' | 'xfs';

/** A disk of its own, in a file, whose power can be cut. */
export interface Disk {
  /** A folder on it. */
  readonly dir: string;
  /** Nothing that was not flushed reaches it any more; whoever writes to it gets an error. */
  cut(): void;
  /** Power again: it is mounted anew, its journal replayed. Nobody may have a file of it open. */
  restore(): Promise<void>;
  remove(): Promise<void>;
}

const run = (command: string, ...args: readonly string[]): void =>
  void execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });

/** Whoever was killed may need a moment to let go of its files. */
async function unmount(place: string): Promise<void> {
  for (let tries = 0; spawnSync('umount', [place]).status !== 0; tries += 1) {
    if (tries === 100) throw new Error(`${place} stays busy`);
    await pause(20);
  }
}

/** Makes a file system in a file and mounts it; needs root. */
export async function disk(kind: FileSystem): Promise<Disk> {
  const top = await mkdtemp(join(tmpdir(), `pat-power-${kind}-`));
  const [image, place] = [join(top, 'image'), join(top, 'disk')];
  await mkdir(place);
  // XFS takes no less than 300 MB; the file is sparse.
  run('truncate', '-s', '320M', image);
  run(`mkfs.${kind}`, '-q', image);
  const mount = (): void => run('mount', '-o', 'loop', image, place);
  mount();
  return {
    dir: join(place, 'data'),
    // GOINGDOWN without a flush of the log; ext4 takes the same request.
    cut: () => run('xfs_io', '-x', '-c', 'shutdown', place),
    async restore() {
      await unmount(place);
      mount();
    },
    async remove() {
      await unmount(place);
      await rm(top, { recursive: true, force: true });
    },
  };
}

const trial = (kind: FileSystem): string =>
  `d=$(mktemp -d) && truncate -s 320M $d/i && mkfs.${kind} -q $d/i && mkdir $d/m && mount -o loop $d/i $d/m &&
   { xfs_io -x -c shutdown $d/m; umount $d/m; }; s=$?; rm -rf $d; exit $s`;

/** Whether this machine lets a test cut the power of a disk; says so loudly where it does not. */
export const canCut = (kind: FileSystem): boolean =>
  has(`loop mounts of ${kind} (root, a loop device, mkfs.${kind}, xfs_io of xfsprogs)`, [
    'sh',
    '-c',
    trial(kind),
  ]);
