import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { type Opened, openData } from '../../src/open.ts';
import type { BoardFile } from '../../src/ports.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import { temporaryFolder } from '../storage/support.ts';
import { contentOf, request } from '../support/bot.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let data: Opened;
let out: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const read = parseProgramme(readFileSync(shippedProgrammePath, 'utf8'));
  if (!read.ok) throw new Error('programme');
  const config = parseConfig({
    PAT_DATA_DIR: folder.dir,
    PAT_NOW: '2024-05-09T10:00:00-07:00',
    PAT_ADMINS: 'p1@ejemplo.invalid',
  });
  const log = pino({ level: 'silent' });
  data = await openData({ ...read, config, log, clockStart: () => config.now, onWait: () => {} });
  out = join(dirname(folder.dir), 'salida');
});
afterAll(async () => {
  await data.close();
  await folder.remove();
});

it('the auditor’s download verifies with nothing but sha256sum and node, and a changed entry shows', async () => {
  const { message } = await data.bot.handle(request('slack', '1', 'tablero auditoria 30 dias'));
  const url = message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!.url;
  const board = data.board!;
  const reader = (await board.enter(url.split('/').at(-1)!))!;
  expect(reader).toEqual({ kind: 'audit', audit: '1' });
  const given = (await board.file(reader, 'libro.zip')) as BoardFile;
  const files = unzipSync(await contentOf(given));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), bytes);
  }
  const cwd = join(out, 'libro');
  expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd, encoding: 'utf8' })).toContain(
    'ledger.jsonl: OK',
  );
  const { head } = data.bot.journal.view();
  const said = execFileSync(process.execPath, ['verificar.mjs'], { cwd, encoding: 'utf8' });
  expect(said).toContain(`${head.seq} asientos`);
  expect(said).toContain(head.hash);
  const lines = readFileSync(join(cwd, 'ledger.jsonl'), 'utf8').split('\n');
  const at = lines.findIndex((l) => l.includes('audit.granted'));
  writeFileSync(
    join(cwd, 'ledger.jsonl'),
    lines.with(at, lines[at]!.replace('"until":"2024-06', '"until":"2025-06')).join('\n'),
  );
  const changed = spawnSync(process.execPath, ['verificar.mjs'], { cwd, encoding: 'utf8' });
  expect([changed.status, changed.stdout]).toEqual([1, `Asiento ${at + 1}: cambió después de escribirse\n`]);
});

it('a check of the whole ledger is shown, and only the committee orders one', async () => {
  const board = data.board!;
  const { message } = await data.bot.handle(request('slack', '1', 'tablero'));
  const url = message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!.url;
  const reader = (await board.enter(url.split('/').at(-1)!))!;
  await board.check(reader);
  expect(await board.page(reader, { page: 'ledger' })).toMatchObject({
    sound: true,
    entries: data.bot.journal.view().head.seq,
    checked: expect.stringContaining('la cadena está completa'),
    mayCheck: true,
  });
  const table = (await board.file(reader, 'avance.xlsx')) as BoardFile;
  expect((await contentOf(table)).subarray(0, 2).toString()).toBe('PK');
});
