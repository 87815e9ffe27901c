import { join } from 'node:path';
import type { Files } from '../../src/ports/files.ts';
import { openContents, prepareContents, readContents } from '../common/contents.ts';
import { committeeFolder, type FolderOptions, openFolder } from './folder.ts';

const filesFolder =
  (dir: string) =>
  (committee: string): string =>
    join(committeeFolder(dir, committee), 'files');

/** Reads the files of a data folder beside a running bot: takes no lock and writes nothing. */
export const readLowdbFiles = (dir: string): Pick<Files, 'open' | 'has'> => readContents(filesFolder(dir));

/** Files by their content in the data folder. Throws StorageError as `openFolder` does. */
export async function openLowdbFiles(options: FolderOptions): Promise<Files> {
  const { dir, close } = await openFolder('files', options);
  const folderOf = filesFolder(dir);
  let closed = false;
  await prepareContents(options.committees.map(folderOf)).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const contents = openContents(folderOf);
  return {
    ...readContents(folderOf),
    async put(committee, content) {
      if (closed) throw new Error('the files are closed');
      return contents.put(committee, content);
    },
    async close() {
      if (closed) return;
      closed = true;
      await contents.idle();
      await close();
    },
  };
}
