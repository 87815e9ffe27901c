import type { Message } from '../message.ts';
import { problem, text } from './common.ts';
import { dateRange, longDate } from './format.ts';
import { done, type For, forWhom } from './recorded.ts';

export const evaluation = {
  recorded: (
    year: number,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
    late: string | null,
  ): Message =>
    done(
      `participación${forWhom(who)} en la evaluación anual ${year}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      ...(late === null ? [] : [text(late)]),
    ),
  oddWords: (said: string): Message =>
    problem(
      `No entendí «${said}».`,
      'Para anotar que participaste: evaluación, o bien: evaluación 15 de enero',
    ),
  late: (from: string, to: string): string =>
    `El periodo de la evaluación fue ${dateRange(from, to)}. Si participaste otro día, cancela este folio y escribe, por ejemplo: evaluación 15 de enero`,
};
