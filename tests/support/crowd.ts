import type { BotOptions } from '../../src/bot/options.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Address } from '../../src/ports/directory.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { button, given, office } from '../rules/support.ts';
import { type World, world } from './bot.ts';
import { local } from './hermosillo.ts';

/** A working day in office hours. */
export const day = '2024-05-14';

export interface CrowdOptions extends Pick<BotOptions, 'clock'> {
  readonly platform: 'slack' | 'teams';
  /** People besides the committee's member, who is person 1. */
  readonly people: number;
  readonly chat: Chat;
  readonly later?: BotOptions['later'];
  readonly ledger?: Ledger;
  /** What the platform needs to reach somebody. */
  readonly ref?: (number: string) => Address['ref'];
}

export interface Crowd {
  readonly w: World;
  /** The committee reminds everybody; how many it will reach. */
  remind(): Promise<void>;
  /** The reminder's post to each, by number, with its status. */
  statuses(): Map<string, string>;
  /** How many stand at each status. */
  counts(): Record<string, number>;
}

/** A bot with many people, all of whom it can reach, on a platform of the test's own. */
export async function crowd(options: CrowdOptions): Promise<Crowd> {
  const { platform, people, chat, clock, later, ledger } = options;
  const numbers = Array.from({ length: people + 1 }, (_, n) => String(n + 1));
  const w = await world({
    platform,
    clock,
    roster: numbers.map((number) => ({ number })),
    at: local(day, '10:00'),
    ...(later && { later }),
    ...(ledger && { ledger }),
  });
  const committee = w.programme.committee.id;
  for (const number of numbers) {
    const account = { platform, tenant: 'T1', user: `U${number}` };
    await w.directory.bind(committee, { ...account, person: `id-${number}`, boundAt: local(day) });
    const ref = options.ref?.(number) ?? null;
    const address: Address = { platform, kind: 'person', tenant: 'T1', id: account.user, ref };
    await w.directory.saveAddress(committee, address);
  }
  await w.restart();
  w.bot.chats.splice(0, 1, chat);
  await given(w, office('1', 'member'));
  const post = (number: string): string => `ask/9/1/person/id-${number}`;

  const statuses = () =>
    new Map(numbers.map((n) => [n, w.bot.journal.view().posts.get(post(n))?.status ?? 'none'] as const));

  return {
    w,
    statuses,
    async remind() {
      const preview = await w.ask('1', 'recordar 9');
      const { label } = preview.message.blocks
        .flatMap((b) => (b.type === 'choices' ? b.choices : []))
        .find((c) => c.label.startsWith('Enviar'))!;
      await w.ask('1', button(preview, label).words);
    },
    counts() {
      const counts: Record<string, number> = {};
      for (const status of statuses().values()) counts[status] = (counts[status] ?? 0) + 1;
      return counts;
    },
  };
}
