import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Draft } from '../../src/entry.ts';
import { progressOf } from '../../src/progress.ts';
import { csv, sent } from '../support/files.ts';
import { cast, choices, fact, given, id, type Scene, scene, units } from './support.ts';

const day = '2024-05-07';
const people = [cast.employee, cast.colleague, cast.lead, cast.liaison];

/** One way in which a record of somebody arrives: by chat, by the committee, on a sheet, on a list. */
type Way = (s: Scene, n: number) => Promise<unknown>;
const rows = (n: number) =>
  csv(
    ['numero_empleado', 'registro', 'detalle', 'fecha', 'cantidad'],
    [people[n]!, 'capacitacion', 'ETICA  publica', day, ''],
    [people[n]!, 'carta', '', day, ''],
    [people[n]!, 'tapitas', '', day, '2 kg'],
  );
const ways: Readonly<Record<string, Way>> = {
  chat: async (s, n) => {
    await s.ask(people[n]!, `capacitacion "Ética pública" ${day}`);
    await s.ask(people[n]!, 'carta aceptar v1');
    await s.ask(people[n]!, `tapitas 2 kg ${day}`);
  },
  committee: (s, n) => s.ask(cast.member, `registrar ${people[n]} carta ${day}`),
  accredited: (s, n) => s.ask(cast.member, `acreditar 9 "Ética pública" ${day} ${people[n]}`),
  course: (s, n) => s.ask(cast.lead, `hoja 1 ${n + 1}`),
  letters: (s, n) => s.ask(cast.lead, `hoja 2 ${n + 1}`),
  gifts: (s, n) => s.ask(cast.lead, `hoja 3 ${n + 1} 2 kg ${day}`),
  list: async (s, n) => {
    const shown = await s.ask(cast.member, 'registros acreditado', { files: [sent('l.csv', rows(n))] });
    const [first] = choices(shown.message);
    if (first) await s.ask(cast.member, first.words);
  },
};
/** A sheet of the big unit; asking for it would print it each time. */
const issued = (sheet: number, activity: number, more: Draft['body'] = {}) =>
  fact('sheet.issued', '2024-05-06', {
    ...{ sheet, activity, unit: units.big, people: people.map(id), course: null, date: null },
    ...more,
  });
const step = fc.record({ way: fc.constantFrom(...Object.keys(ways)), n: fc.integer({ min: 0, max: 3 }) });

it('whatever the order of sheets, lists and chat, a person counts once and nothing that is proved is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const s = await scene({ at: '2024-05-09T17:00:00Z' });
      await given(
        s,
        issued(1, 9, { course: 'Ética pública', date: day }),
        issued(2, 11, { letters: true }),
        issued(3, 10),
      );
      for (const { way, n } of steps) await ways[way]!(s, n);
      const view = s.bot.journal.view();
      const of = (number: number) => {
        const activity = s.programme.activities.find((a) => a.number === number)!;
        return progressOf({ programme: s.programme, view, asOf: '2024-05-09' }, activity);
      };
      const who = (...some: string[]) =>
        new Set(steps.filter((x) => some.includes(x.way)).map((x) => x.n)).size;
      expect(of(9).numerator).toBe(who('chat', 'accredited', 'course', 'list'));
      expect(of(9).accredited).toBe(who('accredited', 'course', 'list'));
      expect(of(9).declared! + of(9).accredited!).toBe(of(9).numerator);
      expect(of(11).numerator).toBe(who('chat', 'committee', 'letters', 'list'));
      expect(of(11).accredited).toBe(who('letters', 'list'));
      expect(of(10).beside.participants).toBe(who('chat', 'gifts', 'list'));
      // The same bag on paper and in chat is one, however often the list or the sheet comes again.
      expect((await s.facts()).filter((f) => f.kind === 'donation.recorded')).toHaveLength(
        who('chat', 'gifts', 'list'),
      );
      const folios = (await s.facts()).flatMap((f) => (f.folio === null ? [] : [f.folio]));
      expect(new Set(folios).size).toBe(folios.length);
    }),
    { numRuns: 40 },
  );
}, 60_000);
