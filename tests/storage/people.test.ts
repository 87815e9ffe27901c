import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLowdbDirectory, readLowdbPeople } from '../../storage/lowdb/index.ts';
import { committee, temporaryFolder } from './support.ts';

let dir: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterEach(() => remove());

const person = (id: string) => ({ id, number: id, name: `Persona ${id}`, email: null, position: null });

it('reads the people beside whoever writes them, and makes nothing', async () => {
  expect(await readLowdbPeople(dir, committee)).toEqual([]);
  const directory = await openLowdbDirectory({ dir, committees: [committee], waitMs: 0 });
  expect(await readLowdbPeople(dir, committee)).toEqual([]);
  await directory.savePeople(committee, [person('1'), person('2')]);
  expect(await readLowdbPeople(dir, committee)).toEqual([person('1'), person('2')]);
  await directory.savePeople(committee, [{ ...person('2'), name: 'Otra' }]);
  expect((await readLowdbPeople(dir, committee)).map((p) => p.name)).toEqual(['Persona 1', 'Otra']);
  await expect(readLowdbPeople(dir, 'otro-comite')).rejects.toMatchObject({
    problem: { code: 'other-committee' },
  });
  await directory.close();
  await writeFile(join(dir, committee, 'directory', 'people.json'), '{"data":[],"format":1,"sha256":"0"}');
  await expect(readLowdbPeople(dir, committee)).rejects.toMatchObject({ problem: { code: 'damaged-file' } });
});
