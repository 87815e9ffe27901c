/** How often others were let in while something was done: turns of the event loop. */
export async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let on = true;
  const spin = (): void => {
    turns += 1;
    if (on) setImmediate(spin);
  };
  setImmediate(spin);
  await work();
  on = false;
  return turns;
}
