import type { Entry, Json } from '../entry.ts';
import { evidenceOf } from '../evidence/items.ts';
import type { FileType } from '../evidence/types.ts';
import type { Person } from '../ports/directory.ts';
import type { Programme } from '../programme/schema.ts';
import type { Evidence } from '../view/papers.ts';
import { standing } from '../view/records.ts';
import type { View } from '../view.ts';
import { namingOf } from './naming.ts';
import type { RemainingFile, Remains, Why } from './types.ts';

/** What is asked of stored data to find what remains. */
export interface Searched {
  readonly view: View;
  readonly programme: Programme;
  readonly person: Person;
  readonly entries: AsyncIterable<Entry>;
  readonly texts: readonly { readonly id: string; readonly text: string }[];
  /** Whether a stored file's content names the person; null where it can't be read. */
  readonly names: (sha256: string, type: FileType) => Promise<boolean | null>;
}

/** All that will still name somebody once their data are erased. */
export async function remainsOf(searched: Searched): Promise<Remains> {
  const { view, person, entries, texts } = searched;
  const naming = namingOf(person);
  const fixed: Remains['entries'][number][] = [];
  for await (const { seq, folio, body } of entries) {
    const text = stringsOf(body).find((said) => naming(said).named === 'wholly');
    if (text !== undefined) fixed.push({ seq, folio, text });
  }
  const sheets = [...view.sheets.entries()].map(([, s]) => s).filter((s) => s.people.includes(person.id));
  const joined = view.roster.get(person.id)?.[0]?.from ?? '';
  const reports = (['report.quarterly', 'report.annual', 'report.addendum'] as const)
    .flatMap((kind) => standing(view, kind))
    .filter((r) => r.occurredOn >= joined)
    .map((r) => r.folio);
  const doubtful = texts.filter(({ text }) => naming(text).named === 'partly').map(({ text }) => text);
  return { sheets, files: await filesOf(searched), reports, entries: fixed, doubtful };
}

function stringsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

async function filesOf(searched: Searched): Promise<RemainingFile[]> {
  const { view, person, names, texts } = searched;
  const textOf = new Map(texts.map(({ id, text }) => [id, text]));
  const naming = namingOf(person);
  const found: RemainingFile[] = [];
  for (const [, e] of view.evidence.entries())
    for (const { file: sha256, type, name, actor } of [...e.earlier, e]) {
      if (sha256 === null || type === null) continue;
      const words = [name, e.note].map((id) => (id === null ? '' : (textOf.get(id) ?? '')));
      const inside = await names(sha256, type);
      const why: Why | null = inside
        ? 'content'
        : words.some((w) => naming(w).named !== 'not')
          ? 'name'
          : isTheirs(searched, e)
            ? 'theirs'
            : actor === person.id
              ? 'sent'
              : inside === null && mayList(searched, e)
                ? 'unreadable'
                : null;
      if (why !== null) found.push({ id: e.id, name: words[0] || null, type, sha256, why });
    }
  for (const { file: sha256, name, type } of view.waiting.get(person.id) ?? [])
    found.push({ id: null, name: textOf.get(name) || null, type, sha256, why: 'sent' });
  return found;
}

const isTheirs = ({ view, person }: Searched, e: Evidence): boolean =>
  e.folio !== null && view.records.get(e.folio)?.subject === person.id;

/** Whether a picture or a scan proves an activity in which the person has a record: a list may name them. */
function mayList({ view, programme, person }: Searched, e: Evidence): boolean {
  const activity = programme.activities.find((a) => a.number === e.activity);
  if (e.folio !== null || activity?.measure.kind !== 'headcount') return false;
  const proof = evidenceOf(view, { programme: programme.id, activity: activity.number });
  return (
    (proof.includes(e) || e.removedOn !== null) &&
    standing(view, activity.measure.counts, person.id).length > 0
  );
}
