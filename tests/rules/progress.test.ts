import { beforeEach, describe, expect, it } from 'vitest';
import { step } from '../../src/fold.ts';
import type { Scope } from '../../src/owed.ts';
import { percent, progress, progressOf } from '../../src/progress.ts';
import { emptyView, type View } from '../../src/view.ts';
import { shipped } from '../support/bot.ts';
import { cast, fact, given, id, type Scene, scene, units, words } from './support.ts';

const programme = shipped();
let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const view = () => s.bot.journal.view();
const of = (number: number, asOf = '2024-05-09', more: Partial<Scope> = {}) =>
  progressOf(
    { programme, view: view(), asOf, ...more },
    programme.activities.find((a) => a.number === number)!,
  );
const numbers = (p: ReturnType<typeof of>) => [p.numerator, p.denominator, p.percent, p.status];
const train = (number: string, on: string, part = 'declared') =>
  fact(
    'training.recorded',
    on,
    { course: 'Ética', minutes: null, part },
    { subject: id(number), folio: next('CAP') },
  );
const evaluated = (number: string, on: string, part = 'declared') =>
  fact('evaluation.recorded', on, { year: 2024, part }, { subject: id(number), folio: next('EVA') });
let count = 0;
const next = (letters: string) => {
  count += 1;
  return `2024-${letters}-${String(count).padStart(6, '0')}`;
};

describe('an empty programme', () => {
  it('shows each activity as the programme defines it: null where it defines no number, never 0', () => {
    expect(
      progress({ programme, view: view(), asOf: '2024-05-09' }).map((p) => [
        p.activity.number,
        p.activity.measure.kind,
        ...numbers(p),
      ]),
    ).toEqual([
      [1, 'milestone', null, null, null, 'on-track'],
      [2, 'series', 0, 4, 0, 'late'],
      [3, 'milestone', 0, 1, 0, 'late'],
      [4, 'series', 0, 4, 0, 'late'],
      [5, 'campaign', null, null, null, 'undefined'],
      [6, 'series', 0, 12, 0, 'late'],
      [7, 'headcount', 0, 9, 0, 'late'],
      [8, 'milestone', null, null, null, 'late'],
      [9, 'headcount', 0, 8, 0, 'late'],
      [10, 'series', 0, 1, 0, 'on-track'],
      [11, 'headcount', 0, null, null, 'late'],
      [12, 'campaign', null, null, null, 'undefined'],
      [13, 'milestone', null, null, null, 'on-track'],
    ]);
  });

  it('names the dates that passed, and the next one on or after the day', () => {
    expect(of(6).overdue).toEqual(['2024-01-09', '2024-02-09', '2024-03-09', '2024-04-09']);
    expect(of(6).nextDue).toBe('2024-05-09');
    expect(of(6, '2024-05-10')).toMatchObject({ nextDue: '2024-06-09' });
    expect(of(4)).toMatchObject({ overdue: ['2024-04-12'], nextDue: '2024-07-12' });
    expect(of(2)).toMatchObject({ overdue: ['2024-04-26'], nextDue: '2024-06-28' });
    expect(of(3)).toMatchObject({ overdue: ['2024-01-31'], nextDue: null });
    expect(of(9)).toMatchObject({ overdue: [], nextDue: '2024-12-31' });
    expect(of(5)).toMatchObject({ overdue: [], nextDue: null });
    expect(of(6, '2025-01-20')).toMatchObject({ nextDue: null });
    expect(of(4, '2024-12-31').nextDue).toBe('2025-01-15');
  });

  it('is without a percentage where nobody is on the roster', async () => {
    s = await scene({ roster: [], offices: false });
    expect(numbers(of(9))).toEqual([0, 0, null, 'undefined']);
    expect(words(await s.ask(cast.nobody, 'avance 9'))).toContain('0 de 0');
  });
});

