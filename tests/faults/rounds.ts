import type { TaskMeta } from 'vitest';

/** Whether this is the long form, `npm run faults`. */
export const long = process.env.PAT_FAULTS === 'long';

/** How often something is tried: the one number within `npm test`, the other by `npm run faults`. */
export const times = (short: number, longer: number): number => (long ? longer : short);

declare module 'vitest' {
  interface TaskMeta {
    /** What a test tried, and what was lost by it, in numbers. */
    told?: string[];
  }
}

/** Says among the last lines of the test run what a test did (tests/support/reporter.ts). */
export function tell(task: { readonly meta: TaskMeta }, line: string): void {
  task.meta.told = [...(task.meta.told ?? []), line];
}

/** A whole number from `from` to below `to`. */
export const between = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from));
