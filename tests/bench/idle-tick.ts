import pino from 'pino';
import { createBot, type RunningBot } from '../../src/bot.ts';
import { addDays } from '../../src/calendar.ts';
import { cardDays } from '../../src/cards/month.ts';
import type { Body, Entry } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { emptyView, type View } from '../../src/view.ts';
import { papers, recordingChat, shipped } from '../support/bot.ts';
import { local } from '../support/hermosillo.ts';
import { memoryDirectory, memoryFiles, memoryLedger } from '../support/memory.ts';

const programme = shipped();
const peopleOf = (n: number) => Array.from({ length: n }, (_, i) => `p${i}`);
const committee = { platform: 'slack', kind: 'channel', id: 'C-COMITE' } as const;

/** A year of broadcasts to so many people, most of whom pressed a button, with records of every kind. */
function fullYear(people: readonly string[]): View {
  const view = emptyView();
  let seq = 0;
  const add = (
    kind: string,
    key: string,
    on: string,
    body: Body,
    subject: string | null = null,
    folio: string | null = null,
  ) => {
    seq += 1;
    const common = { v: 1 as const, committee: 'isssteson', actor: 'system', platform: 'system' as const };
    const recordedAt = `${on}T17:00:00.000Z`;
    const entry: Entry = {
      ...common,
      seq,
      key,
      kind,
      folio,
      subject,
      occurredOn: on,
      recordedAt,
      body,
      prev: '0',
      hash: '0',
    };
    step(view, entry);
  };
  const settle = (post: string, on: string, covers: string[] = []) => {
    add('post.claimed', post, on, { post, platform: 'slack', to: 'x', covers });
    add('post.settled', `settled/${post}~1`, on, { post, status: 'sent', messageId: null, reason: null });
  };
  const folio = (letters: string, n: number) => `2024-${letters}-${String(n).padStart(6, '0')}`;
  add('programme.adopted', 'programme', '2024-01-01', { programme: programme.id, sha256: 'a'.repeat(64) });
  add('card.personal', 'card-personal', '2024-01-02', { on: true });
  people.forEach((p, n) => {
    add('roster.joined', `roster/${p}`, '2020-01-01', { unit: 'Subdirección Médica' }, p);
    const training = { course: 'Ética pública', minutes: 60, part: 'declared' };
    if (n % 3 > 0) add('training.recorded', `training/${p}`, '2024-03-01', training, p, folio('CAP', n + 1));
    if (n % 4 > 0)
      add(
        'letter.accepted',
        `letter/v1/${p}`,
        '2024-03-01',
        { version: 'v1', textHash: '', part: 'declared' },
        p,
        folio('CAR', n + 1),
      );
  });
  let cards = 0;
  for (const [period, on] of cardDays(programme)) {
    const posts = people.map((p) => `integrity-day/${period}/person/${p}`);
    for (const post of posts) add('post.planned', `planned/${post}`, on, { post });
    settle(`integrity-day/${period}/slack/C-GENERAL`, on);
    cards += 1;
    add('card.sent', `card/${period}`, on, { period, by: 'bot' }, null, folio('TAR', cards));
    for (const post of posts)
      add('post.settled', `settled/${post}`, on, { post, status: 'sent', messageId: null, reason: null });
    people.forEach((p, n) => {
      if (n % 2) add('card.acknowledged', `ack/${period}/${p}`, on, { period }, p);
      else if (n % 10 === 0) {
        add('card.later', `later/${period}/${p}/${on}`, on, { period, on: addDays(on, 1) }, p);
        if (n > 50) settle(`later/${period}/${addDays(on, 1)}/person/${p}`, on);
      }
    });
  }
  for (let day = '2024-01-01'; day <= '2024-12-31'; day = addDays(day, 1))
    settle(`digest/${day}/slack/C-COMITE`, day, [`ladder/pat-2024/4/2024-T1/${day}@slack/C-COMITE`]);
  return view;
}

const situations = [
  ['a working day', '2024-11-13', '11:00'],
  ['a Sunday', '2024-11-17', '11:00'],
  ['the day of a card, all sent', '2024-11-09', '11:00'],
  ['a week in which headcounts end', '2024-12-18', '11:00'],
] as const;

async function idleTick(size: number): Promise<number[]> {
  let now = new Date();
  const bot: RunningBot = await createBot({
    ledger: memoryLedger(),
    directory: memoryDirectory(),
    files: memoryFiles(),
    ...papers,
    programme,
    programmeHash: 'a'.repeat(64),
    admins: [],
    channels: { committee: [committee], general: [{ ...committee, id: 'C-GENERAL' }] },
    now: () => now,
    clock: () => now.getTime(),
    fresh: () => 'x',
    log: pino({ level: 'silent' }),
    demo: false,
    alone: true,
    from: fullYear(peopleOf(size)),
  });
  bot.chats.push(recordingChat('slack', () => now.toISOString()));
  const medians: number[] = [];
  for (const [, day, time] of situations) {
    now = new Date(local(day, time));
    const times: number[] = [];
    for (let n = 0; n < 51; n += 1) {
      const began = performance.now();
      await bot.tick();
      times.push(performance.now() - began);
    }
    medians.push(times.sort((a, b) => a - b)[25]!);
  }
  return medians;
}

// A tick with nothing to say must not grow with the posts of the year: 60,000 against 600, interleaved in one run.
const small = await idleTick(50);
const large = await idleTick(5000);
situations.forEach(([name], i) => {
  const [s, l] = [small[i]!, large[i]!];
  console.log(
    `idle tick, ${name}: ${l.toFixed(2)} ms at 60,000 posts, ${s.toFixed(2)} ms at 600, ratio ${(l / s).toFixed(2)}`,
  );
});
