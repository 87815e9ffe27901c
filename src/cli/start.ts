import { parseConfig } from '../config.ts';
import { start } from '../main.ts';
import { loadProgramme } from '../open.ts';
import { programmeErrorLine } from '../texts/programme.ts';

/** Starts the bot and stays until it is told to stop; gives true when it stopped in order. */
export async function runBot(
  { desde, demo, sinCliente }: { desde?: Date; demo?: boolean; sinCliente?: boolean },
  say: (text: string) => void,
): Promise<boolean> {
  const config = parseConfig(process.env, { demo: demo === true });
  const loaded = await loadProgramme(config.programmePath, programmeErrorLine);
  const client = sinCliente !== true && !config.ci;
  const running = await start({ ...loaded, config, since: desde ?? null, client, say });
  const signal = await new Promise<NodeJS.Signals>((done) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => done(name));
  });
  // A second signal ends it at once.
  process.once(signal, () => process.exit(1));
  await running.stop();
  return true;
}
