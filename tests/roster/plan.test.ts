import { describe, expect, test } from 'vitest';
import { planRoster } from '../../src/roster/plan.ts';
import { applied, counter, header, member, planned, table, today } from './support.ts';

const joined = (person: string, on: string, unit = 'Norte') => ({ kind: 'roster.joined', person, unit, on });
const left = (person: string, on: string) => ({ kind: 'roster.left', person, unit: null, on });
const moved = (person: string, on: string, unit: string) => ({ kind: 'roster.moved', person, unit, on });
const line = (
  number: string,
  more: { unit?: string; alta?: string; baja?: string; correo?: string } = {},
) => [
  number,
  `Persona ${number}`,
  more.correo ?? '',
  more.unit ?? 'Norte',
  '',
  more.alta ?? '',
  more.baja ?? '',
];

describe('who is new', () => {
  test('joins on alta, or on the given first day, or today; leaves on baja', () => {
    const rows = table(
      header,
      line('01', { alta: '16/1/2024' }),
      line('02'),
      line('03', { alta: '2024-02-01', baja: '2024-03-01' }),
    );
    expect(planned(rows, [], { defaultJoin: '2024-01-01' }).drafts).toEqual([
      joined('p1', '2024-01-16'),
      joined('p2', '2024-01-01'),
      joined('p3', '2024-02-01'),
      left('p3', '2024-03-01'),
    ]);
    expect(planned(rows).drafts[1]).toEqual(joined('p2', today));
  });

  test('is saved with number, name, e-mail and position, and nothing else', () => {
    const rows = table(
      [...header, 'CURP', 'RFC'],
      [
        '007',
        '  José\u202e  Muñoz\u0007 ',
        ' Jose.Munoz@Ejemplo.INVALID',
        'Norte',
        'Enfermería',
        '',
        '',
        'MUGJ800101',
        'MUGJ',
      ],
    );
    const plan = planned(rows);
    expect(plan.people).toEqual([
      {
        id: 'p1',
        number: '007',
        name: 'José Muñoz',
        email: 'jose.munoz@ejemplo.invalid',
        position: 'Enfermería',
      },
    ]);
    expect(plan.ignored).toEqual(['CURP', 'RFC']);
    expect(JSON.stringify(plan)).not.toContain('MUGJ');
  });

  test('and left before the roster begins is not added', () => {
    const plan = planned(table(header, line('1', { baja: '2023-10-01' })), [], { defaultJoin: '2024-01-01' });
    expect([plan.drafts, plan.people, plan.added]).toEqual([[], [], []]);
    expect(plan.warnings).toContainEqual({ kind: 'left-before-start', people: 1 });
  });

  test('may join on a day that is still to come', () =>
    expect(planned(table(header, line('1', { alta: '2024-06-01' }))).drafts).toEqual([
      joined('p1', '2024-06-01'),
    ]));
});

describe('who is there', () => {
  test('and reads the same is unchanged', () => {
    const plan = planned(table(header, line('1', { alta: '2020-01-16' })), [member('1')]);
    expect(plan).toMatchObject({
      drafts: [],
      people: [],
      unchanged: 1,
      warnings: [{ kind: 'no-email', people: 1 }],
    });
  });

  test('moves today; another spelling of the unit is the same unit, the first one stays', () => {
    const current = [
      member('1', { unit: 'Subdirección Médica' }),
      member('2', { unit: 'Subdirección Médica' }),
    ];
    const plan = planned(
      table(header, line('1', { unit: 'SUBDIRECCION  medica' }), line('2', { unit: 'Sur' })),
      current,
    );
    expect(plan.drafts).toEqual([moved('id-2', today, 'Sur')]);
    expect(plan.moved).toMatchObject([{ from: 'Subdirección Médica', to: 'Sur', on: today }]);
    expect(plan.newUnits).toEqual(['Sur']);
  });

  test('keeps what a file without the column does not say, and loses what it says is empty', () => {
    const current = [member('1', { email: 'a@ejemplo.invalid', position: 'Analista' })];
    const without = table(['numero_empleado', 'nombre', 'unidad'], ['1', 'Persona 1', 'Norte']);
    expect(planned(without, current).people).toEqual([]);
    expect(planned(table(header, line('1')), current).changed).toMatchObject([
      { fields: ['email', 'position'], after: { id: 'id-1', email: null, position: null } },
    ]);
  });

  test('leaves on baja, also later; who leaves does not move', () => {
    const rows = table(
      header,
      line('1', { baja: '2024-04-30', unit: 'Sur' }),
      line('2', { baja: '2024-07-15', unit: 'Sur' }),
    );
    const plan = planned(rows, [member('1'), member('2')]);
    expect(plan.drafts).toEqual([
      left('id-1', '2024-04-30'),
      moved('id-2', today, 'Sur'),
      left('id-2', '2024-07-15'),
    ]);
  });

  test('and leaves before the recorded start was never there', () => {
    const plan = planned(table(header, line('1', { baja: '2019-01-01' })), [member('1')]);
    expect(plan.drafts).toEqual([left('id-1', '2020-01-16')]);
    expect(plan.warnings).toContainEqual({ kind: 'leave-differs', people: 1 });
  });

  test('another alta than the recorded one is told and changes nothing', () => {
    const plan = planned(table(header, line('1', { alta: '2019-06-01' })), [member('1')]);
    expect(plan).toMatchObject({ drafts: [], unchanged: 1 });
    expect(plan.warnings).toContainEqual({ kind: 'join-differs', people: 1 });
  });
});

