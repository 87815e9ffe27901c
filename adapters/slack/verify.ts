import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request older than this is refused (Slack's recommendation), and so is one further ahead than clocks drift. */
export const maxAgeSeconds = 5 * 60;
export const maxAheadSeconds = 5;

/** What a request says of itself in its headers, well formed and of the present. */
export interface Claim {
  readonly timestamp: string;
  readonly signature: string;
}

type HeaderValue = string | string[] | undefined;

/**
 * The claim that a request's headers make, or why it is refused; costs nothing, so that it goes before the body.
 * `nowMs` is the real time in milliseconds.
 */
export function readClaim(
  headers: Readonly<Record<string, HeaderValue>>,
  nowMs: number,
): Claim | 'unsigned' | 'stale' | 'future' {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return 'unsigned';
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
  const age = Math.floor(nowMs / 1000) - Number(timestamp);
  if (age > maxAgeSeconds) return 'stale';
  if (age < -maxAheadSeconds) return 'future';
  return { timestamp, signature };
}

/** The signature that Slack's signing secret gives to a body at a time, per docs.slack.dev "Verifying requests". */
function sign(secret: string, timestamp: string, body: Buffer | string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** Whether the body carries the claimed signature; takes as long whatever the difference. */
export function isGenuine(secret: string, claim: Claim, body: Buffer): boolean {
  return timingSafeEqual(Buffer.from(sign(secret, claim.timestamp, body)), Buffer.from(claim.signature));
}
