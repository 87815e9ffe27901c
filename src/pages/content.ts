import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Answers a GET with bytes that are never a page of the bot's own, a HEAD without them. Rejects where either end breaks. */
export async function sendContent(
  request: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  response.writeHead(200, {
    ...headers,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  const stream = Readable.from(content);
  if (request.method === 'HEAD') {
    stream.destroy();
    response.end();
  } else await pipeline(stream, response);
}
