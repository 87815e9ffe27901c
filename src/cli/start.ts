import { setFlagsFromString } from 'node:v8';
import { freePort } from '../../adapters/common/free-port.ts';
import { loadDeployment } from '../deployment.ts';
import { start } from '../main.ts';

const echoMs = 1000;

/** Starts the bot and stays until it is told to stop, which may be while it starts; gives true when it stopped in order. */
export async function runBot(
  { desde, demo, sinCliente }: { desde?: Date; demo?: boolean; sinCliente?: boolean },
  say: (text: string) => void,
): Promise<boolean> {
  // It runs for months beside other programs: garbage is collected before it is several times what is in use.
  // `--optimize-for-size` would collect still more, and halves the answers a second.
  setFlagsFromString('--heap-growing-percent=30');
  const deployment = await loadDeployment(await withPort(process.env), { demo: demo === true, since: desde });
  const client = sinCliente !== true && !deployment.config.ci;
  const told = new Promise<void>((done) => {
    let first: number | null = null;
    const take = (): void => {
      first ??= performance.now();
      // Whoever asks again does not want to wait; a terminal and npm both pass on one Ctrl+C.
      if (performance.now() - first > echoMs) process.exit(1);
      done();
    };
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, take);
  });
  const running = await start({ ...deployment, client, say });
  await told;
  await running.stop();
  return true;
}

/** Where any port will do (PORT=0) one is chosen before anything is configured: links in the chat carry it. */
async function withPort(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  return /^\s*0+\s*$/.test(env.PORT ?? '') ? { ...env, PORT: String(await freePort()) } : env;
}
