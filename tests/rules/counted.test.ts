import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDays, peopleWith } from '../../src/counted.ts';
import { type Draft, seal } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { progress } from '../../src/progress.ts';
import { foliosOf } from '../../src/view/records.ts';
import { dump, restore } from '../../src/view/snapshot.ts';
import { emptyView, fork, type View } from '../../src/view.ts';
import { shipped } from '../support/bot.ts';

const programme = shipped();
const headcount = programme.activities.find((a) => a.number === 9)!;
const donation = programme.activities.find((a) => a.participation)!;

const person = fc.integer({ min: 0, max: 5 }).map((n) => `persona-${n}`);
const day = fc
  .integer({ min: 0, max: 140 })
  .map((n) => new Date(Date.UTC(2023, 11, 20 + n)).toISOString().slice(0, 10));
const act = fc.oneof(
  fc.record({ do: fc.constantFrom('roster.joined', 'roster.left' as const), person, day }),
  fc.record({ do: fc.constantFrom('training.recorded', 'donation.recorded' as const), person, day }),
  fc.record({ do: fc.constantFrom('void', 'accredit' as const), nth: fc.nat({ max: 20 }), day }),
  fc.record({ do: fc.constant('ask' as const), day }),
  fc.record({ do: fc.constant('ask in a copy' as const), person, day }),
  fc.record({ do: fc.constant('ask in a copy that recorded' as const), person, day }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

describe('who counts', () => {
  it('is the same whether it is remembered, brought up to date or looked for anew', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const view = emptyView();
        let n = 0;
        const folios: string[] = [];
        const record = (
          to: View,
          draft: Pick<Draft, 'kind' | 'body' | 'occurredOn'> & Partial<Draft>,
        ): void => {
          n += 1;
          const common = {
            key: `k/${n}`,
            folio: null,
            subject: null,
            actor: 'cli',
            platform: 'cli' as const,
          };
          const [entry] = seal('isssteson', to.head, [{ ...common, ...draft }], '2024-06-01T16:00:00.000Z');
          step(to, entry!);
        };
        const recorded = (to: View, kind: string, who: string, on: string): void => {
          const letters = kind === 'training.recorded' ? 'CAP' : 'DON';
          const folio = `2024-${letters}-${String(n + 1).padStart(6, '0')}`;
          if (to === view) folios.push(folio);
          const body: Draft['body'] =
            kind === 'training.recorded'
              ? { course: 'Ética', minutes: 60, part: 'declared' }
              : { thing: 'caps', unit: 'g', amount: 500 };
          record(to, { kind, folio, subject: who, occurredOn: on, body });
        };
        const ask = (of: View, asOf: string): void => {
          const anew = restore(structuredClone(dump(of)) as never);
          for (const [activity, kind] of [
            [headcount, 'training.recorded'],
            [donation, 'donation.recorded'],
          ] as const) {
            const [one, other] = [of, anew].map((v) => ({ programme, view: v, asOf }));
            expect([...peopleWith(one!, activity, kind)]).toEqual([...peopleWith(other!, activity, kind)]);
            expect([...firstDays(one!, activity, kind)]).toEqual([...firstDays(other!, activity, kind)]);
          }
          expect(progress({ programme, view: of, asOf })).toEqual(progress({ programme, view: anew, asOf }));
        };
        const run = (one: Act): unknown => {
          switch (one.do) {
            case 'roster.joined':
              return record(view, {
                kind: one.do,
                subject: one.person,
                occurredOn: one.day,
                body: { unit: 'U' },
              });
            case 'roster.left':
              return record(view, { kind: one.do, subject: one.person, occurredOn: one.day, body: {} });
            case 'training.recorded':
            case 'donation.recorded':
              return recorded(view, one.do, one.person, one.day);
            case 'void':
            case 'accredit': {
              const of = folios[one.nth];
              if (of === undefined) return null;
              const folio = `2024-ANU-${String(n + 1).padStart(6, '0')}`;
              if (one.do === 'void')
                record(view, {
                  kind: 'record.voided',
                  folio,
                  occurredOn: one.day,
                  body: { of, reason: null },
                });
              else record(view, { kind: 'record.accredited', occurredOn: one.day, body: { of, on: true } });
              return;
            }
            case 'ask':
              return ask(view, one.day);
            case 'ask in a copy':
              return ask(fork(fork(view)), one.day);
            case 'ask in a copy that recorded': {
              const copy = fork(view);
              record(copy, {
                kind: 'roster.joined',
                subject: one.person,
                occurredOn: one.day,
                body: { unit: 'V' },
              });
              recorded(copy, 'training.recorded', one.person, one.day);
              ask(copy, one.day);
              ask(fork(copy), one.day);
            }
          }
        };
        for (const one of acts) run(one);
        ask(view, '2024-05-20');
        const byLetters: Record<string, { n: number; voided: number }> = {};
        for (const [folio, { voided }] of view.records.entries()) {
          const known = byLetters[folio.slice(5, 8)] ?? { n: 0, voided: 0 };
          byLetters[folio.slice(5, 8)] = { n: known.n + 1, voided: known.voided + (voided === null ? 0 : 1) };
        }
        expect(Object.fromEntries(view.folios.entries())).toEqual(byLetters);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

it('the folios of a person and kind are in the order recorded, however many there are', () => {
  const view = emptyView();
  const all = Array.from({ length: 300 }, (_, i) => `2024-DON-${String(i + 1).padStart(6, '0')}`);
  for (const [i, folio] of all.entries()) {
    const draft = {
      kind: 'donation.recorded',
      key: `d/${i}`,
      folio,
      subject: 'p',
      actor: 'p',
      platform: 'cli' as const,
    };
    const body = { thing: 'caps', unit: 'g', amount: 1 };
    step(
      view,
      seal(
        'isssteson',
        view.head,
        [{ ...draft, occurredOn: '2024-05-07', body }],
        '2024-06-01T16:00:00.000Z',
      )[0]!,
    );
    if (i % 50 === 0) expect(foliosOf(view, 'donation.recorded', 'p')).toEqual(all.slice(0, i + 1));
  }
  expect(foliosOf(view, 'donation.recorded', 'p')).toEqual(all);
  expect(foliosOf(view, 'donation.recorded', 'q')).toEqual([]);
  for (const [, { items }] of view.lists.entries()) expect(items.length).toBeLessThanOrEqual(64);
});
