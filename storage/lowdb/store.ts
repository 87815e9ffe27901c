import { join } from 'node:path';
import type { Store, StoreReader } from '../../src/ports/store.ts';
import { exportLedger } from '../common/export.ts';
import { memoryTokens } from '../common/tokens.ts';
import { takesWrite } from '../common/writable.ts';
import { openLowdbDirectory } from './directory.ts';
import { openLowdbFiles, readLowdbFiles } from './files.ts';
import { type LowdbLedgerOptions, openLowdbLedger } from './ledger.ts';
import { openLowdbReader, readLowdbAccounts, readLowdbPeople, readLowdbTexts } from './reader.ts';
import { openProgram, type ProgramOptions } from './upgrade.ts';
import { verifyLedger } from './verify.ts';

export type LowdbStoreOptions = LowdbLedgerOptions & Pick<ProgramOptions, 'program' | 'knows' | 'backup'>;

/** Folder of the pictures that the bot drew, inside the data folder. */
const picturesFolder = 'pictures';

/**
 * All that a data folder holds, for this version of the program: data that another one wrote are backed up first. A
 * damaged ledger opens too, and takes nothing. Throws StorageError as `openProgram` does, and what `backup` throws.
 */
export async function openLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const { dir } = options;
  const parts: { close(): Promise<void> }[] = [];
  const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const part = await opening;
    parts.unshift(part);
    return part;
  };
  const close = async (): Promise<void> => {
    for (const part of parts.splice(0)) await part.close();
  };
  try {
    await opened(openProgram(options));
    const ledger = await opened(openLowdbLedger(options));
    const directory = await opened(openLowdbDirectory(options));
    const files = await opened(openLowdbFiles(options));
    const pictures = await opened(openLowdbFiles({ ...options, dir: join(dir, picturesFolder) }));
    return {
      ledger,
      directory,
      files,
      pictures,
      tokens: memoryTokens(),
      // The folder's lock keeps every other process out.
      alone: true,
      isSender: () => true,
      follow: () => {},
      verify: (committee) => verifyLedger(dir, committee),
      exportLedger: (committee, folder, isWithheld) =>
        exportLedger(ledger, committee, folder, { isWithheld }),
      writable: () => takesWrite(dir),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A data folder to read from, beside the process that writes it. Throws as `openLowdbReader` does. */
export async function readLowdbStore(dir: string): Promise<StoreReader> {
  const reader = await openLowdbReader(dir);
  return {
    ...reader,
    files: readLowdbFiles(dir),
    people: (committee) => readLowdbPeople(dir, committee),
    texts: (committee) => readLowdbTexts(dir, committee),
    accounts: (committee) => readLowdbAccounts(dir, committee),
    verify: (committee, onProgress) => verifyLedger(dir, committee, { ...(onProgress && { onProgress }) }),
    exportLedger: (committee, folder, onProgress) => exportLedger(reader, committee, folder, { onProgress }),
    writable: () => takesWrite(dir),
  };
}
