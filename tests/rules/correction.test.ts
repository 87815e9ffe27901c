import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/evidence/items.ts';
import { progress } from '../../src/progress.ts';
import { standing } from '../../src/view/records.ts';
import { cast, gist, id, type Scene, scene, units, words } from './support.ts';

const { secretary, member, employee, colleague } = cast;
let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-20T17:00:00Z' });
});
const view = () => s.bot.journal.view();
/** The figures of every activity, whatever their folios. */
const figures = (of: Scene = s, asOf = '2024-05-20') =>
  progress({ programme: of.programme, view: of.bot.journal.view(), asOf }).map(
    ({ owed, activity, beside, ...rest }) => ({
      number: activity.number,
      ...rest,
      beside: { ...beside, totals: beside.totals && [...beside.totals].filter(([, n]) => n !== 0).sort() },
      done: owed.map((o) => o.record?.occurredOn ?? null),
    }),
  );
const seq = () => view().head.seq;

describe('everything that the committee may have to correct', () => {
  it.each([
    ['sesion celebrada 2024-04-26', 'SES', '2024-04-25', { kind: 'session.held', occurredOn: '2024-04-25' }],
    [
      'sesion celebrada 2024-04-26',
      'SES',
      'extraordinaria',
      { kind: 'session.extraordinary', occurredOn: '2024-04-26' },
    ],
    ['entrega 2024-05-10 120 kg', 'ENT', '118 kg', { occurredOn: '2024-05-10', body: { grams: 118_000 } }],
    [
      'entrega 2024-05-10 tapitas 120 kg, ropa 30 piezas',
      'ENT',
      '2024-05-11',
      { occurredOn: '2024-05-11', body: { grams: 120_000, pieces: 30 } },
    ],
    [
      'informe enviado trimestral 1 2024-04-10',
      'INF',
      '2024-04-11',
      { kind: 'report.quarterly', occurredOn: '2024-04-11', body: { period: '2024-T1' } },
    ],
    [
      'informe enviado anual 2024-01-30',
      'INF',
      '2024-01-31',
      { kind: 'report.annual', occurredOn: '2024-01-31' },
    ],
    [
      'actividad 8 realizada 2024-03-10 "con acuse"',
      'CUM',
      '2024-03-11',
      { occurredOn: '2024-03-11', body: { activity: 8, note: { id: expect.any(String) } } },
    ],
    [
      'cifra oficial 7 3120 "Contraloría" 2024-02-20',
      'CUM',
      '3130',
      { occurredOn: '2024-02-20', body: { number: 3130, source: 'Contraloría' } },
    ],
    [
      'cifra oficial 7 3120 "Contraloría" 2024-02-20',
      'CUM',
      '"Contraloría, oficio 15"',
      { body: { number: 3120, source: 'Contraloría, oficio 15' } },
    ],
    [
      'tarjeta enviada 2024-02-09',
      'TAR',
      '2024-02-10',
      { occurredOn: '2024-02-10', body: { period: '2024-02' } },
    ],
    ['comite ratificar 2024-04-26', 'COM', '2024-04-25', { occurredOn: '2024-04-25' }],
    [
      'acuerdo nuevo "Publicar los códigos" responsable 00005 2024-07-15',
      'ACU',
      '2024-08-15',
      { body: { owner: id(member), due: '2024-08-15' } },
    ],
    [
      'registrar 00002 capacitacion "Ética" 2024-05-07 4h',
      'CAP',
      '3h',
      { subject: id(colleague), occurredOn: '2024-05-07', body: { course: 'Ética', minutes: 180 } },
    ],
    [
      'registrar 00002 carta 2024-05-06',
      'CAR',
      '2024-05-07',
      { subject: id(colleague), occurredOn: '2024-05-07' },
    ],
    [
      'registrar 00002 evaluacion 2024-01-15',
      'EVA',
      '2024-01-16',
      { subject: id(colleague), occurredOn: '2024-01-16' },
    ],
    [
      'registrar 00002 tapitas 2 kg 2024-05-06',
      'DON',
      '2.5 kg',
      { subject: id(colleague), occurredOn: '2024-05-06', body: { amount: 2500 } },
    ],
    [
      'registrar 00002 donar ropa 3 piezas 2024-05-06',
      'DON',
      'cobijas',
      { body: { thing: 'blankets', amount: 3 } },
    ],
    [
      'registrar 00002 practica papel 2024-05-06',
      'PRA',
      'energia',
      { occurredOn: '2024-05-06', body: { practice: 'energy' } },
    ],
  ])('%s: corregir %s … %s', async (recorded, letters, change, made) => {
    await s.ask(secretary, recorded);
    const reply = await s.ask(secretary, `corregir 2024-${letters}-000001 ${change} motivo "estaba mal"`);
    expect(reply.message.summary).toMatch(
      new RegExp(
        `^Corregí .*: el folio 2024-${letters}-000001 queda cancelado y vale el 2024-${letters}-000002\\.$`,
      ),
    );
    expect(words(reply)).toContain('Folio de la cancelación: 2024-ANU-000001.');
    const facts = gist(await s.facts());
    expect(facts.at(-2)).toMatchObject({
      kind: 'record.voided',
      body: { of: `2024-${letters}-000001`, replacedBy: `2024-${letters}-000002` },
    });
    expect(facts.at(-1)).toMatchObject({ folio: `2024-${letters}-000002`, ...made });
    // Again, as by a double click: nothing more.
    const before = seq();
    const again = await s.ask(secretary, `corregir 2024-${letters}-000001 ${change} motivo "estaba mal"`);
    expect(again.message.summary).toBe(
      `El folio 2024-${letters}-000001 ya se corrigió: vale el 2024-${letters}-000002.`,
    );
    expect(seq()).toBe(before);
  });

  it('complaint counts are replaced by saying them again; a report that was sent is named', async () => {
    await s.ask(secretary, 'cifras denuncias trimestral 1 recibidas 7 en proceso 5 concluidas 2');
    await s.ask(secretary, 'informe enviado trimestral 1 2024-04-10');
    const reply = words(
      await s.ask(secretary, 'cifras denuncias trimestral 1 recibidas 8 en proceso 5 concluidas 3'),
    );
    expect(reply).toContain('Cifras corregidas');
    expect(reply).toContain(
      'El informe del primer trimestre de 2024, enviado el miércoles 10 de abril de 2024, ya no coincide',
    );
    expect(view().complaints.get('2024-T1')).toMatchObject({ received: 8, concluded: 3 });
  });

  it('an office: given by mistake it ends on its first day; its beginning is moved by giving it again', async () => {
    await s.ask(secretary, 'comite alta 00001 vocal 2024-05-01');
    await s.ask(secretary, 'comite alta 00001 vocal 2024-04-26');
    expect(view().offices.get(id(employee))).toMatchObject([
      { role: 'member', from: '2024-04-26', to: null },
    ]);
    await s.ask(secretary, 'comite baja 00001 vocal 2024-04-26');
    expect(words(await s.ask(secretary, 'comite 2024-05-02'))).not.toContain(`Persona ${employee}`);
  });

  it('an accreditation is taken back and given again', async () => {
    await s.ask(secretary, 'acreditar 9 "Ética" 2024-05-07 00001');
    const nine = () => figures().find((f) => f.number === 9)!;
    expect([nine().declared, nine().accredited]).toEqual([0, 1]);
    await s.ask(secretary, 'acreditar no 2024-CAP-000001');
    expect([nine().declared, nine().accredited]).toEqual([1, 0]);
    await s.ask(secretary, 'acreditar 9 "Ética" 2024-05-07 00001');
    expect([nine().declared, nine().accredited]).toEqual([0, 1]);
  });
});

