import { readFile, readlink } from 'node:fs/promises';
import { z } from 'zod';
import { hasCode } from '../common/errors.ts';

/** A process, told apart from a later one with the same pid; nulls where there is no /proc. */
export const identitySchema = z.object({
  pid: z.number().int().positive(),
  /** Clock ticks from boot to the process's start. */
  started: z.string().nullable(),
  boot: z.string().nullable(),
  /** Pids mean nothing across pid namespaces (containers). */
  namespace: z.string().nullable(),
});
export type Identity = z.infer<typeof identitySchema>;

const orNull = <T>(value: Promise<T>): Promise<T | null> => value.catch(() => null);

/** State letter, threads and start of a process by /proc/PID/stat (proc_pid_stat(5), fields 3, 20, 22); null when there is none. */
async function statOf(pid: number): Promise<{ state: string; threads: number; started: string } | null> {
  const text = await orNull(readFile(`/proc/${pid}/stat`, 'utf8'));
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', threads: Number(fields[17]), started: fields[19] ?? '' };
}

/** The identity of this process. */
export async function ownIdentity(): Promise<Identity> {
  const [stat, boot, namespace] = await Promise.all([
    statOf(process.pid),
    orNull(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    orNull(readlink('/proc/self/ns/pid')),
  ]);
  return { pid: process.pid, started: stat?.started ?? null, boot: boot?.trim() ?? null, namespace };
}

/** Whether a process still runs, as `own` sees it; `elsewhere` when only its own container could tell. */
export async function fateOf(other: Identity, own: Identity): Promise<'alive' | 'dead' | 'elsewhere'> {
  if (other.boot !== own.boot) return 'dead';
  if (other.namespace !== own.namespace) return 'elsewhere';
  if (own.started === null) return signalled(other.pid);
  const stat = await statOf(other.pid);
  if (stat === null || stat.started !== other.started) return 'dead';
  // Killed, but its parent has not taken note yet; a thread that the disk does not let go of may still rename a file.
  return (stat.state === 'Z' && stat.threads <= 1) || stat.state === 'X' ? 'dead' : 'alive';
}

function signalled(pid: number): 'alive' | 'dead' {
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return hasCode(error, 'ESRCH') ? 'dead' : 'alive';
  }
}
