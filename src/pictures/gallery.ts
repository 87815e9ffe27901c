import type { Logger } from 'pino';
import { canonical, sha256 as hashOf } from '../entry.ts';
import type { Block, Message } from '../message.ts';
import type { Press } from '../papers/paper.ts';
import type { Chat } from '../ports/chat.ts';
import type { Files } from '../ports/files.ts';
import type { Drawing } from './layout.ts';

/** Pictures that the bot drew, each under the hash of its content, so that an address of it never breaks. */
export interface Gallery {
  /** A message with its drawings as images; what can't be drawn is left out, never waited for twice. */
  hang(message: Message): Promise<Message>;
  /** The bytes of a picture, null where there is none. Throws RangeError for what is no SHA-256. */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
}

interface Options {
  readonly press: Press;
  /** Holds pictures and nothing else: whoever knows a hash may see them. */
  readonly files: Files;
  readonly committee: string;
  /** Where people reach the bot, without a slash at its end; null where nobody does. */
  readonly publicUrl: string | null;
  readonly log: Logger;
}

/** The path under which pictures are given out. */
export const picturesPath = '/imagenes/';

/** Drawings that are remembered, so that a card to thousands is drawn once. */
const remembered = 200;

/** Draws pictures and keeps them. */
export function createGallery({ press, files, committee, publicUrl, log }: Options): Gallery {
  const drawn = new Map<string, Promise<string>>();

  async function draw(drawing: Drawing): Promise<string> {
    const [printed] = await press.print({ type: 'picture', name: 'imagen.png', drawing });
    return (await files.put(committee, printed!.bytes)).sha256;
  }

  function once(drawing: Drawing): Promise<string> {
    const key = hashOf(canonical(drawing));
    const known = drawn.get(key);
    if (known) return known;
    const fresh = draw(drawing);
    // What failed may go well the next time.
    fresh.catch(() => drawn.delete(key));
    drawn.set(key, fresh);
    for (const oldest of drawn.keys()) {
      if (drawn.size <= remembered) break;
      drawn.delete(oldest);
    }
    return fresh;
  }

  /** Whatever a drawing holds: what was recorded is answered for, with a picture or without. */
  async function pictureOf(drawing: Drawing): Promise<string | null> {
    try {
      return await once(drawing);
    } catch (error) {
      log.error({ err: error }, 'a picture could not be drawn');
      return null;
    }
  }

  async function hung(block: Block): Promise<Block[]> {
    if (block.type !== 'drawing') return [block];
    const sha256 = await pictureOf(block.drawing);
    if (sha256 === null) return [];
    const url = publicUrl === null ? '' : `${publicUrl}${picturesPath}${sha256}.png`;
    return [{ type: 'image', url, alt: block.alt, sha256 }];
  }

  return {
    async hang(message) {
      if (!message.blocks.some(({ type }) => type === 'drawing')) return message;
      return { ...message, blocks: (await Promise.all(message.blocks.map(hung))).flat() };
    },
    open: (sha256) => files.open(committee, sha256),
  };
}

/** A chat whose messages have their drawings drawn before they go out. */
export function hanging(chat: Chat, gallery: Pick<Gallery, 'hang'>): Chat {
  return {
    ...chat,
    post: async (to, message, key) => chat.post(to, await gallery.hang(message), key),
    update: async (to, id, message) => chat.update(to, id, await gallery.hang(message)),
  };
}
