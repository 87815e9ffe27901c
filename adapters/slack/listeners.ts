import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Message } from '../../src/message.ts';
import type { Attachment, Reply } from '../../src/request.ts';
import { within } from '../common/within.ts';
import { answersInTurn } from './crowd.ts';
import { deliver, type Way } from './deliver.ts';
import { fieldErrors, submittedFields } from './form.ts';
import { handedOver } from './hand-over.ts';
import { isDirect, type Said } from './inbound.ts';
import type { ActionPayload, CommandPayload, EventPayload, Heard, SubmissionPayload } from './payloads.ts';
import { renderMessage } from './render.ts';
import { decode } from './values.ts';
import { plainWords } from './words.ts';
import type { Workspace } from './workspace.ts';

/** Slack waits 3 s for an acknowledgement; an answer that takes longer than this comes by another way. */
const commandWaitMs = 2400;
const submissionWaitMs = 2200;

interface Options {
  readonly log: Logger;
  /** Keeps what is running, so that a stop can wait for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

export interface ListenerOptions extends Options {
  /** The workspace that a request is of, by the ids that it names; null where the app is not known there. */
  readonly workspaceOf: (...ids: readonly (string | null | undefined)[]) => Workspace | null;
}

type Ack = (body?: unknown) => Promise<void>;

/** Events that are listened to; the manifest subscribes to them. */
const listened = ['message', 'app_mention', 'app_home_opened'];

/** Events that Slack delivers again although they were taken: the ids of the last ones. */
function createSeen(limit = 5000): (id: string | null | undefined) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (!id) return false;
    if (seen.has(id)) return true;
    seen.add(id);
    for (const oldest of seen) {
      if (seen.size <= limit) break;
      seen.delete(oldest);
    }
    return false;
  };
}

/** What the bot does with what it hears in one workspace. */
function createHandlers(workspace: Workspace, { log, track }: Options) {
  const { inbound, poster, team, files } = workspace;
  const seen = createSeen();
  const inTurn = answersInTurn();

  /** Asks the bot; what was recorded shows in App Home too, for whoever looks at it. */
  async function ask(said: Said): Promise<Reply> {
    const reply = await inbound.ask(said);
    if (reply.recorded && inbound.looksAtHome(said.user)) void track(inbound.home(said.user, said.team));
    return reply;
  }

  /** Opens the reply's dialog where it has one and a trigger came along; false where the message is to be given. */
  const opened = async (reply: Reply, trigger: string | null | undefined): Promise<boolean> =>
    reply.open !== undefined && !!trigger && (await poster.open(trigger, reply.open));

  /** For the person alone, in the channel where they are; else as a direct message. */
  function privately(message: Message, user: string, channel: string | null, thread?: string | null): Way[] {
    const direct: Way = () => poster.message(user, message);
    if (channel === null) return [direct];
    if (isDirect(channel))
      return [() => poster.message(channel, message, { thread: thread ?? null }), direct];
    return [() => poster.ephemeral(channel, user, message, thread), direct];
  }

  /** Gives an answer by the first way that works, and then its files as a direct message. */
  async function give(
    reply: Reply,
    { user, channel }: { readonly user: string; readonly channel: string | null },
    ways: (message: Message) => Way[],
  ): Promise<void> {
    const { message, uploads } = handedOver(reply, channel === null || isDirect(channel));
    await deliver(ways(message), log);
    await follow(user, uploads);
  }

  async function follow(user: string, uploads: readonly Attachment[]): Promise<void> {
    const failed = uploads.length > 0 ? await workspace.upload(user, uploads) : null;
    if (failed) await deliver([() => poster.message(user, failed)], log);
  }

  async function onCommand(command: CommandPayload, ack: Ack): Promise<void> {
    const { user_id: user, trigger_id: trigger, response_url: url } = command;
    const channel = command.channel_id ?? null;
    const asked = ask({
      user,
      team: command.team_id ?? null,
      where: 'direct',
      channel,
      words: plainWords(command.text ?? '', team.known()?.botUser ?? null),
      canOpen: !!trigger,
    });
    if (url) {
      await ack();
      const reply = await asked;
      if (await opened(reply, trigger)) return;
      await give(reply, { user, channel }, (message) => [
        () => poster.respond(url, message),
        ...privately(message, user, channel),
      ]);
      return;
    }
    const answered = asked.then(async (reply) => ({ reply, open: await opened(reply, trigger) }));
    const soon = await within(answered, commandWaitMs);
    if (soon !== 'late') {
      const { message, uploads } = handedOver(soon.reply, channel === null || isDirect(channel));
      await ack(soon.open ? undefined : { response_type: 'ephemeral', ...renderMessage(message) });
      await follow(user, uploads);
      return;
    }
    await ack();
    const { reply, open } = await answered;
    if (!open) await give(reply, { user, channel }, (message) => privately(message, user, channel));
  }

  async function onAction(action: ActionPayload, ack: Ack): Promise<void> {
    await ack();
    await inTurn(() => answerAction(action));
  }

  async function answerAction(action: ActionPayload): Promise<void> {
    const value = action.actions.find((one) => one.value)?.value;
    // A link's button, or an input that reports itself: nothing is asked.
    if (!value) return;
    const user = action.user.id;
    const named = action.user.team_id ?? action.team?.id ?? null;
    const channel = action.channel?.id ?? action.container?.channel_id ?? null;
    const thread = action.message?.thread_ts ?? null;
    const trigger = action.trigger_id;
    const url = action.response_url;
    const reply = await ask({
      user,
      team: named,
      where: 'direct',
      channel,
      ...decode(value),
      canOpen: !!trigger,
    });
    if (!(await opened(reply, trigger))) {
      // What the bot wrote to the person alone is answered by what stays there too.
      const lasting = channel !== null && isDirect(channel) && action.container?.is_ephemeral === false;
      await give(reply, { user, channel }, (message) => [
        ...(url ? [() => poster.respond(url, message, { thread, lasting })] : []),
        ...privately(message, user, channel, thread),
      ]);
    }
    if (action.view?.type === 'home' && !reply.recorded) await inbound.home(user, named);
  }

  async function onSubmission(submission: SubmissionPayload, ack: Ack): Promise<void> {
    const user = submission.user.id;
    const { view } = submission;
    const asked = ask({
      user,
      team: submission.user.team_id ?? submission.team?.id ?? null,
      where: 'direct',
      channel: null,
      ...decode(view.private_metadata),
      fields: submittedFields(view.state?.values ?? {}),
      canOpen: false,
    });
    const soon = await within(asked, submissionWaitMs);
    if (soon !== 'late' && Object.keys(soon.fieldErrors ?? {}).length > 0) {
      const inputs = view.blocks?.flatMap(({ type, block_id }) =>
        type === 'input' && block_id ? [block_id] : [],
      );
      const errors = fieldErrors(soon.fieldErrors ?? {}, inputs ?? Object.keys(view.state?.values ?? {}));
      if (errors !== null) return ack({ response_action: 'errors', errors });
    }
    await ack();
    const reply = await asked;
    await give(reply, { user, channel: null }, (message) => privately(message, user, null));
  }

  async function onWords({ event, team_id }: EventPayload, where: 'direct' | 'channel'): Promise<void> {
    const { user, channel } = event;
    if (!user || !channel) return;
    const reply = await ask({
      user,
      team: event.user_team ?? event.source_team ?? team_id ?? null,
      where,
      channel,
      words: plainWords(event.text ?? '', team.known()?.botUser ?? null),
      ...(where === 'direct' && event.files?.length && { files: event.files.map(files.sent) }),
      canOpen: false,
    });
    const thread = event.thread_ts ?? null;
    await give(reply, { user, channel }, (message) =>
      where === 'channel' && reply.visibility === 'public'
        ? [() => poster.message(channel, message, { thread })]
        : privately(message, user, channel, thread),
    );
  }

  /** A person's own new words: not the bot's or another bot's, no edit, no join notice. A file's comment counts. */
  function isSpoken({ event }: EventPayload): boolean {
    const self = team.known();
    const ours = event.user === self?.botUser && self?.botUser != null;
    const fresh = !event.subtype || event.subtype === 'file_share';
    return fresh && !event.bot_id && !event.edited && !!event.user && !ours && event.user !== 'USLACKBOT';
  }

  async function onEvent(payload: EventPayload): Promise<void> {
    const { event, team_id } = payload;
    if (!listened.includes(event.type) || seen(payload.event_id)) return;
    if (event.type === 'app_home_opened') {
      if (event.user && (event.tab ?? 'home') === 'home') await inbound.home(event.user, team_id ?? null);
      return;
    }
    if (!isSpoken(payload)) return;
    if (event.type === 'app_mention')
      return onWords(payload, isDirect(event.channel ?? '') ? 'direct' : 'channel');
    const direct = event.channel_type ? event.channel_type === 'im' : isDirect(event.channel ?? '');
    if (direct) return onWords(payload, 'direct');
  }

  return { onCommand, onAction, onSubmission, onEvent };
}

