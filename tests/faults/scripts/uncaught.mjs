// Loaded before the bot: a disk that is full or slow while the file that PAT_TEST_DISK names says so, and an error
// that nobody catches when it is told SIGUSR2.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const how = () => fs.readFileSync(process.env.PAT_TEST_DISK, 'utf8').trim();
const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

const { fsync } = fs;
fs.fsync = (fd, done) => {
  const now = how();
  if (now === 'full') done(full());
  else setTimeout(() => fsync(fd, done), Number(now) || 0);
};
syncBuiltinESMExports();

const handle = await fs.promises.open(process.execPath);
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const { sync } = prototype;
prototype.sync = async function (...given) {
  if (how() === 'full') throw full();
  return sync.apply(this, given);
};

process.on('SIGUSR2', () => {
  void Promise.reject(new Error('nobody caught this'));
});
