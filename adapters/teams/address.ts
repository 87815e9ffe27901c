import { z } from 'zod';
import type { Address } from '../../src/ports/directory.ts';

/** What is kept of a conversation so that the bot can speak there unasked. */
const referenceSchema = z.object({
  serviceUrl: z.string().url(),
  tenant: z.string(),
  bot: z.string().min(1),
  /** The person's id in Teams (`29:…`), null for a channel. */
  user: z.string().nullable(),
  conversation: z.string().min(1),
});
export type Reference = Readonly<z.infer<typeof referenceSchema>>;

/** The kept reference of an address; null where it holds none that can be used. */
export function referenceOf(address: Address): Reference | null {
  const read = referenceSchema.safeParse(address.ref);
  return read.success ? read.data : null;
}

/** How a person is reached, by a reference to their own chat. */
export function personAddress(id: string, ref: Reference): Address {
  return { platform: 'teams', kind: 'person', tenant: ref.tenant, id, ref };
}

/** How a channel is reached, by a reference to it. */
export function channelAddress(id: string, ref: Reference): Address {
  const own = threadless(id);
  return {
    platform: 'teams',
    kind: 'channel',
    tenant: ref.tenant,
    id: own,
    ref: { ...ref, user: null, conversation: own },
  };
}

/** A channel's id without the thread that a message in it belongs to. */
export const threadless = (conversation: string): string => conversation.split(';')[0] ?? conversation;

/** Teams' address for bots of the public cloud (learn.microsoft.com, "Send proactive messages"). */
const globalServiceUrl = 'https://smba.trafficmanager.net/teams/';

/** The address of a channel that only the configuration names, before anybody wrote there. */
export function configuredChannel(id: string, bot: { appId: string; tenantId: string }): Address {
  return channelAddress(id, {
    serviceUrl: globalServiceUrl,
    tenant: bot.tenantId,
    bot: bot.appId,
    user: null,
    conversation: id,
  });
}
