import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { type Message, plain } from '../../src/message.ts';
import type { Attachment, Reply } from '../../src/request.ts';
import { byDirectMessage, notUploaded, notUploadedNorLinked } from '../../src/texts/papers.ts';
import { withLinks } from '../common/attachments.ts';
import { told } from './errors.ts';
import { limits } from './limits.ts';

/** An answer as Slack gives it: the message with links to what is too large, and the files that are uploaded after it. */
export interface HandedOver {
  readonly message: Message;
  readonly uploads: readonly Attachment[];
}

/** Which files of an answer are uploaded and which come by link; `direct` says that the person reads it there anyway. */
export function handedOver({ message, attachments = [] }: Reply, direct: boolean): HandedOver {
  let room = limits.uploadBytes;
  const uploads = attachments.filter(({ bytes, about }) => {
    const size = bytes ?? about ?? Number.POSITIVE_INFINITY;
    if (size > room) return false;
    room -= size;
    return true;
  });
  const linked = withLinks({ message, attachments: attachments.filter((a) => !uploads.includes(a)) });
  if (uploads.length === 0 || direct) return { message: linked, uploads };
  const note = { type: 'note' as const, text: byDirectMessage(uploads.length) };
  return { message: { ...linked, blocks: [...linked.blocks, note] }, uploads };
}

/**
 * Uploads files to a person's direct message; gives what to say where Slack does not take them, null where it did.
 * Never throws.
 */
export async function uploadFiles(
  client: webApi.WebClient,
  user: string,
  files: readonly Attachment[],
  log: Logger,
): Promise<Message | null> {
  try {
    const { channel } = await client.conversations.open({ users: user });
    const contents = await Promise.all(
      files.map(async (f) => ({ file: await bytesOf(f), filename: f.name })),
    );
    await client.filesUploadV2({ channel_id: channel?.id ?? user, file_uploads: contents });
    return null;
  } catch (error) {
    log.error(told(error), 'files were not uploaded to Slack');
    const linked = files.filter(({ link }) => link !== null);
    if (linked.length === 0) return plain(notUploadedNorLinked);
    return withLinks({ message: plain(notUploaded), attachments: linked });
  }
}

async function bytesOf({ open }: Attachment): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
