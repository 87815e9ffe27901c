import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Tombstone } from '../../src/ports/directory.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { carryForgotten, readForgotten } from '../../storage/lowdb/forgotten.ts';
import { readLowdbPeople } from '../../storage/lowdb/reader.ts';
import { account, person } from '../contracts/directory.ts';
import { temporaryFolder } from './support.ts';

const committee = 'isssteson';
const key = 'isssteson/directory/forgotten-key.json';
let dir: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterEach(() => remove());

const tombstone = (n: number): Tombstone => ({
  person: `p-${n}`,
  number: String(n).repeat(64),
  email: null,
  accounts: [],
  texts: [],
  oficio: null,
  on: '2024-05-07',
});
const open = (folder = dir) => openLowdbDirectory({ dir: folder, committees: [committee], waitMs: 0 });

/** A folder in which somebody is, and a copy of it as a backup. */
async function backedUp(): Promise<string> {
  const directory = await open();
  await directory.savePeople(committee, [person(1), person(2)]);
  await directory.bind(committee, account(1));
  await directory.close();
  const backup = join(dir, '../', `${dir.split('/').at(-1)}-respaldo`);
  cpSync(dir, backup, { recursive: true });
  return backup;
}

it('no byte of what was erased is left in the folder, and only its owner reads the marks', async () => {
  await (await open()).close();
  // What a write that a crash cut short left behind.
  writeFileSync(join(dir, committee, 'directory/people.json.123456'), JSON.stringify(person(1)));
  const directory = await open();
  await directory.savePeople(committee, [person(1), person(2)]);
  await directory.bind(committee, account(1, { platform: 'teams', tenant: 'E1', user: 'aad-1' }));
  await directory.saveAddress(committee, {
    platform: 'teams',
    kind: 'person',
    tenant: 'E1',
    id: 'aad-1',
    ref: { user: '29:uno', conversation: 'a:uno' },
  });
  await directory.saveTexts(committee, [{ id: 't', salt: 'sal', text: 'Persona Sintética 1 faltó' }]);
  await directory.bury(committee, tombstone(1));
  await directory.forget(committee, {
    people: ['p-1'],
    accounts: [account(1, { platform: 'teams', tenant: 'E1', user: 'aad-1' })],
    texts: [{ id: 't', salt: '', text: '' }],
  });
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const bytes = files.map((f) => readFileSync(join(f.parentPath, f.name), 'utf8')).join();
  expect(bytes).not.toMatch(/Sintética 1\b|persona1@|aad-1|:uno|"sal"/);
  expect(bytes).toContain('Sintética 2');
  for (const file of [join(committee, 'forgotten.json'), key])
    expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
  await directory.close();
});

it('whoever reads beside the bot meets nobody who is marked, even where a restored file has them', async () => {
  await backedUp();
  const directory = await open();
  await directory.bury(committee, tombstone(1));
  expect(await readLowdbPeople(dir, committee)).toEqual([person(2)]);
  await directory.close();
});

it('a restore carries those who were forgotten: of the replaced folder and of the backup', async () => {
  const backup = await backedUp();
  const directory = await open();
  const { key: secret } = await directory.tombstones(committee);
  for (const n of [1, 2]) await directory.bury(committee, tombstone(n));
  await directory.close();
  const other = await open(backup);
  await other.bury(committee, tombstone(3));
  await other.close();
  rmSync(join(backup, key));
  await carryForgotten(dir, backup, committee);
  expect((await readForgotten(backup, committee)).map((t) => t.person).sort()).toEqual(['p-1', 'p-2', 'p-3']);
  const restored = await open(backup);
  expect((await restored.tombstones(committee)).key).toBe(secret);
  await restored.close();
  rmSync(backup, { recursive: true });
});

it('a folder in which nobody was forgotten carries nothing', async () => {
  const backup = await backedUp();
  const before = readFileSync(join(backup, key), 'utf8');
  await carryForgotten(dir, backup, committee);
  expect(await readForgotten(backup, committee)).toEqual([]);
  expect(readFileSync(join(backup, key), 'utf8')).toBe(before);
  rmSync(backup, { recursive: true });
});

it('does not go on without the key that the marks need, and names its file', async () => {
  const directory = await open();
  await directory.bury(committee, tombstone(1));
  await directory.close();
  rmSync(join(dir, key));
  await expect(open()).rejects.toMatchObject({
    problem: { code: 'damaged-file', file: expect.stringContaining('forgotten-key.json') },
  });
});
