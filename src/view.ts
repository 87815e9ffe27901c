import { cardOfPost, isPersonal } from './due/keys.ts';
import { type Entry, type Head, type Json, origin } from './entry.ts';
import { type BodyOf, isRecordKind, type Kind, type RecordKind, type RoleName } from './kinds.ts';
import { Layer, type Table } from './table.ts';

/** Something recorded with a folio, as it stands now. */
export interface Rec {
  readonly folio: string;
  readonly kind: RecordKind;
  readonly key: string;
  readonly subject: string | null;
  readonly actor: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly body: Entry['body'];
  /** Folio of the record that voided it. */
  readonly voided: string | null;
}

/** Time on the roster in one unit: from a date on, until (not including) another. */
export interface Stint {
  readonly unit: string;
  readonly from: string;
  readonly to: string | null;
}

export interface Office {
  readonly role: RoleName;
  readonly unit: string | null;
  readonly from: string;
  readonly to: string | null;
}

export interface Post {
  readonly status: 'planned' | 'claimed' | 'sent' | 'no-address' | 'refused' | 'unknown' | 'missed';
  readonly platform: 'slack' | 'teams' | null;
  readonly to: string | null;
  readonly messageId: string | null;
  readonly covers: readonly string[];
  /** How often it was claimed: by whoever sends it, again after a crash or when the committee wants it resent. */
  readonly claims: number;
}

/** A post that did not arrive as far as anybody knows, since when. */
export interface Trouble {
  readonly status: Post['status'];
  readonly on: string;
}

/** A month's card as the committee changed it. */
export interface CardChange {
  readonly value?: string;
  readonly sentence?: string;
  readonly paused?: boolean;
}

const names = [
  'keys',
  'counters',
  'records',
  'byKind',
  'totals',
  'same',
  'roster',
  'offices',
  'channels',
  'absences',
  'powerNotes',
  'requests',
  'confirmed',
  'cards',
  'acks',
  'later',
  'posts',
  'said',
  'trouble',
  'outcomes',
] as const; // prettier-ignore

/** All that the rules ask about, kept up entry by entry so that no question scans the ledger. */
export interface View {
  head: Head;
  /** Instant of the first entry: nothing before it was the bot's to say. */
  installedAt: string | null;
  programme: { readonly id: string; readonly sha256: string } | null;
  cardToEach: boolean;
  /** Every key of the ledger. */
  readonly keys: Table<number>;
  /** Last folio number by year and letters. */
  readonly counters: Table<number>;
  readonly records: Table<Rec>;
  /** Folios by kind, and by kind and person. */
  readonly byKind: Table<readonly string[]>;
  /** Grams, pieces or times by `what/day`, of what stands. */
  readonly totals: Table<number>;
  /** What makes a record the same -> its newest folio and how many were voided before it. */
  readonly same: Table<{ readonly folio: string; readonly times: number }>;
  readonly roster: Table<readonly Stint[]>;
  readonly offices: Table<readonly Office[]>;
  readonly channels: Table<string>;
  readonly absences: Table<string | null>;
  readonly powerNotes: Table<boolean>;
  readonly requests: Table<{ readonly on: string }>;
  /** Letter versions and calendars that the secretary confirmed. */
  readonly confirmed: Table<Json>;
  readonly cards: Table<CardChange>;
  /** People who pressed Enterado/a, counted by period. */
  readonly acks: Table<number>;
  /** Day of a promise -> who gets which month's card again. */
  readonly later: Table<readonly { readonly period: string; readonly person: string }[]>;
  readonly posts: Table<Post>;
  /** Posts that are claimed and not settled; a handful at any time. */
  open: readonly string[];
  /** Posts that failed or were missed, but for those of a broadcast to people, which are counted. */
  readonly trouble: Table<Trouble>;
  /** How many people's cards stand at which status: `2024-05/sent`. */
  readonly outcomes: Table<number>;
  /** What was said (ladder steps, alarms) -> the post that said it. */
  readonly said: Table<string>;
}

/** The view of an empty ledger. */
export function emptyView(): View {
  const tables = Object.fromEntries(names.map((n) => [n, new Map()]));
  return {
    head: origin,
    installedAt: null,
    programme: null,
    cardToEach: false,
    open: [],
    ...tables,
  } as unknown as View;
}

