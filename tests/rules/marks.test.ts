import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordsIn } from '../../src/board/records.ts';
import { channelPosts, copiesKnown } from '../../src/cards/posts.ts';
import { cardOfPost, copyOf, kindOf, timeOf, toPerson } from '../../src/due/keys.ts';
import { type Draft, type Json, seal } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import type { RecordKind } from '../../src/folio.ts';
import { daysWith, marksBetween } from '../../src/view/marks.ts';
import { emptyView, fork, type View } from '../../src/view.ts';
import { shipped } from '../support/bot.ts';

const programme = shipped();
const kinds = { 'training.recorded': 'CAP', 'practice.recorded': 'PRA', 'activity.done': 'CUM' } as const;
type Recorded = keyof typeof kinds;
const names = Object.keys(kinds) as Recorded[];
const bodies: Record<Recorded, (n: number) => Draft['body']> = {
  'training.recorded': () => ({ course: 'Ética', minutes: 60, part: 'declared' }),
  'practice.recorded': () => ({ practice: 'recycling' }),
  'activity.done': (n) => ({ activity: n % 2 === 0 ? 5 : 12, note: null }),
};
const day = fc.integer({ min: 1, max: 4 }).map((n) => `2024-0${1 + (n % 2)}-0${n}`);
const post = fc.constantFrom(
  'integrity-day/2024-02/slack/C1',
  'integrity-day/2024-02/person/a',
  'later/2024-02/person/b/2024-02-12',
  'digest/2024-02-02',
  'digest/2024-02-05',
  'ask/9/1/person/a',
  'fix/1/integrity-day/2024-02/slack/C1',
);
const status = fc.constantFrom('sent', 'refused', 'unknown' as const);
const act = fc.oneof(
  fc.record({
    do: fc.constant('record' as const),
    kind: fc.constantFrom(...names),
    day,
    times: fc.nat({ max: 90 }),
  }),
  fc.record({ do: fc.constantFrom('void', 'accredit' as const), nth: fc.nat({ max: 200 }) }),
  fc.record({ do: fc.constant('plan' as const), post }),
  fc.record({ do: fc.constant('say' as const), post, status }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Appends what acts mean, folios as they are given out; on a copy where a copy is given. */
function follow(view: View, acts: readonly Act[]): void {
  const add = (draft: Partial<Draft> & Pick<Draft, 'kind' | 'body'>): void => {
    const common = { key: `k/${view.head.seq + 1}`, folio: null, subject: null, actor: 'cli' } as const;
    const whole: Draft = { ...common, platform: 'cli', occurredOn: '2024-03-01', ...draft };
    step(view, seal('isssteson', view.head, [whole], '2024-03-01T16:00:00.000Z')[0]!);
  };
  const folio = (letters: string): string =>
    `2024-${letters}-${String((view.counters.get(`2024-${letters}`) ?? 0) + 1).padStart(6, '0')}`;
  for (const one of acts) {
    const nth = 'nth' in one ? [...view.records.entries()][one.nth]?.[0] : undefined;
    if (one.do === 'record')
      for (let n = 0; n <= one.times; n += 1)
        add({
          kind: one.kind,
          folio: folio(kinds[one.kind]),
          occurredOn: one.day,
          body: bodies[one.kind](n),
        });
    else if (one.do === 'plan') add({ kind: 'post.planned', body: { post: one.post } });
    else if (one.do === 'say') {
      const claim = { post: one.post, platform: 'slack', to: 'x', covers: [] as Json[] };
      add({ kind: 'post.claimed', body: claim });
      add({
        kind: 'post.settled',
        body: { post: one.post, status: one.status, messageId: null, reason: null },
      });
    } else if (nth !== undefined && one.do === 'void')
      add({ kind: 'record.voided', folio: folio('ANU'), body: { of: nth, reason: null } });
    else if (nth !== undefined) add({ kind: 'record.accredited', body: { of: nth, on: true } });
  }
}

function agrees(view: View): void {
  const all = [...view.records.entries()].map(([, r]) => r);
  for (const kind of [...names, 'record.voided'] as RecordKind[]) {
    const mine = all.filter((r) => r.kind === kind);
    const byDay = [...mine].sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));
    const seqOf = (key: string) => view.keys.get(key);
    const voider = (r: (typeof mine)[number]) =>
      r.voided === null ? undefined : seqOf(view.records.get(r.voided)!.key);
    expect([...marksBetween(view, kind, '2024-01-01', '2024-12-31')]).toEqual(
      byDay.map((r) => ({
        ...{ seq: seqOf(r.key), folio: r.folio, subject: r.subject, occurredOn: r.occurredOn },
        ...{ body: r.body, voided: r.voided, voidedAt: voider(r) },
      })),
    );
    for (const { day, count } of daysWith(view, kind, '2024-01-01', '2024-12-31')) {
      const then = mine.filter((r) => r.occurredOn === day);
      expect(count).toEqual({ n: then.length, voided: then.filter((r) => r.voided !== null).length });
    }
  }
  const scope = { programme, view, asOf: '2024-12-31' };
  const five = programme.activities.find((a) => a.number === 5)!;
  const listed = all
    .filter((r) => r.kind === 'practice.recorded' || (r.kind === 'activity.done' && r.body.activity === 5))
    .filter((r) => r.occurredOn.startsWith('2024-01'))
    .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn) || a.folio.localeCompare(b.folio));
  for (const [from, most] of [
    [0, 20],
    [20, 20],
    [60, 100],
  ] as const)
    expect(recordsIn(scope, five, '2024-01', from, most)).toEqual(listed.slice(from, from + most));

  const posts = [...view.posts.entries()];
  const copies = posts.filter(([p]) => copyOf(p) === '2024-02').map(([p]) => p);
  expect(copiesKnown(view, '2024-02')).toEqual(copies);
  expect(channelPosts(view, '2024-02')).toEqual(copies.filter((p) => cardOfPost(p) !== null && !toPerson(p)));
  const counts = new Map<string, number>();
  const others = posts.filter(([p]) => cardOfPost(p) === null && kindOf(p) !== 'ask');
  for (const [p, { status: now }] of others)
    counts.set(`kind/${kindOf(p)}/${now}`, (counts.get(`kind/${kindOf(p)}/${now}`) ?? 0) + 1);
  const kept = [...view.outcomes.entries()].filter(([what, n]) => what.startsWith('kind/') && n !== 0);
  expect(new Map(kept)).toEqual(counts);
  const days = others.filter(([p]) => kindOf(p) === 'digest').map(([p]) => timeOf(p));
  expect(view.lastAbout.get('digest')).toBe(days.sort().at(-1));
}

it('what lies together by kind, day and month is what all records and posts tell', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), fc.array(act, { maxLength: 8 }), (acts, more) => {
      const view = emptyView();
      follow(view, acts);
      agrees(view);
      const copy = fork(view);
      follow(copy, more);
      agrees(copy);
      agrees(view);
    }),
    { numRuns: 60 },
  );
});
