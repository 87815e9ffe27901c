import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/message.ts';
import { cast, gist, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-12-02T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.member, said);
const common = { subject: null };

describe('the fixed one-line forms', () => {
  it.each([
    ['sesion celebrada 2024-04-26', 'session.held', '2024-SES-000001', '2024-04-26', {}],
    [
      'sesion celebrada 2024-05-10 extraordinaria',
      'session.extraordinary',
      '2024-SES-000001',
      '2024-05-10',
      {},
    ],
    ['Sesión celebrada el 26 de abril de 2024', 'session.held', '2024-SES-000001', '2024-04-26', {}],
    [
      'informe enviado trimestral 1 2024-04-10',
      'report.quarterly',
      '2024-INF-000001',
      '2024-04-10',
      { period: '2024-T1' },
    ],
    [
      'informe enviado trimestral 3 el 10 de octubre',
      'report.quarterly',
      '2024-INF-000001',
      '2024-10-10',
      { period: '2024-T3' },
    ],
    [
      'informe enviado trimestral 1 de 2024 el 2024-04-10',
      'report.quarterly',
      '2024-INF-000001',
      '2024-04-10',
      { period: '2024-T1' },
    ],
    [
      'informe enviado anual 2024-01-30',
      'report.annual',
      '2024-INF-000001',
      '2024-01-30',
      { period: '2023' },
    ],
    [
      'informe enviado anual 2023 el 30/1/2024',
      'report.annual',
      '2024-INF-000001',
      '2024-01-30',
      { period: '2023' },
    ],
    [
      'entrega 2024-11-20 120 kg',
      'delivery.made',
      '2024-ENT-000001',
      '2024-11-20',
      { grams: 120_000, pieces: null },
    ],
    [
      'entrega 2024-11-20 120 kg y 35 piezas',
      'delivery.made',
      '2024-ENT-000001',
      '2024-11-20',
      { grams: 120_000, pieces: 35 },
    ],
    [
      'entrega 1,250.5 kg el 20 de noviembre',
      'delivery.made',
      '2024-ENT-000001',
      '2024-11-20',
      { grams: 1_250_500, pieces: null },
    ],
    [
      'actividad 8 realizada 2024-03-10',
      'activity.done',
      '2024-CUM-000001',
      '2024-03-10',
      { activity: 8, note: null },
    ],
    [
      'actividad 13 realizada el 1 de octubre',
      'activity.done',
      '2024-CUM-000001',
      '2024-10-01',
      { activity: 13, note: null },
    ],
    [
      'tarjeta enviada 2024-02-09',
      'card.sent',
      '2024-TAR-000001',
      '2024-02-09',
      { period: '2024-02', by: 'committee' },
    ],
  ])('%s', async (said, kind, folio, occurredOn, body) => {
    const reply = await ask(said);
    expect(reply.message.summary).toContain(`Folio ${folio}.`);
    expect(reply.visibility).toBe('private');
    expect(gist(await s.facts())).toEqual([{ ...common, kind, folio, occurredOn, body }]);

    const again = await ask(said);
    expect(again.message.summary).toContain(`Folio ${folio}.`);
    expect(again.message.summary).toContain('Ya estaba registrad');
    expect(await s.facts()).toHaveLength(1);
  });
});

