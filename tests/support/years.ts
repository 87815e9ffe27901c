import { type Draft, type Entry, type Head, origin, seal } from '../../src/entry.ts';
import type { Person } from '../../src/ports/directory.ts';
import { personOf } from './bot.ts';

const committee = 'isssteson';

/** The n-th person of these ledgers, from 0; the second is the secretary. */
export const personAt = (n: number): Person => personOf({ number: String(n).padStart(6, '0') });
const personId = (n: number): string => personAt(n).id;

/** The last year of these ledgers, that of the shipped programme. */
export const lastYear = 2024;
/** The day up to which they reach. */
export const lastDay = '2024-11-20';
/** About so many entries come of one person who takes part in a year. */
const aYear = 66;

const two = (n: number): string => String(n).padStart(2, '0');
const bySystem = { actor: 'system', platform: 'system', folio: null, subject: null } as const;
const atServer = { actor: 'cli', platform: 'cli', folio: null } as const;

/** The entries of a post that arrived. */
function posted(post: string, to: string, on: string): Draft[] {
  const common = { ...bySystem, occurredOn: on };
  const settled = { post, status: 'sent', messageId: `${on}.${to}`, reason: null };
  return [
    { ...common, kind: 'post.planned', key: `planned/${post}`, body: { post } },
    { ...common, kind: 'post.claimed', key: post, body: { post, platform: 'slack', to, covers: [] } },
    { ...common, kind: 'post.settled', key: `settled/${post}~1`, body: settled },
  ];
}

/** What the records of a month are made with: folios count on through a year. */
function recorder(year: number) {
  const counted = new Map<string, number>();
  return (
    letters: string,
    kind: string,
    base: string,
    subject: string | null,
    on: string,
    body: Draft['body'],
  ): Draft => {
    const n = (counted.get(letters) ?? 0) + 1;
    counted.set(letters, n);
    const folio = `${year}-${letters}-${String(n).padStart(6, '0')}`;
    return {
      ...{ kind, key: base, folio, subject, occurredOn: on, body },
      ...{ actor: subject ?? personId(1), platform: 'slack' },
    };
  };
}

/** What the reports of a quarter said, so that some of it is no longer so. */
const frozen = (period: string, on: string, head: Head): Draft['body'] => ({
  ...{ kind: 'quarterly', period, dispatch: on, cut: on, headcount: 1, complaints: null, evidence: [] },
  head: { seq: head.seq, hash: head.hash },
  activities: [5, 9, 10, 11].map((number) => ({
    number,
    figures: {
      ...{ numerator: 1, denominator: 1, percent: 100, declared: 1, accredited: 0, official: null },
      ...{ roster: 1, times: 1 },
    },
  })),
});

