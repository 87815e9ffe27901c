import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { createBot, type RunningBot } from '../../src/bot.ts';
import { type Draft, type Head, seal } from '../../src/entry.ts';
import { openView } from '../../src/open/view.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { StoredLedger } from '../../src/ports/store.ts';
import { papers, request, shipped } from '../support/bot.ts';
import { memoryFiles } from '../support/memory.ts';
import { quantile } from './load.ts';
import { bot as startBot } from './process.ts';
import { committee, personId, personMail } from './seed.ts';

const many = Number(process.env.PAT_BENCH_ENTRIES ?? 100_000);
const people = 1000;
const sizes = { few: 1000 + people, some: 10_000, many } as const;
type Size = keyof typeof sizes;
const names = Object.keys(sizes) as Size[];
const env = { PAT_NOW: '2024-07-10T10:00:00-07:00', CI: '1' };
const now = () => new Date(env.PAT_NOW);

/** Where so many entries are kept. */
export interface Place {
  /** What a program is told that starts there. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for a program on another machine, which was never there; left out where there can be none. */
  readonly elsewhere?: () => Readonly<Record<string, string>>;
  open(): Promise<{
    readonly ledger: StoredLedger;
    readonly directory: Directory;
    close(): Promise<void>;
  }>;
  remove(): Promise<void> | void;
}

interface Start {
  /** Seconds until it is ready. */
  readonly ready: number;
  /** Seconds of a processor until then, which a busy machine hardly changes. */
  readonly work: number;
  /** Its memory in MB then, and the most until it was at rest. */
  readonly rss: number;
  readonly most: number;
}

/** Memory of a process in MB. */
const memoryOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Seconds of a processor that a process took. */
function workOf(pid: number | undefined): number {
  // The name before, in brackets, may hold spaces; what follows begins with the third field.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(stat[11]) + Number(stat[12])) / 100;
}

/** The most memory of a process, looked at each second until it does next to nothing: the whole ledger is checked by then. */
async function mostUntilRest(pid: number | undefined): Promise<number> {
  let most = memoryOf(pid);
  for (let quiet = 0; quiet < 3; ) {
    const before = workOf(pid);
    await sleep(1000);
    most = Math.max(most, memoryOf(pid));
    quiet = workOf(pid) - before < 0.05 ? quiet + 1 : 0;
  }
  return most;
}

/** Starts the demo on a place. */
async function started(more: Place['env']): Promise<Start> {
  const began = performance.now();
  const running = await startBot({ ...env, ...more }, ['--demo', '--sin-cliente']);
  const ready = (performance.now() - began) / 1000;
  const { pid } = running.process;
  const [work, rss] = [workOf(pid), memoryOf(pid)];
  const most = await mostUntilRest(pid);
  await running.stop();
  return { ready, work, rss, most };
}

const middle = (values: readonly number[]): number => quantile(values, 0.5);
const ofEach = async <T>(of: (name: Size) => Promise<T>): Promise<Record<Size, T>> => {
  const found = {} as Record<Size, T>;
  for (const name of names) found[name] = await of(name);
  return found;
};

/**
 * What a ledger of many entries costs beside one of few, in one run and in turn: an append (p99), `avance` after a new
 * record, the start of the program and its memory, and how long a snapshot keeps others waiting. So many entries as
 * PAT_BENCH_ENTRIES says (1,000,000 take minutes to write first); `filled` fills a place with so many.
 */
export async function growth(filled: (people: number, records: number) => Promise<Place>): Promise<void> {
  const places = await ofEach((name) => filled(people, sizes[name] - people));
  await starts(places);
  await answers(places);
  for (const name of names) await places[name].remove();
}

async function starts(places: Record<Size, Place>): Promise<void> {
  // The first start has no snapshot yet, and leaves one.
  const first = await ofEach((name) => started(places[name].env));
  const all = await ofEach(async () => [] as Start[]);
  for (let round = 0; round < 3; round += 1)
    for (const name of names) all[name].push(await started(places[name].env));
  const readyAfter = (name: Size) => middle(all[name].map(({ ready }) => ready));
  for (const name of names) {
    const rss = middle(all[name].map((s) => s.rss));
    const most = middle(all[name].map((s) => s.most));
    const work = middle(all[name].map((s) => s.work));
    const beyond = readyAfter(name) - readyAfter('few');
    console.log(
      `start at ${sizes[name]} entries: ready after ${readyAfter(name).toFixed(2)} s with ${work.toFixed(2)} s of work (${beyond.toFixed(2)} s more than at ${sizes.few}; ${first[name].ready.toFixed(2)} s without a snapshot), ${rss.toFixed(0)} MB, ${most.toFixed(0)} MB at most while it checks the whole ledger`,
    );
    const { elsewhere } = places[name];
    if (elsewhere === undefined) continue;
    const other = await started(elsewhere());
    console.log(
      `start at ${sizes[name]} entries on another machine: ready after ${other.ready.toFixed(2)} s with ${other.work.toFixed(2)} s of work, ${other.rss.toFixed(0)} MB`,
    );
  }
}

interface Open {
  readonly bot: RunningBot;
  /** Saves a snapshot as 5,000 entries after the last one: the longest pause of the event loop meanwhile, in ms. */
  snapshot(): Promise<number>;
  append(): Promise<number>;
  progress(): Promise<number>;
  close(): Promise<void>;
}

async function opened(place: Place): Promise<Open> {
  const { ledger, directory, close } = await place.open();
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
      await close();
    },
  };
}

async function answers(places: Record<Size, Place>): Promise<void> {
  const open = await ofEach((name) => opened(places[name]));
  const times = await ofEach(async () => ({ append: [] as number[], progress: [] as number[] }));
  for (let round = 0; round < 1200; round += 1)
    for (const name of names) {
      times[name].append.push(await open[name].append());
      if (round % 10 === 0) times[name].progress.push(await open[name].progress());
    }
  const p99 = (name: Size) => quantile(times[name].append, 0.99);
  const p50 = (name: Size) => middle(times[name].append);
  console.log(
    `append at ${sizes.many} entries beside ${sizes.few}: p99 ${p99('many').toFixed(1)} / ${p99('few').toFixed(1)} ms, ratio ${(p99('many') / p99('few')).toFixed(2)} (bound 1.5); p50 ratio ${(p50('many') / p50('few')).toFixed(2)}`,
  );
  const progress = (name: Size) => middle(times[name].progress);
  console.log(
    `avance after a new record at ${sizes.many} entries beside ${sizes.some}: ${progress('many').toFixed(1)} / ${progress('some').toFixed(1)} ms, ratio ${(progress('many') / progress('some')).toFixed(2)} (bound 1.5)`,
  );
  for (const name of names) {
    const pause = await open[name].snapshot();
    console.log(
      `a snapshot at ${sizes[name]} entries: the event loop stands still for ${pause.toFixed(0)} ms at most`,
    );
    await open[name].close();
  }
}
