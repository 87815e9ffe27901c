import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { type Draft, seal } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { bodyOf } from '../../src/programme/change.ts';
import { nextYear } from '../../src/programme/next-year.ts';
import type { Programme } from '../../src/programme/schema.ts';
import {
  currentProgramme,
  firstDay,
  programmeOfYear,
  runningProgrammes,
  versionOn,
} from '../../src/programme/versions.ts';
import { progress } from '../../src/progress.ts';
import { dump, restore } from '../../src/view/snapshot.ts';
import { emptyView, fork, type View } from '../../src/view.ts';
import { shipped } from '../support/bot.ts';

const base = shipped();

function view(drafts: readonly Draft[], from: View = emptyView()): View {
  const next = fork(from);
  for (const entry of seal('isssteson', next.head, drafts, '2024-05-01T12:00:00.000Z')) step(next, entry);
  return next;
}

let nth = 0;
const changed = (programme: Programme, from: string): Draft => {
  nth += 1;
  return {
    kind: 'programme.changed',
    key: `v/${nth}`,
    folio: null,
    subject: null,
    actor: 'x',
    platform: 'cli',
    occurredOn: from,
    body: bodyOf(programme, { from, session: null, agreement: null }),
  };
};
const adopted = (programme: Programme, sha256: string): Draft => ({
  ...changed(programme, '2024-01-01'),
  kind: 'programme.adopted',
  body: { programme: programme.id, sha256, content: programme as never },
});
const titled = (title: string, p = base): Programme => ({ ...p, title });

describe('a programme’s versions', () => {
  it('are in force from their day on, whatever the order in which they were recorded', () => {
    const v = view([changed(titled('junio'), '2024-06-01'), changed(titled('marzo'), '2024-03-01')]);
    const on = (day: string) => versionOn(v, base, day).title;
    expect([
      on('2024-02-29'),
      on('2024-03-01'),
      on('2024-05-31'),
      on('2024-06-01'),
      on('2025-01-10'),
    ]).toEqual([base.title, 'marzo', 'marzo', 'junio', 'junio']);
    expect(versionOn(view([changed(titled('otra'), '2024-03-01')], v), base, '2024-03-05').title).toBe(
      'otra',
    );
  });

  it('stay what they are in a snapshot', () => {
    const v = view([adopted(base, 'a'), changed(titled('marzo'), '2024-03-01')]);
    const again = restore(JSON.parse(JSON.stringify(dump(v))));
    expect(versionOn(again, base, '2024-03-05')).toEqual(versionOn(v, base, '2024-03-05'));
    expect(versionOn(again, base, '2024-02-05')).toEqual(base);
  });

  it('are what is in force when the file says something else later, and that is noted', () => {
    const v = view([
      adopted(base, 'a'),
      changed(titled('marzo'), '2024-03-01'),
      adopted(titled('archivo'), 'b'),
    ]);
    expect(versionOn(v, base, '2024-03-05').title).toBe('marzo');
    expect(versionOn(v, base, '2024-02-05').title).toBe('archivo');
    expect(v.adopted.get(base.id)!.overruled).toBe('2024-01-01');
    const same = view([adopted(base, 'a'), changed(titled('x'), '2024-03-01'), adopted(titled('x'), 'b')]);
    expect(same.adopted.get(base.id)!.overruled).toBeNull();
  });
});

describe('the programme of a day', () => {
  const next = nextYear(base, 2025);
  const v = view([adopted(base, 'a'), changed(next, '2025-01-01')]);
  const ids = (day: string) => runningProgrammes(v, base, day).map((p) => p.id);

  it('is the year’s own, last year’s beside it until that closes, and the newest where a year has none', () => {
    expect(ids('2023-12-31')).toEqual([]);
    expect(ids('2024-12-31')).toEqual(['pat-2024']);
    expect(ids('2025-01-01')).toEqual(['pat-2025', 'pat-2024']);
    expect(ids('2025-01-31')).toEqual(['pat-2025', 'pat-2024']);
    expect(ids('2025-02-01')).toEqual(['pat-2025']);
    expect(ids('2026-01-31')).toEqual(['pat-2025']);
    expect(ids('2026-02-01')).toEqual([]);
    expect(currentProgramme(v, base, '2026-05-01').id).toBe('pat-2025');
    expect(currentProgramme(v, base, '2023-05-01').id).toBe('pat-2024');
  });

  it('decides what can still be recorded', () => {
    expect(firstDay(v, base, '2025-01-31')).toBe('2024-01-01');
    expect(firstDay(v, base, '2025-02-01')).toBe('2025-01-01');
    expect(firstDay(emptyView(), base, '2025-03-01')).toBe('2024-01-01');
  });

  it('is known by its year, from the ledger alone', () => {
    expect(programmeOfYear(v, next, 2024, '2025-02-01')?.id).toBe('pat-2024');
    expect(programmeOfYear(v, base, 2026, '2025-02-01')).toBeNull();
  });
});

describe('progress', () => {
  const day = fc.integer({ min: 0, max: 390 }).map((n) => addDays('2024-01-01', n));
  const version = fc.record({
    from: day,
    year: fc.constantFrom(2024, 2025),
    end: fc.constantFrom('2024-01-26', '2024-03-15', '2024-12-31'),
    due: day,
    count: fc.integer({ min: 1, max: 4 }),
  });

  /** A version that changes dates, titles and how many sessions there are. */
  const made = ({ year, end, due, count }: typeof version extends fc.Arbitrary<infer T> ? T : never) => {
    const p = year === 2024 ? base : nextYear(base, 2025);
    return {
      ...p,
      activities: p.activities.map((a) =>
        a.measure.kind === 'series' && a.measure.counts === 'session.held'
          ? {
              ...a,
              measure: {
                ...a.measure,
                occurrences: a.measure.occurrences.slice(0, count).map((o) => ({ ...o, due: { on: due } })),
              },
            }
          : a.number === 7 && year === 2024
            ? { ...a, end }
            : a,
      ),
    };
  };

  it('as of a day before a version begins is as if there were no such version', () => {
    fc.assert(
      fc.property(fc.array(version, { maxLength: 4 }), version, day, (known, added, asOf) => {
        const from = added.year === 2025 ? '2025-01-01' : added.from;
        fc.pre(asOf < from);
        const start = (x: (typeof known)[number]) => (x.year === 2025 ? '2025-01-01' : x.from);
        const before = view([adopted(base, 'a'), ...known.map((x) => changed(made(x), start(x)))]);
        const after = view([changed(made(added), from)], before);
        const shown = (v: View) => {
          const programme = versionOn(v, currentProgramme(v, base, asOf), asOf);
          return progress({ programme, view: v, asOf });
        };
        expect(shown(after)).toEqual(shown(before));
      }),
      { numRuns: 150 },
    );
  });
});
