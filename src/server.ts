import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Part } from './health.ts';
import type { Connection } from './ports/connection.ts';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** The platforms that are on; null while the bot still starts. */
  readonly connections: () => readonly Connection[] | null;
  readonly parts: () => readonly Part[];
  /** Takes a request of its own; false leaves it to the others. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Other limits than the usual ones; for tests. */
  readonly limits?: Partial<typeof usual>;
}

/** What one caller can hold of the server; a reverse proxy before it has its own. */
const usual = {
  /** Until the headers, and the whole request, have to be there, in ms. */
  headersMs: 10_000,
  requestMs: 30_000,
  /** How often that is looked at. */
  checkMs: 2000,
  /** A connection on which nothing moves; longer than any answer takes. */
  idleMs: 60_000,
  /** Connections at once; what comes on top is closed unheard. A whole institution may press a button in one instant. */
  connections: 10_000,
  /** Connections that wait to be taken; the system's own limit (Linux: net.core.somaxconn) goes before it. */
  backlog: 4096,
};

/**
 * The one HTTP server: a path for each platform, `/healthz` (the process lives) and `/readyz` (JSON, a line a part;
 * 503 while one of them is not ready). Rejects with the system's error where it can't listen.
 */
export async function serve(options: ServerOptions): Promise<Server> {
  const { port, host, connections, parts, page } = options;
  const limits = { ...usual, ...options.limits };
  const timeouts = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
  };
  const server = createServer(timeouts, (req, res) => {
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
    const connection = on?.find((c) => c.path === path);
    // A page's forms are buttons alone: no body of any request to it is read.
    if (page && !connection) {
      unread(req, res);
      if (page(req, res)) return;
    }
    // Platforms come back to a 503.
    if (on === null) return tell(req, res, 503, 'starting\n', { 'retry-after': '5' });
    if (!connection) return tell(req, res, 404, 'not found\n');
    if (req.method !== 'POST') return tell(req, res, 405, 'method not allowed\n', { allow: 'POST' });
    connection.handle(req, res);
  });
  server.setTimeout(limits.idleMs);
  server.maxConnections = limits.connections;
  await new Promise<void>((done, fail) =>
    server.once('error', fail).listen({ port, host, backlog: limits.backlog }, done),
  );
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

/**
 * Lets go of who sends a body that nobody reads: Node would read it to its end to use the connection again. Before the
 * answer's head is written.
 */
function unread({ headers }: IncomingMessage, res: ServerResponse): void {
  const none = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  if (!none) res.setHeader('connection', 'close');
}

/** Answers GET and HEAD, which load balancers use too. */
function look(req: IncomingMessage, res: ServerResponse, status: number, type: string, body: string): void {
  if (req.method === 'GET' || req.method === 'HEAD') {
    unread(req, res);
    res
      .writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      .end(req.method === 'HEAD' ? undefined : body);
  } else tell(req, res, 405, 'method not allowed\n', { allow: 'GET, HEAD' });
}

/** Answers what nobody here takes. */
function tell(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  unread(req, res);
  res.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
}
