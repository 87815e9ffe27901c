/** Asked now and then by what takes long: what it gives is waited for. */
export type Turn = () => Promise<void> | undefined;

/** Ms of work between two turns of the event loop. */
const sliceMs = 2;

/** Lets others go on whenever it has worked for some ms; with `restMs` it also rests for so long. */
export function turns(restMs = 0): Turn {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise((next) => {
      const go = (): void => {
        until = performance.now() + sliceMs;
        next();
      };
      if (restMs > 0) setTimeout(go, restMs);
      else setImmediate(go);
    });
  };
}