describe('activity 1, 8, 13: milestones without an indicator', () => {
  it.each([
    [1, 'comite ratificar 2024-04-26', cast.secretary],
    [8, 'actividad 8 realizada 2024-03-10', cast.liaison],
    [13, 'actividad 13 realizada 2024-05-02', cast.member],
  ])('%i is done or not done', async (number, said, who) => {
    await s.ask(who, said);
    expect(of(number)).toMatchObject({
      numerator: null,
      denominator: null,
      percent: null,
      status: 'done',
      overdue: [],
      nextDue: null,
    });
  });

  it('13 says that its indicator is incomplete in the source', async () => {
    expect((await s.ask(cast.employee, 'avance 13')).message.summary).toContain(
      'indicador incompleto en el PAT',
    );
  });

  it('1 goes from not started to on track, at risk and late', () => {
    expect(
      ['2024-03-31', '2024-04-01', '2024-05-16', '2024-05-17', '2024-06-01', '2024-06-02'].map(
        (d) => of(1, d).status,
      ),
    ).toEqual(['not-started', 'on-track', 'on-track', 'at-risk', 'at-risk', 'late']);
  });

  it('done after its end is done', async () => {
    await s.ask(cast.secretary, 'comite ratificar 2024-05-09');
    expect(of(1, '2024-12-01').status).toBe('done');
    expect(of(1, '2024-05-08').status).toBe('on-track');
  });
});

describe('activity 2: sessions', () => {
  it('counts ordinary ones against the calendar, extraordinary ones apart', async () => {
    for (const said of ['2024-04-26', '2024-05-02 extraordinaria', '2024-05-07'])
      await s.ask(cast.member, `sesion celebrada ${said}`);
    expect(numbers(of(2))).toEqual([2, 4, 50, 'on-track']);
    expect(of(2).beside).toMatchObject({ extraordinary: 1, extra: 0 });
    expect(numbers(of(2, '2024-05-01'))).toEqual([1, 4, 25, 'on-track']);
  });

  it('more than planned do not exceed 100 %', async () => {
    await given(
      s,
      ...['02-01', '03-01', '04-01', '05-01', '05-02'].map((d) =>
        fact('session.held', `2024-${d}`, {}, { folio: next('SES') }),
      ),
    );
    expect(numbers(of(2))).toEqual([4, 4, 100, 'done']);
    expect(of(2).beside.extra).toBe(1);
  });
});

describe('activities 3 and 4: reports', () => {
  it('3 is the annual report of the year before', async () => {
    await s.ask(cast.member, 'informe enviado anual 2024-01-30');
    expect(numbers(of(3))).toEqual([1, 1, 100, 'done']);
    expect(numbers(of(3, '2024-01-29'))).toEqual([0, 1, 0, 'at-risk']);
  });

  it('4 goes by quarter: the second one sent does not fulfil the first', async () => {
    s.at('2024-07-10T17:00:00Z');
    await s.ask(cast.member, 'informe enviado trimestral 2 2024-07-09');
    expect(numbers(of(4, '2024-07-10'))).toEqual([1, 4, 25, 'late']);
    expect(of(4, '2024-07-10').overdue).toEqual(['2024-04-12']);
    await s.ask(cast.member, 'informe enviado trimestral 1 2024-07-09');
    expect(numbers(of(4, '2024-07-10'))).toEqual([2, 4, 50, 'on-track']);
  });

  it('4: the fourth falls in the January after and still counts', async () => {
    s.at('2025-01-10T17:00:00Z');
    for (const [q, d] of [
      [1, '2024-04-10'],
      [2, '2024-07-10'],
      [3, '2024-10-10'],
      [4, '2025-01-09'],
    ])
      await s.ask(cast.member, `informe enviado trimestral ${q} ${d}`);
    expect(numbers(of(4, '2025-01-10'))).toEqual([4, 4, 100, 'done']);
    expect(numbers(of(4, '2024-12-31'))).toEqual([3, 4, 75, 'at-risk']);
    expect((await s.facts()).flatMap((f) => f.folio ?? [])).toEqual([
      '2025-INF-000001',
      '2025-INF-000002',
      '2025-INF-000003',
      '2025-INF-000004',
    ]);
  });
});

