import { number } from './format.ts';

export interface Counts {
  readonly received: number;
  readonly inProcess: number;
  readonly concluded: number;
}

/** Counts below this are not shown in public views: few cases can be guessed. */
export const smallestCount = 5;

/** A count as others may read it: exact for whoever keeps it, small ones hidden for anybody else. */
export const countWords = (n: number, exact: boolean): string =>
  !exact && n < smallestCount ? `menos de ${smallestCount}` : number(n);

/** The three counts in one line. */
export const countsWords = ({ received, inProcess, concluded }: Counts, exact: boolean): string =>
  [
    `recibidas: ${countWords(received, exact)}`,
    `en proceso: ${countWords(inProcess, exact)}`,
    `concluidas: ${countWords(concluded, exact)}`,
  ].join('; ');