describe('correcting in one step', () => {
  it('keeps what hangs on the record: who attended, its agreements, its evidence, whether it is proved', async () => {
    await s.ask(member, 'sesion celebrada 2024-04-26');
    await s.ask(member, 'sesion asistencia 2024-04-26 00005 00006 00007');
    await s.ask(member, 'acuerdo nuevo "Publicar"');
    await s.ask(member, 'evidencia 2024-SES-000001 https://ejemplo.invalid/acta');
    const reply = words(await s.ask(secretary, 'corregir 2024-SES-000001 2024-04-25 motivo "un día antes"'));
    expect(reply).toContain('Hubo quórum');
    expect(reply).toContain('su evidencia pasó al nuevo');
    expect(evidenceOf(view(), { folio: '2024-SES-000002' })).toHaveLength(1);
    expect(evidenceOf(view(), { folio: '2024-SES-000001' })).toEqual([]);
    expect(words(await s.ask(member, 'acuerdo 1'))).toContain('De la sesión del jueves 25 de abril de 2024.');
    await s.ask(secretary, 'acreditar 9 "Ética" 2024-05-07 00001');
    await s.ask(secretary, 'corregir 2024-CAP-000001 2024-05-08 motivo "fecha"');
    expect(standing(view(), 'training.recorded', id(employee)).map((r) => r.body.part)).toEqual([
      'accredited',
    ]);
  });

  it('shows a form with what is recorded, and asks for the reason', async () => {
    await s.ask(member, 'entrega 2024-05-10 120 kg');
    const { open } = await s.ask(secretary, 'corregir 2024-ENT-000001');
    expect(open!.words).toBe('corregir 2024-ENT-000001');
    const initial = Object.fromEntries(
      open!.fields.map((f) => [f.id, 'initial' in f ? f.initial : undefined]),
    );
    expect(initial).toMatchObject({ date: '2024-05-10', 'caps-g': '120' });
    const fields = { date: '2024-05-10', 'caps-g': '118', reason: '' };
    const refused = await s.ask(secretary, open!.words, { fields });
    expect(refused.fieldErrors).toHaveProperty('reason');
    const reply = await s.ask(secretary, open!.words, { fields: { ...fields, reason: 'báscula' } });
    expect(words(reply)).toContain('118 kg');
    expect(standing(view(), 'delivery.made').map((r) => r.body.grams)).toEqual([118_000]);
  });

  it.each([
    ['corregir 2024-ENT-000001 118 kg', 'hace falta el motivo'],
    ['corregir 2024-ENT-000001 2024-06-10 motivo x', 'todavía no llega'],
    ['corregir 2024-ENT-000001 muchos motivo x', 'No se registró nada'],
    ['corregir 2024-ENT-000001 120 kg motivo x', 'ya dice exactamente eso'],
    // Another delivery is recorded on that day.
    ['corregir 2024-ENT-000001 2024-05-12 motivo x', 'no se canceló nada'],
    ['corregir 2024-ENT-000009 118 kg motivo x', 'No existe el folio'],
    ['corregir', '¿Qué folio quieres corregir?'],
    ['corregir 2024-COM-000009', 'No existe el folio'],
  ])('%s changes nothing', async (said, answer) => {
    await s.ask(member, 'entrega 2024-05-10 120 kg');
    await s.ask(member, 'entrega 2024-05-12 20 kg');
    const before = seq();
    expect(words(await s.ask(secretary, said))).toContain(answer);
    expect(seq()).toBe(before);
    expect(standing(view(), 'delivery.made')).toHaveLength(2);
  });

  it('is for one’s own records of a few days, and for the secretary', async () => {
    await s.ask(employee, 'capacitacion "Ética" 2024-05-07 4h');
    expect((await s.ask(colleague, 'corregir 2024-CAP-000001 3h')).message.summary).toContain(
      'No encuentro un registro tuyo',
    );
    expect((await s.ask(member, 'corregir 2024-CAP-000001 3h motivo x')).message.summary).toContain(
      'No encuentro un registro tuyo',
    );
    expect((await s.ask(employee, 'corregir 2024-CAP-000001 3h')).message.summary).toContain(
      'vale el 2024-CAP-000002',
    );
    s.at('2024-06-20T17:00:00Z');
    expect((await s.ask(employee, 'corregir 2024-CAP-000002 2h')).message.summary).toContain(
      'tiene más de 7 días',
    );
    expect((await s.ask(secretary, 'corregir 2024-CAP-000002 2h motivo x')).message.summary).toContain(
      'vale el 2024-CAP-000003',
    );
  });

  it('names the reports that were sent and no longer match', async () => {
    await s.ask(member, 'sesion celebrada 2024-03-26');
    await s.ask(member, 'informe enviado trimestral 1 2024-04-10');
    s.at('2024-06-03T17:00:00Z');
    const said = words(await s.ask(secretary, 'corregir 2024-SES-000001 2024-04-02 motivo "otra fecha"'));
    // Recorded after the report was sent, the session never was in it, nor should it have been.
    expect(said).not.toContain('ya no coincide');
    expect(words(await s.ask(secretary, 'corregir 2024-SES-000002 2024-03-25 motivo "otra más"'))).toContain(
      'El informe del primer trimestre de 2024, enviado el miércoles 10 de abril de 2024, ya no coincide con las cifras de hoy.',
    );
  });
});

