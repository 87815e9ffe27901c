import type { StorageProblem } from '../../src/texts/storage.ts';

/** A data folder that can't be used; `problem` says why (src/texts/storage.ts puts it in words). */
export class StorageError extends Error {
  readonly problem: StorageProblem;
  /** Nobody can tell whether what this call was to write is stored. */
  readonly doubtful: boolean;
  constructor(problem: StorageProblem, options: ErrorOptions & { readonly doubtful?: boolean } = {}) {
    const { code, ...where } = problem;
    super(`storage ${code}: ${JSON.stringify(where)}`, options);
    this.name = 'StorageError';
    this.problem = problem;
    this.doubtful = options.doubtful ?? false;
  }
}

/** Whether an error is a file system's, with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
