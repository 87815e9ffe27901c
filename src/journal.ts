import type { Head } from './entry.ts';
import { deciding } from './journal/deciding.ts';
import { type Decide, keeps } from './journal/decision.ts';
import { type Followed, follow } from './journal/following.ts';
import { type Job, waitingJobs } from './journal/jobs.ts';
import { type Storing, store } from './journal/storing.ts';
import type { Ledger } from './ports/ledger.ts';
import { fork, type View } from './view.ts';

/** The store could not write; nothing of the request was recorded. */
export class StoreFailed extends Error {}

export interface Journal {
  /** The view of what is on disk. */
  view(): View;
  /** Decides in order with all that wait, appends them as one batch, and resolves when the disk has it. */
  submit<T>(decide: Decide<T>): Promise<T>;
  /** Takes in what others appended. */
  refresh(): Promise<void>;
  /** Folds the ledger anew, since what was kept of the view is damaged; who asks meanwhile waits. */
  refold(): Promise<void>;
  /** False where the ledger was damaged from the start: the view ends before it does, and nothing is written. */
  whole(): boolean;
  /** Why the last write failed; null since one went well. */
  failure(): unknown;
  /** The store takes writes again. */
  mended(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface JournalOptions extends Followed, Storing {
  readonly ledger: Ledger;
  readonly now: () => Date;
  /** Other processes write too: each batch is decided on what they have written by then. */
  readonly shared?: boolean;
  /** Told after each batch that reached the disk. */
  readonly appended?: (view: View) => void;
}

const mostTries = 20;

/**
 * The one loop that writes: takes all requests that wait, decides them in order on a working copy, appends them as
 * one batch. View and answers follow the disk; on conflict it reads on and decides again; on failure it refuses.
 * A damaged ledger is read as far as it is sound and never written.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { ledger, committee, now } = options;
  const following = await follow(options);
  const { view, damage } = following;
  const waiting = waitingJobs();
  const { decideAll, answeredMeanwhile, wentAside, aside } = deciding({ committee, view, comeBack: enqueue });
  let running: Promise<void> | null = null;
  /** Whether much is being recorded at once. */
  let busy = false;
  let failure: unknown = null;

  function enqueue(job: Job): void {
    waiting.add(job);
    // A turn of the event loop lets requests that arrive together share one batch.
    running ??= new Promise<void>((next) => setImmediate(next)).then(run);
  }

  async function run(): Promise<void> {
    while (waiting.any()) {
      const jobs = waiting.next(view.head.seq);
      busy = jobs.some((job) => job.ready !== undefined);
      try {
        await following.settled();
        await write(jobs);
      } catch (cause) {
        const left = jobs.filter((job) => !wentAside(job));
        await following.mend(cause).then(
          () => waiting.putBack(left),
          (error: unknown) => refuse(left, error),
        );
      }
    }
    busy = false;
    running = null;
  }

  async function write(jobs: readonly Job[]): Promise<void> {
    if (options.shared) await following.refresh();
    let release: (() => Promise<void>) | undefined;
    try {
      await writeInTurn(jobs, async () => {
        // Without it the race goes on, and somebody wins it.
        release ??= await ledger.turn?.(committee).catch(() => undefined);
        await following.refresh();
      });
    } finally {
      await release?.();
    }
  }

  /** `lost` is told of each lost race, and takes in who won it. */
  async function writeInTurn(jobs: readonly Job[], lost: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const after: Head = { ...view.head };
      const { entries, decided } = await decideAll(jobs, now().toISOString());
      jobs = decided.map((d) => d.job);
      const [texts, people] = [
        decided.flatMap((d) => d.decision.texts ?? []),
        decided.flatMap((d) => d.decision.people ?? []),
      ];
      if (damage !== null && decided.some((d) => keeps(d.decision))) throw damage;
      if (entries.length + texts.length + people.length > 0) {
        const stored = await store(options, after, entries, texts, people);
        if (!stored) {
          if (tries === mostTries) throw new StoreFailed('too many conflicts');
          await lost();
          continue;
        }
      }
      if (entries.length > 0) {
        failure = null;
        await following.take(entries).catch(following.mend);
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
        const decision = job.ready ?? job.decide(fork(view));
        if (!('drafts' in decision) || keeps(decision))
          job.reject(new StoreFailed('not recorded', { cause }));
        else job.resolve(decision.value);
      } catch (error) {
        job.reject(error);
      }
    }
  }

  return {
    view: () => view,
    submit: <T>(decide: Decide<T>) =>
      new Promise<T>((resolve, reject) => {
        const job: Job = { decide, resolve: resolve as Job['resolve'], reject };
        if (!busy || !answeredMeanwhile(job)) enqueue(job);
      }),
    refresh: () => following.refresh().catch(following.mend),
    refold: following.refold,
    whole: () => damage === null,
    failure: () => failure,
    mended: () => {
      failure = null;
    },
    idle: async () => {
      for (let left = running ?? aside(); left; left = running ?? aside()) await left;
    },
  };
}
