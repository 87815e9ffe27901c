import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { dump, restore } from '../../src/view/snapshot.ts';
import { emptyView, fork, type View } from '../../src/view.ts';
import { all } from '../support/drafts.ts';
import { cast, type Scene, scene } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

type Step =
  | { readonly do: 'ask'; readonly who: string; readonly words: string; readonly nonce?: string }
  | { readonly do: 'void'; readonly who: string; readonly nth: number }
  | { readonly do: 'together'; readonly asks: readonly { readonly who: string; readonly words: string }[] }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'restart' };

const who = fc.constantFrom(
  cast.employee,
  cast.colleague,
  cast.member,
  cast.secretary,
  cast.leaver,
  cast.nobody,
);
const said = fc.constantFrom(
  'capacitacion "Ética" ayer',
  'capacitacion "ETICA" ayer 3h',
  'curso Igualdad hoy',
  'carta aceptar v1',
  'tapitas 2 kg',
  'tapitas 2,0 kilos',
  'donar ropa 3 piezas',
  'practica papel',
  'practica reciclaje',
  'evaluacion',
  'ausente hasta mañana',
  'ausente no',
  'apagar si',
  'apagar no',
  'sesion celebrada hoy',
  'sesion celebrada hoy extraordinaria',
  'informe enviado trimestral 2 hoy',
  'informe enviado anual hoy',
  'entrega hoy 12 kg',
  'actividad 8 realizada hoy "nota"',
  'actividad 12 realizada hoy',
  'comite ratificar hoy',
  'comite alta 00001 vocal',
  'comite baja 00001 vocal',
  'registrar 00002 practica papel',
  'registrar 00001 tapitas 2 kg',
  'tarjeta enviada hoy',
  'tarjeta pausar',
  'tarjeta reanudar',
  'dias-inhabiles confirmar vacaciones no',
  'dias-inhabiles confirmar',
  'enterado',
  'despues',
  'tapitas -2 kg',
  'xyzzy',
  'avance',
  'mi avance',
);
const asks = fc.record({ who, words: said });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: asks.map((a): Step => ({ do: 'ask', ...a })) },
    {
      weight: 1,
      arbitrary: who.map((w): Step => ({ do: 'ask', who: w, words: 'tapitas 2 kg', nonce: 'otra-r1' })),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('void' as const), who, nth: fc.nat(40) }) },
    {
      weight: 2,
      arbitrary: fc
        .array(asks, { minLength: 2, maxLength: 6 })
        .map((a): Step => ({ do: 'together', asks: a })),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(1, 9, 11, 1440, 9000, 60_000)
        .map((minutes): Step => ({ do: 'wait', minutes })),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
  ),
  { minLength: 5, maxLength: 40 },
);

async function play(sequence: readonly Step[]): Promise<{ s: Scene; entries: Entry[] }> {
  const s = await scene({ at: '2024-11-20T17:00:00Z' });
  for (const one of sequence) {
    if (one.do === 'ask')
      await s.ask(one.who, one.words, one.nonce === undefined ? {} : { nonce: one.nonce });
    else if (one.do === 'together') await Promise.all(one.asks.map((a) => s.ask(a.who, a.words)));
    else if (one.do === 'wait') s.at(new Date(s.now().getTime() + one.minutes * 60_000).toISOString());
    else if (one.do === 'restart') await s.restart();
    else {
      const folios = (await s.facts()).flatMap((f) => f.folio ?? []);
      const folio = folios[one.nth % Math.max(1, folios.length)];
      if (folio) await s.ask(one.who, `cancelar ${folio} "por error"`);
    }
  }
  return { s, entries: await all(s.ledger.read('isssteson', 1)) };
}

const folded = (entries: readonly Entry[]): View => {
  const view = emptyView();
  for (const entry of entries) step(view, entry);
  return view;
};

it('whatever is asked: folios without gaps, no key twice, one view however it is made', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const { s, entries } = await play(sequence);

      const numbers = new Map<string, number[]>();
      for (const { folio } of entries)
        if (folio)
          numbers.set(folio.slice(0, 8), [...(numbers.get(folio.slice(0, 8)) ?? []), Number(folio.slice(9))]);
      for (const [letters, ns] of numbers) expect(ns, letters).toEqual(ns.map((_, i) => i + 1));
      for (const e of entries) if (e.folio) expect(e.folio.slice(0, 4)).toBe(yearInHermosillo(e.recordedAt));
      expect(new Set(entries.map((e) => e.key)).size).toBe(entries.length);

      // What stands is there once: no two records that were not voided share what makes them the same.
      const view = s.bot.journal.view();
      const standing = [...view.records.entries()].map(([, r]) => r).filter((r) => r.voided === null);
      const bases = standing.map((r) => r.key.replace(/~\d+$/, ''));
      expect(new Set(bases).size).toBe(bases.length);

      expect(dump(folded(entries))).toEqual(dump(view));
      const text = JSON.stringify(dump(view));
      expect(JSON.parse(JSON.stringify(dump(restore(JSON.parse(text)))))).toEqual(JSON.parse(text));
    }),
    { numRuns: 40 },
  );
});

it('a snapshot and the tail after it give the same view as all entries', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 1, noNaN: true }), async (sequence, at) => {
      const { entries } = await play(sequence);
      const cut = Math.floor(at * entries.length);
      const view = restore(JSON.parse(JSON.stringify(dump(folded(entries.slice(0, cut))))));
      for (const entry of entries.slice(cut)) step(view, entry);
      expect(JSON.parse(JSON.stringify(dump(view)))).toEqual(
        JSON.parse(JSON.stringify(dump(folded(entries)))),
      );
    }),
    { numRuns: 15 },
  );
});

it('a working copy sees what a view sees, and leaves it untouched', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 1, noNaN: true }), async (sequence, at) => {
      const { entries } = await play(sequence);
      const cut = Math.floor(at * entries.length);
      const base = folded(entries.slice(0, cut));
      const before = JSON.stringify(dump(base));
      const copy = fork(base);
      for (const entry of entries.slice(cut)) step(copy, entry);
      expect(JSON.stringify(dump(base))).toBe(before);
      expect(sorted(copy)).toEqual(sorted(folded(entries)));
    }),
    { numRuns: 15 },
  );
});

/** A dump whose tables do not depend on the order of writing. */
function sorted(view: View): unknown {
  return Object.entries(dump(view) as Record<string, unknown>).map(([name, value]) =>
    Array.isArray(value) && name !== 'open'
      ? [name, [...(value as [string, unknown][])].sort(([a], [b]) => (a < b ? -1 : 1))]
      : [name, value],
  );
}

const yearInHermosillo = (instant: string): string =>
  new Date(Date.parse(instant) - 7 * 3_600_000).toISOString().slice(0, 4);
