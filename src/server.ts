import { createServer, type Server } from 'node:http';
import type { Connection } from './ports.ts';

/** One line of /readyz. */
export interface Part {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * The one HTTP server: a path for each platform, `/healthz` (the process lives) and `/readyz` (JSON, a line a part;
 * 503 while one of them is not ready).
 */
export async function serve(
  { port, host }: { port: number; host: string },
  connections: () => readonly Connection[],
  parts: () => readonly Part[],
): Promise<Server> {
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?', 1)[0]!;
    const connection = req.method === 'POST' ? connections().find((c) => c.path === path) : undefined;
    if (connection) return connection.handle(req, res);
    if (req.method === 'GET' && path === '/healthz')
      return void res.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
    if (req.method === 'GET' && path === '/readyz') {
      const all = parts();
      const ok = all.every((p) => p.ok);
      const lines = all.map((p) => JSON.stringify(p)).join(',\n');
      return void res
        .writeHead(ok ? 200 : 503, { 'content-type': 'application/json' })
        .end(`{"ok":${ok},"parts":[\n${lines}\n]}\n`);
    }
    req.resume();
    res.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
  return server;
}
