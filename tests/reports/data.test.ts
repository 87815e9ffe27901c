import { describe, expect, it } from 'vitest';
import { annexOf } from '../../src/reports/roster.ts';
import { missingWords } from '../../src/texts/report-missing.ts';
import { reportSheet } from '../../src/texts/report-sheet.ts';
import { programme, rec, row, session, small, surname, training } from './support.ts';

describe('the figures of a report', () => {
  it('counts the quarter by the day of the record, and the year as of the quarter’s end', () => {
    const { report } = small(10, [
      training('p1', '2024-03-20'),
      training('p1', '2024-05-02'),
      training('p2', '2024-05-03', 'accredited'),
      training('p3', '2024-07-02'),
      session('2024-04-26'),
      session('2024-07-01'),
    ]);
    const data = report('2024-T2', '2024-07-10');
    const nine = row(data, 9);
    expect(nine.progress).toMatchObject({ numerator: 2, denominator: 10, percent: 20, accredited: 1 });
    // One of the two had come before: cumulative 2 = 1 of the first quarter + 1 new.
    expect(nine.inPeriod).toEqual({ kind: 'headcount', people: 2, fresh: 1 });
    expect(row(data, 2).progress).toMatchObject({ numerator: 1, denominator: 4 });
    expect(row(data, 2).inPeriod).toEqual({ kind: 'series', fulfilled: 1, due: 2 });
    expect(row(report('2024-T3', '2024-10-05'), 2).inPeriod).toEqual({
      kind: 'series',
      fulfilled: 1,
      due: 1,
    });
  });

  it('tells a milestone done in the quarter from one done before and one not done', () => {
    const { report } = small(3, [
      rec('report.annual', 'INF', '2024-01-30', { period: '2023' }),
      rec('activity.done', 'CUM', '2024-05-10', { activity: 8, note: null }),
    ]);
    const data = report('2024-T2', '2024-07-10');
    expect([3, 8, 1].map((n) => row(data, n).inPeriod)).toEqual([
      { kind: 'milestone', done: 'before' },
      { kind: 'milestone', done: 'in-period' },
      { kind: 'milestone', done: 'no' },
    ]);
  });

  it('names committee records by date and folio, people’s records by number alone', () => {
    const held = session('2024-04-26');
    const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
    const { report } = small(10, [
      held,
      ...people.map((p, i) => training(p, `2024-05-0${i + 1}`)),
      training('p7', '2024-06-01', 'declared', `Curso de ${surname}`),
      rec('donation.recorded', 'DON', '2024-04-02', { thing: 'caps', unit: 'g', amount: 1500 }, 'p1'),
    ]);
    const data = report('2024-T2', '2024-07-10');
    expect(row(data, 2).done).toMatchObject([
      { type: 'record', folio: held.folio, on: '2024-04-26', label: 'Primera sesión ordinaria' },
    ]);
    expect(row(data, 9).done).toEqual([
      expect.objectContaining({ what: 'Ética pública', people: 6, first: '2024-05-01', last: '2024-05-06' }),
      expect.objectContaining({ what: null, people: 1 }),
    ]);
    const words = JSON.stringify(reportSheet(data).rows);
    expect(words).toContain('«Ética pública»: 6 personas, 6 registros, del 1 al 6 de mayo de 2024');
    expect(words).toContain('Tapitas: 1.5 kg');
    expect(words).not.toContain(surname);
    for (const id of data.rows.flatMap((r) => r.done)) expect(JSON.stringify(id)).not.toContain('"p1"');
  });

  it('a yearly report goes on to the end of the tail, over the roster of the year’s last day', () => {
    const { report, add } = small(4, [rec('report.quarterly', 'INF', '2024-04-10', { period: '2024-T1' })]);
    add('2025-01-10T15:00:00Z', rec('report.quarterly', 'INF', '2025-01-10', { period: '2024-T4' }));
    const data = report('2024', '2025-01-20');
    expect(row(data, 4).progress.numerator).toBe(2);
    expect(data.span).toMatchObject({ cut: '2025-01-20', roster: '2024-12-31' });
    expect(row(report('2024-T4', '2025-01-20'), 4).progress.numerator).toBe(1);
  });

  it('refuses a period that the programme does not have', () => {
    const { report } = small(2);
    expect(() => report('2023-T4', '2024-01-10')).toThrow(RangeError);
    expect(() => report('2024-T5', '2024-01-10')).toThrow(RangeError);
    expect(() => report('2025', '2025-01-10')).toThrow(RangeError);
  });
});

