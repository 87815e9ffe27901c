/** Work in steps: whoever does it may let others in after each, and has to after a `long` one. */
export type Steps<T> = Generator<'long' | undefined, T, void>;

/** Whether something is still to be worked out. */
export const isSteps = <T>(made: T | Steps<T>): made is Steps<T> =>
  typeof made === 'object' && made !== null && 'next' in made;

/** Does all of it at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Steps that are done between two turns of the event loop: some ms where each is a row of a list. */
const together = 8;

/** Does it without keeping anybody from what else there is to do. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    const step = steps.next();
    if (step.done) return step.value;
    if (step.value === 'long' || n % together === 0) await new Promise((next) => setImmediate(next));
  }
}

/** What comes of it, changed. */
export function* afterwards<A, B>(steps: Steps<A>, change: (made: A) => B): Steps<B> {
  return change(yield* steps);
}

/** How much of a text goes out at once, in characters, and lines that are made between two turns: less than a ms. */
const pieceLength = 1 << 16;
const linesTogether = 64;

/** Lines of a long text as bytes in pieces, as they are worked out; others are let in between. */
export async function* inPieces(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let piece = '';
  let n = 0;
  for (const line of lines) {
    piece += line;
    n += 1;
    if (n % linesTogether === 0) await new Promise((next) => setImmediate(next));
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}
