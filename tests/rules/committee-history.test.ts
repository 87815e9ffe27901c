import { beforeEach, describe, expect, it } from 'vitest';
import { operate } from '../../src/operations.ts';
import { officesOn } from '../../src/view/roster.ts';
import { mail, shipped } from '../support/bot.ts';
import { summaries, tickAt } from '../support/hermosillo.ts';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-06-10T17:00:00Z', admins: [mail(cast.alone)] });
});
const ask = (said: string, fields?: Record<string, string>) =>
  s.ask(cast.secretary, said, fields ? { fields } : {});
const lines = async (said: string) => words(await ask(said)).split('\n');
const offices = (number: string, on = '2024-06-10') => officesOn(s.bot.journal.view(), id(number), on);

describe('who was who', () => {
  it('on any day, since when and by which session', async () => {
    await ask('sesion celebrada 2024-04-26');
    await ask('comite alta 00001 vocal 2024-04-26');
    await ask('comite alta 00002 vocal 2024-05-02 sesion 2024-04-26');
    await ask('comite baja 00005 vocal 2024-04-26');
    const march = await lines('comite 2024-03-01');
    expect(march[0]).toBe('Integración del Comité al viernes 1 de marzo de 2024: 5 cargos.');
    expect(march).toContain('Vocal: Persona 00005, desde el lunes 1 de enero de 2024');
    expect(march.join()).not.toContain('Persona 00001');
    const today = await lines('comite');
    expect(today.join()).not.toContain('Persona 00005');
    const by = 'por acuerdo de la primera sesión ordinaria del viernes 26 de abril de 2024';
    expect(today).toContain(`Vocal: Persona 00001, desde el viernes 26 de abril de 2024, ${by}`);
    expect(today).toContain(`Vocal: Persona 00002, desde el jueves 2 de mayo de 2024, ${by}`);
    expect(await lines('Comité al 1 de marzo')).toEqual(march);
  });

  it('before there was anybody says so', async () => {
    expect((await ask('comite 2023-03-01')).message.summary).toBe(
      'No hay integrantes del Comité registrados al miércoles 1 de marzo de 2023.',
    );
    expect(words(await ask('comite 31/02'))).toContain('no existe');
    expect(words(await ask('comite 2024-03-01 2024-04-01'))).toContain('No entendí');
  });

  it('a ratification names its session, or asks for it', async () => {
    expect(words(await ask('comite ratificar 2024-04-26'))).toContain('Ese día no hay una sesión registrada');
    await ask('sesion celebrada 2024-04-26');
    expect(words(await ask('comite ratificar 2024-04-26'))).toContain('Fue la primera sesión ordinaria');
    expect(words(await ask('comite'))).toContain(
      'Última ratificación: viernes 26 de abril de 2024, en la primera',
    );
  });
});

describe('a substitute', () => {
  it('stands for a principal, and for another one from a later day', async () => {
    expect((await ask('comite alta 00002 suplente de 00005 2024-02-01')).message.summary).toBe(
      'Persona 00002 queda como Suplente de Persona 00005 desde el jueves 1 de febrero.',
    );
    expect((await ask('comite alta 00002 suplente de 00005 2024-02-01')).message.summary).toContain('ya es');
    expect(await s.facts()).toHaveLength(1);
    await ask('comite alta 00002 suplente de 00007 2024-05-01');
    expect(offices('00002', '2024-03-01')).toMatchObject([{ role: 'substitute', standsFor: 'id-00005' }]);
    expect(offices('00002')).toMatchObject([
      { role: 'substitute', standsFor: 'id-00007', from: '2024-05-01' },
    ]);
    expect(await lines('comite 2024-03-01')).toContain(
      'Suplente de Persona 00005: Persona 00002, desde el jueves 1 de febrero de 2024',
    );
  });

  it('by the form too; nobody stands for themselves or for a stranger', async () => {
    const { open } = await ask('comite alta');
    const fields = { number: '00002', role: 'substitute', unit: '', principal: '00005', date: '2024-02-01' };
    await ask(open!.words, fields);
    expect(gist(await s.facts())).toMatchObject([
      { body: { role: 'substitute', unit: null, standsFor: 'id-00005' } },
    ]);
    for (const principal of ['00002', '99999'])
      expect(Object.keys((await ask(open!.words, { ...fields, principal })).fieldErrors ?? {})).toEqual([
        'principal',
      ]);
    expect(await s.facts()).toHaveLength(1);
  });
});

