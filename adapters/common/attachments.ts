import type { Message } from '../../src/message.ts';
import type { Reply } from '../../src/request.ts';
import { byLink, noLink } from '../../src/texts/papers.ts';

/** A reply's message with links to its files; one that has no link is named with where else it can be had. */
export function withLinks({ message, attachments = [] }: Pick<Reply, 'message' | 'attachments'>): Message {
  if (attachments.length === 0) return message;
  const links = attachments.flatMap(({ name, link }) => (link === null ? [] : [{ label: name, url: link }]));
  const lost = attachments.filter(({ link }) => link === null).map(({ name }) => name);
  return {
    ...message,
    blocks: [
      ...message.blocks,
      ...(links.length > 0
        ? [
            { type: 'links' as const, links },
            { type: 'note' as const, text: byLink },
          ]
        : []),
      ...(lost.length > 0 ? [{ type: 'note' as const, text: noLink(lost) }] : []),
    ],
  };
}
