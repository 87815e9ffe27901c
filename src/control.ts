import { mkdir, open, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join, resolve } from 'node:path';
import { type Operation, type OperationResult, operationSchema, resultSchema } from './operations/schema.ts';
import { closed } from './server.ts';

/** Longest path that a Unix socket can have on Linux, less its ending zero. */
const longestPath = 107;
const most = 64 * 1024 * 1024;
/** An import of many thousand rows may take this long when the bot is told to stop. */
const closeMs = 20_000;

/** The path of a data folder's socket; a longer one than Linux takes goes by the opened folder. */
async function socketPath(dataDir: string): Promise<{ path: string; release(): Promise<void> }> {
  const path = join(resolve(dataDir), 'pat.sock');
  if (Buffer.byteLength(path) <= longestPath) return { path, release: async () => {} };
  const folder = await open(resolve(dataDir), 'r');
  return { path: `/proc/self/fd/${folder.fd}/pat.sock`, release: () => folder.close() };
}

/** Takes operations by a local socket that only the same user can open (0600), until `close`. */
export async function listenLocally(
  dataDir: string,
  operate: (operation: Operation) => Promise<OperationResult>,
): Promise<{ close(): Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { path, release } = await socketPath(dataDir);
  await rm(path, { force: true });
  const server = createServer((req, res) => {
    const answer = (status: number, body: unknown): void =>
      void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) req.destroy();
      else chunks.push(chunk);
    });
    req.on('end', async () => {
      try {
        const operation = operationSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        answer(200, await operate(operation));
      } catch (error) {
        answer(500, { error: String(error) });
      }
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    // The socket appears within `listen` itself, and must at no moment be open to others.
    const before = process.umask(0o177);
    server.listen(path, done);
    process.umask(before);
  });
  return {
    async close() {
      await closed(server, closeMs);
      await release();
    },
  };
}

/** A bot that does not even tell the day by now hangs; an import may wait for its turn and a slow disk. */
const patienceMs = (operation: Operation): number => (operation.op === 'status' ? 3000 : 120_000);

/** Asks the running bot of a data folder; null when none runs. Throws when it fails to answer in time. */
export async function askRunning(dataDir: string, operation: Operation): Promise<OperationResult | null> {
  const found = await socketPath(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  try {
    const text = await post(found.path, JSON.stringify(operation), patienceMs(operation));
    if (text === null) return null;
    const { error, ...result } = JSON.parse(text) as { error?: string };
    if (error !== undefined) throw new Error(`the running bot answered: ${error.slice(0, 500)}`);
    return resultSchema.parse(result) as OperationResult;
  } finally {
    await found.release();
  }
}

function post(socket: string, body: string, timeoutMs: number): Promise<string | null> {
  return new Promise((done, fail) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const req = request({ socketPath: socket, method: 'POST', path: '/', signal }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A bot that dies while it answers ends the connection without the answer's end.
      res.on('error', fail);
      res.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
    });
    req.on('error', (error: NodeJS.ErrnoException) =>
      ['ENOENT', 'ENOTDIR', 'ECONNREFUSED'].includes(error.code ?? '') ? done(null) : fail(error),
    );
    req.end(body);
  });
}
