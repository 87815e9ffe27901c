import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot.ts';
import type { Entry } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { papers, request, shipped } from '../support/bot.ts';
import { all } from '../support/drafts.ts';
import { memoryFiles } from '../support/memory.ts';
import { cast, press, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});

/** Requests of an employee or of the committee that record; each is the same when it comes again. */
const recording: readonly [number: string, said: string, fields?: Record<string, string>][] = [
  [cast.employee, 'capacitacion "Ética" 2024-05-07 4h'],
  [cast.employee, 'capacitacion', { course: 'Ética', date: '2024-05-07', hours: '4' }],
  [cast.employee, 'carta aceptar v1'],
  [cast.employee, 'tapitas 2 kg'],
  [cast.employee, 'donar', { thing: 'food', amount: '3', unit: 'kg', date: '2024-05-07' }],
  [cast.employee, 'practica papel'],
  [cast.employee, 'evaluacion 15 de enero'],
  [cast.employee, 'ausente hasta 20 de mayo'],
  [cast.employee, 'apagar si'],
  [cast.employee, 'enterado 2024-05'],
  [cast.employee, 'despues 2024-05'],
  [cast.liaison, 'actividad 8 realizada 2024-03-10 "nota"'],
  [cast.member, 'sesion celebrada 2024-04-26'],
  [cast.member, 'informe enviado trimestral 1 2024-04-10'],
  [cast.member, 'informe enviado anual 2024-01-30'],
  [cast.member, 'informe oficio trimestral 1 "CEI/012/2024"'],
  [cast.member, 'informe leyenda "2024: Año de prueba"'],
  [cast.member, 'informe datos trimestral 1', { oficio: '', legend: '', place: 'Hermosillo, Sonora' }],
  [cast.member, 'informe trimestral 1'],
  [cast.member, 'entrega 2024-04-20 120 kg'],
  [cast.member, 'tarjeta enviada 2024-02-09'],
  [cast.member, 'tarjeta pausar 2024-06'],
  [
    cast.member,
    'tarjeta cambiar 2024-06',
    { value: 'Respeto', sentence: 'El trato digno no lleva cita previa.' },
  ],
  [cast.member, 'registrar 00002 practica papel'],
  [cast.secretary, 'comite ratificar 2024-04-26'],
  [cast.secretary, 'comite alta 00001 vocal 2024-04-26'],
  [cast.secretary, 'comite baja 00005 vocal 2024-05-01'],
  [cast.secretary, 'dias-inhabiles confirmar vacaciones no'],
  [cast.secretary, 'carta confirmar'],
  [cast.secretary, 'tarjeta a todos si'],
  [cast.nobody, 'mi avance'],
];

describe.each(recording.map(([number, said, fields]) => ({ number, said, fields })))('$said', ({
  number,
  said,
  fields,
}) => {
  const more = fields === undefined ? {} : { fields };

  it('twice is recorded once', async () => {
    await s.ask(number, said, more);
    await s.ask(number, said, more);
    expect(await s.facts()).toHaveLength(1);
  });

  it('twice at the same moment is recorded once, and both are answered with the same folio', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => s.ask(number, said, more)));
    const facts = await s.facts();
    expect(facts).toHaveLength(1);
    const folio = facts[0]?.folio;
    if (folio) for (const reply of replies) expect(words(reply)).toContain(folio);
  });

  it('again after a restart is recorded once', async () => {
    await s.ask(number, said, more);
    await s.restart();
    await s.ask(number, said, more);
    expect(await s.facts()).toHaveLength(1);
  });
});

describe('fifty people at once', () => {
  it('get fifty folios without gaps, in one batch', async () => {
    const roster = Array.from({ length: 50 }, (_, i) => ({ number: `3${String(i).padStart(4, '0')}` }));
    s = await scene({ roster, offices: false });
    const replies = await Promise.all(roster.map(({ number }) => s.ask(number, 'practica papel')));
    const folios = replies.map((r) => /2024-PRA-\d{6}/.exec(r.message.summary)?.[0]);
    expect(new Set(folios).size).toBe(50);
    expect((await s.facts()).map((f) => f.folio)).toEqual(
      Array.from({ length: 50 }, (_, i) => `2024-PRA-${String(i + 1).padStart(6, '0')}`),
    );
    expect(new Set((await s.facts()).map((f) => f.recordedAt)).size).toBe(1);
  });
});

