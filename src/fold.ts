import type { Entry } from './entry.ts';
import { revise } from './fold-cards.ts';
import { blankPost, put } from './fold-posts.ts';
import { handOver } from './fold-records.ts';
import { isRecordKind, type RecordKind } from './folio.ts';
import { fold } from './input/words.ts';
import { type BodyOf, isKind, type Kind } from './kinds.ts';
import { programmeSteps } from './programme/fold.ts';
import { reportSteps } from './reports/fold.ts';
import { sheetKey } from './sheet-key.ts';
import { UnknownKind } from './unknown-kind.ts';
import { touch } from './view/looked.ts';
import { addMark, changeMark } from './view/marks.ts';
import type { EvidenceContent } from './view/papers.ts';
import { addFolio } from './view/records.ts';
import type { Office, Rec } from './view/shapes.ts';
import type { Table } from './view/table.ts';
import type { View } from './view.ts';

type Step<K extends Kind> = (view: View, entry: Entry & { readonly body: BodyOf<K> }) => void;
type Steps = { [K in Kind]?: Step<K> };

const steps: Steps = {
  'record.voided': (view, e) => {
    const of = view.records.get(e.body.of);
    if (!of || of.voided !== null) return;
    const voided = { ...of, voided: e.folio };
    view.records.set(of.folio, voided);
    changeMark(view, voided, e.seq);
    touch(view, of.kind, e.seq, of.subject);
    tally(view, of, -1);
    count(view, of.folio, 0, 1);
    if (e.body.replacedBy !== undefined) handOver(view, of.folio, e.body.replacedBy);
  },
  'record.accredited': (view, { seq, body }) => {
    const of = view.records.get(body.of);
    if (!of || !('part' in of.body)) return;
    const part = body.on ? 'accredited' : 'declared';
    const proved = { ...of, body: { ...of.body, part } };
    view.records.set(of.folio, proved);
    changeMark(view, proved);
    touch(view, of.kind, seq, of.subject);
  },
  'course.opened': (view, e) => {
    view.courses.set(courseKey(e.body.course, e.occurredOn), { ...e.body, on: e.occurredOn });
  },
  'sheet.issued': (view, e) => {
    const { sheet, letters = false, ...body } = e.body;
    const content = sheetKey({ ...body, letters });
    view.sheets.set(String(sheet), { ...body, sheet, letters, on: e.occurredOn, content, returned: [] });
  },
  'sheet.returned': (view, e) => {
    const sheet = view.sheets.get(String(e.body.sheet));
    if (!sheet) return;
    const returned = [...new Set([...sheet.returned, ...e.body.rows])].sort((a, b) => a - b);
    view.sheets.set(String(e.body.sheet), { ...sheet, returned });
  },
  'scan.awaited': (view, e) => void view.awaited.set(e.actor, { sheet: e.body.sheet, at: e.recordedAt }),
  'part.decided': (view, e) =>
    addTo(view.parts, String(e.body.activity), { part: e.body.part, on: e.occurredOn }),
  'roster.joined': (view, e) =>
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null }),
  'roster.moved': (view, e) => {
    endLast(view.roster, e.subject!, () => true, e.occurredOn);
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null });
  },
  'roster.left': (view, e) => endLast(view.roster, e.subject!, () => true, e.occurredOn),
  'person.forgotten': (view, e) => void view.forgotten.set(e.subject!, e.occurredOn),
  'roster.corrected': (view, e) => void view.roster.set(e.subject!, e.body.stints),
  'role.granted': (view, e) => grant(view, e.subject!, e.body, e.occurredOn),
  'role.ended': (view, e) =>
    endLast(view.offices, e.subject!, (o) => o.role === e.body.role && o.unit === e.body.unit, e.occurredOn),
  'access.restored': (view, e) =>
    void view.restored.set(e.key, { person: e.subject!, role: e.body.role, on: e.occurredOn }),
  'session.planned': (view, { body: { session, date, time, place } }) => {
    const before = view.sessions.get(session);
    const { date: was, time: at, place: where } = before ?? { date, time, place: null };
    const convened = before && before.convened !== null ? [{ date: was, time: at, place: where }] : [];
    const earlier = [...(before?.earlier ?? []), ...convened];
    view.sessions.set(session, {
      ...{ date, time, convened: null, place: place?.id ?? where },
      ...(earlier.length > 0 && { earlier }),
    });
  },
  'session.convened': (view, e) => {
    const { session, date, time } = e.body;
    const plan = view.sessions.get(session) ?? { date, time, place: null };
    view.sessions.set(session, { ...plan, convened: e.occurredOn });
  },
  'session.attended': (view, { occurredOn, body }) => {
    const type = body.extraordinary ? 'extraordinary' : 'ordinary';
    view.attendance.set(`${type}/${occurredOn}`, body.present);
  },
  'agreement.done': (view, e) => {
    const follow = view.agreements.get(e.body.of);
    view.agreements.set(e.body.of, { due: follow?.due ?? null, done: e.body.done ? e.occurredOn : null });
  },
  'agreement.moved': (view, { body: { of, due } }) =>
    void view.agreements.set(of, { done: view.agreements.get(of)?.done ?? null, due }),
  'complaints.counted': (view, { recordedAt, body: { period, salt: _, ...counts } }) =>
    void view.complaints.set(period, { ...counts, recordedAt }),
  'membership.requested': (view, e) => void view.requests.set(e.subject!, { on: e.occurredOn }),
  'absence.set': (view, e) => void view.absences.set(e.subject!, e.body.until),
  'power-note.chosen': (view, e) => void view.powerNotes.set(e.subject!, e.body.on),
  'audit.granted': (view, e) => {
    const { audit, until, token } = e.body;
    view.audits.set(String(audit), { on: e.occurredOn, until, token, revokedOn: null });
  },
  'audit.revoked': (view, e) => {
    const known = view.audits.get(String(e.body.audit));
    if (known) view.audits.set(String(e.body.audit), { ...known, revokedOn: e.occurredOn });
  },
  'delivery.thanked': (view, e) => void view.thanked.set(e.body.of, e.occurredOn),
  ...programmeSteps,
  ...reportSteps,
  'letter.confirmed': (view, e) => void view.confirmed.set(`letter/${e.body.version}`, e.body.textHash),
  'channel.claimed': (view, e) =>
    void view.channels.set(`${e.body.platform}/${e.body.audience}`, e.body.channel),
  'card.changed': (view, { body: { period, value, sentence } }) =>
    void view.cards.set(period, { ...view.cards.get(period), value, sentence }),
  'card.paused': (view, { body: { period, paused } }) =>
    void view.cards.set(period, { ...view.cards.get(period), paused }),
  'card.corrected': (view, e) => revise(view, e, 'corrected', e.body),
  'card.withdrawn': (view, e) => revise(view, e, 'withdrawn', {}),
  'card.renewed': (view, e) => revise(view, e, 'renewed', e.body),
  'card.personal': (view, e) => {
    view.cardToEach = e.body.on;
  },
  'card.acknowledged': (view, e) =>
    void view.acks.set(e.body.period, (view.acks.get(e.body.period) ?? 0) + 1),
  'card.later': (view, e) => addTo(view.later, e.body.on, { period: e.body.period, person: e.subject! }),
  'asking.started': (view, e) => {
    const { activity, unit, batch } = e.body;
    const asking = { activity, unit, by: e.actor, key: e.key, on: e.occurredOn, people: 0 };
    view.askings.set(String(batch), asking);
  },
  'post.planned': (view, e) => {
    const before = view.posts.get(e.body.post) ?? blankPost;
    if (before.status !== 'sent' && before.status !== 'claimed')
      put(view, e, e.body.post, { ...blankPost, claims: before.claims });
  },
  'post.claimed': (view, e) => {
    const { post, platform, to, covers } = e.body;
    const claims = (view.posts.get(post)?.claims ?? 0) + 1;
    put(view, e, post, { status: 'claimed', platform, to, messageId: null, covers, claims });
    for (const what of covers) view.said.set(what, post);
  },
  'post.settled': (view, e) => {
    const { post, status, messageId, reason } = e.body;
    const known = view.posts.get(post) ?? blankPost;
    put(view, e, post, { ...known, status, messageId, ...(reason !== null && { reason }) });
  },
  'post.edited': (view, { body }) => {
    view.posts.set(body.post, { ...(view.posts.get(body.post) ?? blankPost), covers: body.covers });
    for (const what of body.covers) view.said.set(what, body.post);
  },
  'file.received': (view, e) => {
    const { batch, file, name, type, bytes } = e.body;
    addTo(view.waiting, e.actor, { batch, file, name: name.id, type, bytes });
  },
  'file.discarded': (view, e) => noLongerWaits(view, e.actor, e.body.batch),
  'evidence.added': (view, e) => {
    const { id, programme, activity, folio, note, batch, sheet = null } = e.body;
    view.evidence.set(id, {
      ...contentOf(e),
      ...{ id, programme, activity, folio, batch, sheet, note: note?.id ?? null },
      ...{ earlier: [], removedOn: null },
    });
    if (sheet !== null) addTo(view.evidenceOf, `sheet/${sheet}`, id);
    addTo(view.evidenceOf, folio === null ? `activity/${programme}/${activity}` : `folio/${folio}`, id);
    view.counters.set(id.slice(0, 6), Number(id.slice(7)));
    if (batch !== null) noLongerWaits(view, e.actor, batch);
  },
  'evidence.replaced': (view, e) => {
    const known = view.evidence.get(e.body.of);
    if (!known) return;
    const { file, link, name, type, bytes, occurredOn, recordedAt, actor } = known;
    const before = { file, link, name, type, bytes, occurredOn, recordedAt, actor };
    view.evidence.set(known.id, { ...known, ...contentOf(e), earlier: [...known.earlier, before] });
  },
  'evidence.removed': (view, e) => {
    const known = view.evidence.get(e.body.of);
    if (known) view.evidence.set(known.id, { ...known, removedOn: e.occurredOn });
  },
  'post.missed': (view, e) => {
    const { post, covers } = e.body;
    const known = view.posts.get(post) ?? blankPost;
    put(view, e, post, { ...known, status: 'missed', ...(covers && { covers }) });
    for (const what of covers ?? []) view.said.set(what, post);
  },
  'ledger.restored': (view, { seq, occurredOn, body }) => {
    view.restores.set(String(seq), { ...body, on: occurredOn, confirmedOn: null });
    for (const { series, to } of body.jumps) view.counters.set(series, to);
    view.paused = seq;
  },
  'restoration.confirmed': (view, { occurredOn, body: { of } }) => {
    const restore = view.restores.get(String(of));
    if (restore) view.restores.set(String(of), { ...restore, confirmedOn: occurredOn });
    if (view.paused === of) view.paused = null;
  },
};