describe('a replacement', () => {
  it('ends one and begins the other on the same day, once', async () => {
    await ask('comite alta 00002 suplente de 00005 2024-02-01');
    const said = 'comite reemplazar 00005 por 00001 2024-05-01';
    const reply = await ask(said);
    expect(reply.message.summary).toBe(
      'Persona 00001 queda como Vocal en lugar de Persona 00005 desde el miércoles 1 de mayo.',
    );
    expect(words(reply)).toContain('Suplían a Persona 00005: Persona 00002');
    expect((await ask(said)).message.summary).toContain('ya quedó');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['role.granted', 'role.ended', 'role.granted']);
    expect(offices('00005', '2024-04-30')).toHaveLength(1);
    expect([offices('00005', '2024-05-01'), offices('00001', '2024-05-01').map((o) => o.role)]).toEqual([
      [],
      ['member'],
    ]);
  });

  it('of somebody with two offices asks which', async () => {
    await ask('comite alta 00005 enlace 2024-02-01');
    expect(words(await ask('comite reemplazar 00005 por 00001'))).toContain('varios cargos: Vocal y Enlace');
    await ask('comite reemplazar 00005 por 00001 como enlace');
    expect(offices('00005').map((o) => o.role)).toEqual(['member']);
  });

  it.each([
    ['comite reemplazar 00005', 'No entendí a quién'],
    ['comite reemplazar 00005 por 99999', '«99999»'],
    ['comite reemplazar 00001 por 00005', 'no tiene un cargo'],
    ['comite reemplazar 00005 por 00005', 'No entendí a quién'],
    ['comite reemplazar 00005 por 00001 como constructor', 'No entendí a quién'],
  ])('%s records nothing', async (said, why) => {
    expect(words(await ask(said))).toContain(why);
    expect(await s.facts()).toEqual([]);
  });

  it('is the secretary’s', async () => {
    expect(words(await s.ask(cast.member, 'comite reemplazar 00005 por 00001'))).toContain(
      'la Secretaría Ejecutiva',
    );
    expect(await s.facts()).toEqual([]);
  });
});

