import type { Block, Form, Message } from '../message.ts';
import type { Reply } from '../request.ts';

const form = /^@([a-z0-9-]{2,32})(?:\s+|$)/;

/** Words that name the committee that they are for, as buttons carry them. */
export const markedWords = (id: string, words: string): string => `@${id} ${words}`;

/** The committee that words name, and the words without it. */
export function readMark(words: string): { readonly named: string | null; readonly words: string } {
  const found = form.exec(words);
  return found ? { named: found[1]!, words: words.slice(found[0].length) } : { named: null, words };
}

const formOf = (id: string, given: Form): Form => ({ ...given, words: markedWords(id, given.words) });

function marked(id: string, block: Block): Block {
  if (block.type === 'form') return { ...block, form: formOf(id, block.form) };
  if (block.type !== 'choices') return block;
  return { ...block, choices: block.choices.map((c) => ({ ...c, words: markedWords(id, c.words) })) };
}

/** A message whose buttons and forms name the committee that they are of: others speak in the same place. */
export const markMessage = (id: string, message: Message): Message => ({
  ...message,
  blocks: message.blocks.map((block) => marked(id, block)),
});

/** The same for a whole answer. */
export const markReply = (id: string, reply: Reply): Reply => ({
  ...reply,
  message: markMessage(id, reply.message),
  ...(reply.open && { open: formOf(id, reply.open) }),
});