describe('who had left', () => {
  const gone = member('1', { leftOn: '2024-02-01' });
  test.each([
    ['today, when the file says nothing of baja', {}, [joined('id-1', today)]],
    ['on a later alta', { alta: '2024-03-16' }, [joined('id-1', '2024-03-16')]],
    ['today, when alta is that of the first time', { alta: '2020-01-16' }, [joined('id-1', today)]],
    [
      'and leaves again',
      { alta: '2024-03-16', baja: '2024-04-01' },
      [joined('id-1', '2024-03-16'), left('id-1', '2024-04-01')],
    ],
    ['not on the day of baja itself', { alta: '2024-02-01', baja: '2024-02-01' }, []],
    ['not with the same baja', { alta: '2020-01-16', baja: '2024-02-01' }, []],
    ['not with another baja of the same time', { baja: '2024-02-15' }, []],
  ])('comes back %s', (_, more, drafts) => {
    const plan = planned(table(header, line('1', more)), [gone]);
    expect(plan.drafts).toEqual(drafts);
    expect(plan.added.map((a) => a.again)).toEqual(drafts.slice(0, 1).map(() => true));
  });

  test('on a day to come stays without a break; a file without the column leaves that day alone', () => {
    const going = [member('1', { leftOn: '2024-06-01' })];
    expect(planned(table(header, line('1')), going).drafts).toEqual([joined('id-1', '2024-06-01')]);
    const without = table(['numero_empleado', 'nombre', 'unidad'], ['1', 'Persona 1', 'Norte']);
    expect(planned(without, going).drafts).toEqual([]);
  });
});

describe('who is not in the file', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => member(String(i + 1)));
  const rows = (n: number) => table(header, ...hundred.slice(0, n).map(({ person }) => line(person.number)));

  test('stays, unless the file is complete', () => {
    expect(planned(rows(50), hundred).drafts).toEqual([]);
    expect(planned(rows(98), hundred, { complete: true }).drafts).toEqual([
      left('id-99', today),
      left('id-100', today),
    ]);
  });

  test('ends at once up to 2 %, above it needs a confirmation', () => {
    expect(planned(rows(98), hundred, { complete: true })).toMatchObject({
      needsConfirmation: false,
      ending: 2,
      active: 100,
    });
    expect(planned(rows(97), hundred, { complete: true })).toMatchObject({
      needsConfirmation: true,
      ending: 3,
      active: 100,
    });
  });

  test('counts as ending like those whom the file ends', () => {
    const ending = table(
      header,
      ...hundred.map(({ person }, i) => line(person.number, { baja: i < 3 ? '2024-05-01' : '' })),
    );
    expect(planned(ending, hundred)).toMatchObject({ needsConfirmation: true, ending: 3 });
  });

  test('but had left already, or is yet to come, ends well', () => {
    const current = [
      member('1'),
      member('2', { leftOn: '2024-01-01' }),
      member('3', { joinedOn: '2024-06-01' }),
    ];
    expect(planned(table(header, line('1')), current, { complete: true }).drafts).toEqual([
      left('id-3', '2024-06-01'),
    ]);
  });
});

