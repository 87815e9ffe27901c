import { committee, fill, openLedger } from '../support.ts';

// Appends without end, one to three entries a batch, and prints the last seq that is promised to be on disk.
const [dir, name] = process.argv.slice(2);
const ledger = await openLedger(dir!);
for (let round = 0; ; round += 1) {
  await fill(ledger, `${name}/${round}`, 1 + (round % 3));
  console.log((await ledger.head(committee)).seq);
}
