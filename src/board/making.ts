/** What takes time to make: asked for again it is the same one until it is dropped, and few are made at once. */
export interface Making<T> {
  /** What was made under a key, or is being made; null where too many are. What fails is forgotten. */
  make(key: string, how: () => Promise<T>): Promise<T> | null;
  /** Drops all that was made; what is being made still counts. */
  drop(): void;
}

/** Makes `atOnce` things at most at a time, and keeps the last `most`. */
export function createMaking<T>({ atOnce, most }: { readonly atOnce: number; readonly most: number }) {
  let made = new Map<string, Promise<T>>();
  let running = 0;

  const making: Making<T> = {
    make(key, how) {
      const known = made.get(key);
      if (known) return known;
      if (running >= atOnce) return null;
      running += 1;
      const into = made;
      const fresh = how().finally(() => {
        running -= 1;
      });
      fresh.catch(() => into.delete(key));
      into.set(key, fresh);
      for (const oldest of into.keys()) {
        if (into.size <= most) break;
        into.delete(oldest);
      }
      return fresh;
    },
    drop() {
      made = new Map();
    },
  };
  return making;
}
