import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { serve } from './harness.ts';

/** A text frame of RFC 6455, unmasked as a server's are; texts of less than 64 KB. */
function frame(text: string, opcode = 1): Buffer {
  const data = Buffer.from(text);
  const head =
    data.length < 126
      ? Buffer.from([0x80 | opcode, data.length])
      : Buffer.from([0x80 | opcode, 126, data.length >> 8, data.length & 0xff]);
  return Buffer.concat([head, data]);
}

/** The first whole frame of a client, whose frames are masked, and what follows it; null where it is not whole yet. */
function read(buffer: Buffer): { opcode: number; text: string; rest: Buffer } | null {
  if (buffer.length < 6) return null;
  const short = (buffer[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : 2;
  const length = short === 126 ? buffer.readUInt16BE(2) : short;
  const end = start + 4 + length;
  if (buffer.length < end) return null;
  const mask = buffer.subarray(start, start + 4);
  const data = Buffer.from(buffer.subarray(start + 4, end)).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return {
    opcode: (buffer[0] ?? 0) & 0x0f,
    text: Buffer.from(data).toString('utf8'),
    rest: buffer.subarray(end),
  };
}

export interface SocketServer {
  /** Base of the Web API of which it answers `apps.connections.open` and `auth.test`. */
  readonly apiUrl: string;
  /** Texts that the client sent, parsed. */
  readonly got: Record<string, unknown>[];
  connections(): number;
  send(message: unknown): void;
  /** Ends the connection as Slack does now and then. */
  drop(): void;
  close(): Promise<void>;
}

/** As much of Slack's Socket Mode as its documentation says: a URL by HTTP, then hello, envelopes, acknowledgements. */
export async function startSocketServer(refuse: string | null = null): Promise<SocketServer> {
  const got: Record<string, unknown>[] = [];
  const open = new Set<Duplex>();
  let count = 0;
  const { url, server, close } = await serve((request, response) => {
    const method = (request.url ?? '').replace('/api/', '');
    const said =
      method === 'auth.test'
        ? { ok: true, team_id: 'T1', team: 'Instituto', user_id: 'U0', bot_id: 'B0' }
        : method === 'apps.connections.open'
          ? refuse === null
            ? { ok: true, url: `${url.replace('http', 'ws')}/socket` }
            : { ok: false, error: refuse }
          : { ok: false, error: 'user_not_found' };
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  server.on('upgrade', (request, socket) => {
    const key = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`,
    );
    count += 1;
    open.add(socket);
    let buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      buffer = Buffer.concat([buffer, data]);
      for (let next = read(buffer); next !== null; next = read(buffer)) {
        buffer = Buffer.from(next.rest);
        if (next.opcode === 1) got.push(JSON.parse(next.text));
        if (next.opcode === 8) socket.end(frame('', 8));
        if (next.opcode === 9) socket.write(frame(next.text, 10));
      }
    });
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    socket.write(frame(JSON.stringify({ type: 'hello', num_connections: 1 })));
  });
  return {
    apiUrl: `${url}/api/`,
    got,
    connections: () => count,
    send(message) {
      for (const socket of open) socket.write(frame(JSON.stringify(message)));
    },
    drop() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      await close();
    },
  };
}
