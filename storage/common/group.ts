/** Takes requests; each is answered once the group that it went in is done. */
export interface Group<Q, R> {
  submit(request: Q): Promise<R>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

/**
 * Group commit: what is submitted while a group runs waits, and goes together in the next one. `run` gives an
 * answer for each request in order (an Error refuses that one); when `run` throws, all of its group are refused.
 */
export function groupCommit<Q, R>(
  run: (requests: readonly Q[]) => Promise<readonly (R | Error)[]>,
): Group<Q, R> {
  interface Waiting {
    readonly request: Q;
    readonly resolve: (answer: R) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function settle(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await run(group.map(({ request }) => request));
      group.forEach(({ resolve, reject }, at) => {
        const answer = answers[at] as R | Error;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function drain(): Promise<void> {
    // One turn later, so that what is submitted in the same breath shares the first group too.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await settle(group);
    }
    running = null;
  }

  return {
    submit: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        running ??= drain();
      }),
    idle: async () => {
      while (running !== null) await running;
    },
  };
}
