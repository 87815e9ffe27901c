import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of the next append: cut before the server has it, after the server has done it and before its answer
 * arrives, or cut now with the request still on its way, which the server gets later.
 */
export type Cut = 'before' | 'after' | 'late';

export interface CuttingProxy {
  readonly port: number;
  /** Cuts the next append in this way; resolves when it has. */
  cut(how: Cut): Promise<void>;
  /** Takes no connections, and ends those there are. */
  down(): void;
  up(): void;
  /** New connections wait until `letIn`. */
  holdOff(): void;
  letIn(): void;
  /** Lets go of requests that were held back; resolves when the server has dealt with them. */
  deliver(): Promise<void>;
  close(): Promise<void>;
}

/** In the message that has the server run the statement of that name. */
const append = '\0append\0';

/** Stands between a client and PostgreSQL and cuts the line where it is told to. */
export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const held: { readonly server: Socket; readonly bytes: Buffer }[] = [];
  let wanted: Cut | null = null;
  let done: () => void = () => {};
  let isDown = false;
  /** Connections that wait; null where they need not. */
  let waiting: Socket[] | null = null;

  const server = createServer((client) => {
    if (isDown) return void client.destroy();
    if (waiting === null) return serve(client);
    client.on('error', () => {});
    waiting.push(client);
  });
  function serve(client: Socket): void {
    const upstream = connect(to, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    let swallowing = false;
    let keptOpen = false;
    client.on('data', (bytes) => {
      const how = wanted;
      if (how === null || !bytes.includes(append)) return void upstream.write(bytes);
      wanted = null;
      if (how === 'after') {
        swallowing = true;
        upstream.write(bytes);
        return;
      }
      keptOpen = how === 'late';
      if (keptOpen) held.push({ server: upstream, bytes });
      else upstream.destroy();
      client.destroy();
      done();
    });
    upstream.on('data', (bytes) => {
      if (!swallowing) return void client.write(bytes);
      client.destroy();
      upstream.destroy();
      done();
    });
    client.on('close', () => !keptOpen && upstream.destroy());
    upstream.on('close', () => client.destroy());
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    cut: (how) =>
      new Promise((resolve) => {
        done = resolve;
        wanted = how;
      }),
    down() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
    },
    up() {
      isDown = false;
    },
    holdOff() {
      waiting = [];
    },
    letIn() {
      const all = waiting ?? [];
      waiting = null;
      for (const client of all) serve(client);
    },
    async deliver() {
      for (const { server: upstream, bytes } of held.splice(0)) {
        upstream.write(bytes);
        await once(upstream, 'data');
        upstream.destroy();
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
