import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Block, Message } from '../../src/message.ts';
import { slackFile } from './elements.ts';
import { told } from './errors.ts';

/** Gives a message with the bot's own pictures as files of Slack, which needs no address that Slack can reach. */
export type Prepare = (message: Message) => Promise<Message>;

const rememberAtMost = 500;

/** Uploads each picture once; one that can't be uploaded keeps its address. */
export function createPictures(
  client: webApi.WebClient,
  open: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>,
  log: Logger,
): Prepare {
  const uploaded = new Map<string, Promise<string | null>>();

  async function upload(sha256: string, alt: string): Promise<string | null> {
    try {
      const content = await open(sha256);
      if (content === null) return null;
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const filename = `${sha256.slice(0, 16)}.png`;
      const done = await client.filesUploadV2({
        file: Buffer.concat(chunks),
        filename,
        alt_text: alt.slice(0, 1000),
      });
      const [shared] = done.files as { files?: { id?: string }[] }[];
      return shared?.files?.[0]?.id ?? null;
    } catch (error) {
      log.warn(told(error), 'a picture was not uploaded to Slack');
      return null;
    }
  }

  async function prepared(block: Block): Promise<Block> {
    if (block.type !== 'image' || block.sha256 === undefined) return block;
    const { sha256, alt } = block;
    const known = uploaded.get(sha256) ?? upload(sha256, alt);
    uploaded.set(sha256, known);
    if (uploaded.size > rememberAtMost) uploaded.delete(uploaded.keys().next().value!);
    const id = await known;
    if (id === null) uploaded.delete(sha256);
    return id === null ? block : { ...block, url: `${slackFile}${id}` };
  }

  return async (message) =>
    message.blocks.some((b) => b.type === 'image' && b.sha256 !== undefined)
      ? { ...message, blocks: await Promise.all(message.blocks.map(prepared)) }
      : message;
}
