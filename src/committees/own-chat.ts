import type { Chat } from '../ports/chat.ts';
import type { Address } from '../ports/directory.ts';
import { markMessage } from './mark.ts';

interface Options {
  /** The committee's workspace or tenant, for channels that the configuration alone names. */
  readonly home: string;
  /** The committee that buttons name, where others speak in the same place; null where it is alone there. */
  readonly mark: string | null;
}

/** A platform as one committee speaks on it. */
export function ownChat(chat: Chat, { home, mark }: Options): Chat {
  const at = (to: Address): Address => (to.tenant === '' ? { ...to, tenant: home } : to);
  return {
    platform: chat.platform,
    ...(chat.limits && { limits: chat.limits }),
    post: (to, message, key) => chat.post(at(to), mark === null ? message : markMessage(mark, message), key),
    find: (to, key) => chat.find(at(to), key),
    update: (to, id, message) =>
      chat.update(at(to), id, mark === null ? message : markMessage(mark, message)),
  };
}