function contentOf(
  e: Entry & { body: BodyOf<'evidence.added'> | BodyOf<'evidence.replaced'> },
): EvidenceContent {
  const { file, link, name, type, bytes } = e.body;
  const { occurredOn, recordedAt, actor } = e;
  return { file, link: link?.id ?? null, name: name?.id ?? null, type, bytes, occurredOn, recordedAt, actor };
}

function noLongerWaits(view: View, person: string, batch: string): void {
  view.waiting.set(
    person,
    (view.waiting.get(person) ?? []).filter((w) => w.batch !== batch),
  );
}

/** What makes courses the same: case, accents and spaces aside, and the day. */
const courseKey = (course: string, on: string): string => `${fold(course).replaceAll(' ', '')}/${on}`;

/** Takes one more entry into the view. Throws UnknownKind where a newer program wrote it. */
export function step(view: View, entry: Entry): void {
  if (!isKind(entry.kind)) throw new UnknownKind(entry.kind, entry.seq);
  view.head = { seq: entry.seq, hash: entry.hash };
  view.keys.set(entry.key, entry.seq);
  if (entry.folio !== null && isRecordKind(entry.kind)) addRecord(view, entry, entry.folio, entry.kind);
  if (entry.kind.startsWith('roster.')) touch(view, 'roster', entry.seq, entry.subject);
  (steps[entry.kind as Kind] as Step<Kind> | undefined)?.(view, entry as never);
}

