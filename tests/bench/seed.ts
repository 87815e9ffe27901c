import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Draft, type Entry, origin, seal } from '../../src/entry.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { textOf } from '../../storage/common/entries.ts';
import { openLowdbDirectory, openLowdbLedger } from '../../storage/lowdb/index.ts';
import type { PostgresStore } from '../../storage/postgres/index.ts';

export const committee = 'isssteson';
const batch = 4096;
const common = { actor: 'cli', platform: 'cli' } as const;

/** The id, number and e-mail of the n-th person. */
export const personId = (i: number): string => `persona-${i}`;
export const personNumber = (i: number): string => String(i).padStart(6, '0');
export const personMail = (i: number): string => `p${personNumber(i)}@ejemplo.invalid`;

const two = (n: number) => String(n).padStart(2, '0');

function joined(i: number): Draft {
  return {
    ...common,
    kind: 'roster.joined',
    key: `r/${i}`,
    folio: null,
    subject: personId(i),
    occurredOn: '2020-01-01',
    body: { unit: `Unidad ${i % 90}` },
  };
}

/** The n-th record; of each person a letter, an evaluation, three trainings, five donations, then practices. */
function record(n: number, people: number): Draft {
  const round = Math.floor(n / people);
  const [kind, letters, body]: [string, string, Draft['body']] =
    round === 0
      ? ['letter.accepted', 'CAR', { version: '2024', textHash: 'a'.repeat(64), part: 'declared' }]
      : round === 1
        ? ['evaluation.recorded', 'EVA', { year: 2024, part: 'declared' }]
        : round < 5
          ? ['training.recorded', 'CAP', { course: `Curso ${n % 40}`, minutes: 240, part: 'declared' }]
          : round < 10
            ? ['donation.recorded', 'DON', { thing: 'caps', unit: 'g', amount: 500 }]
            : ['practice.recorded', 'PRA', { practice: 'recycling' }];
  return {
    ...common,
    kind,
    key: `n/${n}`,
    folio: `2024-${letters}-${String(n + 1).padStart(6, '0')}`,
    subject: personId(n % people),
    occurredOn: `2024-${two(1 + (n % 6))}-${two(1 + (n % 28))}`,
    body,
  };
}

/** Entries of so many people and records of the first half of 2024, in batches that follow each other. */
export function* entriesOf(people: number, records: number): Generator<Entry[]> {
  let head = origin;
  const total = people + records;
  for (let from = 0; from < total; from += batch) {
    const drafts = Array.from({ length: Math.min(batch, total - from) }, (_, i) =>
      from + i < people ? joined(from + i) : record(from + i - people, people),
    );
    const entries = seal(committee, head, drafts, '2024-07-01T16:00:00.000Z');
    head = { seq: entries.at(-1)!.seq, hash: entries.at(-1)!.hash };
    yield entries;
  }
}

const savePeople = (directory: Directory, people: number): Promise<void> =>
  directory.savePeople(
    committee,
    Array.from({ length: people }, (_, i) => ({
      id: personId(i),
      number: personNumber(i),
      name: `Persona Ejemplo ${i}`,
      email: personMail(i),
      position: null,
    })),
  );

/** Writes them to a ledger, and the people to a directory. */
export async function fill(
  { ledger, directory }: { readonly ledger: Ledger; readonly directory: Directory },
  people: number,
  records: number,
): Promise<void> {
  await savePeople(directory, people);
  let head = origin;
  for (const entries of entriesOf(people, records)) {
    await ledger.append(committee, head, entries);
    head = { seq: entries.at(-1)!.seq, hash: entries.at(-1)!.hash };
  }
}

/** Writes them to the tables of an empty database themselves, since a million appends take long. */
export async function fillDatabase(
  { db, directory }: Pick<PostgresStore, 'db' | 'directory'>,
  people: number,
  records: number,
): Promise<void> {
  await savePeople(directory, people);
  let writing: Promise<unknown> = Promise.resolve();
  for (const entries of entriesOf(people, records)) {
    await writing;
    const { seq, hash } = entries.at(-1)!;
    writing = db.query(
      `with added as (
         insert into entries (committee, seq, key, hash, entry)
         select $1, e.seq, e.key, e.hash, e.entry
         from unnest($2::integer[], $3::text[], $4::text[], $5::text[]) as e (seq, key, hash, entry)
       )
       update heads set seq = $6, hash = $7 where committee = $1`,
      [
        committee,
        ...[entries.map((e) => e.seq), entries.map((e) => e.key), entries.map((e) => e.hash)],
        ...[entries.map(textOf), seq, hash],
      ],
    );
  }
  await writing;
}

/** A data folder that holds them; `remove` removes it. */
export async function filledFolder(
  people: number,
  records: number,
): Promise<{ dir: string; remove(): void }> {
  const top = mkdtempSync(join(tmpdir(), 'pat-bench-'));
  const dir = join(top, 'data');
  const folder = { dir, committees: [committee] };
  const [ledger, directory] = [await openLowdbLedger(folder), await openLowdbDirectory(folder)];
  await fill({ ledger, directory }, people, records);
  await directory.close();
  await ledger.close();
  return { dir, remove: () => rmSync(top, { recursive: true, force: true }) };
}