/** A working copy that leaves `view` as it is. */
export function fork(view: View): View {
  const tables = Object.fromEntries(names.map((n) => [n, new Layer(view[n] as Table<unknown>)]));
  return { ...view, ...tables } as unknown as View;
}

/** Grows when the fold or the view's shape changes: a snapshot of another version is not used. */
export const viewVersion = 2;

/** The view as JSON, for a snapshot. */
export function dump(view: View): Json {
  const tables = Object.fromEntries(names.map((n) => [n, [...view[n].entries()]]));
  const { head, installedAt, programme, cardToEach, open } = view;
  return { head, installedAt, programme, cardToEach, open, ...tables } as unknown as Json;
}

/** The view that `dump` gave. */
export function restore(state: Json): View {
  const given = state as unknown as Record<(typeof names)[number], [string, never][]> & View;
  const tables = Object.fromEntries(names.map((n) => [n, new Map(given[n] as unknown as [string, never][])]));
  return { ...(given as unknown as View), ...tables } as unknown as View;
}

type Step<K extends Kind> = (view: View, entry: Entry & { readonly body: BodyOf<K> }) => void;
type Steps = { [K in Kind]?: Step<K> };

const steps: Steps = {
  'record.voided': (view, e) => {
    const of = view.records.get(e.body.of);
    if (!of || of.voided !== null) return;
    view.records.set(of.folio, { ...of, voided: e.folio });
    tally(view, of, -1);
  },
  'roster.joined': (view, e) =>
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null }),
  'roster.moved': (view, e) => {
    endLast(view.roster, e.subject!, () => true, e.occurredOn);
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null });
  },
  'roster.left': (view, e) => endLast(view.roster, e.subject!, () => true, e.occurredOn),
  'role.granted': (view, e) => grant(view, e.subject!, e.body, e.occurredOn),
  'role.ended': (view, e) =>
    endLast(view.offices, e.subject!, (o) => o.role === e.body.role && o.unit === e.body.unit, e.occurredOn),
  'membership.requested': (view, e) => void view.requests.set(e.subject!, { on: e.occurredOn }),
  'absence.set': (view, e) => void view.absences.set(e.subject!, e.body.until),
  'power-note.chosen': (view, e) => void view.powerNotes.set(e.subject!, e.body.on),
  'programme.adopted': (view, e) => {
    view.programme = { id: e.body.programme, sha256: e.body.sha256 };
  },
  'calendar.confirmed': (view, e) =>
    void view.confirmed.set(`calendar/${e.body.programme}`, {
      on: e.occurredOn,
      vacationsCount: e.body.vacationsCount,
    }),
  'letter.confirmed': (view, e) => void view.confirmed.set(`letter/${e.body.version}`, e.body.textHash),
  'channel.claimed': (view, e) =>
    void view.channels.set(`${e.body.platform}/${e.body.audience}`, e.body.channel),
  'card.changed': (view, { body: { period, value, sentence } }) =>
    void view.cards.set(period, { ...view.cards.get(period), value, sentence }),
  'card.paused': (view, { body: { period, paused } }) =>
    void view.cards.set(period, { ...view.cards.get(period), paused }),
  'card.personal': (view, e) => {
    view.cardToEach = e.body.on;
  },
  'card.acknowledged': (view, e) =>
    void view.acks.set(e.body.period, (view.acks.get(e.body.period) ?? 0) + 1),
  'card.later': (view, e) => addTo(view.later, e.body.on, { period: e.body.period, person: e.subject! }),
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
    const { post, status, messageId } = e.body;
    put(view, e, post, { ...(view.posts.get(post) ?? blankPost), status, messageId });
  },
  'post.edited': (view, { body }) => {
    view.posts.set(body.post, { ...(view.posts.get(body.post) ?? blankPost), covers: body.covers });
    for (const what of body.covers) view.said.set(what, body.post);
  },
  'post.missed': (view, e) =>
    put(view, e, e.body.post, { ...(view.posts.get(e.body.post) ?? blankPost), status: 'missed' }),
};

const blankPost: Post = {
  status: 'planned',
  platform: null,
  to: null,
  messageId: null,
  covers: [],
  claims: 0,
};

