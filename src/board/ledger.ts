import { localDate, localTime } from '../calendar.ts';
import { folioLetters } from '../folio.ts';
import type { Scope } from '../owed.ts';
import type { BoardReader, LedgerPage } from '../ports/board-pages.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { fullDate } from '../texts/format.ts';

/** The last check of the whole ledger: how many entries it went through, or where it found damage. */
export interface LedgerCheck {
  readonly at: Date;
  readonly entries: number;
  /** The segment's file name, null where all is sound. */
  readonly damaged: string | null;
}

/** What the ledger holds and how it was proved. */
export function ledgerPage(
  { view, programme }: Scope,
  check: LedgerCheck | null,
  reader: BoardReader['kind'],
): LedgerPage {
  const { timeZone } = programme;
  const instant = (at: Date) => texts.instant(localDate(at, timeZone), localTime(at, timeZone));
  return {
    page: 'ledger',
    entries: view.head.seq,
    hash: view.head.hash,
    since: view.programme === null ? null : fullDate(localDate(new Date(view.programme.since), timeZone)),
    sound: check?.damaged == null,
    checked:
      check === null
        ? null
        : check.damaged === null
          ? texts.checkedSound(check.entries, instant(check.at))
          : texts.checkedBroken(check.damaged, instant(check.at)),
    anchor: texts.anchor(view.head.seq, view.head.hash),
    folios: [...new Set(Object.values(folioLetters))].flatMap((letters) => {
      const known = view.folios.get(letters);
      return known ? [{ letters, name: texts.letters[letters] ?? letters, ...known }] : [];
    }),
    mayCheck: reader === 'committee',
  };
}
