import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyLedger } from '../../../storage/lowdb/verify.ts';
import { committee, fill, openLedger } from '../support.ts';

// In a mount namespace of its own: a small disk, filled by appends; prints what happened as JSON.
const [mount] = process.argv.slice(2);
await mkdir(mount!);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', mount!]);
const dir = join(mount!, 'data');
const ballast = join(mount!, 'ballast');
await writeFile(ballast, Buffer.alloc(100_000));

const ledger = await openLedger(dir);
let failure = '';
for (let round = 0; failure === ''; round += 1)
  await fill(ledger, `k/${round}`, 7).catch((error: unknown) => {
    failure = (error as NodeJS.ErrnoException).code ?? String(error);
  });
const before = await ledger.head(committee);
const whileFull = await verifyLedger(dir, committee);
const names = await readdir(join(dir, committee, 'ledger'));
await rm(ballast);
await fill(ledger, 'after', 3);
const after = await ledger.head(committee);
await ledger.close();
const again = await openLedger(dir);
console.log(
  JSON.stringify({
    failure,
    before,
    whileFull,
    names,
    after,
    reopened: await again.head(committee),
    end: await verifyLedger(dir, committee),
  }),
);
await again.close();
