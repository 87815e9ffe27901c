import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/message.ts';
import { bodyOf } from '../../src/programme/change.ts';
import { nextYear } from '../../src/programme/next-year.ts';
import { programmeOfYear } from '../../src/programme/versions.ts';
import { progress } from '../../src/progress.ts';
import { agendaOf } from '../../src/sessions/agenda.ts';
import { shipped } from '../support/bot.ts';
import { local } from '../support/hermosillo.ts';
import { cast, choices, fact, given, id, press, type Scene, scene, words } from './support.ts';

let s: Scene;
const ask = (said: string, more = {}, who: string = cast.secretary) => s.ask(who, said, more);
const facts = async () =>
  (await s.facts()).filter((f) => !['programme.changed', 'report.frozen'].includes(f.kind));

/** 10 January 2025: 2025 is approved, 2024 is in its tail. */
beforeEach(async () => {
  s = await scene({ at: local('2025-01-10', '12:00') });
  const next = nextYear(s.programme, 2025);
  const body = bodyOf(next, { from: '2025-01-01', session: '2024-12-13', agreement: null });
  await given(s, fact('programme.changed', '2025-01-01', body, { key: 'given/2025' }));
});

const numerators = (year: number, asOf = '2025-01-31') => {
  const view = s.bot.journal.view();
  const programme = programmeOfYear(view, s.programme, year, asOf)!;
  return new Map(progress({ programme, view, asOf }).map((p) => [p.activity.number, p]));
};

describe('a record in January belongs to the year of its day', () => {
  it('a course, a donation, a practice and a delivery of December are last year’s', async () => {
    await ask('capacitacion "Ética pública" 2024-12-20 4h', {}, cast.employee);
    await ask('tapitas 2.5 kg 2024-12-19', {}, cast.employee);
    await ask('practica reciclaje 2024-12-18', {}, cast.employee);
    await ask('entrega 2024-12-20 12 kg');
    await ask('sesion celebrada 2024-12-13');
    for (const [year, n] of [
      [2024, 1],
      [2025, 0],
    ] as const) {
      const p = numerators(year);
      expect([p.get(9)!.numerator, p.get(10)!.numerator, p.get(2)!.numerator], `${year}`).toEqual([n, n, n]);
      expect(p.get(10)!.beside.participants).toBe(n);
      expect(p.get(5)!.beside.times).toBe(n);
    }
  });

  it('what is done in January is this year’s, also where last year’s was never done', async () => {
    await ask('actividad 8 realizada 2025-01-09');
    await ask('comite ratificar 2025-01-09');
    await ask('sesion celebrada 2025-01-09');
    await ask('cifra oficial 7 5 "Contraloría" 2025-01-09');
    await ask('evaluacion 2025-01-09', {}, cast.employee);
    const [last, now] = [numerators(2024), numerators(2025)];
    for (const n of [1, 8]) expect([last.get(n)!.status, now.get(n)!.status]).toEqual(['late', 'done']);
    expect([last.get(2)!.numerator, now.get(2)!.numerator]).toEqual([0, 1]);
    expect([last.get(7)!.official, now.get(7)!.official]).toEqual([null, 5]);
    expect([last.get(7)!.numerator, now.get(7)!.numerator]).toEqual([0, 1]);
    expect(await ask('actividad 8 realizada 2024-03-10').then(words)).toContain('2025-CUM');
    expect(numerators(2024).get(8)!.status).toBe('done');
  });

  it('without a programme of the new year last year’s tail takes it, as always', async () => {
    s = await scene({ at: local('2025-01-10', '12:00') });
    await ask('actividad 8 realizada 2025-01-09');
    expect(numerators(2024).get(8)!.status).toBe('done');
  });
});

