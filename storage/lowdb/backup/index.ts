export { soundBackup } from './check.ts';
export { type Manifest, readManifest } from './layout.ts';
export { type Listed, listBackups, removeBackups } from './list.ts';
export { isUnmounted, sameDisk } from './place.ts';
export { beginRestore, type Restoring } from './restore.ts';
export { type Backup, type BackupOptions, writeBackup } from './write.ts';
