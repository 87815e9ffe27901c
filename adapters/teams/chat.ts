import type { Chat, PostOutcome, SendingLimits } from '../../src/ports/chat.ts';
import type { Address } from '../../src/ports/directory.ts';
import { configuredChannel, type Reference, referenceOf } from './address.ts';
import { failureOf } from './failure.ts';
import { sendingLimits } from './limits.ts';
import { renderMessage } from './render.ts';
import type { TeamsSdk } from './sdk.ts';

interface Options {
  readonly sdk: Pick<TeamsSdk, 'send' | 'update'>;
  /** For channels that only the configuration names; null in the demo, where every address is kept. */
  readonly bot: { readonly appId: string; readonly tenantId: string } | null;
  /** How fast messages to people go out; what Teams is known to take unless told otherwise. */
  readonly limits?: SendingLimits;
}

/** The Chat port on Teams. Teams keeps no key of a post and can't be searched: `find` knows nothing. */
export function createChat({ sdk, bot, limits = sendingLimits }: Options): Chat {
  const reach = (to: Address): Reference | null =>
    referenceOf(to) ??
    (to.kind === 'channel' && to.ref === null && bot !== null
      ? referenceOf(configuredChannel(to.id, { ...bot, ...(to.tenant !== '' && { tenantId: to.tenant }) }))
      : null);

  async function attempt(to: Address, act: (ref: Reference) => Promise<string>): Promise<PostOutcome> {
    const ref = reach(to);
    if (ref === null) return { status: 'no-address' };
    try {
      return { status: 'sent', messageId: await act(ref) };
    } catch (error) {
      return failureOf(error);
    }
  }

  return {
    platform: 'teams',
    // A copy for each connection: its pace is its own.
    limits: { ...limits },
    post: (to, message) => attempt(to, (ref) => sdk.send(ref, renderMessage(message))),
    find: async () => null,
    update: (to, messageId, message) =>
      attempt(to, async (ref) => {
        await sdk.update(ref, messageId, renderMessage(message));
        return messageId;
      }),
  };
}
