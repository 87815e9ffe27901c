import { z } from 'zod';

// Only what is used is asked for: Slack adds fields, leaves out others, and none of that is our business.
const id = z.string().min(1).max(255);
const maybe = id.nullish();

const commandSchema = z.object({
  command: z.string().min(1),
  text: z.string().nullish(),
  user_id: id,
  team_id: maybe,
  enterprise_id: maybe,
  channel_id: maybe,
  response_url: z.string().nullish(),
  trigger_id: z.string().nullish(),
});

const eventSchema = z.object({
  team_id: maybe,
  enterprise_id: maybe,
  /** For whom of those who have the app the event is: in a shared channel `team_id` may be another workspace's. */
  authorizations: z.array(z.object({ team_id: maybe, enterprise_id: maybe })).nullish(),
  event_id: maybe,
  event: z.object({
    type: z.string(),
    subtype: z.string().nullish(),
    user: maybe,
    bot_id: maybe,
    text: z.string().nullish(),
    channel: maybe,
    channel_type: z.string().nullish(),
    thread_ts: z.string().nullish(),
    edited: z.unknown().optional(),
    /** The team of who wrote it, where a channel is shared with another workspace. */
    user_team: maybe,
    source_team: maybe,
    /** Files that came with a message; only what is used is named. */
    files: z
      .array(
        z.object({
          name: z.string().nullish(),
          size: z.number().nullish(),
          url_private_download: z.string().nullish(),
          url_private: z.string().nullish(),
        }),
      )
      .nullish(),
    /** Of app_home_opened. */
    tab: z.string().nullish(),
  }),
});

const person = z.object({ id, team_id: maybe });
const team = z.object({ id }).nullish();
const enterprise = z.object({ id }).nullish();

const actionSchema = z.object({
  type: z.literal('block_actions'),
  user: person,
  team,
  enterprise,
  channel: z.object({ id }).nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
  container: z.object({ channel_id: maybe, is_ephemeral: z.boolean().nullish() }).nullish(),
  view: z.object({ type: z.string() }).nullish(),
  message: z.object({ thread_ts: z.string().nullish() }).nullish(),
  actions: z.array(z.object({ value: z.string().nullish() })).min(1),
});

const submissionSchema = z.object({
  type: z.literal('view_submission'),
  user: person,
  team,
  enterprise,
  view: z.object({
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string().nullish() })).nullish(),
  }),
});

export type CommandPayload = z.infer<typeof commandSchema>;
export type EventPayload = z.infer<typeof eventSchema>;
export type ActionPayload = z.infer<typeof actionSchema>;
export type SubmissionPayload = z.infer<typeof submissionSchema>;

export type Payload =
  | { readonly kind: 'verification'; readonly challenge: string }
  | { readonly kind: 'command'; readonly data: CommandPayload }
  | { readonly kind: 'event'; readonly data: EventPayload }
  | { readonly kind: 'action'; readonly data: ActionPayload }
  | { readonly kind: 'submission'; readonly data: SubmissionPayload }
  /** Signed by Slack, but nothing for us: a shortcut, a closed view, an SSL check. */
  | { readonly kind: 'other' };

/** What goes on to Bolt. */
export type Heard = Exclude<Payload, { kind: 'verification' | 'other' }>;

/** What a signed body is; null where it says to be something that we take but lacks what we need of it. */
export function readPayload(body: Readonly<Record<string, unknown>>): Payload | null {
  if (body.type === 'url_verification')
    return typeof body.challenge === 'string' ? { kind: 'verification', challenge: body.challenge } : null;
  if (body.command !== undefined) {
    const read = commandSchema.safeParse(body);
    return read.success ? { kind: 'command', data: read.data } : null;
  }
  if (body.event !== undefined) {
    const read = eventSchema.safeParse(body);
    return read.success ? { kind: 'event', data: read.data } : null;
  }
  if (body.type === 'block_actions') {
    const read = actionSchema.safeParse(body);
    return read.success ? { kind: 'action', data: read.data } : null;
  }
  if (body.type === 'view_submission') {
    const read = submissionSchema.safeParse(body);
    return read.success ? { kind: 'submission', data: read.data } : null;
  }
  return { kind: 'other' };
}
