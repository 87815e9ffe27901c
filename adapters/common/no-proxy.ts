/** A proxy for the way out, and what NO_PROXY leaves out of it. */
export interface WayOut {
  readonly url: string;
  readonly except: string | null;
}

const entriesOf = (except: string | null): string[] => (except ?? '').split(/[\s,]+/).filter((e) => e !== '');

/**
 * Whether NO_PROXY names a host, as curl reads it: a name stands for itself and what is below it, a leading dot or `*.`
 * changes nothing, `*` is everything, and `name:port` is that port alone.
 */
export function goesDirect(except: string | null, host: string, port: number): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return entriesOf(except).some((entry) => {
    if (entry === '*') return true;
    const [, said = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, ''))!;
    // An IPv6 address has colons of its own.
    const [wanted, its] = said.includes(':') ? [entry.replace(/^\[|\]$/g, ''), undefined] : [said, only];
    return (its === undefined || Number(its) === port) && (name === wanted || name.endsWith(`.${wanted}`));
  });
}

/** The same list for libraries to which a bare name does not stand for what is below it. */
export const spelledOut = (except: string | null): string =>
  entriesOf(except)
    .flatMap((entry) => (/^[.*[]|^\d+\.|:.*:/.test(entry) ? [entry] : [entry, `.${entry}`]))
    .join(',');