describe('reports of both years', () => {
  it.each([
    ['informe enviado trimestral 4 2025-01-10', { period: '2024-T4' }],
    ['informe enviado trimestral 1 2025-01-10', { period: '2024-T1' }],
    ['informe enviado trimestral 2 2024 2025-01-10', { period: '2024-T2' }],
    ['informe enviado anual 2025-01-10', { period: '2024' }],
    ['informe enviado anual 2023 2025-01-10', { period: '2023' }],
  ])('%s', async (said, body) => {
    await ask(said);
    expect((await facts()).map((f) => f.body)).toEqual([body]);
  });

  it.each([
    'informe enviado trimestral 1 2025 2025-01-10',
    'informe enviado anual 2025 2025-01-10',
    'informe enviado trimestral 4 2019 2025-01-10',
  ])('%s records nothing', async (said) => {
    expect(words(await ask(said))).toContain('No se registró nada');
    expect(await facts()).toEqual([]);
  });

  it('the form has both years, and last year’s name theirs', async () => {
    const { open } = await ask('informe enviado');
    const field = open!.fields.find((f) => f.id === 'report');
    const options = field?.type === 'choice' ? field.options : [];
    expect(options.map((o) => o.value)).toEqual([
      ...['trimestral 1', 'trimestral 2', 'trimestral 3', 'trimestral 4', 'anual'],
      ...['trimestral 1 2024', 'trimestral 2 2024', 'trimestral 3 2024', 'trimestral 4 2024'],
    ]);
    await ask('informe enviado', { fields: { report: 'trimestral 4 2024', date: '2025-01-10' } });
    expect((await facts()).map((f) => f.body.period)).toEqual(['2024-T4']);
  });

  it('a reminder of last year’s annual report names the year that it is about', async () => {
    s.at(local('2025-01-13', '10:00'));
    await s.bot.tick();
    const said = JSON.stringify(s.chat.posts.find((p) => p.key.startsWith('digest/'))!.message);
    expect(said).toContain(
      'Programa Anual de Trabajo 2024. Actividad 3, Informe anual, venció el miércoles 31 de enero de 2024',
    );
    expect(said).toContain('Para registrarla: informe enviado anual 2023 FECHA');
    expect(said).toContain('Para registrarla: informe enviado anual FECHA');
  });

  it('the fourth quarter counts for last year, and is nothing beyond the plan of this one', async () => {
    await ask('informe enviado trimestral 4 2025-01-10');
    expect(numerators(2024).get(4)!.numerator).toBe(1);
    expect(numerators(2025).get(4)).toMatchObject({ numerator: 0, beside: { extra: 0 } });
    expect(numerators(2025).get(4)!.nextDue).toBe('2025-04-14');
  });
});

describe('figures of complaints', () => {
  it.each([
    ['cifras denuncias trimestral 4 recibidas 1 en proceso 1 concluidas 0', '2024-T4'],
    ['cifras denuncias trimestral 1 recibidas 1 en proceso 1 concluidas 0', '2025-T1'],
    ['cifras denuncias trimestral 1 2024 recibidas 1 en proceso 1 concluidas 0', '2024-T1'],
    ['cifras denuncias trimestral 1 de 2024 recibidas 2024 en proceso 0 concluidas 0', '2024-T1'],
  ])('%s', async (said, period) => {
    await ask(said);
    expect((await facts()).map((f) => f.body.period)).toEqual([period]);
  });

  it('of another year record nothing', async () => {
    expect(
      words(await ask('cifras denuncias trimestral 1 2023 recibidas 1 en proceso 1 concluidas 0')),
    ).toContain('Las cifras de 2023 ya no se anotan');
    expect(await facts()).toEqual([]);
  });
});