/**
 * Registers what the bot does, on an app of either receiver; each request goes to its workspace. The receivers read what
 * comes (`readPayload`) and hand it on as `context.payload`.
 */
export function listen(app: App, { workspaceOf, ...options }: ListenerOptions): void {
  const { log, track } = options;
  const known = new Map<Workspace, ReturnType<typeof createHandlers>>();

  function handlers(...ids: readonly (string | null | undefined)[]) {
    const workspace = workspaceOf(...ids);
    if (workspace === null) {
      log.warn({ team: ids.find((one) => one) ?? null }, 'a request of a workspace that is not configured');
      return null;
    }
    const made = known.get(workspace) ?? createHandlers(workspace, options);
    known.set(workspace, made);
    return made;
  }

  /** A request of each kind, to the handlers of its workspace; null where nobody is configured there. */
  function answering(payload: Heard, ack: Ack): Promise<void> | null {
    switch (payload.kind) {
      case 'command': {
        const { data } = payload;
        return handlers(data.team_id, data.enterprise_id)?.onCommand(data, ack) ?? null;
      }
      case 'action': {
        const { data } = payload;
        const team = data.team?.id ?? data.user.team_id;
        return handlers(team, data.enterprise?.id)?.onAction(data, ack) ?? null;
      }
      case 'submission': {
        const { data } = payload;
        const team = data.team?.id ?? data.user.team_id;
        return handlers(team, data.enterprise?.id)?.onSubmission(data, ack) ?? null;
      }
      case 'event': {
        const { data } = payload;
        const [of = data] = data.authorizations ?? [];
        return handlers(of.team_id ?? data.team_id, of.enterprise_id)?.onEvent(data) ?? null;
      }
    }
  }

  // One middleware: Bolt tries every listener on every request, which costs more than all that it does besides.
  app.use(async ({ context, ack }) => {
    const work = answering(context.payload as Heard, ack as unknown as Ack);
    if (work !== null) await track(work);
    // Events have their acknowledgement by now.
    else await (ack as unknown as Ack | undefined)?.();
  });
}