describe('correcting the roster', () => {
  const stints = () => view().roster.get(id(colleague));

  it.each([
    ['alta 2024-02-01', [{ unit: units.big, from: '2024-02-01', to: null }]],
    ['baja 2024-03-01', [{ unit: units.big, from: '2020-01-01', to: '2024-03-01' }]],
    ['unidad Archivo', [{ unit: units.small, from: '2020-01-01', to: null }]],
    [
      'unidad "Archivo" 2024-02-01',
      [
        { unit: units.big, from: '2020-01-01', to: '2024-02-01' },
        { unit: units.small, from: '2024-02-01', to: null },
      ],
    ],
    ['quitar', []],
  ])('plantilla corregir 00002 %s', async (change, expected) => {
    const reply = await s.ask(secretary, `plantilla corregir 00002 ${change} motivo "error en el archivo"`);
    expect(reply.message.summary).toBe('Listo: corregí la plantilla de Persona 00002.');
    expect(stints()).toEqual(expected);
    const before = seq();
    await s.ask(secretary, `plantilla corregir 00002 ${change} motivo "error en el archivo"`);
    expect(seq()).toBe(before);
    await s.restart('snapshot');
    expect(stints()).toEqual(expected);
  });

  it('changes the figures of earlier days too; who left comes back', async () => {
    const roster = () => figures(s, '2024-04-01').find((f) => f.number === 9)!.denominator;
    const before = roster()!;
    await s.ask(secretary, 'informe enviado trimestral 1 2024-04-10');
    const reply = await s.ask(secretary, 'plantilla corregir 00002 baja 2024-03-01 motivo "se fue"');
    expect(roster()).toBe(before - 1);
    expect(words(reply)).toContain('El informe del primer trimestre de 2024');
    await s.ask(secretary, 'plantilla corregir 00002 baja no motivo "no se fue"');
    expect(roster()).toBe(before);
  });

  it.each([
    ['plantilla corregir 00002 alta 2024-02-01', 'hace falta el motivo'],
    ['plantilla corregir 77777 alta 2024-02-01 motivo x', 'No encuentro el número'],
    ['plantilla corregir 00002 baja 2019-01-01 motivo x', 'no cabe entre las demás'],
    ['plantilla corregir 00002 unidad "Ninguna" motivo x', 'No encuentro la unidad «Ninguna»'],
    ['plantilla corregir 00002 alta', 'No entendí qué corregir'],
    ['plantilla corregir', 'No entendí qué corregir'],
  ])('%s records nothing', async (said, answer) => {
    const before = seq();
    expect(words(await s.ask(secretary, said))).toContain(answer);
    expect(seq()).toBe(before);
  });

  it('is for the secretary', async () => {
    expect((await s.ask(member, 'plantilla corregir 00002 quitar motivo x')).message.summary).toContain(
      'es para',
    );
  });
});

