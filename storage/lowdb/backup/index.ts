export { soundBackup } from './check.ts';
export { type Manifest, readManifest } from './layout.ts';
export { type Listed, listBackups, removeBackups } from './list.ts';
export { beginRestore, type Restoring } from './restore.ts';
export { type Backup, type BackupOptions, sameDisk, writeBackup } from './write.ts';
