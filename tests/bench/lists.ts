/**
 * What requests that want all records cost at 1,000,000 entries beside 10,000, of an institution of 3,000 people: how long
 * each takes, how long somebody else's `avance` waits and the event loop is kept meanwhile, and the memory of the process. Run with
 * `node --import tsx tests/bench/lists.ts`; PAT_BENCH_FOLDER keeps the data folders for the next time, and words after
 * it choose the requests whose name has one of them.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { createMetrics } from '../../adapters/metrics/index.ts';
import { loadDeployment } from '../../src/deployment.ts';
import { origin } from '../../src/entry.ts';
import { openCommittees } from '../../src/open/committees.ts';
import { operate } from '../../src/operations.ts';
import type { BoardAddress } from '../../src/ports/board-pages.ts';
import type { Reply } from '../../src/request.ts';
import { openLowdbDirectory, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { request } from '../support/bot.ts';
import { entriesOfYears, personAt, yearsFor } from '../support/years.ts';
import { committee } from './seed.ts';

const people = 3000;
const sizes = { some: 10_000, many: Number(process.env.PAT_BENCH_ENTRIES ?? 1_000_000) };
/** So long somebody else may wait, in ms. */
const bound = 200;

interface Measured {
  readonly name: string;
  /** In ms. */
  readonly took: number;
  readonly waited: number;
  /** The longest that the event loop was kept, in ms of processor time: what others wait where nobody else uses the machine. */
  readonly kept: number;
  /** Memory of the process at its highest meanwhile, in MB. */
  readonly rss: number;
}

/**
 * A data folder of such an institution: the one that is there already, or a new one, which `remove` removes. Filling a
 * new one with 1,000,000 entries takes minutes.
 */
async function yearsFolder(
  people: number,
  entries: number,
  kept: string | undefined,
): Promise<{ dir: string; remove(): void }> {
  const top =
    kept === undefined ? mkdtempSync(join(tmpdir(), 'pat-bench-')) : join(kept, `${people}-${entries}`);
  const dir = join(top, 'data');
  const remove = kept === undefined ? () => rmSync(top, { recursive: true, force: true }) : () => {};
  if (kept !== undefined) {
    mkdirSync(dirname(top), { recursive: true });
    try {
      mkdirSync(top);
    } catch {
      return { dir, remove };
    }
  }
  const folder = { dir, committees: [committee] };
  const [ledger, directory] = [await openLowdbLedger(folder), await openLowdbDirectory(folder)];
  await directory.savePeople(
    committee,
    Array.from({ length: people }, (_, i) => personAt(i)),
  );
  let head = origin;
  const { years, active } = yearsFor(people, entries);
  for (const sealed of entriesOfYears(people, years, active)) {
    await ledger.append(committee, head, sealed);
    head = { seq: sealed.at(-1)!.seq, hash: sealed.at(-1)!.hash };
  }
  await directory.close();
  await ledger.close();
  return { dir, remove };
}

