import { fold, type Token } from '../input/words.ts';

/** Whether words name an extraordinary session; ordinary where nothing is said, undefined for other words. */
export function sessionType(said: string): boolean | undefined {
  const named = fold(said || 'ordinaria');
  return named === 'extraordinaria' ? true : named === 'ordinaria' ? false : undefined;
}

/** Takes the word for the type of session out: null where nobody said it. */
export function takeType(tokens: readonly Token[]): {
  readonly extraordinary: boolean | null;
  readonly rest: readonly Token[];
} {
  const said = (t: Token) => !t.quoted && /^(extra)?ordinaria$/.test(fold(t.text));
  const type = tokens.find(said);
  return {
    extraordinary: type ? fold(type.text) === 'extraordinaria' : null,
    rest: tokens.filter((t) => !said(t)),
  };
}
