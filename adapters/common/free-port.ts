import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Whether nobody listens at a port of this machine's loopback now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => done(true));
  });
  if (free) await new Promise((done) => server.close(done));
  return free;
}

/**
 * A port that nobody listens on now. Not one of those that the system gives to whoever asks for any (Linux: from 32,768
 * on): by the time that a process has loaded its code and listens there, another's server or connection could have it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
}