describe('figures follow', () => {
  const said = [
    'sesion celebrada 2024-04-26',
    'entrega 2024-05-10 120 kg',
    'informe enviado trimestral 1 2024-04-10',
    'actividad 8 realizada 2024-03-10',
    'cifra oficial 7 3120 "Contraloría" 2024-02-20',
    'tarjeta enviada 2024-02-09',
    'comite ratificar 2024-04-26',
    'registrar 00002 capacitacion "Ética" 2024-05-07 4h',
    'acreditar 9 "Ética" 2024-05-07 00001',
    'registrar 00002 carta 2024-05-06',
    'registrar 00002 evaluacion 2024-01-15',
    'registrar 00002 tapitas 2 kg 2024-05-06',
    'registrar 00002 practica papel 2024-05-06',
  ];
  const some = fc.subarray(said, { minLength: 1 });
  const folios = (of: Scene) =>
    [...of.bot.journal.view().records.entries()]
      .filter(([, r]) => r.voided === null && r.kind !== 'record.voided')
      .map(([f]) => f);
  const played = async (list: readonly string[]) => {
    const fresh = await scene({ at: '2024-05-20T17:00:00Z' });
    for (const one of list) await fresh.ask(secretary, one);
    return fresh;
  };

  it('a record that is cancelled and made again gives the same figures', async () => {
    await fc.assert(
      fc.asyncProperty(some, fc.infiniteStream(fc.boolean()), async (list, which) => {
        const one = await played(list);
        const before = figures(one);
        for (const folio of folios(one))
          if (which.next().value) await one.ask(secretary, `cancelar ${folio} "prueba"`);
        for (const again of list) await one.ask(secretary, again);
        expect(figures(one)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('in whatever order things are recorded and cancelled, what stands in the end gives the figures', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(said, { minLength: 2 }).chain((list) =>
          fc.record({
            list: fc.constant(list),
            gone: fc.subarray(list),
            order: fc.shuffledSubarray(list, { minLength: list.length }),
          }),
        ),
        async ({ list, gone, order }) => {
          const one = await played(list);
          const known = new Map<string, string>();
          const probe = await scene({ at: '2024-05-20T17:00:00Z' });
          for (const words_ of list) {
            const before = new Set(folios(probe));
            await probe.ask(secretary, words_);
            known.set(words_, folios(probe).find((f) => !before.has(f))!);
          }
          for (const words_ of gone) await one.ask(secretary, `cancelar ${known.get(words_)} "prueba"`);
          const other = await played(order.filter((w) => !gone.includes(w)));
          expect(figures(one)).toEqual(figures(other));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('a correction gives what recording it rightly from the start would have given', async () => {
    const wrong = [
      'sesion celebrada 2024-04-25',
      'entrega 2024-05-11 12 kg',
      'registrar 00002 capacitacion "Étika" 2024-05-06 4h',
      'registrar 00002 tapitas 20 kg 2024-05-06',
    ];
    const right = [
      'sesion celebrada 2024-04-26',
      'entrega 2024-05-10 120 kg',
      'registrar 00002 capacitacion "Ética" 2024-05-07 4h',
      'registrar 00002 tapitas 2 kg 2024-05-06',
    ];
    const one = await played(wrong);
    for (const fix of [
      'corregir 2024-SES-000001 2024-04-26',
      'corregir 2024-ENT-000001 2024-05-10 120 kg',
      'corregir 2024-CAP-000001 "Ética" 2024-05-07',
      'corregir 2024-DON-000001 2 kg',
    ])
      await one.ask(secretary, `${fix} motivo "estaba mal"`);
    expect(figures(one)).toEqual(figures(await played(right)));
  });
});
