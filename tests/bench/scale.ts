/**
 * What a ledger of many entries costs beside one of few, in one run and in turn: an append (p99), `avance` after a new
 * record, the start of the program and its memory, and how long a snapshot keeps others waiting. Run with
 * `node --import tsx tests/bench/scale.ts`; so many entries as PAT_BENCH_ENTRIES says (1,000,000 take minutes to write
 * first).
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { createBot, type RunningBot } from '../../src/bot.ts';
import { type Draft, type Head, seal } from '../../src/entry.ts';
import { openView } from '../../src/open/view.ts';
import { openLowdbDirectory, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { papers, request, shipped } from '../support/bot.ts';
import { memoryFiles } from '../support/memory.ts';
import { quantile } from './load.ts';
import { bot as startBot } from './process.ts';
import { committee, filledFolder, personId, personMail } from './seed.ts';

const many = Number(process.env.PAT_BENCH_ENTRIES ?? 100_000);
const people = 1000;
const sizes = { few: 1000 + people, some: 10_000, many } as const;
type Size = keyof typeof sizes;
const names = Object.keys(sizes) as Size[];
const env = { PAT_NOW: '2024-07-10T10:00:00-07:00', CI: '1' };
const now = () => new Date(env.PAT_NOW);

const folders = {} as Record<Size, { dir: string; remove(): void }>;
for (const name of names) folders[name] = await filledFolder(people, sizes[name] - people);

/** Starts the demo on a folder: seconds until it is ready, and its memory in MB. */
async function started(dir: string): Promise<{ ready: number; rss: number }> {
  const began = performance.now();
  const running = await startBot({ ...env, PAT_DATA_DIR: dir }, ['--demo', '--sin-cliente']);
  const ready = (performance.now() - began) / 1000;
  const rss =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.process.pid}/status`, 'utf8'))?.[1]) / 1024;
  await running.stop();
  return { ready, rss };
}
// The first start has no snapshot yet, and leaves one.
const first = {} as Record<Size, { ready: number; rss: number }>;
for (const name of names) first[name] = await started(folders[name].dir);
const starts = Object.fromEntries(names.map((n) => [n, [] as { ready: number; rss: number }[]])) as Record<
  Size,
  { ready: number; rss: number }[]
>;
for (let round = 0; round < 3; round += 1)
  for (const name of names) starts[name].push(await started(folders[name].dir));
const middle = (values: number[]): number => quantile(values, 0.5);
for (const name of names) {
  const [ready, rss] = [middle(starts[name].map((s) => s.ready)), middle(starts[name].map((s) => s.rss))];
  const beyond = ready - middle(starts.few.map((s) => s.ready));
  console.log(
    `start at ${sizes[name]} entries: ready after ${ready.toFixed(2)} s (${beyond.toFixed(2)} s more than at ${sizes.few}; ${first[name].ready.toFixed(2)} s without a snapshot), ${rss.toFixed(0)} MB`,
  );
}

interface Open {
  readonly bot: RunningBot;
  /** Saves a snapshot as 5,000 entries after the last one: the longest pause of the event loop meanwhile, in ms. */
  snapshot(): Promise<number>;
  append(): Promise<number>;
  progress(): Promise<number>;
  close(): Promise<void>;
}

async function opened(dir: string): Promise<Open> {
  const folder = { dir, committees: [committee] };
  const [ledger, directory] = [await openLowdbLedger(folder), await openLowdbDirectory(folder)];
  const kept = await openView(ledger, committee);
  const bot = await createBot({
    ...papers,
    ...{ ledger, directory, files: memoryFiles(), programme: shipped(), programmeHash: 'a'.repeat(64) },
    ...{ admins: [personMail(1)], demo: true, channels: { committee: [], general: [] }, now },
    ...{ clock: () => performance.now(), fresh: () => String(Math.random()), log: pino({ level: 'silent' }) },
    ...(kept.view && { from: kept.view }),
    anew: kept.anew,
    appended: (view) => void kept.saveInTime(view),
    read: kept.saveInTime,
  });
  let n = 0;
  const absence = (): Draft => {
    n += 1;
    return {
      ...{
        kind: 'absence.set',
        key: `bench/${n}/${Math.random()}`,
        folio: null,
        subject: personId(n % people),
      },
      ...{ actor: 'cli', platform: 'cli', occurredOn: '2024-07-10', body: { until: '2024-07-11' } },
    };
  };
  const timed = async (act: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await act();
    return performance.now() - began;
  };
  const ask = (words: string) => bot.handle({ ...request('slack', '1', words), emails: [personMail(1)] });
  return {
    bot,
    async snapshot() {
      await ledger.verified(committee, true);
      await bot.journal.submit(() => ({ drafts: Array.from({ length: 5000 }, absence), value: null }));
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await kept.save(bot.journal.view());
      delay.disable();
      return delay.max / 1e6;
    },
    async append() {
      const after: Head = { ...bot.journal.view().head };
      const entries = seal(committee, after, [absence()], '2024-07-10T17:00:00.000Z');
      const ms = await timed(() => ledger.append(committee, after, entries));
      await bot.journal.refresh();
      return ms;
    },
    async progress() {
      n += 1;
      // What was worked out for the state before is worth nothing now.
      await ask(`capacitacion "Curso ${n} ${Math.random()}" 2024-05-07 4h`);
      return timed(() => ask('avance'));
    },
    async close() {
      await bot.idle();
      await directory.close();
      await ledger.close();
    },
  };
}

const open = {} as Record<Size, Open>;
for (const name of names) open[name] = await opened(folders[name].dir);
const times = Object.fromEntries(
  names.map((n) => [n, { append: [] as number[], progress: [] as number[] }]),
) as Record<Size, { append: number[]; progress: number[] }>;
for (let round = 0; round < 400; round += 1)
  for (const name of names) {
    times[name].append.push(await open[name].append());
    if (round % 10 === 0) times[name].progress.push(await open[name].progress());
  }
const p99 = (name: Size) => quantile(times[name].append, 0.99);
const p50 = (name: Size) => quantile(times[name].append, 0.5);
console.log(
  `append at ${sizes.many} entries beside ${sizes.few}: p99 ${p99('many').toFixed(1)} / ${p99('few').toFixed(1)} ms, ratio ${(p99('many') / p99('few')).toFixed(2)} (bound 1.5); p50 ratio ${(p50('many') / p50('few')).toFixed(2)}`,
);
const progress = (name: Size) => quantile(times[name].progress, 0.5);
console.log(
  `avance after a new record at ${sizes.many} entries beside ${sizes.some}: ${progress('many').toFixed(1)} / ${progress('some').toFixed(1)} ms, ratio ${(progress('many') / progress('some')).toFixed(2)} (bound 1.5)`,
);
for (const name of names) {
  const pause = await open[name].snapshot();
  console.log(
    `a snapshot at ${sizes[name]} entries: the event loop stands still for ${pause.toFixed(0)} ms at most`,
  );
  await open[name].close();
  folders[name].remove();
}
