import type { Logger } from 'pino';
import type { Message } from '../../src/message.ts';
import type { Attachment, Reply } from '../../src/request.ts';
import { deliver, type Way } from './deliver.ts';
import { handedOver } from './hand-over.ts';
import { isDirect } from './inbound.ts';
import type { Workspace } from './workspace.ts';

/** How an answer reaches the person who asked, in one workspace. */
export function giving(workspace: Workspace, log: Logger) {
  const { poster } = workspace;

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

  return { opened, privately, give, follow };
}
