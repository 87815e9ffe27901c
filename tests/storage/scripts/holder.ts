import { openLedger } from '../support.ts';

// Opens the folder, says so, and closes it when its input ends.
const [dir, waitMs] = process.argv.slice(2);
try {
  const ledger = await openLedger(dir!, { waitMs: Number(waitMs) });
  console.log('open');
  process.stdin.resume();
  process.stdin.once('end', () => void ledger.close().then(() => console.log('closed')));
} catch (error) {
  console.log(String(error));
}
