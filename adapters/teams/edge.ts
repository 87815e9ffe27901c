import type { IncomingMessage } from 'node:http';
import { maxBodyBytes, readBody } from '../common/body.ts';

/** An HTTP request that is let in, or the status with which it is not. */
export type Letter =
  | {
      readonly ok: true;
      readonly authorization: string;
      readonly activity: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly status: number; readonly reason: string };

const refuse = (status: number, reason: string): Letter => ({ ok: false, status, reason });

/**
 * Reads one request of the Bot Connector. `loopbackOnly` is the demo, where no token is checked: a page in a browser
 * or another machine must not get in, nor make the bot talk to another one.
 */
export async function receive(request: IncomingMessage, loopbackOnly: boolean): Promise<Letter> {
  if (request.method !== 'POST') return refuse(405, 'method');
  if (loopbackOnly) {
    if (!isLoopback(request.socket.remoteAddress ?? '')) return refuse(403, 'not from this machine');
    if (!isLoopback(hostOf(`http://${request.headers.host}`))) return refuse(403, 'foreign host');
    if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
      return refuse(403, 'forwarded');
    const { origin } = request.headers;
    if (origin !== undefined && !isLoopback(hostOf(origin))) return refuse(403, 'foreign origin');
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return refuse(415, 'content type');
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return refuse(415, 'encoding');
  const raw = await readBody(request);
  if (raw === 'large') return refuse(413, `more than ${maxBodyBytes} bytes`);
  if (raw === 'lost') return refuse(400, 'body did not arrive');
  const activity = parse(raw);
  if (activity === null) return refuse(400, 'not a JSON object');
  if (loopbackOnly && !isLoopback(hostOf(String(activity.serviceUrl))))
    return refuse(403, 'foreign serviceUrl');
  return { ok: true, authorization: request.headers.authorization ?? '', activity };
}

function parse(raw: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The host name of an http(s) address, empty where it is none. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, hostname, username } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' ? hostname : '';
}

/** Whether a host name or an IP address is this machine's own. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}