describe('activities 5 and 12: permanent campaigns', () => {
  it('count what was noted, without a percentage', async () => {
    await s.ask(cast.employee, 'practica reciclaje');
    await s.ask(cast.colleague, 'practica reciclaje');
    await s.ask(cast.colleague, 'practica papel 2024-04-01');
    await s.ask(cast.member, 'actividad 5 realizada 2024-04-02 "aviso en el checador"');
    expect(of(5)).toMatchObject({ numerator: null, percent: null, status: 'on-track' });
    expect(of(5).beside.times).toBe(4);
    expect([...(of(5).beside.totals ?? [])]).toEqual([
      ['practice/recycling', 2],
      ['practice/paper', 1],
    ]);
    expect(of(12).status).toBe('undefined');
    expect(of(5, '2025-01-10').status).toBe('done');
    expect((await s.ask(cast.employee, 'avance 5')).message.summary).toContain(
      'indicador no definido; 4 acciones anotadas',
    );
  });

  it('what happens after the programme’s year is not the year’s', async () => {
    await s.ask(cast.employee, 'practica reciclaje');
    s.at('2025-01-10T17:00:00Z');
    await s.ask(cast.employee, 'practica reciclaje');
    expect(of(5, '2025-01-10').beside.times).toBe(1);
  });
});

describe('activity 6: cards', () => {
  it('counts months, whoever sent them', async () => {
    for (const month of ['01', '02', '03']) await s.ask(cast.member, `tarjeta enviada 2024-${month}-09`);
    await s.bot.tick();
    expect(numbers(of(6))).toEqual([4, 12, 33.3, 'late']);
    expect(of(6).overdue).toEqual(['2024-04-09']);
  });
});

describe('activity 7: the evaluation', () => {
  it('takes the roster of its last day, and who left before or came after stands apart', async () => {
    await given(
      s,
      evaluated(cast.employee, '2024-01-10'),
      evaluated(cast.leaver, '2024-01-12'),
      evaluated(cast.joiner, '2024-01-20'),
    );
    expect(numbers(of(7))).toEqual([2, 9, 22.2, 'late']);
    expect(of(7).beside).toMatchObject({ cut: '2024-01-26', roster: 9, left: 1 });
    expect(of(7, '2024-01-11')).toMatchObject({
      numerator: 1,
      denominator: 9,
      beside: { cut: '2024-01-11' },
    });
  });

  it('what was noted with a later date counts and is shown apart', async () => {
    await given(s, evaluated(cast.employee, '2024-05-02'));
    expect(of(7)).toMatchObject({ numerator: 1, beside: { afterEnd: 1 } });
  });

  it('shows the official figure beside, the newest of the year, never added', async () => {
    await given(
      s,
      fact(
        'figure.official',
        '2024-03-20',
        { activity: 7, number: 6, source: 'Contraloría', note: null },
        { folio: next('CUM') },
      ),
      fact(
        'figure.official',
        '2024-02-20',
        { activity: 7, number: 5, source: 'Contraloría', note: null },
        { folio: next('CUM') },
      ),
      fact(
        'figure.official',
        '2023-03-20',
        { activity: 7, number: 99, source: 'Contraloría', note: null },
        { folio: next('CUM') },
      ),
    );
    expect(of(7)).toMatchObject({ numerator: 0, official: 6 });
    expect(of(7, '2024-03-01').official).toBe(5);
    expect(of(7, '2024-01-31').official).toBeNull();
    expect(of(9).official).toBeNull();
  });
});

