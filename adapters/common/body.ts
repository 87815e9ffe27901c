import type { IncomingMessage } from 'node:http';

export const maxBodyBytes = 1024 * 1024;

/** The raw body, or why there is none: `large` as soon as it passes the limit, `lost` when it does not arrive in time. */
export function readBody(request: IncomingMessage, timeoutMs = 10_000): Promise<Buffer | 'large' | 'lost'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return Promise.resolve('large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (result: Buffer | 'large' | 'lost'): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('close', lose).off('error', lose);
      // Somebody has to hear of an error that comes after.
      request.on('error', () => {});
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBodyBytes) settle('large');
      else chunks.push(chunk);
    };
    const end = (): void => settle(Buffer.concat(chunks, size));
    const lose = (): void => settle('lost');
    const timer = setTimeout(lose, timeoutMs);
    request.on('data', take).on('end', end).on('close', lose).on('error', lose);
  });
}
