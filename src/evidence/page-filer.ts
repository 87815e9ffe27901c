import { keepText } from '../ask.ts';
import type { Journal } from '../journal.ts';
import type { Files } from '../ports/files.ts';
import type { Programme } from '../programme/schema.ts';
import { runningProgrammes } from '../programme/versions.ts';
import { cardPage } from '../texts/card-page.ts';
import { cardPages, filedPage } from './card-pages.ts';

interface Options {
  readonly journal: Journal;
  readonly files: Files;
  readonly programme: Programme;
  readonly fresh: () => string;
  readonly now: () => Date;
  readonly today: () => string;
}

/** Each month's card files its own page the day after; not while a restore waits, since it may be another card then. */
export function pageFiler({ journal, files, programme, fresh, now, today }: Options): () => Promise<void> {
  return async () => {
    if (journal.view().paused !== null) return;
    for (const running of runningProgrammes(journal.view(), programme, today()))
      for (const { period, text } of cardPages({ programme: running, view: journal.view(), now: now() })) {
        const file = await files.put(programme.committee.id, Buffer.from(text));
        const name = keepText({ fresh }, cardPage.fileName(period));
        await journal.submit((view) => ({
          ...filedPage({ programme: running, view, now: now() }, period, file, name),
          value: null,
        }));
      }
  };
}