function addRecord(view: View, entry: Entry, folio: string, kind: RecordKind): void {
  const { key, subject, actor, occurredOn, recordedAt, body } = entry;
  const record: Rec = { folio, kind, key, subject, actor, occurredOn, recordedAt, body, voided: null };
  view.records.set(folio, record);
  addMark(view, record, entry.seq);
  touch(view, kind, entry.seq, subject);
  tally(view, record, 1);
  count(view, folio, 1, 0);
  const [base, times] = splitKey(key);
  view.same.set(base, { folio, times });
  view.counters.set(folio.slice(0, 8), Number(folio.slice(9)));
  addFolio(view, kind, subject, folio);
}

function count(view: View, folio: string, more: number, voided: number): void {
  const letters = folio.slice(5, 8);
  const known = view.folios.get(letters) ?? { n: 0, voided: 0 };
  view.folios.set(letters, { n: known.n + more, voided: known.voided + voided });
}

function tally(view: View, { kind, body, occurredOn }: Rec, sign: 1 | -1): void {
  const add = (what: string, amount: number) => {
    const key = `${what}/${occurredOn}`;
    view.totals.set(key, (view.totals.get(key) ?? 0) + sign * amount);
  };
  if (kind === 'donation.recorded') {
    const { thing, unit, amount } = body as BodyOf<'donation.recorded'>;
    add(`donation/${thing}/${unit}`, amount);
  }
  if (kind === 'practice.recorded') add(`practice/${(body as BodyOf<'practice.recorded'>).practice}`, 1);
}

