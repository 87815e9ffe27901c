/** A function of a text that remembers its newest `most` answers: for what is asked again and again and takes long. */
export function memo<T>(most: number, answer: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (known.has(key)) return known.get(key) as T;
    const fresh = answer(key);
    for (const oldest of known.keys()) {
      if (known.size < most) break;
      known.delete(oldest);
    }
    known.set(key, fresh);
    return fresh;
  };
}
