import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { sha256 } from './entry.ts';
import { type Operation, type OperationResult, operationSchema, resultSchema } from './operations.ts';

/** Longest path that a Unix socket can have on Linux, less its ending zero. */
const longestPath = 107;
const most = 64 * 1024 * 1024;

/** Where the running bot of a data folder listens for the server's command line. */
export function socketPath(dataDir: string): string {
  const inside = join(resolve(dataDir), 'pat.sock');
  if (Buffer.byteLength(inside) <= longestPath) return inside;
  return join(tmpdir(), `pat-${sha256(resolve(dataDir)).slice(0, 24)}`, 'pat.sock');
}

/** Takes operations by a local socket that only the same user can open (0600). */
export async function listenLocally(
  dataDir: string,
  operate: (operation: Operation) => Promise<OperationResult>,
): Promise<Server> {
  const path = socketPath(dataDir);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  const server = createServer((req, res) => {
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
        res
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(await operate(operation)));
      } catch (error) {
        res
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: String(error) }));
      }
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done));
  await chmod(path, 0o600);
  return server;
}

/** Asks the running bot of a data folder; null when none runs. Throws when it fails to answer. */
export function askRunning(dataDir: string, operation: Operation): Promise<OperationResult | null> {
  return new Promise((done, fail) => {
    const req = request({ socketPath: socketPath(dataDir), method: 'POST', path: '/' }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const read = res.statusCode === 200 ? resultSchema.safeParse(JSON.parse(text)) : null;
        if (read?.success) done(read.data as OperationResult);
        else fail(new Error(`the running bot answered ${res.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    req.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? done(null) : fail(error),
    );
    req.end(JSON.stringify(operation));
  });
}