/** A month of a year in which so many people take part, in the order in which things happen. */
function* monthOf(year: number, month: number, people: number, make: ReturnType<typeof recorder>) {
  const period = `${year}-${two(month)}`;
  const day = (i: number) => `${period}-${two(1 + (i % (year === lastYear && month === 11 ? 19 : 28)))}`;
  const id = (i: number) => personId(1 + i);
  const all = Array.from({ length: people }, (_, i) => i);
  const on = `${period}-09`;
  for (const i of all) {
    const practice = make('PRA', 'practice.recorded', `practice/${period}/${i}`, id(i), day(i), {
      practice: 'recycling',
    });
    yield practice;
    if (i % 100 === 7)
      yield make('ANU', 'record.voided', `void/${practice.folio}`, id(i), day(i), {
        of: practice.folio!,
        reason: null,
      });
    if (month <= 7)
      yield make('DON', 'donation.recorded', `donation/${period}/${i}`, id(i), day(i), {
        ...{ thing: 'caps', unit: 'g', amount: 500 },
      });
    if ([2, 5, 9].includes(month))
      yield make('CAP', 'training.recorded', `training/${period}/${i}`, id(i), day(i), {
        ...{
          course: `Curso ${(i % 40) + month}`,
          minutes: 240,
          part: i % 5 === 0 ? 'accredited' : 'declared',
        },
      });
    if (month === 1)
      yield make('CAR', 'letter.accepted', `letter/${year}/${i}`, id(i), day(i), {
        ...{ version: year === lastYear ? 'v1' : String(year), textHash: 'a'.repeat(64), part: 'declared' },
      });
    if (month === 1)
      yield make('EVA', 'evaluation.recorded', `evaluation/${year}/${i}`, id(i), day(i), {
        ...{ year, part: 'declared' },
      });
  }
  for (const channel of ['C-GENERAL', 'C-OTRO'])
    yield* posted(`integrity-day/${period}/slack/${channel}`, channel, on);
  yield make('TAR', 'card.sent', `card/${period}`, null, on, { period, by: 'bot' });
  for (const i of all) {
    yield* posted(`integrity-day/${period}/person/${id(i)}`, id(i), on);
    if (i % 4 === 0)
      yield {
        ...{ ...atServer, kind: 'card.acknowledged', key: `ack/${period}/${id(i)}`, subject: id(i) },
        ...{ occurredOn: on, body: { period } },
      };
  }
  if (month % 6 === 4) {
    const batch = 2 * (year - 2000) + (month > 6 ? 1 : 0);
    const started = { activity: 9, unit: null, batch };
    const common = { ...atServer, subject: null, occurredOn: `${period}-10` };
    yield { ...common, actor: personId(1), kind: 'asking.started', key: `asking/${batch}`, body: started };
    for (const i of all) yield* posted(`ask/9/${batch}/person/${id(i)}`, id(i), `${period}-10`);
  }
  if (month % 3 === 0 && month < 10)
    yield make('SES', 'session.held', `session/${period}`, null, `${period}-20`, {});
}

/** How many years, and how many of the people in them, make about so many entries. */
export function yearsFor(
  people: number,
  entries: number,
): { readonly years: number; readonly active: number } {
  const years = Math.max(1, Math.round((entries - people) / (people * aYear)));
  return { years, active: Math.min(people - 1, Math.round((entries - people) / (years * aYear))) };
}

/**
 * Entries of an institution of so many people over so many years up to `lastDay`, in which some of them take part: in
 * batches that follow each other.
 */
export function* entriesOfYears(people: number, years: number, active = people - 1): Generator<Entry[]> {
  let head = origin;
  function sealed(drafts: Draft[], at: string): Entry[] {
    const made = seal(committee, head, drafts, at);
    head = { seq: made.at(-1)!.seq, hash: made.at(-1)!.hash };
    return made;
  }
  const first = lastYear - years + 1;
  const joined = Array.from({ length: people }, (_, i): Draft => {
    const common = { ...atServer, subject: personId(i), occurredOn: `${first}-01-01` };
    return { ...common, kind: 'roster.joined', key: `r/${i}`, body: { unit: `Unidad ${i % 90}` } };
  });
  const secretary: Draft = {
    ...{ ...atServer, kind: 'role.granted', key: 'role', subject: personId(1) },
    ...{ occurredOn: `${first}-01-01`, body: { role: 'secretary', unit: null } },
  };
  yield sealed([...joined, secretary], `${first}-01-01T16:00:00.000Z`);
  for (let year = first; year <= lastYear; year += 1) {
    const make = recorder(year);
    for (let month = 1; month <= (year === lastYear ? 11 : 12); month += 1) {
      const at = `${year}-${two(month)}-${year === lastYear && month === 11 ? 19 : 28}T16:00:00.000Z`;
      let waiting: Draft[] = [];
      for (const draft of monthOf(year, month, active, make)) {
        waiting.push(draft);
        if (waiting.length === 4096) yield sealed(waiting.splice(0), at);
      }
      if (month % 3 === 1 && month > 1) {
        const period = `${year}-T${(month - 1) / 3}`;
        const on = `${year}-${two(month)}-08`;
        const report = make('INF', 'report.quarterly', `report/quarterly/${period}`, null, on, { period });
        const known = { of: report.folio!, from: 'made', figures: frozen(period, on, head) };
        const fixed = { ...atServer, kind: 'report.frozen', key: `frozen/${report.folio}`, subject: null };
        waiting = [{ ...report, actor: personId(1) }, { ...fixed, occurredOn: on, body: known }, ...waiting];
      }
      if (waiting.length > 0) yield sealed(waiting, at);
    }
  }
}
