import type { Logger } from 'pino';
import type { Upkeep } from '../due/situation.ts';
import type { Entry } from '../entry.ts';
import type { Part } from '../health.ts';
import type { Files } from '../ports/files.ts';
import { checkFiles } from './check.ts';
import type { FilesChecked } from './types.ts';

/** Between two looks at all files; sooner where something was wrong, since somebody may have mended it. */
const everyMs = 24 * 3_600_000;
const againMs = 3_600_000;

interface Options {
  readonly files: Pick<Files, 'open'>;
  readonly committee: string;
  readonly entries: () => AsyncIterable<Entry>;
  /** Real time in ms. */
  readonly clock: () => number;
  readonly log: Logger;
}

/** Looks after a running bot's stored files. */
export interface FileWatch {
  /** Looks through them, in the background, where it is time to. */
  check(): void;
  /** Their line of /readyz; null until they were looked at once. */
  part(): Part | null;
  upkeep(): Upkeep['evidence'];
  close(): Promise<void>;
}

/** What lies untouched for years can rot, or be taken away: all of it is read after the start and then daily. */
export function createFileWatch({ files, committee, entries, clock, log }: Options): FileWatch {
  let last: { readonly at: number; readonly checked: FilesChecked } | null = null;
  let running: Promise<void> | null = null;
  let closed = false;

  async function look(): Promise<void> {
    const checked = await checkFiles({ files, committee, entries: entries(), stopped: () => closed });
    if (closed) return;
    last = { at: clock(), checked };
    const faults = checked.faults.map(({ what, evidence, seq, sha256 }) => ({ what, evidence, seq, sha256 }));
    if (faults.length > 0) log.error({ faults }, 'stored evidence is missing or changed');
    else log.info({ files: checked.files, bytes: checked.bytes }, 'stored evidence is whole');
  }

  const isTime = (): boolean => {
    if (last === null) return true;
    return clock() - last.at >= (last.checked.faults.length > 0 ? againMs : everyMs);
  };

  return {
    check() {
      if (closed || running !== null || !isTime()) return;
      running = look()
        .catch((error: unknown) => log.error({ err: error }, 'stored evidence could not be looked through'))
        .finally(() => {
          running = null;
        });
    },
    part() {
      if (last === null) return null;
      const { faults, files: n } = last.checked;
      const detail = faults.length === 0 ? `${n} files whole` : `${faults.length} of ${n} files not whole`;
      return { name: 'evidence', ok: faults.length === 0, detail, advisory: true };
    },
    upkeep() {
      const faults = last?.checked.faults ?? [];
      return faults.length === 0
        ? null
        : { faults: faults.map(({ what, evidence }) => ({ what, evidence })) };
    },
    async close() {
      closed = true;
      await running;
    },
  };
}
