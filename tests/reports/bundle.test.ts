import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/cli/report.ts';
import {
  type BundleInput,
  bundleStream,
  ChangedEvidence,
  type EvidenceFile,
} from '../../src/reports/bundle.ts';
import { folder, small } from './support.ts';

const data = small(3).report('2024-T2', '2024-07-10');
const at = new Date('2024-07-10T12:00:00Z');
const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const stored = new Map<string, string>();

async function evidence(id: string, name: string, bytes: Buffer, sha256 = sum(bytes)): Promise<EvidenceFile> {
  const path = join(folder, `${id}.bin`);
  await writeFile(path, bytes);
  stored.set(sha256, path);
  const file = { name, size: bytes.length, sha256 };
  return { id, activity: 2, title: 'Acta', occurredOn: '2024-04-26', file };
}

const open: BundleInput['open'] = async (sha256) => createReadStream(stored.get(sha256)!);

it('is a ZIP whose sums sha256sum checks, with index, anchor and evidence under names that no system minds', async () => {
  const items = [
    await evidence('E-001', 'Acta de la sesión.pdf', Buffer.from('acta')),
    await evidence('E-002', '../../etc/pass\nwd', Buffer.from('malo')),
    await evidence('E-003', '.oculto', Buffer.alloc(0)),
    await evidence('E-004', `${'x'.repeat(300)}.jpeg`, Buffer.from('foto')),
    {
      id: 'E-005',
      activity: 12,
      title: '=HYPERLINK("x")',
      occurredOn: '2024-05-01',
      link: 'https://x.invalid/',
    },
  ];
  const files = [{ name: 'informe.docx', bytes: Buffer.from('no es un docx') }];
  const zip = join(folder, 'paquete.zip');
  await writeWhole(zip, bundleStream({ data, files, evidence: items, open, at }));
  const out = join(folder, 'paquete');
  await mkdir(out);
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, out]);
  expect((await readdir(out)).sort()).toEqual([
    'SHA256SUMS',
    'ancla.txt',
    'evidencia',
    'indice.csv',
    'informe.docx',
  ]);
  expect((await readdir(join(out, 'evidencia'))).sort()).toEqual([
    'E-001_Acta de la sesión.pdf',
    'E-002__.._etc_pass wd',
    'E-003_oculto',
    `E-004_${'x'.repeat(80)}.jpeg`,
  ]);
  const checked = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' });
  expect(checked.trim().split('\n')).toHaveLength(7);
  const index = await readFile(join(out, 'indice.csv'), 'utf8');
  expect(index).toContain('"E-001","2","Acta","2024-04-26","evidencia/E-001_Acta de la sesión.pdf"');
  expect(index).toContain(`"E-005","12","'=HYPERLINK(""x"")","2024-05-01","https://x.invalid/"`);
  expect(await readFile(join(out, 'ancla.txt'), 'utf8')).toContain(data.anchor.hash);
  await writeFile(join(out, 'informe.docx'), 'otro');
  expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out }).status).toBe(1);
});

it('leaves no file when evidence is not what was stored, or can no longer be read', async () => {
  const changed = await evidence('E-001', 'a.pdf', Buffer.from('otro'), sum(Buffer.from('acta')));
  const out = join(folder, 'roto.zip');
  const write = (opened = open) =>
    writeWhole(out, bundleStream({ data, files: [], evidence: [changed], open: opened, at }));
  await expect(write()).rejects.toBeInstanceOf(ChangedEvidence);
  await expect(write(async () => null)).rejects.toBeInstanceOf(ChangedEvidence);
  const failing = async () => createReadStream(join(folder, 'no-existe'));
  await expect(write(failing)).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await readdir(folder)).filter((n) => n.startsWith('roto'))).toEqual([]);
});

it('holds little of what it streams: 400 MB of evidence pass through less than 120 MB', async () => {
  const chunk = Buffer.alloc(1 << 20, 7);
  const many = 400;
  const hash = createHash('sha256');
  for (let i = 0; i < many; i += 1) hash.update(chunk);
  const open = async () =>
    Readable.from(
      (function* () {
        for (let i = 0; i < many; i += 1) yield chunk;
      })(),
    );
  const item: EvidenceFile = {
    id: 'E-001',
    activity: 2,
    title: 'Video',
    occurredOn: '2024-04-26',
    file: { name: 'video.mp4', size: many << 20, sha256: hash.digest('hex') },
  };
  const before = process.memoryUsage().rss;
  let [size, most] = [0, 0];
  for await (const part of bundleStream({ data, files: [], evidence: [item], open, at })) {
    size += (part as Buffer).length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  expect(size).toBeGreaterThan(many << 20);
  expect((most - before) / 1e6).toBeLessThan(120);
});
