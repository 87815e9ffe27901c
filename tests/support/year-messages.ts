import type { Message } from '../../src/message.ts';
import { liveYear } from './year.ts';

let lived: Promise<Message[]> | undefined;

/** Every message of the simulated year once: what the bot said of its own accord, and what it answered. */
export function yearMessages(): Promise<Message[]> {
  lived ??= liveYear().then(({ messages }) => [
    ...new Map(messages.map((m) => [JSON.stringify(m), m])).values(),
  ]);
  return lived;
}