describe('activity 9: training', () => {
  it('counts a person once, however many courses', async () => {
    await given(
      s,
      train(cast.employee, '2024-02-01'),
      train(cast.employee, '2024-03-01'),
      train(cast.colleague, '2024-03-01'),
    );
    expect(numbers(of(9))).toEqual([2, 8, 25, 'at-risk']);
    expect(of(9).beside).toMatchObject({ roster: 8, cut: '2024-05-09', left: 0 });
  });

  it('drops leavers from numerator and denominator, and shows them apart', async () => {
    await given(s, train(cast.leaver, '2024-02-01'), train(cast.employee, '2024-02-01'));
    expect(numbers(of(9, '2024-02-29')).slice(0, 3)).toEqual([2, 9, 22.2]);
    expect(numbers(of(9, '2024-03-01')).slice(0, 3)).toEqual([1, 8, 12.5]);
    expect(of(9, '2024-03-01').beside.left).toBe(1);
    expect(words(await s.ask(cast.employee, 'avance 9'))).toContain(
      '1 persona que no estaba en la plantilla en esa fecha',
    );
  });

  it('takes joiners in from their day on', () => {
    expect(of(9, '2024-06-30').denominator).toBe(8);
    expect(of(9, '2024-07-01').denominator).toBe(9);
  });

  it('shows declared and accredited apart; declared counts until the committee decides', async () => {
    await given(
      s,
      train(cast.employee, '2024-02-01'),
      train(cast.colleague, '2024-02-01', 'accredited'),
      train(cast.colleague, '2024-02-02'),
      train(cast.member, '2024-02-01', 'accredited'),
    );
    expect(of(9)).toMatchObject({ numerator: 3, declared: 2, accredited: 2 });
    const decided = structuredClone(programme);
    const measure = decided.activities.find((a) => a.number === 9)!.measure;
    if (measure.kind === 'headcount') measure.part = 'accredited';
    const p = progressOf(
      { programme: decided, view: view(), asOf: '2024-05-09' },
      decided.activities.find((a) => a.number === 9)!,
    );
    expect(p).toMatchObject({ numerator: 2, denominator: 8, percent: 25 });
  });

  it('goes by the day on which it happened, not on which it was recorded', async () => {
    await s.ask(cast.employee, 'capacitacion "Ética" 2024-02-10');
    expect(of(9, '2024-02-09').numerator).toBe(0);
    expect(of(9, '2024-02-10').numerator).toBe(1);
  });

  it('is judged against the time gone by', async () => {
    // By 9 May 35.5 % of the year is over: on track from 32, at risk from 21.3.
    const statuses: string[] = [];
    for (const number of [
      cast.employee,
      cast.colleague,
      cast.lead,
      cast.liaison,
      cast.member,
      cast.secretary,
      cast.president,
      cast.alone,
    ]) {
      await given(s, train(number, '2024-05-01'));
      statuses.push(of(9).status);
    }
    expect(statuses).toEqual([
      'late',
      'at-risk',
      'on-track',
      'on-track',
      'on-track',
      'on-track',
      'on-track',
      'done',
    ]);
    expect(of(9, '2023-12-31').status).toBe('not-started');
    expect(of(9).overdue).toEqual([]);
  });
});

describe('activity 10: deliveries, and everybody’s part', () => {
  it('shows both, with kilos and pieces as evidence', async () => {
    await s.ask(cast.employee, 'tapitas 2.5 kg 2024-05-07');
    await s.ask(cast.employee, 'donar ropa 3 piezas');
    await s.ask(cast.colleague, 'tapitas 1 kg');
    expect(of(10)).toMatchObject({
      numerator: 0,
      denominator: 1,
      percent: 0,
      beside: { participants: 2, roster: 8 },
    });
    expect([...(of(10).beside.totals ?? [])].sort()).toEqual([
      ['donation/caps/g', 3500],
      ['donation/clothes/pieces', 3],
    ]);
    await s.ask(cast.member, 'entrega 2024-05-08 120 kg');
    expect(numbers(of(10))).toEqual([1, 1, 100, 'done']);
    expect(words(await s.ask(cast.employee, 'avance 10'))).toContain('han donado 2 personas de 8');
  });

  it('what is donated after the year is not the year’s', async () => {
    s.at('2025-01-10T17:00:00Z');
    await s.ask(cast.employee, 'tapitas 2 kg');
    expect([...(of(10, '2025-01-10').beside.totals ?? [])]).toEqual([]);
    expect(of(10, '2025-01-10').beside.participants).toBe(0);
  });
});

describe('activity 11: letters', () => {
  it('is a number without denominator or percentage, beside the roster', async () => {
    await s.ask(cast.employee, 'carta aceptar v1');
    expect(of(11)).toMatchObject({
      numerator: 1,
      denominator: null,
      percent: null,
      declared: 1,
      accredited: 0,
      beside: { roster: 8 },
    });
    expect((await s.ask(cast.employee, 'avance 11')).message.summary).toContain(
      '1 persona de 8 en la plantilla',
    );
  });
});

