import { type Draft, type Entry, type Head, seal } from './entry.ts';
import { DamagedLedger, type FreeText, isDoubtful, type Ledger, type Person } from './ports.ts';
import { emptyView, fork, step, type View } from './view.ts';

/** What a decision records, what must be kept beside it before, and what the caller gets once it is on disk. */
export interface Decision<T> {
  readonly drafts: readonly Draft[];
  readonly texts?: readonly FreeText[];
  readonly people?: readonly Person[];
  readonly value: T;
}

export type Decide<T> = (view: View) => Decision<T>;

/** The store could not write; nothing of the request was recorded. */
export class StoreFailed extends Error {}

export interface Journal {
  /** The view of what is on disk. */
  view(): View;
  /** Decides in order with all that wait, appends them as one batch, and resolves when the disk has it. */
  submit<T>(decide: Decide<T>): Promise<T>;
  /** Takes in what others appended. */
  refresh(): Promise<void>;
  /** False where the ledger was damaged from the start: the view ends before it does, and nothing is written. */
  whole(): boolean;
  /** Why the last write failed; null since one went well. */
  failure(): unknown;
  /** The store takes writes again. */
  mended(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface JournalOptions {
  readonly ledger: Ledger;
  readonly committee: string;
  readonly now: () => Date;
  /** Keeps texts and people before the entries that name them. */
  readonly keep: (texts: readonly FreeText[], people: readonly Person[]) => Promise<void>;
  /** Erases texts that no entry came to name. Never throws. */
  readonly drop?: (texts: readonly FreeText[]) => Promise<void>;
  /** A view to start from instead of the empty one. */
  readonly from?: View;
  /** Other processes write too: each batch is decided on what they have written by then. */
  readonly shared?: boolean;
  /** Told after each batch that reached the disk. */
  readonly appended?: (view: View) => void;
}

interface Job {
  readonly decide: Decide<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const mostTries = 20;

/** Whether a decision leaves anything behind: facts, texts or people. */
const keeps = ({ drafts, texts = [], people = [] }: Decision<unknown>): boolean =>
  drafts.length + texts.length + people.length > 0;

/**
 * The one loop that writes: takes all requests that wait, decides them in order on a working copy, appends them as
 * one batch. View and answers follow the disk; on conflict it reads on and decides again; on failure it refuses.
 * A damaged ledger is read as far as it is sound and never written.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { ledger, committee, now, keep } = options;
  const view = options.from ?? emptyView();
  let queue: Job[] = [];
  let running: Promise<void> | null = null;

  /** Reading on and an append may bring the same entry. */
  const take = (entry: Entry): void => {
    if (entry.seq > view.head.seq) step(view, entry);
  };
  const refresh = async (): Promise<void> => {
    for await (const entry of ledger.read(committee, view.head.seq + 1)) take(entry);
  };
  let failure: unknown = null;
  const damage = await refresh().then(
    () => null,
    (error: unknown) => {
      if (error instanceof DamagedLedger) return error;
      throw error;
    },
  );

  /** Every job decided in order on a copy; what fails to decide is refused alone. */
  function decideAll(jobs: readonly Job[], recordedAt: string) {
    const working = fork(view);
    const entries: Entry[] = [];
    const decided: { job: Job; decision: Decision<unknown> }[] = [];
    for (const job of jobs) {
      try {
        const decision = job.decide(working);
        const sealed = seal(committee, working.head, decision.drafts, recordedAt);
        for (const entry of sealed) step(working, entry);
        entries.push(...sealed);
        decided.push({ job, decision });
      } catch (error) {
        job.reject(error);
      }
    }
    return { entries, decided };
  }

  /** Stores entries and what they name; false on conflict. Texts that no entry came to name are erased again. */
  async function store(
    after: Head,
    entries: readonly Entry[],
    texts: readonly FreeText[],
    people: readonly Person[],
  ): Promise<boolean> {
    const drop = async (): Promise<void> => {
      if (texts.length > 0) await options.drop?.(texts);
    };
    try {
      if (texts.length + people.length > 0) await keep(texts, people);
      if (entries.length === 0 || (await ledger.append(committee, after, entries)) === 'appended')
        return true;
    } catch (error) {
      if (!isDoubtful(error)) await drop();
      throw error;
    }
    await drop();
    return false;
  }

  async function write(jobs: readonly Job[]): Promise<void> {
    if (options.shared) await refresh();
    let release: (() => Promise<void>) | undefined;
    try {
      await writeInTurn(jobs, async () => {
        // Without it the race goes on, and somebody wins it.
        release ??= await ledger.turn?.(committee).catch(() => undefined);
        await refresh();
      });
    } finally {
      await release?.();
    }
  }

  /** `lost` is told of each lost race, and takes in who won it. */
  async function writeInTurn(jobs: readonly Job[], lost: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const after: Head = { ...view.head };
      const { entries, decided } = decideAll(jobs, now().toISOString());
      jobs = decided.map((d) => d.job);
      const [texts, people] = [
        decided.flatMap((d) => d.decision.texts ?? []),
        decided.flatMap((d) => d.decision.people ?? []),
      ];
      if (damage !== null && decided.some((d) => keeps(d.decision))) throw damage;
      if (entries.length + texts.length + people.length > 0) {
        const stored = await store(after, entries, texts, people);
        if (!stored) {
          if (tries === mostTries) throw new StoreFailed('too many conflicts');
          await lost();
          continue;
        }
      }
      if (entries.length > 0) {
        failure = null;
        for (const entry of entries) take(entry);
        options.appended?.(view);
      }
      for (const { job, decision } of decided) job.resolve(decision.value);
      return;
    }
  }

  /** After a failed write questions are still answered, from what is on disk; whoever wanted to record is refused. */
  function refuse(jobs: readonly Job[], cause: unknown): void {
    failure = cause;
    for (const job of jobs) {
      try {
        const decision = job.decide(fork(view));
        if (!keeps(decision)) job.resolve(decision.value);
        else job.reject(new StoreFailed('not recorded', { cause }));
      } catch (error) {
        job.reject(error);
      }
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const jobs = queue;
      queue = [];
      try {
        await write(jobs);
      } catch (cause) {
        refuse(jobs, cause);
      }
    }
    running = null;
  }

  return {
    view: () => view,
    submit: <T>(decide: Decide<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ decide, resolve: resolve as Job['resolve'], reject });
        // A turn of the event loop lets requests that arrive together share one batch.
        running ??= new Promise<void>((next) => setImmediate(next)).then(run);
      }),
    refresh,
    whole: () => damage === null,
    failure: () => failure,
    mended: () => {
      failure = null;
    },
    idle: async () => {
      while (running) await running;
    },
  };
}
