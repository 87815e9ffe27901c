import { connectSlack } from '../../../adapters/slack/index.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Address } from '../../../src/ports/directory.ts';
import { type ChatHarness, chatContract } from '../../contracts/chat.ts';
import { bodyOf, botToken, keepingLog, recordingBot, runBot, serve, startSlack } from './harness.ts';
import { signingSecret } from './signed.ts';
import { textsOf, violations } from './violations.ts';

/** A chat whose Slack is at `apiUrl`, without the emulator's workspace. */
async function chatAt(apiUrl: string): Promise<{ chat: Chat; stop(): Promise<void> }> {
  const { log } = keepingLog();
  const connection = await connectSlack({
    workspaces: [{ botToken }],
    signingSecret,
    apiUrl,
    bot: recordingBot(),
    saveAddress: async () => {},
    log,
    pace: 0,
  });
  return { chat: connection.chat, stop: () => connection.stop() };
}

const unescaped = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

async function start(): Promise<ChatHarness> {
  const world = await startSlack();
  const running = await runBot(world);
  const closing: (() => Promise<void>)[] = [];
  const at = (kind: Address['kind'], id: string): Address => ({
    platform: 'slack',
    kind,
    tenant: world.team,
    id,
    ref: {},
  });

  async function elsewhere(answer: Parameters<typeof serve>[0]): Promise<Chat> {
    const slack = await serve(answer);
    const { chat, stop } = await chatAt(`${slack.url}/api/`);
    closing.push(stop, slack.close);
    return chat;
  }

  return {
    chat: running.connection.chat,
    person: at('person', world.ana),
    channel: at('channel', world.channel),
    nobody: at('person', 'U0NOBODY000'),
    keepsKeys: true,
    async seen(to) {
      const conversation = await world.conversation(to.id);
      return (await world.history(to.id)).map((message) => {
        const raw = JSON.stringify([message.text, message.blocks]);
        return {
          messageId: to.kind === 'person' ? String(message.ts) : `${conversation}/${message.ts}`,
          text: [unescaped(String(message.text)), ...textsOf(message.blocks)].join('\n'),
          pings:
            /<[!@#]/.test(String(message.text)) ||
            /"type":"(mrkdwn|user|usergroup|broadcast|channel)"/.test(raw) ||
            violations(message.blocks, 'message').length > 0,
        };
      });
    },
    async unreachable() {
      const gone = await serve(() => {});
      await gone.close();
      const { chat, stop } = await chatAt(`${gone.url}/api/`);
      closing.push(stop);
      return chat;
    },
    limited: () =>
      elsewhere((_, response) => {
        response.writeHead(429, { 'retry-after': '7' }).end();
      }),
    silent: () =>
      elsewhere((request) => {
        void bodyOf(request).then(() => request.socket.destroy());
      }),
    async close() {
      for (const close of closing) await close();
      await running.close();
      await world.close();
    },
  };
}

chatContract('slack', start);