describe('percentages', () => {
  it.each([
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 8, 12.5],
    [0, 5, 0],
    [5, 5, 100],
    [6, 5, 100],
    [0, 0, null],
    [2999, 3000, 99.9],
    [1, 3000, 0],
  ])('%i of %i is %s', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected);
  });

  it('one missing of three thousand is not done', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ number: `1${String(i).padStart(5, '0')}` }));
    s = await scene({ roster: many, offices: false });
    await given(s, ...many.slice(1).map(({ number }) => train(number, '2024-05-01')));
    expect(of(9)).toMatchObject({ numerator: 2999, denominator: 3000, percent: 99.9, status: 'on-track' });
  });
});

describe('a unit', () => {
  it('shows headcounts of its people only', async () => {
    await given(s, train(cast.employee, '2024-05-01'), train(cast.alone, '2024-05-01'));
    expect(numbers(of(9, '2024-05-09', { unit: units.big })).slice(0, 3)).toEqual([1, 7, 14.3]);
    const reply = await s.ask(cast.employee, 'avance 9 subdireccion medica');
    expect(reply.message.summary).toContain('Subdirección Médica: 14.3 % (1 de 7)');
    const all = await s.ask(cast.employee, `avance "${units.big}"`);
    expect(words(all)).toContain('9. Capacitación: 14.3 % (1 de 7)');
    expect(words(all)).not.toContain('2. Sesiones');
  });

  it('of fewer than five people is shown to the committee in private only', async () => {
    for (const [number, more] of [
      [cast.employee, {}],
      [cast.nobody, {}],
      [cast.lead, {}],
      [cast.secretary, { where: 'channel', channel: 'C1' }],
    ] as const) {
      const reply = await s.ask(number, `avance 9 ${units.small}`, more);
      expect(reply.message.summary).toContain('menos de cinco personas');
      expect(words(reply)).not.toMatch(/\d+ de \d+|\d %/);
    }
    expect((await s.ask(cast.member, `avance 9 ${units.small}`)).message.summary).toContain('0 % (0 de 1)');
  });

  it('is shown to its own lead, however small', async () => {
    await given(
      s,
      fact(
        'role.granted',
        '2024-01-01',
        { role: 'unit-lead', unit: units.small },
        { subject: id(cast.lead) },
      ),
    );
    expect((await s.ask(cast.lead, `avance 9 ${units.small}`)).message.summary).toContain('(0 de 1)');
  });

  it('counts as small by the roster of the figure, not of today', async () => {
    await given(
      s,
      ...['a', 'b', 'c', 'd', 'e'].map((n) =>
        fact('roster.joined', '2024-03-01', { unit: units.small }, { subject: `id-${n}` }),
      ),
      evaluated(cast.alone, '2024-01-10'),
    );
    expect((await s.ask(cast.employee, `avance 9 ${units.small}`)).message.summary).toContain('(0 de 6)');
    expect((await s.ask(cast.employee, `avance 7 ${units.small}`)).message.summary).toContain(
      'menos de cinco',
    );
    const all = words(await s.ask(cast.employee, `avance ${units.small}`));
    expect(all).toContain('9. Capacitación');
    expect(all).not.toContain('7. Evaluación');
  });

  it.each([
    [`avance 2 "${units.big}"`, 'no se mide por unidad'],
    ['avance 9 "Subdireccion Medico"', '¿Quisiste decir «Subdirección Médica»?'],
    ['avance 9 "Marte"', 'No encuentro la unidad «Marte»'],
    ['avance 99', 'Las actividades son: 1, 2, 3'],
    ['avance 0', 'No hay una actividad «0»'],
  ])('%s', async (said, why) => {
    expect(words(await s.ask(cast.employee, said))).toContain(why);
  });
});

describe('as of a day', () => {
  it.each([
    'avance 9 al 2024-03-31',
    'avance 9 --al 2024-03-31',
    'avance 9 al 31 de marzo',
    'avance al 31/3/2024 9',
  ])('%s', async (said) => {
    await given(s, train(cast.employee, '2024-02-01'), train(cast.colleague, '2024-05-01'));
    const reply = await s.ask(cast.employee, said);
    expect(reply.message.summary).toContain('(1 de 8)');
    expect(words(reply)).toContain('Cifras al domingo 31 de marzo de 2024.');
  });

  it('says what it cannot read', async () => {
    expect(words(await s.ask(cast.employee, 'avance al 31/02'))).toContain('no existe');
  });
});

