import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import type { Opened } from '../../src/open/committee.ts';
import { openData } from '../../src/open.ts';
import type { BoardFile } from '../../src/ports/board.ts';
import type { BoardReader } from '../../src/ports/board-pages.ts';
import { parseProgramme, shippedProgrammePath } from '../../src/programme/load.ts';
import { fact, given, office } from '../rules/support.ts';
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

/** Who holds the link that words get. */
async function enter(words: string): Promise<BoardReader> {
  const { message } = await data.bot.handle(request('slack', '1', words));
  const url = message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!.url;
  return (await data.board!.enter(url.split('/').at(-1)!))!;
}

/** Downloads the ledger as somebody, unpacked into a folder of its own. */
async function download(reader: BoardReader, name: string): Promise<string> {
  const libro = (await data.board!.file(reader, 'libro.zip')) as BoardFile;
  for (const [path, bytes] of Object.entries(unzipSync(await contentOf(libro)))) {
    mkdirSync(dirname(join(out, name, path)), { recursive: true });
    writeFileSync(join(out, name, path), bytes);
  }
  return join(out, name, 'libro');
}

const verify = (cwd: string) => {
  const { status, stdout } = spawnSync(process.execPath, ['verificar.mjs'], { cwd, encoding: 'utf8' });
  return [status, stdout] as const;
};

it('the auditor’s download verifies with nothing but sha256sum and node, and a changed entry shows', async () => {
  const reader = await enter('tablero auditoria 30 dias');
  expect(reader).toEqual({ kind: 'audit', audit: '1' });
  const cwd = await download(reader, 'primera');
  expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd, encoding: 'utf8' })).toContain(
    'ledger.jsonl: OK',
  );
  const { head } = data.bot.journal.view();
  expect(verify(cwd)).toEqual([
    0,
    `${head.seq} asientos, la cadena está completa.\nHuella final (SHA-256): ${head.hash}\n`,
  ]);
  const lines = readFileSync(join(cwd, 'ledger.jsonl'), 'utf8').split('\n');
  const at = lines.findIndex((l) => l.includes('audit.granted'));
  writeFileSync(
    join(cwd, 'ledger.jsonl'),
    lines.with(at, lines[at]!.replace('"until":"2024-06', '"until":"2025-06')).join('\n'),
  );
  expect(verify(cwd)).toEqual([1, `Asiento ${at + 1}: cambió después de escribirse\n`]);
});

it('of entries that tell small counts of complaints only the secretary’s download has more than the hash', async () => {
  const say = (words: string) => data.bot.handle(request('slack', '1', words));
  await say('cifras denuncias trimestral 1 recibidas 3 en proceso 1 concluidas 2');
  await say('informe trimestral 1');
  await say('informe enviado trimestral 1 2024-05-09');
  const joined = fact('roster.joined', '2024-01-01', { unit: 'Archivo' }, { subject: 'id-2' });
  await given(data, joined, office('2', 'member'));
  const member: BoardReader = { kind: 'committee', person: 'id-2', admin: false };
  const readers = { auditoria: await enter('tablero auditoria 30 dias'), vocal: member };
  const { head } = data.bot.journal.view();
  for (const [name, reader] of Object.entries(readers)) {
    const cwd = await download(reader, name);
    const ledger = readFileSync(join(cwd, 'ledger.jsonl'), 'utf8');
    expect(ledger).not.toMatch(/"received":|complaints\.counted/);
    expect(verify(cwd)).toEqual([
      0,
      `${head.seq} asientos, la cadena está completa. De 3 va solo la huella: dicen cifras de denuncias menores de 5.\nHuella final (SHA-256): ${head.hash}\n`,
    ]);
    const lines = ledger.split('\n');
    const at = lines.findIndex((line) => line.includes('"withheld":true'));
    const other = lines[at]!.replace(/"hash":"./, (start) =>
      start.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    );
    writeFileSync(join(cwd, 'ledger.jsonl'), lines.with(at, other).join('\n'));
    expect(verify(cwd)).toEqual([1, `Asiento ${at + 2}: no sigue al anterior\n`]);
  }
  const whole = readFileSync(
    join(await download(await enter('tablero'), 'secretaria'), 'ledger.jsonl'),
    'utf8',
  );
  expect(whole.match(/"received":3/g)).toHaveLength(3);
  expect(verify(join(out, 'secretaria', 'libro'))[1]).toContain('la cadena está completa.\n');
}, 30_000);

it('few download it at once, and who gave up no longer counts', async () => {
  const reader = await enter('tablero auditoria 30 dias');
  const board = data.board!;
  const opened = [];
  for (let n = 0; n < 3; n += 1) {
    const file = (await board.file(reader, 'libro.zip')) as BoardFile;
    opened.push((await file.open())[Symbol.asyncIterator]());
    await opened[n]!.next();
  }
  expect(await board.file(reader, 'libro.zip')).toBe('busy');
  await opened[1]!.return!();
  expect(await board.file(reader, 'libro.zip')).toMatchObject({ name: 'libro.zip' });
  for (const one of opened) await one.return!();
});

it('a check of the whole ledger is shown, and only the committee orders one', async () => {
  const board = data.board!;
  const reader = await enter('tablero');
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
