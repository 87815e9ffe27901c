import { holdFolder, readLowdbFiles, wasRealPlatform } from '../../storage/lowdb/index.ts';
import type { Moved, MoveOptions } from '../../storage/postgres/index.ts';
import type { Config } from '../config.ts';
import { reached } from './store.ts';

interface Options extends Pick<MoveOptions, 'restoring' | 'onStep'> {
  /** A data folder; it stays as it is. */
  readonly dir: string;
  readonly committee: string;
  readonly database: NonNullable<Config['database']>;
}

/** Moves a committee's data folder into a database. Throws as `holdFolder` and `moveIntoDatabase` do, and Refused. */
export async function moveFolder({ dir, committee, database, ...more }: Options): Promise<Moved> {
  const { moveIntoDatabase } = await import('../../storage/postgres/index.ts');
  const isReal = await wasRealPlatform(dir);
  const copy = await holdFolder({ dir, committees: [committee], waitMs: 0 });
  try {
    const { fileNames } = copy;
    const { open } = readLowdbFiles(dir);
    const [moved] = await reached(moveIntoDatabase({ ...database, ...more, copy, isReal, fileNames, open }));
    return moved!;
  } finally {
    await copy.close();
  }
}
