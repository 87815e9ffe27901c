import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import pino from 'pino';
import { serveBoard, type WebOptions } from '../../../adapters/web/index.ts';
import { createBoard } from '../../../src/board/index.ts';
import { servePicture } from '../../../src/pages/pictures.ts';
import { createGallery } from '../../../src/pictures/gallery.ts';
import type { Scene } from '../../rules/support.ts';
import { papers } from '../../support/bot.ts';
import { memoryFiles } from '../../support/memory.ts';

export interface BoardServer {
  readonly url: string;
  /** A link of the bot's as this server's own. */
  here(link: string): string;
  close(): Promise<void>;
}

/** The real board over a scene's bot, on a port of its own; the scene's clock is that of links and sessions too. */
export async function boardServer(
  scene: Scene,
  {
    tls,
    ...more
  }: Partial<Pick<WebOptions, 'entra' | 'secure'>> & {
    readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  } = {},
): Promise<BoardServer> {
  const { bot, programme, passes, tokens, files } = scene;
  const log = pino({ level: 'silent' });
  const { press } = papers;
  const gallery = createGallery({
    press,
    ...{ files: memoryFiles(), committee: programme.committee.id, publicUrl: 'https://pat.example', log },
  });
  const board = createBoard({
    journal: bot.journal,
    people: bot.people,
    programme,
    admins: [],
    passes,
    ...{ gallery, press, files, log },
    now: scene.now,
    lastCheck: () => null,
    checkNow: async () => {},
    ledgerZip: async () => {
      throw new Error('no folder');
    },
  });
  const clock = () => scene.now().getTime();
  const handle = serveBoard({ board, tokens, secure: false, ...more, clock, log });
  const listener: RequestListener = (req, res) => {
    if (!handle(req, res) && !servePicture(gallery, req, res)) res.writeHead(404).end();
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url,
    here: (link) => link.replace('https://pat.example', url),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
