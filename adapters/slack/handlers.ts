import type { Logger } from 'pino';
import type { Reply } from '../../src/request.ts';
import { within } from '../common/within.ts';
import { answersInTurn } from './crowd.ts';
import { fieldErrors, submittedFields } from './form.ts';
import { giving } from './giving.ts';
import { handedOver } from './hand-over.ts';
import { isDirect, type Said } from './inbound.ts';
import type { ActionPayload, CommandPayload, EventPayload, SubmissionPayload } from './payloads.ts';
import { renderMessage } from './render.ts';
import { decode } from './values.ts';
import { plainWords } from './words.ts';
import type { Workspace } from './workspace.ts';

/** Slack waits 3 s for an acknowledgement; an answer that takes longer than this comes by another way. */
const commandWaitMs = 2400;
const submissionWaitMs = 2200;

export interface HandlerOptions {
  readonly log: Logger;
  /** Keeps what is running, so that a stop can wait for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

export type Ack = (body?: unknown) => Promise<void>;

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
export function createHandlers(workspace: Workspace, { log, track }: HandlerOptions) {
  const { inbound, poster, team, files } = workspace;
  const seen = createSeen();
  const inTurn = answersInTurn();
  const { opened, privately, give, follow } = giving(workspace, log);

  /** Asks the bot; what was recorded shows in App Home too, for whoever looks at it. */
  async function ask(said: Said): Promise<Reply> {
    const reply = await inbound.ask(said);
    if (reply.recorded && inbound.looksAtHome(said.user)) void track(inbound.home(said.user, said.team));
    return reply;
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
