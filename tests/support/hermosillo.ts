import type { RecordingChat, World } from './bot.ts';

/** The instant at which Hermosillo's clock shows a date and `HH:MM`. */
export const local = (date: string, time = '09:00'): string => `${date}T${time}:00-07:00`;

/** Sets the clock and lets the bot say what is due, `times` over: alarms follow what failed. */
export async function tickAt(w: World, date: string, time = '09:00', times = 1): Promise<void> {
  w.at(local(date, time));
  for (let n = 0; n < times; n += 1) await w.bot.tick();
}

/** Somebody writes to the bot once, so that it knows how to reach them. */
export async function meet(w: World, ...numbers: string[]): Promise<void> {
  for (const number of numbers) {
    await w.ask(number, 'ayuda');
    const { platform } = w.chat;
    await w.bot.saveAddress({ platform, kind: 'person', tenant: 'T1', id: `U${number}`, ref: null });
  }
}

/** What was posted, as `key -> where`, in order. */
export const keysOf = (chat: Pick<RecordingChat, 'posts'>): string[] => chat.posts.map((p) => p.key);

/** Summaries of what was posted under keys that begin so. */
export const summaries = (chat: Pick<RecordingChat, 'posts'>, prefix: string): string[] =>
  chat.posts.filter((p) => p.key.startsWith(prefix)).map((p) => p.message.summary);