/** Keeps what is asked of posts at every tick beside them, so that no tick looks through them all. */
function put(view: View, entry: Entry, key: string, post: Post): void {
  const before = view.posts.get(key)?.status;
  view.posts.set(key, post);
  if (before !== 'claimed' && post.status === 'claimed') view.open = [...view.open, key];
  if (before === 'claimed' && post.status !== 'claimed') view.open = view.open.filter((k) => k !== key);
  if (!isPersonal(key)) {
    const fine = post.status === 'sent' || post.status === 'planned' || post.status === 'claimed';
    if (!fine || view.trouble.has(key)) view.trouble.set(key, { status: post.status, on: entry.occurredOn });
    return;
  }
  const period = cardOfPost(key);
  const count = (status: Post['status'], by: number) =>
    view.outcomes.set(`${period}/${status}`, (view.outcomes.get(`${period}/${status}`) ?? 0) + by);
  if (period !== null) {
    if (before !== undefined) count(before, -1);
    count(post.status, 1);
  }
}

/** Takes one more entry into the view. */
export function step(view: View, entry: Entry): void {
  view.head = { seq: entry.seq, hash: entry.hash };
  view.installedAt ??= entry.recordedAt;
  view.keys.set(entry.key, entry.seq);
  if (entry.folio !== null && isRecordKind(entry.kind)) addRecord(view, entry, entry.folio, entry.kind);
  (steps[entry.kind as Kind] as Step<Kind> | undefined)?.(view, entry as never);
}

function addRecord(view: View, entry: Entry, folio: string, kind: RecordKind): void {
  const { key, subject, actor, occurredOn, recordedAt, body } = entry;
  const record: Rec = { folio, kind, key, subject, actor, occurredOn, recordedAt, body, voided: null };
  view.records.set(folio, record);
  tally(view, record, 1);
  const [base, times] = splitKey(key);
  view.same.set(base, { folio, times });
  view.counters.set(folio.slice(0, 8), Number(folio.slice(9)));
  addTo(view.byKind, subject === null ? kind : `${kind}/${subject}`, folio);
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

/** The sum of a total over days from `from` to `to`, both included: grams, pieces or times by what is counted. */
export function totalsBetween(view: View, prefix: string, from: string, to: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, amount] of view.totals.entries()) {
    const [what, day] = [key.slice(0, -11), key.slice(-10)];
    if (what.startsWith(prefix) && day >= from && day <= to) sums.set(what, (sums.get(what) ?? 0) + amount);
  }
  return sums;
}

/** A key's base and how often the same was voided before: `letter/v1/x~2` -> [`letter/v1/x`, 2]. */
function splitKey(key: string): [base: string, times: number] {
  const m = /^(.*)~(\d+)$/s.exec(key);
  return m ? [m[1]!, Number(m[2])] : [key, 0];
}

function addTo<V>(table: Table<readonly V[]>, key: string, value: V): void {
  table.set(key, [...(table.get(key) ?? []), value]);
}

/** An office from a day on; one time in office with another that it touches, as when its beginning is corrected. */
function grant(view: View, person: string, { role, unit }: BodyOf<'role.granted'>, on: string): void {
  const all = view.offices.get(person) ?? [];
  const touches = (o: Office) => o.role === role && o.unit === unit && (o.to === null || o.to > on);
  const from = all.filter(touches).reduce((first, o) => (o.from < first ? o.from : first), on);
  view.offices.set(person, [...all.filter((o) => !touches(o)), { role, unit, from, to: null }]);
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

/** The unit in which a person is on the roster on a date, null when not on it; leavers drop out from their date on. */
export function unitOn(view: View, person: string, on: string): string | null {
  return view.roster.get(person)?.findLast((s) => s.from <= on && (s.to === null || on < s.to))?.unit ?? null;
}

/** Everybody on the roster on a date, with their unit then. */
export function* rosterOn(view: View, on: string): IterableIterator<[person: string, unit: string]> {
  for (const [person] of view.roster.entries()) {
    const unit = unitOn(view, person, on);
    if (unit !== null) yield [person, unit];
  }
}

/** A person's offices in force on a date. */
export function officesOn(view: View, person: string, on: string): readonly Office[] {
  return (view.offices.get(person) ?? []).filter((o) => o.from <= on && (o.to === null || on < o.to));
}

/** The records of a kind that stand (of one person, for kinds about people), in the order recorded. */
export function standing(view: View, kind: RecordKind, person?: string): Rec[] {
  const folios = view.byKind.get(person === undefined ? kind : `${kind}/${person}`) ?? [];
  return folios.map((f) => view.records.get(f)!).filter((r) => r.voided === null);
}