describe('when the secretary leaves', () => {
  const told = () => summaries(s.chat, 'vacancy/');

  it('office or roster, the administrators hold the role and the committee hears of it once', async () => {
    await tickAt(s, '2024-06-10', '09:00');
    expect(told()).toEqual([]);
    expect(words(await s.ask(cast.alone, 'plantilla'))).toContain('No se registró nada');
    await s.bot.journal.submit(() => ({
      drafts: [
        {
          kind: 'roster.left',
          key: 'roster/left',
          folio: null,
          subject: id(cast.secretary),
          actor: 'cli',
          platform: 'cli',
          occurredOn: '2024-06-12',
          body: {},
        },
      ],
      value: null,
    }));
    await tickAt(s, '2024-06-11', '09:00');
    expect(told()).toEqual([]);
    for (const day of ['2024-06-12', '2024-06-13', '2024-06-14']) {
      await tickAt(s, day, '09:00');
      await s.restart();
    }
    expect(told()).toEqual(['No hay Secretaría Ejecutiva del Comité en funciones.']);
    expect((await s.ask(cast.alone, 'plantilla')).message.summary).toContain('Plantilla al');
  });

  it('and another one follows, says nothing; the next vacancy is news again', async () => {
    await ask('comite reemplazar 00006 por 00001 2024-06-10');
    await tickAt(s, '2024-06-11', '09:00');
    expect(told()).toEqual([]);
    await s.ask(cast.employee, 'comite baja 00001 secretaria 2024-06-12');
    await tickAt(s, '2024-06-12', '09:00');
    await s.ask(cast.alone, 'comite alta 00002 secretaria 2024-06-12');
    await s.ask(cast.colleague, 'comite baja 00002 secretaria 2024-06-18');
    await tickAt(s, '2024-06-18', '09:00');
    expect(told()).toHaveLength(2);
  });

  it('the server gives the office back, and the committee is told at once, once', async () => {
    await ask('comite baja 00006 secretaria 2024-06-10');
    const context = { bot: s.bot, programme: shipped(), now: s.now, fresh: () => 'x', trouble: () => null };
    const give = (number: string, role = 'secretaria') =>
      operate(context, { op: 'grant-role', number, role });
    expect(await give('99999')).toMatchObject({ ok: false });
    expect(await give('00002', 'vocal')).toMatchObject({ ok: false });
    expect(await s.facts()).toHaveLength(1);
    expect(await give('00002', 'Secretaría')).toEqual({
      ok: true,
      lines: ['Persona 00002 tiene el cargo de Secretaría Ejecutiva desde hoy. Se avisa al Comité.'],
    });
    expect((await give('00002')).lines[0]).toContain('ya tiene el cargo');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['role.ended', 'role.granted', 'access.restored']);
    await tickAt(s, '2024-06-15', '22:00');
    await tickAt(s, '2024-06-17', '09:00');
    expect(summaries(s.chat, 'restored/')).toEqual([
      'Desde el servidor se dio a Persona 00002 el cargo de Secretaría Ejecutiva, el lunes 10 de junio de 2024.',
    ]);
    expect((await s.ask(cast.colleague, 'plantilla')).message.summary).toContain('Plantilla al');
  });
});

describe('a unit’s lead', () => {
  it('is appointed from when to when, both days included; said again it records nothing', async () => {
    const said = 'comite alta 00002 responsable "Archivo" 2024-06-01 hasta 30 de junio';
    const reply = await ask(said);
    expect(reply.message.summary).toContain(
      'Responsable de unidad de Archivo desde el sábado 1 de junio y hasta el domingo 30 de junio',
    );
    await ask(said);
    expect(gist(await s.facts()).map((f) => [f.kind, f.subject, f.occurredOn, f.body])).toEqual([
      ['role.granted', id('00002'), '2024-06-01', { role: 'unit-lead', unit: 'Archivo' }],
      ['role.ended', id('00002'), '2024-07-01', { role: 'unit-lead', unit: 'Archivo' }],
    ]);
    expect(offices('00002', '2024-06-30')).toHaveLength(1);
    expect(offices('00002', '2024-07-01')).toEqual([]);
    s.at('2024-06-30T17:00:00Z');
    expect((await s.ask('00002', 'pendientes 9')).message.summary).toContain('«Archivo»');
    s.at('2024-07-01T17:00:00Z');
    expect((await s.ask('00002', 'pendientes 9')).message.summary).toContain('es para');
  });

  it('by the form too; a last day before the first, or none that is a day, records nothing', async () => {
    const fields = {
      number: '00002',
      role: 'unit-lead',
      unit: 'Archivo',
      date: '2024-06-10',
      until: '2024-06-01',
    };
    expect((await ask('comite alta', fields)).fieldErrors).toHaveProperty('until');
    expect(words(await ask('comite alta 00002 responsable "Archivo" 2024-06-10 hasta 2024-06-01'))).toContain(
      'es anterior al primero',
    );
    expect(await s.facts()).toEqual([]);
    await ask('comite alta', { ...fields, until: '2024-12-31' });
    expect(offices('00002', '2024-12-31')).toHaveLength(1);
    expect(offices('00002', '2025-01-01')).toEqual([]);
  });
});
