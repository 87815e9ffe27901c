import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asJson } from '../../src/cli/progress.ts';
import { parseConfig } from '../../src/config.ts';
import { canonical, type Entry } from '../../src/entry.ts';
import { kinds } from '../../src/kinds.ts';
import { loadProgramme } from '../../src/open/programme.ts';
import { openData } from '../../src/open.ts';
import { progress } from '../../src/progress.ts';
import { filesUnder } from '../../storage/lowdb/backup/layout.ts';
import { dataFormat } from '../../storage/lowdb/folder.ts';
import { soundBackup } from '../../storage/lowdb/index.ts';
import { request } from '../support/bot.ts';
import { hashOf } from '../support/chain.ts';
import { pat, temporaryFolder } from '../support/process.ts';

const root = new URL('../../', import.meta.url).pathname;
const fixtures = join(root, 'tests/fixtures/releases');
const released = await readdir(fixtures);

interface Expected {
  readonly version: string;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly folios: readonly {
    readonly folio: string;
    readonly kind: string;
    readonly voided: string | null;
  }[];
  readonly evidence: readonly { readonly id: string; readonly file: string | null }[];
  readonly progress: readonly { readonly explanation: string }[];
  readonly kinds: readonly string[];
}

/** What is counted; how it is put in words may change. */
const figures = (all: Expected['progress']) => all.map(({ explanation: _, ...rest }) => rest);

let dir: string;
let data: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  data = join(dir, 'data');
});
afterEach(() => remove());

const open = async (env: Record<string, string> = {}) =>
  openData({
    ...(await loadProgramme(null, String)),
    config: parseConfig({ PAT_DATA_DIR: data, PAT_NOW: '2024-05-31T10:00:00-07:00', ...env }),
    log: pino({ level: 'silent' }),
    clockStart: () => new Date('2024-05-31T17:00:00Z'),
    onWait: () => {},
  });
const snapshotOf = async (folder: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await filesUnder(folder)).map(async (p) => [p, (await readFile(join(folder, p))).toString('base64')]),
    ),
  );

describe.each(released)('the data of release %s', (version) => {
  let expected: Expected;
  beforeEach(async () => {
    expected = JSON.parse(await readFile(join(fixtures, version, 'expected.json'), 'utf8'));
    await cp(join(fixtures, version, 'data'), data, { recursive: true });
  });

  it('are read by this program as that one left them', async () => {
    const env = { PAT_DATA_DIR: data };
    const shown = await pat(['avance', '--json', '--al', '2024-05-31'], env);
    expect(figures(JSON.parse(shown.out).activities)).toEqual(figures(expected.progress));
    const verified = await pat(['verificar', '--ancla', `${expected.head.seq}:${expected.head.hash}`], env);
    expect(verified).toMatchObject({ code: 0 });
    expect(await snapshotOf(data)).toEqual(await snapshotOf(join(fixtures, version, 'data')));
  }, 30_000);

  it('are backed up whole before this program writes to them, and go on as they were', async () => {
    const before = await snapshotOf(data);
    const opened = await open();
    const { bot } = opened;
    expect(bot.journal.view().head.seq).toBeGreaterThanOrEqual(expected.head.seq);
    for (const { folio, kind, voided } of expected.folios)
      expect(bot.journal.view().records.get(folio)).toMatchObject({ kind, voided });
    for (const { id, file } of expected.evidence)
      expect(bot.journal.view().evidence.get(id)?.file).toBe(file);
    const scope = { programme: (await loadProgramme(null, String)).programme, view: bot.journal.view() };
    expect(figures(progress({ ...scope, asOf: '2024-05-31' }).map(asJson))).toEqual(
      figures(expected.progress),
    );
    const again = await bot.handle(request('slack', '00001', 'capacitacion "Ética pública" 2024-04-30 4h'));
    expect(again.message.summary).toContain('2024-CAP-000001');
    const next = await bot.handle(request('slack', '00001', 'capacitacion "Otro" 2024-04-30 4h'));
    const last = expected.folios.filter((f) => f.kind === 'training.recorded').length;
    expect(next.message.summary).toContain(`2024-CAP-${String(last + 1).padStart(6, '0')}`);
    await opened.close();

    const [name] = (await readdir(join(data, 'respaldos'))).filter((n) => n.startsWith('pat-'));
    const { committees } = await soundBackup(join(data, 'respaldos', name!), { evidence: true });
    expect(committees).toEqual([
      { committee: 'isssteson', entries: expected.head.seq, head: expected.head.hash },
    ]);
    const kept = await snapshotOf(join(data, 'respaldos', name!, 'datos'));
    for (const [path, bytes] of Object.entries(before))
      if (!path.includes('/files/')) expect(kept[path], path).toBe(bytes);
    // The next start finds its own data and makes none.
    await (await open()).close();
    expect((await readdir(join(data, 'respaldos'))).filter((n) => n.startsWith('pat-'))).toEqual([name]);
    expect(JSON.parse(await readFile(join(data, 'format.json'), 'utf8'))).toMatchObject({
      format: dataFormat,
    });
  }, 30_000);

  it('are left alone where they can’t be backed up', async () => {
    await writeFile(join(dir, 'no-folder'), '');
    const before = await snapshotOf(data);
    await expect(open({ PAT_BACKUP_DIR: join(dir, 'no-folder') })).rejects.toMatchObject({ exitCode: 1 });
    expect(await snapshotOf(data)).toEqual(before);
  });
});

