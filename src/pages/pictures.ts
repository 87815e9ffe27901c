import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Gallery, picturesPath } from '../pictures/gallery.ts';
import { sendContent } from './content.ts';

/** A picture's address: the hash of its content, which nobody guesses and nothing changes. */
const form = new RegExp(`^${picturesPath}([0-9a-f]{64})\\.png$`);

/** Gives a picture to whoever knows the hash of its content; false where the path is none of ours. */
export function servePicture(
  gallery: Pick<Gallery, 'open'>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const path = (request.url ?? '/').split('?', 1)[0]!;
  if (!path.startsWith(picturesPath) || !/^(GET|HEAD)$/.test(request.method ?? '')) return false;
  give(form.exec(path)?.[1]).catch(() => response.destroy());
  return true;

  async function give(sha256: string | undefined): Promise<void> {
    const content = sha256 === undefined ? null : await gallery.open(sha256);
    if (content === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    await sendContent(
      request,
      response,
      {
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
      },
      content,
    );
  }
}
