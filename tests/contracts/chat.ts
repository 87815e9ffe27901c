import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Message, plain } from '../../src/message.ts';
import type { Chat, PostOutcome } from '../../src/ports/chat.ts';
import type { Address } from '../../src/ports/directory.ts';
import { corpus, hostileTexts, messageOf } from '../support/messages.ts';

/** A message as the platform keeps it. */
export interface Seen {
  readonly messageId: string;
  /** Everything in it that people read, unescaped. */
  readonly text: string;
  /** True when it would notify somebody: a mention of a person, a group or a channel. */
  readonly pings: boolean;
}

/** A chat adapter together with the platform (or its emulator) that it talks to. */
export interface ChatHarness {
  readonly chat: Chat;
  readonly person: Address;
  readonly channel: Address;
  /** Well formed, but nobody is there. */
  readonly nobody: Address;
  /** The messages that the platform holds for an address, oldest first. */
  seen(to: Address): Promise<readonly Seen[]>;
  /** Whether the platform keeps a post's key, so that `find` can tell. */
  readonly keepsKeys: boolean;
  /** The same adapter where the platform does not take connections. */
  unreachable(): Promise<Chat>;
  /** The same adapter where the platform answers that it had too many requests, come back in 7 seconds. */
  limited(): Promise<Chat>;
  /** The same adapter where the platform takes the request whole and hangs up without an answer. */
  silent(): Promise<Chat>;
  close(): Promise<void>;
}

/** What every adapter of the Chat port must do; `start` gives a fresh harness for the whole suite. */
export function chatContract(name: string, start: () => Promise<ChatHarness>): void {
  describe(`chat contract: ${name}`, () => {
    let harness: ChatHarness;
    let keys = 0;
    const key = (): string => `contract/${name}/${++keys}`;

    beforeAll(async () => {
      harness = await start();
    });
    afterAll(async () => {
      await harness?.close();
    });

    /** Posts, waiting out the adapter's own pacing. */
    async function deliver(to: Address, message: Message, postKey = key()): Promise<string> {
      for (let attempt = 0; attempt < 50; attempt++) {
        const outcome = await harness.chat.post(to, message, postKey);
        if (outcome.status === 'sent') return outcome.messageId;
        if (outcome.status !== 'retry') throw new Error(`not sent: ${JSON.stringify(outcome)}`);
        await new Promise((resolve) => setTimeout(resolve, Math.min(outcome.afterMs, 1500)));
      }
      throw new Error('never sent');
    }

    async function held(to: Address, messageId: string): Promise<Seen> {
      const found = (await harness.seen(to)).find((seen) => seen.messageId === messageId);
      if (!found) throw new Error('the platform does not hold the message');
      return found;
    }

    it.each(['person', 'channel'] as const)('posts to a %s, and the message is there once', async (kind) => {
      const to = harness[kind];
      const before = (await harness.seen(to)).length;
      const id = await deliver(to, plain('Hoy es Día de la Integridad', 'Gracias por leer'));
      expect(id).not.toBe('');
      const seen = await harness.seen(to);
      expect(seen.length).toBe(before + 1);
      expect((await held(to, id)).text).toContain('Gracias por leer');
    });

    it.each(corpus)('is not refused: $name', async ({ message }) => {
      const id = await deliver(harness.channel, message);
      expect((await held(harness.channel, id)).pings).toBe(false);
    });

    it.each(hostileTexts)('shows hostile text without effect: %j', async (text) => {
      const id = await deliver(harness.person, messageOf(text));
      expect((await held(harness.person, id)).pings).toBe(false);
    });

    it.each(['channel', 'person'] as const)('changes a posted message to a %s in place', async (kind) => {
      const to = harness[kind];
      const id = await deliver(to, plain('Texto de antes'));
      const before = (await harness.seen(to)).length;
      expect(await harness.chat.update(to, id, plain('Texto corregido'))).toEqual<PostOutcome>({
        status: 'sent',
        messageId: id,
      });
      expect((await harness.seen(to)).length).toBe(before);
      const now = await held(to, id);
      expect(now.text).toContain('Texto corregido');
      expect(now.text).not.toContain('Texto de antes');
    });

    it('finds a post by its key, or says that it cannot', async () => {
      for (const to of [harness.channel, harness.person]) {
        const wanted = key();
        const id = await deliver(to, plain('Con llave'), wanted);
        await deliver(to, plain('Con otra llave'));
        const found = await harness.chat.find(to, wanted);
        expect(found).toEqual(harness.keepsKeys ? { status: 'sent', messageId: id } : null);
        // `retry` is "certainly not sent".
        const other = await harness.chat.find(to, `${wanted}/never`);
        expect(other === 'later' ? other : (other?.status ?? null)).toBe(harness.keepsKeys ? 'retry' : null);
      }
    });

    it('says that nobody is there', async () => {
      const outcome = await harness.chat.post(harness.nobody, plain('¿Hola?'), key());
      expect(['no-address', 'refused']).toContain(outcome.status);
    });

    it('says retry when the platform takes no connections', async () => {
      const chat = await harness.unreachable();
      const outcome = await chat.post(harness.channel, plain('Nada'), key());
      expect(outcome.status).toBe('retry');
      expect(await chat.find(harness.channel, key())).toBe(harness.keepsKeys ? 'later' : null);
      expect((await chat.update(harness.channel, '1', plain('Nada'))).status).toBe('retry');
    });

    it('says how long to wait when the platform had too many requests', async () => {
      const outcome = await (await harness.limited()).post(harness.channel, plain('Nada'), key());
      expect(outcome.status).toBe('retry');
      if (outcome.status === 'retry') expect(outcome.afterMs).toBeGreaterThanOrEqual(7000);
    });

    it('says unknown, and does not send again, when the platform hangs up', async () => {
      const outcome = await (await harness.silent()).post(harness.channel, plain('Quizá'), key());
      expect(outcome.status).toBe('unknown');
    });
  });
}
