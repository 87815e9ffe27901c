import { beforeEach, expect, it } from 'vitest';
import { readTable } from '../adapters/tables/read.ts';
import { tokenMs } from '../src/ports/tokens.ts';
import type { SentFile } from '../src/request.ts';
import { createUploads, type Uploads } from '../src/uploads.ts';
import { testTokens } from './support/tokens.ts';

let now = 0;
let uploads: Uploads;
beforeEach(() => {
  now = 0;
  uploads = createUploads({ readTable, tokens: testTokens(() => now) });
});

const csv = (content: string, bytes: number | null = null): SentFile => ({
  name: 'plantilla.csv',
  bytes,
  open: async () =>
    (async function* () {
      yield Buffer.from(content);
    })(),
});

it('reads a table and keeps it for whoever sent it, for an hour', async () => {
  const taken = await uploads.take(csv('numero_empleado,nombre\n00012,Ana\n'), 'ana');
  expect(taken.table).toMatchObject({ ok: true, rows: [{ row: 1 }, { row: 2, cells: ['00012', 'Ana'] }] });
  const words = `plantilla importar ${taken.token} completo`;
  expect(await uploads.named(words, 'ana')).toEqual([taken]);
  expect(await uploads.named(words, 'beto')).toEqual([]);
  expect(await uploads.named(words, null)).toEqual([]);
  expect(await uploads.named('plantilla importar completo', 'ana')).toEqual([]);
  now = tokenMs.table;
  expect(await uploads.named(words, 'ana')).toEqual([]);
});

it('says why a file can’t be read', async () => {
  expect((await uploads.take(csv('x', 11 * 1024 * 1024), 'ana')).table).toEqual({
    ok: false,
    lost: 'too-big',
  });
  expect((await uploads.take(csv(''), 'ana')).table).toMatchObject({
    ok: false,
    errors: [{ problem: 'empty' }],
  });
  const gone: SentFile = { ...csv(''), open: () => Promise.reject(new Error('HTTP 404')) };
  expect((await uploads.take(gone, 'ana')).table).toEqual({ ok: false, lost: 'lost' });
});

it('keeps the newest few', async () => {
  const tokens: string[] = [];
  for (let n = 0; n < 25; n += 1) tokens.push((await uploads.take(csv(`a,b\n${n},1\n`), 'ana')).token);
  const kept = await uploads.named(tokens.join(' '), 'ana');
  expect(kept.map((u) => u.token)).toEqual(tokens.slice(5));
});
