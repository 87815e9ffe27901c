import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../src/entry.ts';
import { step } from '../src/fold.ts';
import { type Journal, openJournal } from '../src/journal.ts';
import { type KeptView, openView } from '../src/open/view.ts';
import { DamagedRun } from '../src/ports/runs.ts';
import type { StoredLedger } from '../src/ports/store.ts';
import { dump } from '../src/view/snapshot.ts';
import { emptyView, type View } from '../src/view.ts';
import { openPostgresStore } from '../storage/postgres/index.ts';
import { committee, openLedger, temporaryFolder } from './storage/support.ts';
import { all, draft } from './support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from './support/postgres.ts';

const now = () => new Date('2024-05-07T17:00:00Z');
const folioOf = (n: number): string => `2024-CAP-${String(n).padStart(6, '0')}`;
const training = (n: number): Draft =>
  draft(`training/${n}`, {
    folio: folioOf(n),
    subject: `p-${n % 7}`,
    body: { course: `Curso ${n}`, minutes: 60, part: 'declared' },
  });

/** Where a ledger is kept, and the runs of its view. */
interface Place {
  open(): Promise<StoredLedger>;
  readonly runs: string;
  remove(): Promise<void>;
}

async function folder(): Promise<Place> {
  const { dir, remove } = await temporaryFolder();
  return { open: () => openLedger(dir), runs: join(dir, committee, 'runs'), remove };
}

let server: Postgres;
async function database(): Promise<Place> {
  const { dir, remove } = await temporaryFolder();
  const url = await server.create();
  return {
    async open() {
      const places = { filesDir: join(dir, 'files'), dataDirOf: () => dir };
      const store = await openPostgresStore({ url, committees: [committee], ...places });
      return { ...store.ledger, close: store.close };
    },
    runs: join(dir, 'snapshots', committee, 'runs'),
    remove,
  };
}
afterAll(() => server?.dispose());

const places = [
  ['a data folder', folder],
  ...(hasPostgres ? [['PostgreSQL', database] as const] : []),
] as const;

describe.each(places)('a view in runs beside %s', (_, make) => {
  let place: Place;
  let ledger: StoredLedger;
  let kept: KeptView;
  let journal: Journal;

  async function open(): Promise<void> {
    ledger = await place.open();
    kept = await openView(ledger, committee);
    journal = await openJournal({
      ...{ ledger, committee, now, keep: async () => {}, anew: kept.anew },
      ...(kept.view && { from: kept.view }),
    });
  }
  async function close(): Promise<void> {
    await journal.idle();
    await kept.save(journal.view());
    await ledger.close();
  }
  /** Changes every row of a table that a run holds, and nothing else of it. */
  function harm(): void {
    for (const name of readdirSync(place.runs)) {
      const bytes = readFileSync(join(place.runs, name));
      for (let at = bytes.indexOf('"Curso '); at >= 0; at = bytes.indexOf('"Curso ', at + 1))
        bytes[at + 7]! ^= 1;
      writeFileSync(join(place.runs, name), bytes);
    }
  }
  const plainView = async (): Promise<unknown> => {
    const view = emptyView();
    for (const entry of await all(ledger.read(committee, 1))) step(view, entry);
    return dump(view);
  };
  const record = (n: number) =>
    journal.submit((view: View) => {
      const known = view.records.get(folioOf(1));
      return { drafts: view.keys.has(`training/${n}`) ? [] : [training(n)], value: known?.body.course };
    });

  beforeAll(async () => {
    if (make === database) server = await startPostgres();
  });
  beforeEach(async () => {
    place = await make();
    await open();
    for (let n = 1; n <= 40; n += 1) await record(n);
    await close();
  });
  afterEach(() => place.remove());

  it('the view from runs is the one that all entries give', async () => {
    await open();
    expect(dump(journal.view())).toEqual(await plainView());
    await record(41);
    await kept.save(journal.view());
    expect(dump(journal.view())).toEqual(await plainView());
    await close();
  });

  it('a damaged run costs time and nothing else: who asks gets the right answer, and what is recorded is recorded once', async () => {
    harm();
    await open();
    // Together, as in a busy minute.
    expect(await Promise.all([record(41), record(42), record(41)])).toEqual([
      'Curso 1',
      'Curso 1',
      'Curso 1',
    ]);
    expect(await all(ledger.read(committee, 41))).toHaveLength(2);
    expect(dump(journal.view())).toEqual(await plainView());
    await record(43);
    await close();
    await open();
    expect(dump(journal.view())).toEqual(await plainView());
    expect(journal.view().head.seq).toBe(43);
    await close();
  });

  it('what takes long, and was set aside as the damage was met, is recorded once', async () => {
    harm();
    await open();
    const long = journal.submit(function* () {
      for (let n = 0; n < 100; n += 1) yield;
      return { drafts: [training(50)], value: 'all of the list' };
    });
    expect(await Promise.all([long, record(41)])).toEqual(['all of the list', 'Curso 1']);
    await journal.idle();
    expect((await all(ledger.read(committee, 41))).map((e) => e.key).sort()).toEqual([
      'training/41',
      'training/50',
    ]);
    expect(journal.failure()).toBeNull();
    await close();
  });

  it('a run that is damaged between the decision and the view is no trouble either', async () => {
    await open();
    let reads = 0;
    const get = kept.view!.records.get.bind(kept.view!.records);
    // The record is voided: the first look at it is the copy's, the second the view's own.
    kept.view!.records.get = (folio) => {
      reads += 1;
      if (reads !== 2) return get(folio);
      harm();
      throw new DamagedRun('read again');
    };
    const voided = draft('void/1', {
      kind: 'record.voided',
      folio: '2024-ANU-000001',
      subject: null,
      body: { of: folioOf(9), reason: null },
    });
    await journal.submit(() => ({ drafts: [voided], value: null }));
    expect(journal.view().records.get(folioOf(9))?.voided).toBe('2024-ANU-000001');
    expect(dump(journal.view())).toEqual(await plainView());
    await close();
  });
});
