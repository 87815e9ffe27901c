import type { Logger } from 'pino';

/**
 * Notes refused requests: the first at once, then at most one line a second with how many there were, so that a flood
 * of forged requests does not fill the disk.
 */
export function createRefusalLog(log: Logger, line = 'refused Slack requests'): (reason: string) => void {
  let waiting: NodeJS.Timeout | null = null;
  let counts: Record<string, number> = {};

  function write(): void {
    const refused = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (refused === 0) {
      waiting = null;
      return;
    }
    log.warn({ refused, reasons: counts }, line);
    counts = {};
    waiting = setTimeout(write, 1000).unref();
  }

  return (reason) => {
    counts[reason] = (counts[reason] ?? 0) + 1;
    if (waiting === null) write();
  };
}
