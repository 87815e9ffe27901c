import type { Logger } from 'pino';
import type { Body, Draft } from '../entry.ts';
import type { Journal } from '../journal.ts';
import type { PeopleBook } from '../people.ts';
import { forgottenDrafts } from '../privacy/forget.ts';
import type { Programme } from '../programme/schema.ts';
import type { View } from '../view.ts';

/** Records the programme file that a start found, where the ledger does not hold it yet. */
export async function adoptProgramme(
  journal: Journal,
  programme: Programme,
  sha: string,
  today: string,
): Promise<void> {
  await journal.submit((view) => {
    const known = view.programme?.sha256 === sha && view.programme.id === programme.id;
    if (known && view.adopted.get(programme.id)?.content) return { drafts: [], value: null };
    const draft: Draft = {
      kind: 'programme.adopted',
      key: `programme/${programme.id}/${sha}/${view.head.seq + 1}`,
      folio: null,
      subject: null,
      actor: 'system',
      platform: 'system',
      occurredOn: today,
      body: { programme: programme.id, sha256: sha, content: programme as unknown as Body },
    };
    return { drafts: [draft], value: null };
  });
}

/** A restored ledger may not know yet who was forgotten. */
export async function rememberForgotten(journal: Journal, people: PeopleBook, log: Logger): Promise<void> {
  const drafts = (view: View) => people.forgotten().all.flatMap((t) => forgottenDrafts(view, t));
  if (drafts(journal.view()).length === 0) return;
  await journal
    .submit((view) => ({ drafts: drafts(view), value: null }))
    .catch((error) => log.error({ err: error }, 'not recorded yet'));
}
