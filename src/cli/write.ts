import { resolve } from 'node:path';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';

/** Writes where the command line says; throws Refused with one line where the system does not let it. */
export async function writable<T>(place: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const wanted = resolve(place);
    // What else fails on the way, such as reading the ledger, is no matter of the place.
    const itsOwn = path !== undefined && (path.startsWith(wanted) || wanted.startsWith(path));
    if (code === undefined || !itsOwn) throw error;
    throw new Refused(texts.cannotWrite(place, code), 1);
  }
}
