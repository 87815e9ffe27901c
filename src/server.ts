import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Part } from './health.ts';
import type { Connection } from './ports.ts';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** The platforms that are on; null while the bot still starts. */
  readonly connections: () => readonly Connection[] | null;
  readonly parts: () => readonly Part[];
  /** Takes a request of its own; false leaves it to the others. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * The one HTTP server: a path for each platform, `/healthz` (the process lives) and `/readyz` (JSON, a line a part;
 * 503 while one of them is not ready). Rejects with the system's error where it can't listen.
 */
export async function serve({ port, host, connections, parts, page }: ServerOptions): Promise<Server> {
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?', 1)[0]!;
    if (path === '/healthz') return look(req, res, 200, 'text/plain', 'ok\n');
    const on = connections();
    if (path === '/readyz') {
      const all = on === null ? [{ name: 'start', ok: false, detail: 'starting' }] : parts();
      const ok = all.every((p) => p.ok || p.advisory === true);
      const lines = all.map((p) => JSON.stringify(p)).join(',\n');
      const body = `{"ok":${ok},"parts":[\n${lines}\n]}\n`;
      return look(req, res, ok ? 200 : 503, 'application/json', body);
    }
    if (page?.(req, res)) return;
    // Platforms come back to a 503.
    if (on === null) return tell(req, res, 503, 'starting\n', { 'retry-after': '5' });
    const connection = on.find((c) => c.path === path);
    if (!connection) return tell(req, res, 404, 'not found\n');
    if (req.method !== 'POST') return tell(req, res, 405, 'method not allowed\n', { allow: 'POST' });
    connection.handle(req, res);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
  return server;
}

/** Lets the requests that are under way end, for `waitMs` at most, and takes no more. */
export function closed(server: Server, waitMs = 5000): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), waitMs);
  return new Promise((done) => {
    server.close(() => {
      clearTimeout(timer);
      done();
    });
    server.closeIdleConnections();
  });
}

/** Answers GET and HEAD, which load balancers use too. */
function look(req: IncomingMessage, res: ServerResponse, status: number, type: string, body: string): void {
  if (req.method === 'GET' || req.method === 'HEAD')
    res
      .writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      .end(req.method === 'HEAD' ? undefined : body);
  else tell(req, res, 405, 'method not allowed\n', { allow: 'GET, HEAD' });
}

/** Answers what nobody here takes; its body is read and thrown away. */
function tell(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
  req.resume();
}