describe('who and to whom', () => {
  it('takes addressee and signatories of the day of dispatch', () => {
    const later = {
      from: '2024-07-05',
      name: 'Titular Ejemplo',
      office: 'Secretaría Anticorrupción',
      post: 'Titular',
    };
    const two = {
      ...programme,
      oversight: [...programme.oversight, { ...later, confirmed: { by: 'Comité', on: '2024-07-05' } }],
    };
    const { report } = small(3, [], two);
    expect(report('2024-T2', '2024-07-04').addressee.office).toBe('Secretaría de la Contraloría General');
    const after = report('2024-T2', '2024-07-05');
    expect(after.addressee.name).toBe('Titular Ejemplo');
    expect(after.signatories.map((s) => s.name)).toEqual([`Persona 1 ${surname}`, `Persona 2 ${surname}`]);
    expect(after.anchor).toMatchObject({ seq: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('what is missing', () => {
  it('names each thing with the command that mends it, and nothing once all is there', () => {
    const empty = small(0).report('2024-T2', '2024-06-30');
    expect(empty.missing.map((m) => m.what)).toEqual([
      'period-open',
      'no-roster',
      ...Array<string>(6).fill('overdue'),
      'complaints',
      'signatory',
      'signatory',
      'addressee',
      'oficio',
    ]);
    const words = empty.missing.map((m) => missingWords(m, empty.type).words);
    expect(words).toContain('sesión celebrada FECHA');
    expect(words).toContain('informe enviado trimestral 1 FECHA');
    expect(words).toContain('cifras denuncias');
    expect(new Set(empty.missing.map((m) => missingWords(m, empty.type).text)).size).toBe(
      empty.missing.length,
    );
  });

  it('asks for evidence of what was done, until some is handed in', () => {
    const { report } = small(2, [session('2024-04-26')]);
    const evidence = [{ id: 'E-001', activity: 2, title: 'Acta', occurredOn: '2024-04-26' }];
    const bare = report('2024-T2', '2024-07-10');
    expect(bare.missing).toContainEqual({ what: 'evidence', activities: [2] });
    expect(JSON.stringify(reportSheet(bare).rows)).toContain('Evidencia pendiente');
    const full = report('2024-T2', '2024-07-10', { evidence });
    expect(full.missing.map((m) => m.what)).not.toContain('evidence');
    expect(JSON.stringify(reportSheet(full).rows)).toContain('E-001');
    expect(JSON.stringify(reportSheet(full).rows)).not.toContain('Evidencia pendiente');
  });

  it('shows only the complaints of its own quarter', () => {
    const complaints = ['2024-T1', '2024-T2'].map((period, i) => ({
      period,
      received: 7 + i,
      inProcess: 1,
      concluded: 6 + i,
    }));
    const { report } = small(2);
    expect(reportSheet(report('2024-T2', '2024-07-10', { complaints })).complaints.rows).toEqual([
      ['Segundo trimestre de 2024', '8', '1', '7'],
    ]);
    expect(report('2024', '2025-01-10', { complaints }).complaints).toHaveLength(2);
    expect(reportSheet(report('2024-T3', '2024-10-10', { complaints })).complaints.note).toBe(
      'Sin cifras registradas.',
    );
  });
});

describe('the annex', () => {
  it('marks add up to the figures, each over the roster of its own day', () => {
    const { view, people, report, add } = small(6, [
      training('p1', '2024-05-02'),
      training('p2', '2024-05-02'),
    ]);
    add(
      '2024-07-02T15:00:00Z',
      rec('evaluation.recorded', 'EVA', '2024-01-10', { year: 2024, part: 'declared' }, 'p3'),
      { ...session('2024-02-01'), kind: 'roster.left', folio: null as never, subject: 'p3', body: {} },
    );
    const data = report('2024-T2', '2024-07-10');
    const annex = annexOf(data, view, people);
    expect(annex.rows).toHaveLength(6);
    annex.columns.forEach((c, i) => {
      const marks = annex.rows.map((r) => r.marks[i]);
      expect(marks.filter((m) => m === 'yes')).toHaveLength(row(data, c.activity.number).progress.numerator!);
      expect(marks.filter((m) => m !== 'off')).toHaveLength(c.roster);
    });
    // Left in February: counts for the evaluation of January, is not on the roster of June.
    const left = annex.rows.find((r) => r.number === '00003')!;
    expect(left.marks).toEqual(['yes', 'off', 'off']);
  });
});
