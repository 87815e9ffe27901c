import { cardSteps } from './cards/fold.ts';
import { courseSteps } from './courses/fold.ts';
import type { Entry } from './entry.ts';
import { evidenceSteps } from './evidence/fold.ts';
import { isRecordKind, type RecordKind } from './folio.ts';
import { type BodyOf, isKind, type Kind, UnknownKind } from './kinds.ts';
import { officeSteps } from './offices/fold.ts';
import { postSteps } from './outbox/fold.ts';
import { programmeSteps } from './programme/fold.ts';
import { reportSteps } from './reports/fold.ts';
import { rosterSteps } from './roster/fold.ts';
import { sessionSteps } from './sessions/fold.ts';
import { sheetSteps } from './sheets/fold.ts';
import { touch } from './view/looked.ts';
import { addMark, changeMark } from './view/marks.ts';
import { addFolio } from './view/records.ts';
import type { Rec } from './view/shapes.ts';
import { addTo, type Step, type Steps } from './view/steps.ts';
import type { View } from './view.ts';

/** How each kind of entry changes the view; a feature's own steps lie in its folder. */
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
  'part.decided': (view, e) =>
    addTo(view.parts, String(e.body.activity), { part: e.body.part, on: e.occurredOn }),
  'complaints.counted': (view, { recordedAt, body: { period, salt: _, ...counts } }) =>
    void view.complaints.set(period, { ...counts, recordedAt }),
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
  'letter.confirmed': (view, e) => void view.confirmed.set(`letter/${e.body.version}`, e.body.textHash),
  'channel.claimed': (view, e) =>
    void view.channels.set(`${e.body.platform}/${e.body.audience}`, e.body.channel),
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
  ...rosterSteps,
  ...officeSteps,
  ...courseSteps,
  ...sheetSteps,
  ...sessionSteps,
  ...evidenceSteps,
  ...cardSteps,
  ...postSteps,
  ...programmeSteps,
  ...reportSteps,
};

/** What hangs on a record goes over to the one that takes its place: its evidence, and that it was done. */
function handOver(view: View, from: string, to: string): void {
  const ids = view.evidenceOf.get(`folio/${from}`) ?? [];
  for (const id of ids) view.evidence.set(id, { ...view.evidence.get(id)!, folio: to });
  if (ids.length > 0) {
    view.evidenceOf.set(`folio/${to}`, ids);
    view.evidenceOf.set(`folio/${from}`, []);
  }
  const follow = view.agreements.get(from);
  if (follow?.done) view.agreements.set(to, { due: null, done: follow.done });
}

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
