/**
 * 70 committees of 1,000 employees in one process, all of them in one tenant (the roster has to tell whose request it
 * is), beside one committee: on lowdb, or with the argument `postgres` in one database. Run with
 * `node --import tsx tests/bench/committees.ts [postgres]`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createMetrics } from '../../adapters/metrics/index.ts';
import { type Deployment, loadDeployment } from '../../src/deployment.ts';
import { fresh } from '../../src/open/committee.ts';
import { openCommittees, type RunningCommittees } from '../../src/open/committees.ts';
import { operate } from '../../src/operations.ts';
import type { Request } from '../../src/request.ts';
import { shipped } from '../support/bot.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

const [many, employees, rounds, atOnce] = [70, 1000, 1500, 20];
const tenant = 't1';
const log = pino({ level: 'silent' });
const ms = (n: number): string => `${n.toFixed(n < 10 ? 2 : 0)} ms`;
const mb = (): number => process.memoryUsage().rss / 1e6;
const top = await mkdtemp(join(tmpdir(), 'pat-bench-committees-'));
const server: Postgres | null = process.argv[2] === 'postgres' ? await startPostgres({ fsync: true }) : null;

async function deployment(name: string, count: number): Promise<Deployment> {
  const dir = join(top, name);
  await mkdir(dir);
  const ids = Array.from({ length: count }, (_, i) => `comite-${i}`);
  for (const id of ids) {
    const programme = shipped();
    Object.assign(programme.committee, { id, shortName: id });
    await writeFile(join(dir, `${id}.json`), JSON.stringify(programme));
  }
  const committees = ids.map((id) => ({ programme: `${id}.json`, teams: { tenants: [tenant] } }));
  await writeFile(join(dir, 'comites.json'), JSON.stringify({ committees }));
  return loadDeployment({
    PAT_COMMITTEES: join(dir, 'comites.json'),
    PAT_DATA_DIR: join(dir, 'data'),
    MicrosoftAppId: 'app',
    MicrosoftAppPassword: 'secret',
    ...(server && { DATABASE_URL: await server.create(), PAT_FILES_DIR: join(dir, 'files') }),
  });
}

const open = (of: Deployment): Promise<RunningCommittees> =>
  openCommittees({
    ...of,
    log,
    metrics: createMetrics({ version: '0', standing: () => new Map() }),
    clockStart: () => new Date('2024-05-09T17:00:00Z'),
    onWait: () => {},
    platforms: () => [],
  });

async function fill({ all }: RunningCommittees): Promise<void> {
  for (const of of all) {
    const header = ['numero_empleado', 'nombre', 'correo', 'unidad', 'puesto', 'alta'];
    const rows = Array.from({ length: employees }, (_, n) => [
      String(n + 1).padStart(5, '0'),
      `Persona ${n}`,
      `p${n}@${of.committee}.mx`,
      `Unidad ${n % 20}`,
      'Puesto',
      '2020-01-01',
    ]);
    const table = [header, ...rows].map((cells, i) => ({ row: i + 1, cells }));
    const operation = { op: 'import-roster', rows: table, complete: false, simulate: false } as const;
    const done = await operate({ ...of, fresh }, operation);
    if (!done.ok) throw new Error(done.lines.join('\n'));
  }
}

const request = (committee: string, n: number, words: string): Request => ({
  account: { platform: 'teams', tenant, user: `${committee}-${n}` },
  emails: [`p${n}@${committee}.mx`],
  ...{ guest: false, where: 'direct', channel: null, words, canOpen: false },
});

/** The 99th percentile and the median of so many records, so many at once, each by somebody else. */
async function requests(
  { all, router }: RunningCommittees,
  from: number,
): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let n = next++; n < rounds; n = next++) {
      const { committee } = all[n % all.length]!;
      const began = performance.now();
      await router.handle(
        request(committee, from + (Math.floor(n / all.length) % 400), `tapitas ${n + 1} kg`),
      );
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]! };
}

async function ticks({ all }: RunningCommittees): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    const began = performance.now();
    await Promise.all(all.map((of) => of.tick()));
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[4]!;
}

try {
  const before = mb();
  const setups = { one: await deployment('one', 1), many: await deployment('many', many) };
  const running: RunningCommittees[] = [];
  const measured = async (name: 'one' | 'many') => {
    let began = performance.now();
    const first = await open(setups[name]);
    const begun = performance.now() - began;
    await fill(first);
    await first.close();
    began = performance.now();
    const again = await open(setups[name]);
    running.push(again);
    return { again, begun, start: performance.now() - began };
  };
  const one = await measured('one');
  const several = await measured('many');
  console.log(
    `${many} committees × ${employees} employees, one process, one tenant, ${server ? 'PostgreSQL' : 'lowdb'}`,
  );
  console.log(
    `first start ${ms(several.begun)}, start with data ${ms(several.start)} (one: ${ms(one.start)})`,
  );
  await ticks(several.again);
  console.log(
    `idle tick of all ${ms(await ticks(several.again))} (one: ${ms(await ticks(one.again))}), every 5 s`,
  );
  const pairs: (readonly [Awaited<ReturnType<typeof requests>>, Awaited<ReturnType<typeof requests>>])[] = [];
  for (let i = 0; i < 3; i += 1)
    pairs.push([await requests(one.again, i * 10), await requests(several.again, i * 10)] as const);
  const mid = (of: (p: (typeof pairs)[number]) => number): number => pairs.map(of).sort((a, b) => a - b)[1]!;
  const [p1, pn] = [mid(([a]) => a.p99), mid(([, b]) => b.p99)];
  console.log(
    `records, ${atOnce} at once: p50 ${ms(mid(([, b]) => b.p50))} (one: ${ms(mid(([a]) => a.p50))})`,
  );
  console.log(`p99 ${ms(pn)} (one: ${ms(p1)}), ratio ${(pn / p1).toFixed(2)}`);
  if (server) {
    const [used] = await server.ask<{ most: number }>(
      'postgres',
      `select count(*)::integer as most from pg_stat_activity where application_name = 'pat' and datname = 't2'`,
    );
    console.log(`connections of the process to the one database ${used!.most}`);
  }
  console.log(`resident memory ${mb().toFixed(0)} MB (${before.toFixed(0)} before anything was opened)`);
  for (const of of running) await of.close();
} finally {
  await server?.dispose();
  await rm(top, { recursive: true, force: true });
}
