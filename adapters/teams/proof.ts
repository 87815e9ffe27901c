import { z } from 'zod';
import type { Activity } from './activity.ts';

const shape = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/;
const claims = z.object({ iss: z.string(), tid: z.unknown() });

/** Who signs for Teams (learn.microsoft.com, "Authentication with the Bot Connector API"), in each of its clouds. */
export const issuerOf = (cloud: Readonly<Record<string, string>> = {}): string =>
  cloud.ToBotFromChannelTokenIssuer ??
  (cloud.ChannelService === 'https://botframework.azure.us'
    ? 'https://api.botframework.us'
    : 'https://api.botframework.com');

/**
 * Whether a header can hold a token of the Bot Connector at all; its signature is checked after this. The SDK also takes
 * tokens of its emulator and of other bots, for which it knows no audience or serviceUrl, and before any proof adds
 * whatever tenant a token names to those that it trusts, so that forged ones fill its memory: they do not get near it.
 * The Connector's tokens name no tenant; those of `homes` may be named.
 */
export function mayProve(authorization: string, issuer: string, homes: readonly string[]): boolean {
  const payload = shape.exec(authorization)?.[1];
  if (payload === undefined) return false;
  try {
    const read = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    if (!read.success || read.data.iss !== issuer) return false;
    const { tid } = read.data;
    return tid === undefined || (typeof tid === 'string' && homes.includes(tid));
  } catch {
    return false;
  }
}

/**
 * Whether an activity names another tenant than one that is home, or two of them, so that nobody could tell which is
 * meant; where no home is configured none is foreign.
 */
export function isForeign({ channelData, conversation }: Activity, homes: readonly string[] | null): boolean {
  if (homes === null || homes.length === 0) return false;
  const named = [channelData?.tenant?.id, conversation.tenantId].flatMap((t) => t || []);
  return named.some((tenant) => !homes.includes(tenant)) || new Set(named).size > 1;
}

/** Lets `most` work at once, each for `ms` at most; what comes on top, or takes longer, gives null. */
export function createGate(most: number, ms: number) {
  let inside = 0;
  return async <T>(
    work: (gate: { passed(): void; readonly closed: boolean }) => Promise<T>,
  ): Promise<T | null> => {
    if (inside >= most) return null;
    inside += 1;
    let waiting = true;
    const leave = (): void => {
      if (waiting) inside -= 1;
      waiting = false;
    };
    let closed = false;
    let close: (value: null) => void = () => {};
    const late = new Promise<null>((resolve) => {
      close = resolve;
    });
    const timer = setTimeout(() => {
      closed = true;
      leave();
      close(null);
    }, ms);
    const passed = (): void => {
      clearTimeout(timer);
      leave();
    };
    try {
      const gate = {
        passed,
        get closed() {
          return closed;
        },
      };
      return await Promise.race([work(gate), late]);
    } finally {
      passed();
    }
  };
}
