import type { Draft, Entry, Head } from './entry.ts';
import { DamagedLedger, DamagedRun, type FreeText, isDoubtful, type Ledger, type Person } from './ports.ts';
import { refold } from './refold.ts';
import { sealing } from './sealing.ts';
import { atOnce, inTurns, isSteps, type Steps } from './steps.ts';
import { emptyView, fork, step, type View } from './view.ts';

/** What a decision records, what must be kept beside it before, and what the caller gets once it is on disk. */
export interface Decision<T> {
  readonly drafts: readonly Draft[];
  readonly texts?: readonly FreeText[];
  readonly people?: readonly Person[];
  readonly value: T;
}

/** What takes long is decided in steps, and others are decided meanwhile. */
export type Decide<T> = (view: View) => Decision<T> | Steps<Decision<T>>;

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
  /** Told after each entry that is read; what it gives is waited for. */
  readonly read?: (view: View) => Promise<void> | undefined;
  /** An empty view to fold the ledger into anew, where what was kept of the one before is damaged. */
  readonly anew?: () => View;
}

interface Job {
  readonly decide: Decide<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Decided already, in steps, on the view that ended so. */
  readonly ready?: { readonly at: number; readonly decision: Decision<unknown> };
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
  /** What is being decided while others go on. */
  const aside = new Set<Promise<void>>();
  /** What ever was: it comes back by itself, whatever becomes of those with whom it came. */
  const wentAside = new WeakSet<Job>();
  /** Whether much is being recorded at once. */
  let busy = false;
  /** Whether the last batch was of those who need not wait for what takes long. */
  let othersWent = false;

  /** Reading on and an append may bring the same entry. */
  const take = (entry: Entry): void => {
    if (entry.seq > view.head.seq) step(view, entry);
  };
  const taking = async (entries: readonly Entry[]): Promise<void> => entries.forEach(take);
  const refresh = async (): Promise<void> => {
    for await (const entry of ledger.read(committee, view.head.seq + 1)) {
      take(entry);
      await options.read?.(view);
    }
  };
  let failure: unknown = null;
  let refolding: Promise<void> | null = null;
  const foldAnew = (): Promise<void> => {
    refolding ??= refold({ ...options, view, fresh: options.anew?.() ?? emptyView() }).finally(() => {
      refolding = null;
    });
    return refolding;
  };
  /** What a damaged run kept from being done is done once the ledger was folded anew; any other error is thrown. */
  const mending = async (error: unknown): Promise<void> => {
    if (!(error instanceof DamagedRun)) throw error;
    await foldAnew();
  };
  const damage = await refresh()
    .catch(mending)
    .then(
      () => null,
      (error: unknown) => {
        if (error instanceof DamagedLedger) return error;
        throw error;
      },
    );

  /**
   * Every job decided in order on a copy; what fails to decide is refused alone. What takes long is decided aside, and
   * comes back once it is; where others recorded meanwhile it is decided anew, and they wait.
   */
  async function decideAll(jobs: readonly Job[], recordedAt: string) {
    const working = fork(view);
    const entries: Entry[] = [];
    const decided: { job: Job; decision: Decision<unknown> }[] = [];
    for (const job of jobs) {
      try {
        const { ready } = job;
        const made = ready?.at === working.head.seq ? ready.decision : job.decide(working);
        if (isSteps(made) && ready === undefined) {
          const work: Promise<void> = decideAside(job).finally(() => aside.delete(work));
          aside.add(work);
          wentAside.add(job);
          continue;
        }
        const decision = isSteps(made) ? await inTurns(made) : made;
        const sealed = sealing(committee, working, decision.drafts, recordedAt);
        entries.push(...(ready === undefined ? atOnce(sealed) : await inTurns(sealed)));
        decided.push({ job, decision });
      } catch (error) {
        if (error instanceof DamagedRun) throw error;
        job.reject(error);
      }
    }
    return { entries, decided };
  }

  /** Decides what takes long while others go on; what is only a question is answered then. */
  async function decideAside(job: Job): Promise<void> {
    const at = view.head.seq;
    try {
      const made = job.decide(fork(view));
      const decision = isSteps(made) ? await inTurns(made) : made;
      if (!keeps(decision)) return job.resolve(decision.value);
      enqueue({ ...job, ready: { at, decision } });
    } catch (error) {
      if (view.head.seq === at && !(error instanceof DamagedRun)) return job.reject(error);
      // What others recorded meanwhile may have come between: it is decided anew, with nobody else.
      enqueue({ ...job, ready: { at: -1, decision: { drafts: [], value: null } } });
    }
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
      const { entries, decided } = await decideAll(jobs, now().toISOString());
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
        await taking(entries).catch(mending);
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

  function enqueue(job: Job): void {
    queue.push(job);
    // A turn of the event loop lets requests that arrive together share one batch.
    running ??= new Promise<void>((next) => setImmediate(next)).then(run);
  }

  /** Whether a question was answered at once, from what is on disk: whoever only asks waits for nobody who records much. */
  function answeredMeanwhile({ decide, resolve, reject }: Job): boolean {
    try {
      const decision = decide(fork(view));
      if (isSteps(decision) || keeps(decision)) return false;
      resolve(decision.value);
    } catch (error) {
      reject(error);
    }
    return true;
  }

  /** What was decided aside goes alone: at once while that holds, else after those who wait already. */
  function nextBatch(): readonly Job[] {
    const others = queue.filter(({ ready }) => !ready);
    const holds = queue.find(({ ready }) => ready?.at === view.head.seq);
    const long = holds ?? (others.length === 0 || othersWent ? queue.find(({ ready }) => ready) : undefined);
    othersWent = long === undefined;
    const batch = long ? [long] : others;
    queue = queue.filter((job) => !batch.includes(job));
    return batch;
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const jobs = nextBatch();
      busy = jobs.some((job) => job.ready !== undefined);
      try {
        await refolding;
        await write(jobs);
      } catch (cause) {
        const left = jobs.filter((job) => !wentAside.has(job));
        await mending(cause).then(
          () => void queue.unshift(...left),
          (error: unknown) => refuse(left, error),
        );
      }
    }
    busy = false;
    running = null;
  }

  return {
    view: () => view,
    submit: <T>(decide: Decide<T>) =>
      new Promise<T>((resolve, reject) => {
        const job: Job = { decide, resolve: resolve as Job['resolve'], reject };
        if (!busy || !answeredMeanwhile(job)) enqueue(job);
      }),
    refresh: () => refresh().catch(mending),
    refold: foldAnew,
    whole: () => damage === null,
    failure: () => failure,
    mended: () => {
      failure = null;
    },
    idle: async () => {
      while (running || aside.size > 0) await (running ?? Promise.all(aside));
    },
  };
}