describe('data of a newer program', () => {
  beforeEach(async () => {
    await cp(join(fixtures, released[0]!, 'data'), data, { recursive: true });
  });

  it.each([
    'avance',
    'verificar',
    'doctor',
    'start',
    'respaldo',
  ])('by its format: «%s» refuses with a clear line and exit code 2, and writes nothing', async (command) => {
    await writeFile(
      join(data, 'format.json'),
      canonical({ committees: ['isssteson'], format: dataFormat + 1 }),
    );
    const before = await snapshotOf(data);
    const ran = await pat([command], {
      PAT_DATA_DIR: data,
      CI: '1',
      PORT: '0',
      PAT_BACKUP_DIR: join(dir, 'b'),
    });
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('más nueva') });
    expect(await snapshotOf(data)).toEqual(before);
  }, 30_000);

  it.each(['avance', 'start'])('by a kind of entry: «%s» refuses in the same way', async (command) => {
    const segment = join(data, 'isssteson/ledger/000001.json');
    const entries = JSON.parse(await readFile(segment, 'utf8')) as Entry[];
    const last = entries.at(-1)!;
    const { hash: _, ...rest } = last;
    const open_ = {
      ...rest,
      seq: last.seq + 1,
      prev: last.hash,
      key: 'future/1',
      kind: 'future.thing',
      folio: null,
    };
    await writeFile(segment, canonical([...entries, { ...open_, hash: hashOf(open_) }]));
    const before = await snapshotOf(data);
    const ran = await pat([command], { PAT_DATA_DIR: data, CI: '1', PORT: '0' });
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('future.thing') });
    expect(await snapshotOf(data)).toEqual(before);
  }, 30_000);
});

describe('the format of the data', () => {
  it('is a later one than the newest release’s once a kind of entry, or a field of one, is not known to that', async () => {
    const newest = join(fixtures, released.sort().at(-1)!);
    const before = JSON.parse(await readFile(join(newest, 'kinds.json'), 'utf8')) as Record<string, string[]>;
    const { format } = JSON.parse(await readFile(join(newest, 'data/format.json'), 'utf8')) as {
      format: number;
    };
    const news = Object.entries(kinds).flatMap(([kind, { shape }]) =>
      Object.keys(shape).flatMap((field) => (before[kind]?.includes(field) ? [] : [`${kind} ${field}`])),
    );
    if (news.length > 0) expect(dataFormat, news.join(', ')).toBeGreaterThan(format);
    // None that a release wrote is ever taken back.
    expect(Object.keys(before).filter((kind) => !Object.hasOwn(kinds, kind))).toEqual([]);
  });
});
