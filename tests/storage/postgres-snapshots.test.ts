import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DamagedRun, type Run } from '../../src/ports/runs.ts';
import type { Snapshot } from '../../src/ports/snapshots.ts';
import { Kept } from '../../src/view/kept.ts';
import { copySnapshot, openSnapshots, readSnapshot } from '../../storage/common/snapshots.ts';
import { openPostgresStore, type PostgresStore, readPostgresStore } from '../../storage/postgres/index.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee, fill } from './support.ts';

/** Fewer are folded sooner than copied. */
const many = 5000;
const values = Array.from({ length: 300 }, (_, n) => [`k/${n}`, `valor ${n}`] as const);
const rows = new Map(values.map(([key, value], place) => [key, { place, value }]));

describe.skipIf(!hasPostgres)('snapshots beside PostgreSQL', { timeout: 60_000 }, () => {
  let server: Postgres;
  let url: string;
  let dir: string;
  let open: PostgresStore[];
  let machines: number;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
  });
  afterAll(() => server.dispose());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pat-snapshots-'));
    [open, machines] = [[], 0];
  });
  afterEach(async () => {
    for (const store of open) await store.close();
    await server.clear(url);
    await rm(dir, { recursive: true, force: true });
  });

  const filesDir = () => join(dir, 'files');
  const shared = () => join(filesDir(), committee, 'snapshot');
  const own = (machine: number) => join(dir, `machine-${machine}`, 'snapshots', committee);
  const places = (machine: number) => ({
    filesDir: filesDir(),
    dataDirOf: () => join(dir, `machine-${machine}`),
  });

  /** A process on a machine; a new one where none is named. */
  async function process(machine = ++machines): Promise<PostgresStore> {
    const store = await openPostgresStore({ url, committees: [committee], ...places(machine) });
    open.push(store);
    return store;
  }
  async function end(store: PostgresStore): Promise<void> {
    open = open.filter((one) => one !== store);
    await store.close();
  }
  /** The process that says what is due: its snapshots are shared. */
  async function sender(machine?: number): Promise<PostgresStore> {
    const store = await process(machine);
    await vi.waitFor(() => expect(store.isSender(committee)).toBe(true), 15_000);
    return store;
  }
  async function save({ ledger }: PostgresStore, state: string, older: readonly Run[] = []): Promise<Run> {
    const run = await ledger.writeRun!(committee, { t: rows }, older);
    await ledger.saveSnapshot(committee, { ...(await ledger.head(committee)), state, runs: [run] });
    return run;
  }
  const load = ({ ledger }: Pick<PostgresStore, 'ledger'>) => ledger.loadSnapshot(committee);
  const table = ({ runs }: Snapshot) => [...new Kept<unknown>('t', runs!, 300).entries()];

  it('a process on a new machine goes on from a copy of the sender’s, and needs it no more', async () => {
    const first = await sender();
    await fill(first.ledger, 'k', many);
    await save(first, 'one');
    const second = await process();
    const found = (await load(second))!;
    expect(found).toMatchObject({ seq: many, state: 'one' });
    await rm(shared(), { recursive: true });
    await end(first);
    expect(table(found)).toEqual(values);
    await end(second);
    // A write that a crash cut short.
    await writeFile(join(own(2), 'snapshot.json.456'), '{"da');
    expect(await load(await process(2))).toMatchObject({ seq: many, state: 'one' });
    expect((await readdir(own(2))).sort()).toEqual(['runs', 'snapshot.json']);
  });

  it('only the sender’s is copied, and only where it spares much', async () => {
    const first = await sender();
    const second = await process();
    await fill(first.ledger, 'k', many - 1);
    await save(first, 'few');
    await expect(readdir(shared())).rejects.toThrow('ENOENT');
    await fill(first.ledger, 'more', 1);
    await save(second, 'not the sender');
    await expect(readdir(shared())).rejects.toThrow('ENOENT');
    const run = await save(first, 'many');
    expect(await readdir(join(shared(), 'runs'))).toEqual([run.name]);
    await fill(first.ledger, 'later', 1);
    await save(first, 'hardly more');
    expect(await readdir(join(shared(), 'runs'))).toEqual([run.name]);
    // A process that has hardly less keeps its own.
    await end(second);
    expect(await load(await process(2))).toMatchObject({ state: 'not the sender' });
  });

  it('a reader takes the newest that there is', async () => {
    const first = await sender();
    const reader = async (machine: number) =>
      load({ ledger: await readPostgresStore({ url, ...places(machine) }) } as never);
    expect(await reader(1)).toBeNull();
    await fill(first.ledger, 'k', many);
    await save(first, 'shared');
    await fill(first.ledger, 'more', 3);
    await save(first, 'own');
    expect(await reader(1)).toMatchObject({ seq: many + 3, state: 'own' });
    expect(await reader(9)).toMatchObject({ seq: many, state: 'shared' });
    expect(table((await reader(9))!)).toEqual(values);
  });

  it('whatever a crash leaves between two steps of copying is sound or none, and the next copy mends it', async () => {
    const first = await sender();
    await fill(first.ledger, 'k', many);
    const run = await save(first, 'sound');
    const whole = join(dir, 'whole');
    await cp(shared(), whole, { recursive: true });
    const left: readonly [string, () => Promise<unknown>, 'sound' | undefined][] = [
      ['all of it', async () => {}, 'sound'],
      ['runs without a snapshot', () => rm(join(shared(), 'snapshot.json')), undefined],
      ['half of a run under its own name', () => truncate(join(shared(), 'runs', run.name), 900), undefined],
      ['a snapshot without its run', () => rm(join(shared(), 'runs', run.name)), undefined],
      [
        'unfinished files',
        async () => {
          await writeFile(join(shared(), 'runs', `${run.name}.123`), 'half');
          await writeFile(join(shared(), 'snapshot.json.456'), '{"da');
        },
        'sound',
      ],
    ];
    for (const [what, leave, state] of left) {
      await rm(shared(), { recursive: true });
      await cp(whole, shared(), { recursive: true });
      await leave();
      const other = await process();
      expect((await load(other))?.state, what).toBe(state);
      await end(other);
      if (state === undefined) continue;
      // The same on this side: its own copy ended before the snapshot.
      await rm(join(own(machines), 'snapshot.json'));
      await truncate(join(own(machines), 'runs', run.name), 900);
    }
    expect((await load(await process(machines)))?.state).toBe('sound');
    await rm(join(shared(), 'snapshot.json'));
    const next = await save(first, 'next');
    expect((await readdir(shared())).sort()).toEqual(['runs', 'snapshot.json']);
    expect(await readdir(join(shared(), 'runs'))).toEqual([next.name]);
    expect(await load(await process())).toMatchObject({ state: 'next' });
  });

  it('a copy that is damaged is found, is gone for all, and is made anew', async () => {
    const first = await sender();
    await fill(first.ledger, 'k', many);
    const run = await save(first, 'sound');
    const file = join(shared(), 'runs', run.name);
    const bytes = await readFile(file);
    bytes[bytes.indexOf('valor 77') + 6]! ^= 1;
    await writeFile(file, bytes);
    const second = await process();
    const found = (await load(second))!;
    expect(() => table(found)).toThrow(DamagedRun);
    expect(await load(second)).toBeNull();
    expect(await load(await process())).toBeNull();
    // Who wrote it has it sound.
    expect(table((await load(first))!)).toEqual(values);
    await save(first, 'anew');
    expect(await load(await process())).toMatchObject({ state: 'anew' });
  });

  it('a folder that can’t be read, or written, keeps nobody from working', async () => {
    await mkdir(join(filesDir(), committee), { recursive: true });
    await writeFile(shared(), 'a file where a folder should be');
    const first = await sender();
    expect(await load(first)).toBeNull();
    await fill(first.ledger, 'k', many);
    await save(first, 'own');
    await end(first);
    await writeFile(join(dir, 'machine-2'), 'the same');
    const second = await process(2);
    expect(await load(second)).toBeNull();
    expect(await second.ledger.head(committee)).toMatchObject({ seq: many });
    expect(await load(await process(1))).toMatchObject({ state: 'own' });
  });

  it('one of another ledger counts for nothing, and makes room for a shorter one', async () => {
    const first = await sender();
    await fill(first.ledger, 'k', many + 100);
    await save(first, 'before');
    await end(first);
    await server.clear(url);
    const restored = await sender(1);
    expect(await load(restored)).toBeNull();
    await fill(restored.ledger, 'other', many);
    await save(restored, 'restored');
    expect(await load(await process())).toMatchObject({ seq: many, state: 'restored' });
  });

  it('who copies while others take its place gets one of them whole, or none', async () => {
    const { ledger } = await sender();
    const sources = await Promise.all(
      ['even', 'odd'].map(async (state) => {
        const [folder, told] = [join(dir, state), () => {}];
        const snapshots = openSnapshots(folder, told);
        const run = await snapshots.writeRun({ t: rows }, []);
        await snapshots.save({ ...(await ledger.head(committee)), state, runs: [run] });
        return folder;
      }),
    );
    const seen = new Set<unknown>();
    for (let n = 0; n < 150; n += 1) {
      const to = join(dir, `copy-${n}`);
      await Promise.all([
        copySnapshot(sources[n % 2]!, shared()),
        copySnapshot(shared(), to).catch((error) => expect(error).toMatchObject({ code: 'ENOENT' })),
      ]);
      const found = await readSnapshot(to);
      seen.add(found?.state ?? null);
      if (found !== null) expect(table(found)).toEqual(values);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});
