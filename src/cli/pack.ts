import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refused } from '../refused.ts';
import { backupTexts as texts } from '../texts/backup.ts';
import { programVersion } from '../upgrade.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the program is made of, beside the packages that it needs. */
const parts = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'tsconfig.json',
  'README.md',
  'src',
  'adapters',
  'storage',
  'manifests',
];

/** Starts the program from anywhere, with the Node that came along or the machine's. */
const launcher = `#!/bin/sh
dir=$(dirname "$(readlink -f "$0")")
node=node
[ -x "$dir/node" ] && node="$dir/node"
exec "$node" --import "file://$dir/node_modules/tsx/dist/esm/index.mjs" "$dir/src/cli.ts" "$@"
`;

/**
 * `pat paquete`: the program and the packages that it needs to run, of this system, as one file for a machine without internet,
 * with the SHA-256 of each file in it. Needs tar.
 */
export async function pack(
  { salida, conNode }: { readonly salida?: string; readonly conNode?: boolean },
  say: (text: string) => void,
): Promise<boolean> {
  const version = await programVersion();
  const target = resolve(salida ?? `pat-${version}-${process.platform}-${process.arch}.tar.gz`);
  const files = [...(await needed()), ...(await under(parts))];
  const stage = await mkdtemp(join(tmpdir(), 'pat-paquete-'));
  const temporary = `${target}.tmp`;
  try {
    await writeFile(join(stage, 'pat'), launcher, { mode: 0o755 });
    const node = conNode === true ? [process.execPath] : [];
    const sums = [
      ...(await Promise.all(['pat'].map(async (name) => `${await hashOf(join(stage, name))}  ${name}`))),
      ...(await Promise.all(node.map(async (path) => `${await hashOf(path)}  node`))),
    ];
    for (const file of files) sums.push(`${await hashOf(join(root, file))}  ${file}`);
    await writeFile(join(stage, 'SHA256SUMS'), `${sums.join('\n')}\n`);
    await mkdir(dirname(target), { recursive: true });
    await tar(
      [
        ...['--create', '--gzip', '--file', temporary, '--owner=0', '--group=0', '--no-recursion'],
        `--transform=flags=r;s,^,pat-${version}/,`,
        ...['-C', stage, 'pat', 'SHA256SUMS'],
        ...node.flatMap((path) => ['-C', dirname(path), 'node']),
        ...['-C', root, '--files-from', '-'],
      ],
      files,
    );
    await rename(temporary, target);
    say(texts.packed(target, sums.length, await hashOf(target)));
    return true;
  } finally {
    await rm(temporary, { force: true });
    await rm(stage, { recursive: true, force: true });
  }
}

/** Files of the packages that are not for development alone, as the lock file lists them; optional ones of other systems are left out. */
async function needed(): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  const folders: string[] = [];
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    if (path === '' || dev === true) continue;
    const there = await lstat(join(root, path)).catch(() => null);
    if (there !== null) folders.push(path);
    else if (optional !== true)
      throw new Refused(texts.packFailed(texts.notInstalled(path.slice('node_modules/'.length))), 1);
  }
  return under(folders);
}

/** Files under these, without packages inside of packages, which the lock file names for themselves. */
async function under(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const there = await lstat(join(root, path));
    if (there.isFile()) found.push(path);
    if (!there.isDirectory()) continue;
    const inside = (await readdir(join(root, path))).filter((name) => name !== 'node_modules').sort();
    found.push(...(await under(inside.map((name) => `${path}/${name}`))));
  }
  return found;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function tar(args: readonly string[], names: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('tar', args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += String(chunk);
    });
    child.on('error', (error) => fail(new Refused(texts.packFailed(error.message), 1)));
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Refused(texts.packFailed(told.trim().slice(0, 500)), 1)),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(names.map((name) => `${name}\n`).join(''));
  });
}
