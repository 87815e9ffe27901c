import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<boolean>();
let patched: typeof console.error | null = null;

/**
 * Runs `work` and drops what it writes to the console as errors: the SDK writes there, with the public key, for each
 * forged token, so that anybody could fill the log. Other work at the same time is not touched.
 */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  // Whoever else puts a function of their own there is called by ours.
  if (console.error !== patched) {
    const { error: write } = console;
    patched = (...said: unknown[]) => {
      if (quiet.getStore() !== true) write(...said);
    };
    Object.assign(console, { error: patched });
  }
  return quiet.run(true, work);
}

/** Runs a part of quiet work aloud again. */
export const aloud = <T>(work: () => Promise<T>): Promise<T> => quiet.run(false, work);
