export { StorageError } from '../common/errors.ts';
export { exportLedger } from '../common/export.ts';
export { makeFolder } from '../common/folders.ts';
export { takesWrite } from '../common/writable.ts';
export {
  type Backup,
  beginRestore,
  isUnmounted,
  type Listed,
  listBackups,
  type Restoring,
  readManifest,
  removeBackups,
  sameDisk,
  soundBackup,
  writeBackup,
} from './backup/index.ts';
export { openLowdbDirectory } from './directory.ts';
export { openLowdbFiles, readLowdbFiles } from './files.ts';
export type { FolderOptions } from './folder.ts';
export { carryForgotten } from './forgotten.ts';
export { type LowdbLedgerOptions, openLowdbLedger } from './ledger.ts';
export { takeLock } from './lock.ts';
export {
  type LowdbReader,
  openLowdbReader,
  readLowdbAccounts,
  readLowdbPeople,
  readLowdbTexts,
} from './reader.ts';
export { markRealPlatform, wasRealPlatform } from './real-platform.ts';
export { type LowdbStoreOptions, openLowdbStore, readLowdbStore } from './store.ts';
export { openProgram } from './upgrade.ts';
export { type Verification, verifyLedger } from './verify.ts';
export { fillFolder, type HeldFolder, holdFolder } from './whole.ts';
