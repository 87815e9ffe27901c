import { localDate } from '../calendar.ts';
import { askOfPost, toPerson } from '../due/keys.ts';
import type { Body, Entry, Json } from '../entry.ts';
import type { Person, Stored } from '../ports/directory.ts';
import type { Programme } from '../programme/schema.ts';
import type { View } from '../view.ts';
import { textRefs } from './texts.ts';
import type { Dossier, DossierEntry, Standing } from './types.ts';

/** What a person's copy is made from. */
export interface Sources {
  readonly view: View;
  readonly programme: Programme;
  readonly person: Person;
  readonly stored: Pick<Stored, 'accounts' | 'addresses'>;
  readonly entries: AsyncIterable<Entry>;
  readonly textOf: (id: string) => string | null;
  /** Day and instant of the copy. */
  readonly asOf: string;
  readonly at: Date;
}

/** All that is stored about a person; of other people only that there was somebody. */
export async function dossierOf(from: Sources): Promise<Dossier> {
  const { view, programme, person, stored } = from;
  const entries: DossierEntry[] = [];
  const messages = new Map<string, Dossier['messages'][number]>();
  for await (const entry of from.entries) {
    const post = entry.kind.startsWith('post.') ? String(entry.body.post) : null;
    if (post !== null) {
      if (isTo(post, person.id)) messages.set(post, messageOf(view, post, entry));
      continue;
    }
    const as = standings(entry, person.id);
    if (as.length > 0) entries.push(entryOf(from, entry, as));
  }
  const accounts = stored.accounts
    .filter((a) => a.person === person.id)
    .map((a) => ({ ...a, boundOn: dayOf(from, a.boundAt) }));
  return {
    format: 'pat-personal-data/1',
    committee: programme.committee.name,
    institution: programme.committee.institution,
    programme: programme.title,
    asOf: from.asOf,
    generatedAt: from.at.toISOString(),
    privacyNotice: { text: programme.privacyNotice.text, url: programme.privacyNotice.url },
    person,
    roster: view.roster.get(person.id) ?? [],
    offices: (view.offices.get(person.id) ?? []).map(({ standsFor: _, ...office }) => office),
    absentUntil: view.absences.get(person.id) ?? null,
    accounts,
    addresses: stored.addresses.filter(
      ({ kind, platform, tenant, id }) =>
        kind === 'person' &&
        accounts.some((a) => a.platform === platform && a.tenant === tenant && a.user === id),
    ),
    entries,
    messages: [...messages.values()],
    files: filesOf(from),
  };
}

const dayOf = ({ programme }: Sources, at: string): string => localDate(new Date(at), programme.timeZone);

const isTo = (post: string, person: string): boolean =>
  askOfPost(post)?.person === person || (toPerson(post) && post.split('/').includes(person));

const messageOf = (view: View, post: string, { occurredOn }: Entry): Dossier['messages'][number] => {
  const known = view.posts.get(post);
  return { post, status: known?.status ?? 'planned', platform: known?.platform ?? null, on: occurredOn };
};

function standings({ subject, actor, body }: Entry, person: string): Standing[] {
  return [
    ...(subject === person ? (['subject'] as const) : []),
    ...(actor === person ? (['actor'] as const) : []),
    ...(mentions(body, person) ? (['named'] as const) : []),
  ];
}

const mentions = (value: Json, person: string): boolean =>
  value === person ||
  (value !== null && typeof value === 'object' && Object.values(value).some((v) => mentions(v, person)));

function entryOf(from: Sources, entry: Entry, as: readonly Standing[]): DossierEntry {
  const { view, person, textOf } = from;
  const { seq, kind, folio, occurredOn, recordedAt, platform, actor } = entry;
  const refs = textRefs(entry);
  const isOther = (id: string): boolean => id !== person.id && view.roster.has(id);
  const body = Object.entries(entry.body)
    .filter(([field]) => !refs.some((r) => r.field === field))
    .map(([field, value]) => [field, withoutOthers(value, isOther)]);
  return {
    ...{ seq, kind, folio, occurredOn, recordedAt, platform, as },
    recordedOn: dayOf(from, recordedAt),
    by: actor === person.id ? 'self' : actor === 'cli' ? 'server' : actor === 'system' ? 'bot' : 'somebody',
    body: Object.fromEntries(body) as Body,
    texts: Object.fromEntries(refs.map(({ field, id }) => [field, textOf(id)])),
    voidedBy: folio === null ? null : (view.records.get(folio)?.voided ?? null),
  };
}

/** A body without the ids of other people. */
function withoutOthers(value: Json, isOther: (id: string) => boolean): Json {
  if (typeof value === 'string') return isOther(value) ? null : value;
  if (Array.isArray(value))
    return value.filter((v) => !(typeof v === 'string' && isOther(v))).map((v) => withoutOthers(v, isOther));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withoutOthers(v, isOther)]));
}

function filesOf({ view, person, textOf }: Sources): Dossier['files'] {
  const name = (id: string | null) => (id === null ? null : textOf(id));
  const proofs = [...view.evidence.entries()].flatMap(([id, e]) => {
    const theirs = e.folio !== null && view.records.get(e.folio)?.subject === person.id;
    return [...e.earlier, e].flatMap((c) =>
      c.file !== null && c.type !== null && (theirs || c.actor === person.id)
        ? [
            {
              evidence: id,
              name: name(c.name),
              type: c.type,
              bytes: c.bytes,
              sha256: c.file,
              recordedAt: c.recordedAt,
            },
          ]
        : [],
    );
  });
  const waiting = (view.waiting.get(person.id) ?? []).map(({ file, name: id, type, bytes }) => ({
    ...{ evidence: null, name: textOf(id), type, bytes, sha256: file, recordedAt: null },
  }));
  return [...proofs, ...waiting];
}