describe('two bots on one ledger', () => {
  beforeEach(async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z', alone: false });
  });

  it('answer the same folio for the same, and the next for the next', async () => {
    const other = await s.another();
    const a = await s.ask(cast.employee, 'practica papel');
    const b = await other.handle(request('slack', cast.employee, 'practica papel'));
    const c = await other.handle(request('slack', cast.colleague, 'practica papel'));
    const d = await s.ask(cast.lead, 'practica papel');
    expect([a, b, c, d].map((r) => r.message.summary.slice(-7, -1))).toEqual([
      '000001',
      '000001',
      '000002',
      '000003',
    ]);
    expect(b.message.summary).toContain('Ya estaba registrado');
  });

  it('race: everything is recorded once and without gaps', async () => {
    const other = await s.another();
    const people = [cast.employee, cast.colleague, cast.lead, cast.liaison, cast.member, cast.secretary];
    const replies = await Promise.all(
      people.flatMap((number) => [
        s.ask(number, 'practica papel'),
        other.handle(request('slack', number, 'practica papel')),
        other.handle(request('slack', number, 'tapitas 2 kg')),
        s.ask(number, 'tapitas 2 kg'),
      ]),
    );
    const facts = await s.facts();
    for (const letters of ['PRA', 'DON'])
      expect(facts.flatMap((f) => (f.folio?.includes(letters) ? [Number(f.folio.slice(-6))] : []))).toEqual([
        1, 2, 3, 4, 5, 6,
      ]);
    expect(replies.every((r) => /Folio 2024-/.test(r.message.summary))).toBe(true);
    await Promise.all([s.bot.journal.refresh(), other.journal.refresh()]);
    expect(other.journal.view().head).toEqual(s.bot.journal.view().head);
  });

  it('a note is kept once although the batch was decided twice', async () => {
    const other = await s.another();
    await Promise.all([
      s.ask(cast.member, 'actividad 8 realizada 2024-03-10 "una"'),
      other.handle(request('slack', cast.liaison, 'actividad 8 realizada 2024-03-10 "otra"')),
    ]);
    const done = (await s.facts()).filter((f) => f.kind === 'activity.done');
    expect(done).toHaveLength(1);
    const { id } = done[0]?.body.note as { id: string };
    expect(await s.directory.text('isssteson', id)).not.toBeNull();
  });
});

describe('a store that fails', () => {
  it('refuses what wanted to record, answers what asks, and nothing is recorded later', async () => {
    const { ledger } = s;
    const append = ledger.append.bind(ledger);
    let broken = true;
    const failing: Ledger = {
      ...ledger,
      append: async (...args) => {
        if (broken) throw new Error('disk full');
        return append(...args);
      },
    };
    await s.ask(cast.employee, 'practica papel');
    const bot = await createBot({
      ledger: failing,
      directory: s.directory,
      files: memoryFiles(),
      ...papers,
      programme: shipped(),
      programmeHash: 'a'.repeat(64),
      admins: [],
      channels: { committee: [], general: [] },
      now: s.now,
      clock: () => 0,
      fresh: () => 'x',
      log: pino({ level: 'silent' }),
      demo: true,
    });
    const [recording, repeated, asking] = await Promise.all(
      ['practica reciclaje', 'practica papel', 'avance'].map((said) =>
        bot.handle(request('slack', cast.employee, said)),
      ),
    );
    expect(words(recording!)).toContain('no se registró nada');
    expect(words(repeated!)).toContain('2024-PRA-000001');
    expect(words(asking!)).toContain('Avance del');
    broken = false;
    const again = await bot.handle(request('slack', cast.employee, 'practica reciclaje'));
    expect(words(again)).toContain('2024-PRA-000002');
    expect((await s.facts()).map((f) => f.folio)).toEqual(['2024-PRA-000001', '2024-PRA-000002']);
  });
});

it('entries are chained and every key is there once', async () => {
  for (const [number, said, fields] of recording) {
    await s.ask(number, said, fields === undefined ? {} : { fields });
    await s.ask(number, said, fields === undefined ? {} : { fields });
  }
  const shown = await s.ask(cast.employee, 'tapitas 2 kg');
  await press(s, cast.employee, shown, 'Registrar otra igual');
  const entries: Entry[] = await all(s.ledger.read('isssteson', 1));
  expect(entries.map((e) => e.seq)).toEqual(entries.map((_, i) => i + 1));
  expect(new Set(entries.map((e) => e.key)).size).toBe(entries.length);
  for (const [i, e] of entries.entries())
    expect(e.prev).toBe(i === 0 ? '0'.repeat(64) : entries[i - 1]!.hash);
});