describe('the same', () => {
  it('is told as it stands, not as it was written the second time', async () => {
    await ask('informe enviado trimestral 1 2024-04-10');
    expect((await ask('informe enviado trimestral 1 2024-04-12')).message.summary).toBe(
      'Ya estaba registrado: informe del primer trimestre de 2024, enviado el miércoles 10 de abril de 2024. Folio 2024-INF-000001.',
    );
    await ask('entrega 2024-11-20 120 kg');
    expect((await ask('entrega 2024-11-20 130 kg')).message.summary).toContain('120 kg');
    await ask('actividad 8 realizada 2024-03-10');
    expect((await ask('actividad 8 realizada 2024-03-11')).message.summary).toContain('domingo 10 de marzo');
    expect(await s.facts()).toHaveLength(3);
  });

  it('goes by what and which date or period', async () => {
    await ask('sesion celebrada 2024-04-26');
    await ask('sesion celebrada 2024-04-26 extraordinaria');
    await ask('sesion celebrada 2024-06-28');
    await ask('informe enviado trimestral 1 2024-04-10');
    await ask('informe enviado trimestral 2 2024-07-10');
    await ask('entrega 2024-11-20 120 kg');
    await ask('entrega 2024-11-21 120 kg');
    expect((await s.facts()).map((f) => f.folio)).toEqual([
      '2024-SES-000001',
      '2024-SES-000002',
      '2024-SES-000003',
      '2024-INF-000001',
      '2024-INF-000002',
      '2024-ENT-000001',
      '2024-ENT-000002',
    ]);
  });

  it('of a permanent campaign is the day: it can be noted again another day', async () => {
    await ask('actividad 12 realizada 2024-05-02');
    await ask('actividad 12 realizada 2024-05-02');
    await ask('actividad 12 realizada 2024-06-03');
    expect(await s.facts()).toHaveLength(2);
  });
});

describe('what makes no sense records nothing', () => {
  it.each([
    ['sesion celebrada', null],
    ['sesion celebrada ayer y hoy', 'No entendí'],
    ['sesion no celebrada 2024-04-26', 'No entendí qué sesión'],
    ['sesion celebrada extraordinaria', 'No entendí qué sesión'],
    ['sesion celebrada 31/02', 'no existe'],
    ['sesion celebrada 2024-12-24', 'todavía no llega'],
    ['sesion celebrada 2023-12-15', 'es anterior al programa'],
    ['sesion celebrada 2024-04-26 2024-06-28', 'No entendí qué sesión'],
    ['informe enviado trimestral 5 2024-04-10', 'No entendí qué informe'],
    ['informe enviado trimestral 1', null],
    ['informe enviado mensual 2024-04-10', 'No entendí qué informe'],
    ['informe no enviado trimestral 1 2024-04-10', 'No entendí qué informe'],
    ['informe enviado trimestral 1 2024-03-31', 'no puede estar enviado todavía'],
    ['informe enviado trimestral 4 2024-11-30', 'no puede estar enviado todavía'],
    ['informe enviado anual 2022 2024-01-30', 'No entendí qué informe'],
    ['informe enviado anual', null],
    ['entrega 2024-11-20', 'Faltó cuánto se entregó'],
    ['entrega 2024-11-20 -5 kg', '«-5 kg»'],
    ['entrega 2024-11-20 muchos kilos', '«muchos kilos»'],
    ['entrega 2024-11-20 999999999 kg', 'demasiado'],
    ['entrega 2024-11-20 2 kg 3 kg', 'No se registró nada'],
    ['entrega 31/02 120 kg', 'no existe'],
    ['actividad 8', null],
    ['actividad 99 realizada', '¿Qué actividad?'],
    ['actividad realizada', '¿Qué actividad?'],
    ['actividad 8 no realizada', 'No entendí'],
    ['actividad 8 realizada 10 de marzoo', 'No entendí'],
    ['actividad 8 realizada 31/02', 'no existe'],
    ['actividad 8 realizada 2024-12-24', 'todavía no llega'],
    ['actividad 9 realizada', 'se registra de otra forma'],
    ['actividad 4 realizada', 'informe enviado trimestral 1 FECHA'],
    ['tarjeta enviada', null],
    ['comite ratificar', 'es para la Secretaría Ejecutiva'],
    ['tarjeta enviada 2024-12-24', 'todavía no llega'],
  ])('%s', async (said, why) => {
    const reply = await ask(said);
    if (why === null) expect(reply.open).toBeDefined();
    else expect(words(reply)).toContain(why);
    expect(await s.facts()).toEqual([]);
  });
});

