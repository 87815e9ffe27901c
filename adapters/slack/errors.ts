/** What a log may say of an unexpected error: its kind and where it arose, not its message, which may name people. */
export function told(error: unknown): { error: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const original = (error as { original?: unknown }).original;
  if (original instanceof Error) return told(original);
  const at = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
  return { error: error.name, ...(at === undefined ? {} : { at }) };
}
