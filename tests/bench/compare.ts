import { type Answer, closedLoop, type Measured, type Shot, spread } from './load.ts';
import type { Target } from './process.ts';

export const rounds = Number(process.env.PAT_BENCH_ROUNDS ?? 7);
export const ms = Number(process.env.PAT_BENCH_MS ?? 3000);

/** One of two that are measured beside each other. */
export interface Side {
  readonly target: Target;
  readonly shot: (person: number) => Shot;
  readonly good: (answer: Answer) => boolean;
  readonly people: number;
}

const run = ({ target, shot, good, people }: Side, callers: number, forMs = ms): Promise<Measured> =>
  closedLoop(target.url, callers, forMs, (caller) => shot(caller % people), good);

/** Measures both in turn, so that what else the machine does falls on both; gives a pair a round. */
export async function inTurn<T>(
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
): Promise<readonly { readonly ours: T; readonly theirs: T }[]> {
  const runs: { ours: T; theirs: T }[] = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(
      round % 2 === 0
        ? { ours: await ours(), theirs: await theirs() }
        : { theirs: await theirs(), ours: await ours() },
    );
  return runs;
}

/** Runs of both in turn; prints the ratio of neighbours. */
export async function compare(name: string, ours: Side, theirs: Side, callers: number): Promise<void> {
  // Whoever was never seen before is looked up first, and may be answered late.
  for (const side of [ours, theirs]) await run({ ...side, good: () => true }, callers, 2000);
  const runs = await inTurn(
    () => run(ours, callers),
    () => run(theirs, callers),
  );
  const of = (side: 'ours' | 'theirs', what: keyof Measured) => spread(runs.map((r) => r[side][what]));
  console.log(
    `${name}, ${callers} callers: ratio ${spread(runs.map((r) => r.ours.perSecond / r.theirs.perSecond))}; ` +
      `ours ${of('ours', 'perSecond')}/s, p99 ${of('ours', 'p99')} ms; theirs ${of('theirs', 'perSecond')}/s, p99 ${of('theirs', 'p99')} ms`,
  );
}