describe('beside', () => {
  it('evidence goes to the activity of the year that is named', async () => {
    await ask('evidencia 9/2024 https://ejemplo.invalid/lista');
    await ask('evidencia 9 https://ejemplo.invalid/otra');
    expect((await facts()).map((f) => [f.kind, f.body.programme, f.body.activity])).toEqual([
      ['evidence.added', 'pat-2024', 9],
      ['evidence.added', 'pat-2025', 9],
    ]);
  });

  it('the calendar has what is owed of both', async () => {
    const said = words(await ask('calendario'));
    expect(said).toContain('Informe del cuarto trimestre de 2024');
    expect(said).toContain('Informe anual');
  });

  it('the agenda of a session has last year’s report while it is not sent', async () => {
    s.at(local('2025-01-20', '12:00'));
    const points = () => {
      const view = s.bot.journal.view();
      const programme = programmeOfYear(view, s.programme, 2025, '2025-01-20')!;
      return agendaOf({ programme, view, asOf: '2025-01-20' }).flatMap((i) =>
        i.kind === 'overdue' ? [`${i.activity.number}: ${i.owed.map((o) => o.id).join(' ')}`] : [],
      );
    };
    // This year's own card of January did not go out here.
    expect(points()).toEqual(['3: end', '4: 2024-T1 2024-T2 2024-T3 2024-T4', '6: 2025-01']);
    for (const n of [1, 2, 3, 4]) await ask(`informe enviado trimestral ${n} 2025-01-14`);
    await ask('informe enviado anual 2023 2025-01-14');
    expect(points()).toEqual(['6: 2025-01']);
  });

  it('a card of December is acknowledged in January', async () => {
    expect(words(await ask('enterado 2024-12', {}, cast.employee))).not.toContain('No se registró');
    expect((await facts()).map((f) => [f.kind, f.body.period])).toEqual([['card.acknowledged', '2024-12']]);
  });

  it('which part counts is decided for a year', async () => {
    s = await scene({ at: local('2024-11-10', '12:00') });
    await ask('programa parte 9 acreditadas');
    const { programme } = s;
    const draft = nextYear(programme, 2025);
    await given(
      s,
      fact(
        'programme.changed',
        '2025-01-01',
        bodyOf(draft, { from: '2025-01-01', session: null, agreement: null }),
        { key: 'given/2025' },
      ),
    );
    s.at(local('2025-01-10', '12:00'));
    await ask('programa parte 7 acreditadas');
    const partOf = (year: number, n: number) => {
      const { measure } = numerators(year).get(n)!.activity;
      return measure.kind === 'headcount' ? measure.part : null;
    };
    expect([partOf(2024, 9), partOf(2025, 9)]).toEqual(['accredited', 'declared']);
    expect([partOf(2024, 7), partOf(2025, 7)]).toEqual(['declared', 'accredited']);
  });

  it('a reminder of December’s activity 9 does not go out as this year’s', async () => {
    s = await scene({ at: local('2024-12-16', '12:00') });
    const next = nextYear(s.programme, 2025);
    const body = bodyOf(next, { from: '2025-01-01', session: '2024-12-13', agreement: null });
    await given(
      s,
      fact('programme.changed', '2025-01-01', body, { key: 'given/2025' }),
      fact('absence.set', '2024-12-16', { until: '2025-01-05' }, { subject: id(cast.employee) }),
    );
    await s.bot.saveAddress({
      platform: 'slack',
      kind: 'person',
      tenant: 'T1',
      id: `U${cast.employee}`,
      ref: null,
    });
    await ask('ayuda', {}, cast.employee);
    s.at(local('2024-12-30', '12:00'));
    const preview = await ask('recordar 9');
    await press(s, cast.secretary, preview, choices(preview.message)[0]!.label);
    for (const day of ['2025-01-06', '2025-01-07', '2025-01-10']) {
      s.at(local(day, '10:00'));
      await s.bot.tick();
    }
    expect(s.chat.posts.filter((p) => p.key.startsWith('ask/'))).toEqual([]);
    expect(
      [...s.bot.journal.view().posts.entries()].filter(
        ([k, p]) => k.startsWith('ask/') && p.status === 'planned',
      ),
    ).toEqual([]);
  });

  it('what the committee agreed last year is not reminded of anew because the year is another', async () => {
    // Without vacations, so that a step can be said in December and still hold in January.
    const base = shipped();
    const programme = { ...base, calendar: { ...base.calendar, days: [] } };
    s = await scene({ at: local('2024-12-16', '12:00'), programme });
    const next = nextYear(programme, 2025);
    const body = bodyOf(next, { from: '2025-01-01', session: '2024-12-13', agreement: null });
    await given(s, fact('programme.changed', '2025-01-01', body, { key: 'given/2025' }));
    await ask('acuerdo nuevo "Publicar la convocatoria" 2025-01-22');
    const about = (message: Message) => JSON.stringify(message).includes('Publicar la convocatoria');
    for (const day of ['2024-12-20', '2024-12-23', '2024-12-30', '2025-01-02', '2025-01-03', '2025-01-07']) {
      s.at(local(day, '10:00'));
      await s.bot.tick();
    }
    const said = s.chat.posts.filter((p) => about(p.message)).map((p) => p.at.slice(0, 10));
    expect(said).toEqual(['2024-12-23', '2025-01-07']);
  });
});
