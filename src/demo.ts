import { letterHash } from './activities/letter.ts';
import { nextFolio } from './ask.ts';
import { addDays, instantAt } from './calendar.ts';
import { cardDays } from './cards/month.ts';
import { type Body, byServer, type Draft } from './entry.ts';
import type { RecordKind } from './folio.ts';
import type { Programme } from './programme/schema.ts';
import { rosterDrafts } from './roster/entries.ts';
import type { Sample } from './roster/sample.ts';
import { sampleCourses } from './texts/cli.ts';
import type { View } from './view.ts';

/** How long before nine the demo's clock starts: a newcomer sees the card arrive within a minute. */
const leadSeconds = 30;

/**
 * Where the demo's clock starts: half a minute before the card of the first month from May on that has not gone
 * out yet, so that every start shows one.
 */
export function demoStart(programme: Programme, sent: (period: string) => boolean): Date {
  const days = [...cardDays(programme)];
  const open = days.filter(([period]) => !sent(period));
  const [, on] = open.find(([period]) => period.slice(5) >= '05') ??
    open[0] ??
    days[0] ?? ['', `${programme.year}-05-09`];
  return new Date(
    instantAt(on, programme.integrityDay.at, programme.timeZone).getTime() - leadSeconds * 1000,
  );
}

/** The sample roster with its roles and a plausible history up to `today`, as entries. Deterministic. */
export function sampleEntries(view: View, programme: Programme, sample: Sample, today: string): Draft[] {
  const roster = rosterDrafts(
    view,
    sample.facts.filter((f) => f.on <= today),
  );
  const offices = sample.roles.map(
    ({ person, role, unit }): Draft => ({
      kind: 'role.granted',
      key: `role/${person}/${role}/${unit ?? ''}/demo`,
      ...byServer(person, programme.approved?.on ?? `${programme.year}-01-01`),
      body: { role, unit },
    }),
  );
  // A newcomer looks at the personal chat first.
  const toEach: Draft = {
    kind: 'card.personal',
    key: 'card-personal/demo',
    ...byServer(null, today),
    body: { on: true },
  };
  return [...roster, ...offices, toEach, ...history(view, programme, sample, today)];
}

function history(view: View, programme: Programme, sample: Sample, today: string): Draft[] {
  const counts = new Map<string, number>();
  const year = Number(today.slice(0, 4));
  const record = (
    kind: RecordKind,
    base: string,
    subject: string | null,
    on: string,
    body: Body,
  ): Draft[] => {
    if (on > today || on < `${programme.year}-01-01`) return [];
    const first = nextFolio(view, year, kind);
    const letters = first.slice(0, 8);
    const n = (counts.get(letters) ?? Number(first.slice(9)) - 1) + 1;
    counts.set(letters, n);
    return [
      { ...byServer(subject, on), kind, key: base, folio: `${letters}-${String(n).padStart(6, '0')}`, body },
    ];
  };
  const day = (month: number, n: number) =>
    `${programme.year}-${String(month).padStart(2, '0')}-${String(n).padStart(2, '0')}`;
  const people = sample.members
    .filter((m) => m.leftOn === null && m.joinedOn <= day(1, 15))
    .map((m) => m.person.id);
  const every = (n: number, offset: number) => people.filter((_, i) => i % n !== offset && i > 5);
  const { version } = programme.letter;
  const textHash = letterHash({ programme });
  const cards = [...cardDays(programme)].filter(([, on]) => on < today && addDays(on, 20) < today);
  return [
    ...cards.flatMap(([period, on]) =>
      record('card.sent', `card/${period}`, null, on, { period, by: 'committee' }),
    ),
    ...record('report.annual', `report/annual/${programme.year - 1}`, null, day(1, 29), {
      period: String(programme.year - 1),
    }),
    ...record('activity.done', `activity/${programme.id}/8`, null, day(3, 8), { activity: 8, note: null }),
    ...record('report.quarterly', `report/quarterly/${programme.year}-T1`, null, day(4, 11), {
      period: `${programme.year}-T1`,
    }),
    ...record('session.held', `session/ordinary/${day(4, 26)}`, null, day(4, 26), {}),
    ...record('committee.ratified', `committee/ratified/${day(4, 26)}`, null, day(4, 26), {}),
    ...every(4, 1).flatMap((p, i) =>
      record('evaluation.recorded', `evaluation/${p}/${programme.year}`, p, day(1, 8 + (i % 18)), {
        year: programme.year,
        part: 'declared',
      }),
    ),
    ...every(3, 2)
      .filter((_, i) => i % 2 === 0)
      .flatMap((p, i) => {
        const on = day(2 + (i % 3), 5 + (i % 20));
        return record('training.recorded', `training/${p}/etica publica/${on}`, p, on, {
          course: sampleCourses[i % sampleCourses.length]!,
          minutes: 240,
          part: i % 5 === 0 ? 'accredited' : 'declared',
        });
      }),
    ...every(2, 1).flatMap((p, i) =>
      record('letter.accepted', `letter/${version}/${p}`, p, day(4, 29 - (i % 3)), {
        version,
        textHash,
        part: 'declared',
      }),
    ),
    ...every(5, 0)
      .filter((_, i) => i % 4 === 0)
      .flatMap((p, i) =>
        record('donation.recorded', `donation/${p}/demo/${i}`, p, day(3 + (i % 2), 4 + (i % 22)), {
          thing: 'caps',
          unit: 'g',
          amount: 400 + 150 * (i % 9),
        }),
      ),
    ...every(7, 3)
      .filter((_, i) => i % 9 === 0)
      .flatMap((p, i) =>
        record(
          'practice.recorded',
          `practice/${p}/recycling/${day(4, 1 + (i % 25))}`,
          p,
          day(4, 1 + (i % 25)),
          { practice: 'recycling' },
        ),
      ),
  ];
}
