// Loaded before a store, to see whether the tests notice: fsync does nothing for files, for folders or for all.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const which = process.env.PAT_TEST_NO_FSYNC;
const skips = (fd) => which === 'all' || fs.fstatSync(fd).isDirectory() === (which === 'folders');

const { fsync } = fs;
fs.fsync = (fd, done) => (skips(fd) ? setImmediate(done, null) : fsync(fd, done));
syncBuiltinESMExports();

const handle = await fs.promises.open(process.execPath);
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const { sync } = prototype;
prototype.sync = async function () {
  if (!skips(this.fd)) return sync.call(this);
};