/** A key's base and how often the same was voided before: `letter/v1/x~2` -> [`letter/v1/x`, 2]. */
function splitKey(key: string): [base: string, times: number] {
  const m = /^(.*)~(\d+)$/s.exec(key);
  return m ? [m[1]!, Number(m[2])] : [key, 0];
}

function addTo<V>(table: Table<readonly V[]>, key: string, value: V): void {
  table.set(key, [...(table.get(key) ?? []), value]);
}

/**
 * An office from a day on; one time in office with another that it touches, as when its beginning is corrected. Whose
 * place a substitute takes is part of the office: for another one the time before ends.
 */
function grant(view: View, person: string, body: BodyOf<'role.granted'>, on: string): void {
  const { role, unit, standsFor, session } = body;
  const all = view.offices.get(person) ?? [];
  const touches = (o: Office) => o.role === role && o.unit === unit && (o.to === null || o.to > on);
  const joins = (o: Office) => touches(o) && o.standsFor === standsFor;
  const before = all.filter((o) => touches(o) && !joins(o) && o.from < on).map((o) => ({ ...o, to: on }));
  const first = all.filter(joins).reduce<Office | null>((a, o) => (a && a.from <= o.from ? a : o), null);
  const from = first && first.from < on ? first.from : on;
  const decided = session ?? (first && first.from <= on ? first.session : undefined);
  const office: Office = {
    role,
    unit,
    from,
    to: null,
    ...(standsFor !== undefined && { standsFor }),
    ...(decided !== undefined && { session: decided }),
  };
  view.offices.set(person, [...all.filter((o) => !touches(o)), ...before, office]);
}

/** Ends what is open, or would end later. */
function endLast<V extends { to: string | null }>(
  table: Table<readonly V[]>,
  key: string,
  which: (v: V) => boolean,
  on: string,
): void {
  const all = table.get(key) ?? [];
  const at = all.findLastIndex((v) => (v.to === null || v.to > on) && which(v));
  if (at >= 0) table.set(key, all.with(at, { ...all[at]!, to: on }));
}
