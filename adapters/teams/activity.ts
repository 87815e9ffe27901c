import { z } from 'zod';
import { type Reference, threadless } from './address.ts';
import { attachmentsSchema } from './files.ts';

const account = z.object({
  id: z.string().min(1).max(500),
  aadObjectId: z.string().max(100).optional(),
  role: z.string().optional(),
});

/** What is needed of an activity (Bot Framework, "Activity schema"); the rest is carried along and not looked at. */
export const activitySchema = z
  .object({
    type: z.string().max(50),
    name: z.string().max(100).optional(),
    action: z.string().max(50).optional(),
    /** Emulator, skill and streaming channels have other rules of authentication: Teams alone is let in. */
    channelId: z.literal('msteams'),
    serviceUrl: z.string().url().max(500),
    id: z.string().optional(),
    replyToId: z.string().optional(),
    text: z.string().nullish(),
    value: z.unknown(),
    attachments: attachmentsSchema,
    from: account,
    recipient: account,
    conversation: z.object({
      id: z.string().min(1).max(1000),
      conversationType: z.string().optional(),
      tenantId: z.string().optional(),
      isGroup: z.boolean().nullish(),
    }),
    channelData: z
      .object({
        tenant: z.object({ id: z.string() }).nullish(),
        team: z.object({ id: z.string().optional() }).nullish(),
        channel: z.object({ id: z.string().optional() }).nullish(),
      })
      .nullish(),
    entities: z
      .array(
        z.object({
          type: z.string(),
          text: z.string().nullish(),
          mentioned: z.object({ id: z.string() }).nullish(),
        }),
      )
      .nullish(),
  })
  .passthrough();
export type Activity = z.infer<typeof activitySchema>;

/** The tenant that an activity comes from, empty where it doesn't say. */
export const tenantOf = (a: Activity): string => a.channelData?.tenant?.id ?? a.conversation.tenantId ?? '';

/** Whether it was said in the chat of one person with the bot. */
export const isPersonal = (a: Activity): boolean =>
  a.conversation.conversationType === 'personal' ||
  // Some activities leave the type out; a person's own chat with a bot has no team and is no group.
  (a.conversation.conversationType === undefined && !a.channelData?.team && a.conversation.isGroup !== true);

/** Bots' ids start with 28 (Bot Framework, "Identify users"). */
export const isBot = (a: Activity): boolean => a.from.role === 'bot' || a.from.id.startsWith('28:');

/** The team whose roster has the person, null outside of teams. */
export const teamOf = (a: Activity): string | null => a.channelData?.team?.id ?? null;

/** Where an activity was said, as a reference to speak there again. */
export function referenceFrom(a: Activity): Reference {
  return {
    serviceUrl: a.serviceUrl,
    tenant: tenantOf(a),
    bot: a.recipient.id,
    user: a.from.id,
    conversation: a.conversation.id,
  };
}

/** The channel or group conversation that an activity is about. */
export const channelOf = (a: Activity): string => threadless(a.channelData?.channel?.id ?? a.conversation.id);

const mentionOf = (a: Activity) =>
  (a.entities ?? []).filter((e) => e.type === 'mention' && e.mentioned?.id === a.recipient.id);

/** Whether the bot itself is named in it. */
export const isMentioned = (a: Activity): boolean => mentionOf(a).length > 0;

/** What was written, without the mentions of the bot; other people's names stay. */
export function wordsOf(a: Activity): string {
  const text = mentionOf(a).reduce(
    (rest, { text: said }) => (said ? rest.replaceAll(said, ' ') : rest),
    a.text ?? '',
  );
  return text
    .replace(/<\/?at\b[^>]*>/gi, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .trim();
}

/** The person's id in the tenant's directory; where Teams doesn't say it, the id that it has for the bot alone. */
export const userOf = ({ from }: Activity): string => from.aadObjectId ?? from.id;