describe('a note', () => {
  it('stays outside the ledger, which holds its salted hash', async () => {
    await ask('actividad 8 realizada 2024-03-10 "Participó la enlace; oficio 123"');
    const [done] = await s.facts();
    const { id } = done?.body.note as { id: string; hash: string };
    expect(await s.directory.text('isssteson', id)).toMatchObject({
      text: 'Participó la enlace; oficio 123',
    });
    expect(JSON.stringify(done)).not.toContain('oficio');
  });

  it('of a repeated record is not kept', async () => {
    await ask('actividad 8 realizada 2024-03-10 "una"');
    await ask('actividad 8 realizada 2024-03-10 "otra"');
    const [done] = await s.facts();
    const { id } = done?.body.note as { id: string };
    expect((await s.directory.text('isssteson', id))?.text).toBe('una');
  });
});

const formOf = ({ blocks }: Message) => blocks.flatMap((b) => (b.type === 'form' ? b.form : []))[0];

describe('forms', () => {
  it.each([
    ['sesion celebrada', { date: '2024-04-26', type: 'extraordinaria' }, 'session.extraordinary'],
    ['informe', { report: 'trimestral 2', date: '2024-07-10' }, 'report.quarterly'],
    ['informe', { report: 'anual', date: '2024-01-30' }, 'report.annual'],
    [
      'entrega',
      {
        ...{ date: '2024-11-20', 'caps-g': '120', 'food-g': '', 'food-pieces': '', 'clothes-pieces': '4' },
        ...{ 'blankets-pieces': '', 'other-g': '', 'other-pieces': '' },
      },
      'delivery.made',
    ],
    ['actividad 8', { date: '2024-03-10', note: '' }, 'activity.done'],
  ])('%s opens one that records', async (said, fields, kind) => {
    const reply = await ask(said);
    const open = reply.open ?? formOf(reply.message);
    expect(open?.fields.map((f) => f.id).sort()).toEqual(Object.keys(fields).sort());
    await s.ask(cast.member, open?.words ?? '', { fields: fields as unknown as Record<string, string> });
    await s.ask(cast.member, open?.words ?? '', { fields: fields as unknown as Record<string, string> });
    expect((await s.facts()).map((f) => f.kind)).toEqual([kind]);
  });

  it.each([
    ['sesion celebrada', { date: '2024-12-24', type: 'ordinaria' }, 'date'],
    ['sesion celebrada', { date: 'ayer tarde', type: 'ordinaria' }, 'date'],
    ['informe enviado', { report: 'trimestral 4', date: '2024-11-01' }, 'date'],
    ['entrega', { date: '2024-11-20', 'caps-g': '', 'clothes-pieces': '' }, 'caps-g'],
    ['entrega', { date: '2024-11-20', 'caps-g': '-1' }, 'caps-g'],
    ['entrega', { date: '2024-11-20', 'caps-g': 'muchos' }, 'caps-g'],
    ['entrega', { date: '2024-11-20', 'caps-g': '5', 'clothes-pieces': '1.5' }, 'clothes-pieces'],
    ['entrega', { date: '2024-11-20', 'other-pieces': 'x' }, 'other-pieces'],
  ])('%s %j is refused beside the field', async (said, fields, field) => {
    const reply = await s.ask(cast.member, said, { fields: fields as unknown as Record<string, string> });
    expect(Object.keys(reply.fieldErrors ?? {})).toEqual([field]);
    expect(await s.facts()).toEqual([]);
  });
});

it('the liaison notes the activity with the Contraloría as the committee may', async () => {
  await s.ask(cast.liaison, 'actividad 8 realizada 2024-03-10');
  expect((await s.facts()).map((f) => f.body.activity)).toEqual([8]);
  const refused = await s.ask(cast.liaison, 'sesion celebrada 2024-04-26');
  expect(words(refused)).toContain('integrantes del Comité');
  expect(await s.facts()).toHaveLength(1);
});

it('an employee is told that liaison and committee can', async () => {
  const reply = await s.ask(cast.employee, 'actividad 8 realizada 2024-03-10');
  expect(reply.message.summary).toContain('integrantes del Comité');
  expect(reply.message.summary).toContain('enlace');
});

it('a card that is noted again is answered with the day that stands', async () => {
  await ask('tarjeta enviada 2024-02-09');
  const again = await ask('tarjeta enviada 2024-02-12');
  expect(words(again)).toContain('enviada el viernes 9 de febrero de 2024. Folio 2024-TAR-000001');
});
