import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Form, Message } from '../../src/message.ts';
import type { PostOutcome } from '../../src/ports/chat.ts';
import type { Reach } from './client.ts';
import { renderForm } from './form.ts';
import { failureOf, httpFailure, networkFailure, platformFailure, refusesBlocks } from './outcome.ts';
import type { Prepare } from './pictures.ts';
import { type Rendered, renderHome, renderMessage, withoutImages } from './render.ts';

/** The ways in which Slack takes a message, each tried once; what became of it is in the outcome, never an exception. */
export interface Poster {
  /** `channel` may be a user id: Slack then opens the direct message. The message id is `channel/ts`. */
  message(
    channel: string,
    message: Message,
    more?: { thread?: string | null; key?: string },
  ): Promise<PostOutcome>;
  ephemeral(channel: string, user: string, message: Message, thread?: string | null): Promise<PostOutcome>;
  /** Answers by a request's response_url, for the person alone; `lasting` as a message of the conversation. */
  respond(
    url: string,
    message: Message,
    more?: { thread?: string | null; lasting?: boolean },
  ): Promise<PostOutcome>;
  update(channel: string, ts: string, message: Message): Promise<PostOutcome>;
  /** Opens the form's modal; false where it cannot open (any more). */
  open(trigger: string, form: Form): Promise<boolean>;
  publishHome(user: string, message: Message): Promise<PostOutcome>;
}

/** Nothing in a message of ours is to be guessed at: no previews, no names turned into mentions. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' as const };

export const metadataType = 'pat_post';

/** A file that was just uploaded is no picture for Slack until it looked at it; in ms. */
const unreadyMs = 1500;

/**
 * Sends; where Slack refuses the blocks, as it does when it cannot fetch a picture, once more without pictures; one that
 * was just uploaded gets a moment first.
 */
async function attempt(
  given: Message,
  prepare: Prepare,
  send: (rendered: Rendered) => Promise<PostOutcome>,
  failure: (error: unknown) => PostOutcome,
): Promise<PostOutcome> {
  const message = await prepare(given);
  let outcome = await send(renderMessage(message)).catch(failure);
  const refused = () => outcome.status === 'refused' && refusesBlocks(outcome.reason);
  if (refused() && message !== given) {
    await sleep(unreadyMs);
    outcome = await send(renderMessage(message)).catch(failure);
  }
  if (!refused()) return outcome;
  const plainer = withoutImages(message);
  return plainer === null ? outcome : send(renderMessage(plainer)).catch(failure);
}

async function postJson(
  fetch: typeof globalThis.fetch,
  url: string,
  body: unknown,
  timeoutMs: number,
): Promise<PostOutcome> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const said = (await response.text().catch(() => '')).slice(0, 2000);
  const code =
    /"error"\s*:\s*"([a-z_]+)"/.exec(said)?.[1] ?? (/^[a-z_]{3,60}$/.test(said.trim()) ? said.trim() : null);
  // Slack answers a bad response_url with 200 and an error, or with 4xx and the bare code.
  if (response.ok)
    return code === null || code === 'ok' ? { status: 'sent', messageId: '' } : platformFailure(code);
  if (response.status < 429 && code !== null) return platformFailure(code);
  return httpFailure(response.status, Number(response.headers.get('retry-after')) || null);
}

/** What posts, answers, opens dialogs and shows pages in one workspace. */
export function createPoster(
  client: webApi.WebClient,
  reach: Reach,
  timeoutMs: number,
  prepare: Prepare = async (message) => message,
): Poster {
  const fetch = reach.fetch ?? globalThis.fetch;
  const inThread = (thread: string | null | undefined): { thread_ts?: string } =>
    thread ? { thread_ts: thread } : {};
  const call = (message: Message, send: (rendered: Rendered) => Promise<PostOutcome>): Promise<PostOutcome> =>
    attempt(message, prepare, send, failureOf);

  return {
    message: (channel, message, more = {}) =>
      call(message, async (rendered) => {
        const metadata =
          more.key === undefined
            ? {}
            : { metadata: { event_type: metadataType, event_payload: { key: more.key } } };
        const sent = await client.chat.postMessage({
          channel,
          ...inert,
          ...rendered,
          ...inThread(more.thread),
          ...metadata,
        });
        return { status: 'sent', messageId: messageId(sent.channel ?? channel, sent.ts ?? '') };
      }),
    ephemeral: (channel, user, message, thread) =>
      call(message, async (rendered) => {
        const sent = await client.chat.postEphemeral({
          channel,
          user,
          link_names: false,
          parse: 'none',
          ...rendered,
          ...inThread(thread),
        });
        return { status: 'sent', messageId: messageId(channel, sent.message_ts ?? '') };
      }),
    respond: (url, message, { thread, lasting } = {}) =>
      attempt(
        message,
        prepare,
        (rendered) =>
          postJson(
            fetch,
            url,
            {
              response_type: lasting ? 'in_channel' : 'ephemeral',
              replace_original: false,
              ...inert,
              ...rendered,
              ...inThread(thread),
            },
            timeoutMs,
          ),
        networkFailure,
      ),
    update: (channel, ts, message) =>
      call(message, async (rendered) => {
        const sent = await client.chat.update({ channel, ts, link_names: false, parse: 'none', ...rendered });
        return { status: 'sent', messageId: messageId(sent.channel ?? channel, sent.ts ?? ts) };
      }),
    async open(trigger, form) {
      const view = renderForm(form);
      if (view === null) return false;
      try {
        await client.views.open({ trigger_id: trigger, view });
        return true;
      } catch {
        return false;
      }
    },
    async publishHome(user, message) {
      const send = async (home: Message): Promise<PostOutcome> => {
        await client.views.publish({ user_id: user, view: renderHome(await prepare(home)) });
        return { status: 'sent', messageId: '' };
      };
      const outcome = await send(message).catch(failureOf);
      const plainer = outcome.status === 'refused' ? withoutImages(message) : null;
      return plainer === null ? outcome : send(plainer).catch(failureOf);
    },
  };
}

/** A message is found by its conversation and its time; a person's direct message has an id of its own. */
const messageId = (channel: string, ts: string): string => `${channel}/${ts}`;

/** The conversation and time of a message id; `fallback` is the conversation where the id names none. */
export function readMessageId(id: string, fallback: string): { channel: string; ts: string } {
  const at = id.indexOf('/');
  return at < 0 ? { channel: fallback, ts: id } : { channel: id.slice(0, at), ts: id.slice(at + 1) };
}