describe('numbers', () => {
  test('with other leading zeros are other people', () => {
    const plan = planned(table(header, line('007'), line('7'), line('07')), [member('7')]);
    expect(plan.added.map(({ person }) => person.number)).toEqual(['007', '07']);
  });

  test('whose zeros a spreadsheet lost, of the same name, are the same person, who keeps the zeros', () => {
    const current = [member('00123', { name: 'Ana Ejemplo' })];
    const rows = table(header, ['123', 'ANA EJEMPLO', '', 'Norte', '', '', '']);
    const plan = planned(rows, current);
    expect(plan.added).toEqual([]);
    expect(plan.warnings).toContainEqual({ kind: 'zeros-differ', people: 1 });
    expect(plan.people).toMatchObject([{ id: 'id-00123', number: '00123' }]);
    const back = planned(table(header, ['00123', 'Ana Ejemplo', '', 'Norte', '', '', '']), [
      member('123', { name: 'Ana Ejemplo' }),
    ]);
    expect(back.changed).toMatchObject([{ fields: ['number'], after: { id: 'id-123', number: '00123' } }]);
  });

  test('whose zeros differ, of another name, are another person', () =>
    expect(
      planned(table(header, line('123')), [member('00123', { name: 'Ana Ejemplo' })]).added,
    ).toHaveLength(1));

  test('that came as bare numbers are told', () => {
    const rows = [
      ...table(header),
      { row: 2, cells: line('123'), bare: [0] },
      { row: 3, cells: line('124'), bare: [5] },
    ];
    expect(planned(rows).warnings).toContainEqual({ kind: 'bare-numbers', people: 1 });
  });
});

describe('e-mails', () => {
  test('that several share are told: also with people who are not in the file, not with those who left', () => {
    const current = [
      member('1', { email: 'a@ejemplo.invalid' }),
      member('2', { email: 'b@ejemplo.invalid', leftOn: '2024-01-01' }),
    ];
    const mail = (number: string, correo: string) => line(number, { correo });
    const rows = table(
      header,
      mail('3', 'A@ejemplo.invalid'),
      mail('4', 'b@ejemplo.invalid'),
      mail('5', 'c@ejemplo.invalid'),
      mail('6', 'c@ejemplo.invalid'),
    );
    expect(planned(rows, current).warnings).toEqual([{ kind: 'shared-email', emails: 2, people: 4 }]);
    expect(planned(rows, current, { complete: true }).warnings).toEqual([
      { kind: 'shared-email', emails: 1, people: 2 },
    ]);
  });
});

describe('a file with errors', () => {
  test('is refused whole, each error with row and column', () => {
    const rows = table(
      [
        'No. Empleado',
        'Nombre completo',
        'Correo electrónico',
        'Unidad administrativa',
        'Fecha de ingreso',
        'Fecha de baja',
      ],
      ['1', 'Ana Ejemplo', 'ana@ejemplo.invalid', 'Norte', '2020-01-16', ''],
      ['', 'Luis Ejemplo', 'no es correo', '', '31/02/2024', ''],
      ['1', '=cmd|calc', 'a@b.mx; c@d.mx', '#N/A', '5/13/2024', '2019-01-01'],
      ['12 34', 'MarÃ­a', '', 'Norte', '2024-05-01', '2024-04-01'],
      ['1', 'Eva Ejemplo', '', 'Norte', '2050-01-01', '16/1/24'],
    );
    const result = planRoster(rows, [], { today, complete: true, newId: counter() });
    expect(result.ok ? [] : result.errors.map((e) => [e.row, e.column, e.problem])).toEqual([
      [3, 'No. Empleado', 'missing'],
      [3, 'Correo electrónico', 'email'],
      [3, 'Unidad administrativa', 'missing'],
      [3, 'Fecha de ingreso', 'date'],
      [4, 'Nombre completo', 'name'],
      [4, 'Correo electrónico', 'email'],
      [4, 'Unidad administrativa', 'formula-error'],
      [4, 'Fecha de ingreso', 'date'],
      [4, 'No. Empleado', 'repeated-number'],
      [5, 'No. Empleado', 'number'],
      [5, 'Nombre completo', 'garbled'],
      [5, 'Fecha de baja', 'leave-before-join'],
      [6, 'Fecha de ingreso', 'date-range'],
      [6, 'No. Empleado', 'repeated-number'],
    ]);
    expect(result.ok ? null : result.errors.find((e) => e.problem === 'repeated-number')).toMatchObject({
      value: '1',
      other: 2,
    });
  });

  test('without people is one', () =>
    expect(planRoster(table(header), [], { today, complete: true, newId: counter() })).toMatchObject({
      ok: false,
      errors: [{ row: 1, column: 'numero_empleado', problem: 'no-rows' }],
    }));
});

test('a plan can be carried out on the roster that it was made for', () => {
  const current = [member('1'), member('2', { leftOn: '2024-02-01' })];
  const rows = table(
    header,
    line('1', { unit: 'Sur' }),
    line('2'),
    line('3', { alta: '2024-01-01', baja: '2024-02-01' }),
  );
  expect(applied(current, planned(rows, current))).toMatchObject([
    { person: { number: '1' }, unit: 'Sur', leftOn: null },
    { person: { number: '2' }, joinedOn: today, leftOn: null },
    { person: { number: '3' }, joinedOn: '2024-01-01', leftOn: '2024-02-01' },
  ]);
});
