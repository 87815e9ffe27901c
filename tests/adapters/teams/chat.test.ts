import { createChat } from '../../../adapters/teams/chat.ts';
import { loadSdk } from '../../../adapters/teams/sdk.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Address } from '../../../src/ports/directory.ts';
import { type ChatHarness, chatContract, type Seen } from '../../contracts/chat.ts';
import { type Shown, serve, teamsWorld, until } from './harness.ts';
import { textsOf } from './violations.ts';

const conversationOf = (to: Address): string => (to.ref as { conversation: string }).conversation;

/** The same adapter with the same library, whose connector is at another address. */
async function chatAt(url: string): Promise<Chat> {
  const sdk = await loadSdk(null, async () => null);
  return createChat({
    bot: null,
    sdk: {
      send: (to, message) => sdk.send({ ...to, serviceUrl: url }, message),
      update: (to, id, message) => sdk.update({ ...to, serviceUrl: url }, id, message),
    },
  });
}

async function start(): Promise<ChatHarness> {
  const world = await teamsWorld();
  const { connection, places, shown } = world;
  const limited = await serve((_, response) => {
    response.writeHead(429, { 'retry-after': '7' }).end('{}');
  });
  const silent = await serve((request) => {
    request.resume().on('end', () => request.socket.destroy());
  });
  const closed = await serve(() => {});
  await closed.close();

  const posted = new Set<string>();
  const seen = ({ messageId, card, text, mentions }: Shown): Seen => ({
    messageId,
    text: [text ?? '', ...textsOf(card), ...valuesOf(card)].join('\n'),
    pings: mentions.length > 0 || (card as { msteams?: unknown } | undefined)?.msteams !== undefined,
  });
  return {
    chat: {
      ...connection.chat,
      async post(to, message, key) {
        const outcome = await connection.chat.post(to, message, key);
        if (outcome.status === 'sent') posted.add(outcome.messageId);
        return outcome;
      },
    },
    person: places.personal,
    channel: places.general,
    nobody: {
      ...places.general,
      id: 'nadie',
      ref: { ...(places.general.ref as object), conversation: 'nadie' },
    },
    async seen(to) {
      // What the client holds comes on its socket, a moment after the answer to the post.
      await until(() => [...posted].every((id) => shown.some(({ messageId }) => messageId === id)));
      await new Promise((done) => setTimeout(done, 15));
      return shown.filter(({ conversation }) => conversation === conversationOf(to)).map(seen);
    },
    keepsKeys: false,
    unreachable: () => chatAt(closed.url),
    limited: () => chatAt(limited.url),
    silent: () => chatAt(silent.url),
    async close() {
      await Promise.all([limited.close(), silent.close()]);
      await world.close();
    },
  };
}

/** What stands in a form's fields beforehand. */
function valuesOf(card: unknown): string[] {
  const body = (card as { body?: readonly { type: string; value?: unknown }[] } | undefined)?.body ?? [];
  return body.flatMap(({ type, value }) =>
    type.startsWith('Input.') && value !== undefined ? [String(value)] : [],
  );
}

chatContract('teams', start);