/** Opens the bot on a folder, as a start does, and asks for one thing after the other. */
async function measureAll(dir: string, only: readonly string[]): Promise<Measured[]> {
  const env = {
    PAT_DATA_DIR: dir,
    PAT_NOW: '2024-11-20T10:00:00-07:00',
    PAT_ADMINS: personAt(1).email!,
    CI: '1',
  };
  const deployment = await loadDeployment(env, { demo: true });
  const all = await openCommittees({
    committees: deployment.committees,
    log: pino({ level: 'error' }),
    metrics: createMetrics({ version: '0', standing: () => new Map() }),
    clockStart: ({ config }) => config.now,
    onWait: () => {},
    platforms: () => [],
  });
  const [of] = all.all;
  const { bot, board } = of!;
  const ask = (words: string, person = 1) =>
    bot.handle({ ...request('slack', String(person), words), emails: [personAt(person).email!] });
  const { id } = bot.people.people().byNumber(personAt(1).number)!;
  const reader = { kind: 'committee', person: id, admin: true } as const;
  const page = (address: BoardAddress) => board!.page(reader, address);
  async function file(name: string): Promise<void> {
    const found = await board!.file(reader, name);
    if (found === null || found === 'busy') throw new Error(`${name}: ${found}`);
    for await (const _ of await found.open());
  }
  const newest = (letters: string): string =>
    `2024-${letters}-${String(bot.journal.view().counters.get(`2024-${letters}`)).padStart(6, '0')}`;
  const command = (operation: Parameters<typeof operate>[1]) =>
    operate({ ...of!, fresh: () => String(Math.random()) }, operation);
  const acts: Record<string, () => Promise<unknown>> = {
    'avance, the first': () => ask('avance'),
    'avance 10': () => ask('avance 10'),
    'the tick': () => of!.tick(),
    'the board: overview': () => page({ page: 'overview' }),
    'the board: activity 5 (practices)': () => page({ page: 'activity', number: 5 }),
    'the board: activity 9 (training)': () => page({ page: 'activity', number: 9 }),
    'the board: activity 10 (donations)': () => page({ page: 'activity', number: 10 }),
    'the board: practices of a month': () => page({ page: 'records', number: 5, month: '2024-05', sheet: 2 }),
    'the board: deliveries': () => page({ page: 'deliveries' }),
    'the board: calendar': () => page({ page: 'calendar' }),
    'the board: exports': () => page({ page: 'exports' }),
    'avance.xlsx': () => file('avance.xlsx'),
    'folios.csv': () => file('folios.csv'),
    'pendientes.xlsx': () => file('pendientes.xlsx'),
    'libro.zip': () => file('libro.zip'),
    'the ledger checked on the board': () => board!.check(reader),
    'de donde sale 3': () => ask('de donde sale 3'),
    'origen 9': () => ask('origen 9'),
    'origen 5': () => ask('origen 5'),
    'origen 10 excel': () => ask('origen 10 excel'),
    'pendientes 9': () => ask('pendientes 9'),
    'lista tapitas (entregas)': () => ask('entregas'),
    'tarjeta envios 2024-05': () => ask('tarjeta envios 2024-05'),
    'tarjeta corregir 2024-05': () => ask('tarjeta corregir 2024-05 "Respeto" "Otra frase"'),
    'tarjeta reenviar': () => ask('tarjeta reenviar'),
    'mis datos': () => ask('mis datos', 2),
    'mi avance': () => ask('mi avance', 2),
    'informe trimestral 2': () => ask('informe trimestral 2'),
    'informe anual': () => ask('informe anual'),
    'informe adenda trimestral 1': () => ask('informe adenda trimestral 1'),
    'corregir a training': () => ask(`corregir ${newest('CAP')} 2024-09-03 motivo "Error"`),
    'corregir a donation': () => ask(`corregir ${newest('DON')} 2 kg motivo "Error"`),
    'anular a practice': () => ask(`anular ${newest('PRA')} motivo "Error"`),
    sesion: () => ask('sesion'),
    hojas: () => ask('hojas'),
    'evidencia 9': () => ask('evidencia 9'),
    'persona olvidar --simular': () =>
      command({ op: 'forget-person', number: personAt(7).number, oficio: 'UT/1/2024', simulate: true }),
  };
  let [worst, on, peak, kept] = [0, true, 0, 0];
  const rss = (): number => process.memoryUsage.rss() / 2 ** 20;
  const sampler = setInterval(() => {
    peak = Math.max(peak, rss());
  }, 20);
  const spent = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let last = spent();
  const turns = setInterval(() => {
    const now = spent();
    kept = Math.max(kept, now - last);
    last = now;
  }, 1);
  const somebody = (async () => {
    while (on) {
      const began = performance.now();
      // Without a picture: those are drawn one after the other, with the documents.
      await ask('avance 10', 3);
      worst = Math.max(worst, performance.now() - began);
      await new Promise((next) => setTimeout(next, 10));
    }
  })();
  // What a start leaves to be done is not what is measured.
  await new Promise((next) => setTimeout(next, 4000));
  const found: Measured[] = [];
  for (const [name, act] of Object.entries(acts)) {
    if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
    [worst, peak, kept] = [0, rss(), 0];
    const began = performance.now();
    const made = await act();
    const took = performance.now() - began;
    await new Promise((next) => setTimeout(next, 50));
    found.push({ name, took, waited: worst, kept, rss: peak });
    console.error(`${name}: ${took.toFixed(0)} ms, ${(made as Reply | undefined)?.message?.summary ?? ''}`);
  }
  on = false;
  await somebody;
  clearInterval(sampler);
  clearInterval(turns);
  await all.close();
  return found;
}

const [mode, dir, ...words] = process.argv.slice(2);
if (mode === '--of') process.send!(await measureAll(dir!, words), () => process.disconnect());
else {
  const only = process.argv.slice(2);
  const found = {} as Record<keyof typeof sizes, Measured[]>;
  for (const name of ['some', 'many'] as const) {
    const folder = await yearsFolder(people, sizes[name], process.env.PAT_BENCH_FOLDER);
    found[name] = await new Promise((done, fail) => {
      const child = fork(fileURLToPath(import.meta.url), ['--of', folder.dir, ...only], {
        execArgv: ['--import', 'tsx'],
      });
      child.once('message', (message) => done(message as Measured[]));
      child.once('exit', (code) => fail(new Error(`ended with ${code}`)));
    });
    folder.remove();
  }
  for (const many of found.many) {
    const some = found.some.find(({ name }) => name === many.name)!;
    console.log(
      `${many.name}: ${many.took.toFixed(0)} ms at ${sizes.many} entries, ${some.took.toFixed(0)} ms at ${sizes.some}, ratio ${(many.took / some.took).toFixed(1)}; somebody else waited ${many.waited.toFixed(0)} / ${some.waited.toFixed(0)} ms at most (the loop kept ${many.kept.toFixed(0)} / ${some.kept.toFixed(0)}); ${many.rss.toFixed(0)} / ${some.rss.toFixed(0)} MB`,
    );
  }
  const worst = Math.max(...found.many.map(({ kept }) => kept));
  console.log(`longest that the event loop was kept: ${worst.toFixed(0)} ms (bound ${bound})`);
  process.exitCode = worst <= bound ? 0 : 1;
}