describe('as known on a day', () => {
  const upTo = async (on: string): Promise<View> => {
    const known = emptyView();
    for await (const entry of s.ledger.read('isssteson', 1))
      if (entry.recordedAt.slice(0, 10) <= on) step(known, entry);
    return known;
  };

  it('shows again what was known then, beside what is known now, and which entries make the difference', async () => {
    await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-01');
    await s.ask(cast.colleague, 'capacitacion "Ética" 2024-05-01');
    s.at('2024-07-01T17:00:00Z');
    await s.ask(cast.member, `registrar ${cast.alone} capacitacion "Ética" 2024-05-01`);
    await s.ask(cast.secretary, 'cancelar 2024-CAP-000001 "no asistió"');
    await given(s, fact('roster.left', '2024-04-30', {}, { subject: id(cast.colleague) }));
    const then = progressOf(
      { programme, view: await upTo('2024-05-09'), asOf: '2024-05-09' },
      programme.activities[8]!,
    );
    expect([then.numerator, then.denominator]).toEqual([2, 8]);
    const now = of(9, '2024-05-09');
    expect([now.numerator, now.denominator]).toEqual([1, 7]);
    expect(
      (await s.facts()).filter((f) => f.recordedAt > '2024-05-10').map((f) => f.folio ?? f.kind),
    ).toEqual(['2024-CAP-000003', '2024-ANU-000001', 'roster.left']);
  });
});

describe('the whole programme', () => {
  it('is a line for each activity, with the roster’s date', async () => {
    const reply = await s.ask(cast.employee, 'avance');
    for (const a of programme.activities) expect(words(reply)).toContain(`${a.number}. ${a.title}`);
    expect(words(reply)).toContain('Plantilla al jueves 9 de mayo de 2024: 8 personas.');
    expect(reply.message.summary).toMatch(
      /^Avance del Programa Anual de Trabajo 2024 al jueves 9 de mayo de 2024: /,
    );
  });

  it.each(
    programme.activities.map((a) => [a.number, a]),
  )('activity %i answers with goal, indicator, period and explanation', async (n, a) => {
    const reply = await s.ask(cast.nobody, `avance ${n}`);
    expect(words(reply)).toContain(`Meta: ${a.target}`);
    expect(words(reply)).toContain(
      a.indicator === null ? 'Indicador: No definido en el programa' : `Indicador: ${a.indicator}`,
    );
    expect(words(reply)).toContain('Periodo: del ');
    if (a.measure.kind === 'headcount') expect(words(reply)).toMatch(/Plantilla: \d personas al /);
  });
});

describe('the own checklist', () => {
  it('shows what is missing with buttons to do it, and what is done with its folio', async () => {
    const before = await s.ask(cast.employee, 'mi avance');
    expect(before.message.summary).toBe(
      'Te faltan 3 cosas: capacitación, carta compromiso y evaluación anual.',
    );
    expect(words(before)).toContain('[Confirmar capacitación]');
    await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
    await s.ask(cast.employee, 'evaluacion 15 de enero');
    const after = await s.ask(cast.employee, 'mi avance');
    expect(after.message.summary).toBe('Te falta 1 cosa: carta compromiso.');
    expect(words(after)).toContain('✅ Capacitación: 1 curso, último folio 2024-CAP-000001');
    await s.ask(cast.employee, 'carta aceptar v1');
    await s.ask(cast.employee, 'tapitas 1 kg');
    const done = await s.ask(cast.employee, 'mi avance');
    expect(done.message.summary).toBe('Tienes todo al corriente.');
    expect(words(done)).toContain('1 donativo este año');
  });

  it('does not call missing what cannot be done yet', async () => {
    s = await scene({ demo: false });
    const reply = await s.ask(cast.employee, 'mi avance');
    expect(reply.message.summary).toBe('Te faltan 2 cosas: capacitación y evaluación anual.');
    expect(words(reply)).toContain('⬜ Carta compromiso (el Comité todavía no confirma el texto)');
  });
});
