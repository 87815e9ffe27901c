import { beforeEach, describe, expect, it } from 'vitest';
import { officesOn } from '../../src/view/roster.ts';
import { mail } from '../support/bot.ts';
import { cast, gist, given, id, office, type Scene, scene, units, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const secretary = (said: string) => s.ask(cast.secretary, said);
const offices = (number: string, on = '2024-05-09') =>
  officesOn(s.bot.journal.view(), id(number), on).map((o) => (o.unit ? `${o.role} ${o.unit}` : o.role));

describe('who is who', () => {
  it('lists offices with unit and since when, for the committee', async () => {
    const reply = await s.ask(cast.member, 'comite');
    expect(words(reply)).toContain('Presidencia: Persona 00007, desde el lunes 1 de enero de 2024');
    expect(words(reply)).toContain('Responsable de unidad de Subdirección Médica: Persona 00003');
    expect(words(reply)).toContain('No se ha registrado la ratificación de este año.');
    expect(words(reply)).not.toContain('cuentas de administración');
  });

  it('says that administrators stand in while no secretary is in office', async () => {
    const empty = await scene({ offices: false, admins: [mail(cast.employee)] });
    const reply = await empty.ask(cast.employee, 'comité');
    expect(words(reply)).toContain('Todavía no hay integrantes del Comité registrados.');
    expect(words(reply)).toContain('cuentas de administración');
  });
});

describe('an appointment', () => {
  it.each([
    [`comite alta ${cast.employee} vocal 2024-04-26`, 'member', null],
    [`Comité ALTA ${cast.employee} como vocal desde el 26 de abril`, 'member', null],
    [`comite alta ${mail(cast.employee)} enlace 26/4/2024`, 'liaison', null],
    [`comite alta ${cast.employee} suplente 2024-04-26`, 'substitute', null],
    [`comite alta ${cast.employee} presidenta 2024-04-26`, 'president', null],
    [`comite alta ${cast.employee} responsable "subdireccion medica" 2024-04-26`, 'unit-lead', units.big],
    [`comite alta ${cast.employee} responsable de Subdirección Médica 2024-04-26`, 'unit-lead', units.big],
  ])('%s', async (said, role, unit) => {
    await secretary(said);
    expect(gist(await s.facts())).toEqual([
      {
        kind: 'role.granted',
        folio: null,
        subject: id(cast.employee),
        occurredOn: '2024-04-26',
        body: { role, unit },
      },
    ]);
  });

  it('asked again is noted once and tells since when', async () => {
    await secretary(`comite alta ${cast.employee} vocal 2024-04-26`);
    for (const said of ['2024-04-26', '2024-05-01', '']) {
      const again = await secretary(`comite alta ${cast.employee} vocal ${said}`);
      expect(again.message.summary).toBe('Persona 00001 ya es Vocal desde el viernes 26 de abril de 2024.');
    }
    expect(await s.facts()).toHaveLength(1);
  });

  it('that begins later is noted once, and holds from its day on', async () => {
    await secretary(`comite alta ${cast.employee} vocal 2024-06-01`);
    await secretary(`comite alta ${cast.employee} vocal 2024-06-01`);
    expect(await s.facts()).toHaveLength(1);
    expect(offices(cast.employee)).toEqual([]);
    expect(words(await s.ask(cast.employee, 'sesion celebrada 2024-04-26'))).toContain('No se registró nada');
    s.at('2024-06-01T07:00:00Z');
    expect(offices(cast.employee, '2024-06-01')).toEqual(['member']);
    expect(words(await s.ask(cast.employee, 'sesion celebrada 2024-04-26'))).toContain('Listo');
  });

  it('corrected to an earlier day holds from there, once', async () => {
    await secretary(`comite alta ${cast.employee} vocal 2024-05-01`);
    await secretary(`comite alta ${cast.employee} vocal 2024-04-26`);
    expect(offices(cast.employee, '2024-04-26')).toEqual(['member']);
    expect(offices(cast.employee)).toEqual(['member']);
    await secretary(`comite baja ${cast.employee} vocal`);
    expect(offices(cast.employee)).toEqual([]);
  });

  it('ends on its day: the committee’s commands are refused from then on', async () => {
    const reply = await secretary(`comite baja ${cast.member} vocal 2024-05-09`);
    expect(reply.message.summary).toBe('Persona 00005 deja de ser Vocal desde el jueves 9 de mayo.');
    expect((await secretary(`comite baja ${cast.member} vocal 2024-05-09`)).message.summary).toContain(
      'deja de ser',
    );
    expect(gist(await s.facts())).toMatchObject([
      { kind: 'role.ended', body: { role: 'member', unit: null } },
    ]);
    expect(words(await s.ask(cast.member, 'sesion celebrada 2024-04-26'))).toContain(
      'integrantes del Comité',
    );
    expect(await s.facts()).toHaveLength(1);
  });

  it('ending in the future holds until then, and can be said only once', async () => {
    await secretary(`comite baja ${cast.member} vocal 2024-05-20`);
    await secretary(`comite baja ${cast.member} vocal 2024-05-20`);
    expect(await s.facts()).toHaveLength(1);
    expect(offices(cast.member, '2024-05-19')).toEqual(['member']);
    expect(offices(cast.member, '2024-05-20')).toEqual([]);
    await secretary(`comite baja ${cast.member} vocal 2024-05-10`);
    expect(offices(cast.member, '2024-05-10')).toEqual([]);
  });

  it('can begin again after an end', async () => {
    await secretary(`comite baja ${cast.member} vocal 2024-05-01`);
    await secretary(`comite alta ${cast.member} vocal 2024-05-09`);
    expect(offices(cast.member, '2024-05-05')).toEqual([]);
    expect(offices(cast.member)).toEqual(['member']);
  });

  it('of a unit lead is of that unit only', async () => {
    await secretary(`comite alta ${cast.lead} responsable Archivo`);
    await secretary(`comite baja ${cast.lead} responsable "Subdirección Médica"`);
    expect(offices(cast.lead)).toEqual(['unit-lead Archivo']);
  });

  it('can be ended for somebody who left the roster', async () => {
    await given(s, office(cast.leaver, 'member'));
    expect(words(await secretary(`comite baja ${cast.leaver} vocal`))).toContain('deja de ser');
    expect(words(await secretary(`comite alta ${cast.leaver} vocal`))).toContain('No encuentro');
  });

  it.each([
    ['comite alta 55555 vocal', 'No encuentro a «55555» en la plantilla.'],
    [`comite alta ${cast.joiner} vocal`, 'No encuentro'],
    ['comite alta nadie@ejemplo.invalid vocal', 'No encuentro'],
    [`comite alta ${cast.employee}`, 'No entendí'],
    [`comite alta ${cast.employee} jefa`, 'No entendí'],
    [`comite alta ${cast.employee} vocal suplente`, 'No entendí'],
    [`comite alta ${cast.employee} vocal 31/02`, 'no existe'],
    [`comite alta ${cast.employee} responsable`, 'Faltó la unidad'],
    [`comite alta ${cast.employee} responsable "Otra"`, 'No encuentro la unidad «Otra».'],
    [`comite baja ${cast.employee} vocal`, 'no tiene el cargo'],
    ['comite quitar', 'No entendí'],
  ])('%s records nothing', async (said, why) => {
    const reply = await secretary(said);
    expect(words(reply)).toContain(why);
    expect(words(reply)).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });

  it('by the form is the same fact', async () => {
    const { open } = await secretary('comite alta');
    expect(open?.fields.map((f) => f.id)).toEqual(['number', 'role', 'unit', 'principal', 'date', 'until']);
    await s.ask(cast.secretary, open?.words ?? '', {
      fields: { number: cast.employee, role: 'member', unit: '', date: '2024-04-26' },
    });
    expect(gist(await s.facts())).toMatchObject([
      { occurredOn: '2024-04-26', body: { role: 'member', unit: null } },
    ]);
    const bad = await s.ask(cast.secretary, 'comite alta', {
      fields: { number: cast.employee, role: 'member', unit: '', date: 'pronto' },
    });
    expect(Object.keys(bad.fieldErrors ?? {})).toEqual(['date']);
  });
});

describe('the ratification', () => {
  it('is recorded by the secretary, once for each date', async () => {
    const reply = await secretary('comite ratificar 2024-04-26');
    expect(reply.message.summary).toBe(
      'Listo: ratificación del Comité en la sesión del viernes 26 de abril de 2024. Folio 2024-COM-000001.',
    );
    expect((await secretary('comité ratificar 26/4/2024')).message.summary).toContain('2024-COM-000001');
    expect(gist(await s.facts())).toEqual([
      {
        kind: 'committee.ratified',
        folio: '2024-COM-000001',
        subject: null,
        occurredOn: '2024-04-26',
        body: {},
      },
    ]);
    expect(words(await s.ask(cast.member, 'comite'))).toContain(
      'Última ratificación: viernes 26 de abril de 2024.',
    );
    expect((await s.ask(cast.employee, 'avance 1')).message.summary).toContain('Cumplida');
  });

  it.each([
    'comite ratificar mañana',
    'comite ratificar 31/02',
    'comite ratificar pronto',
  ])('%s is refused', async (said) => {
    expect(words(await secretary(said))).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });

  it.each([cast.member, cast.president])('is not %s’s to record', async (number) => {
    for (const said of [
      'comite ratificar 2024-04-26',
      `comite alta ${cast.employee} vocal`,
      `comite baja ${cast.member} vocal`,
    ])
      expect(words(await s.ask(number, said))).toContain('la Secretaría Ejecutiva del Comité');
    expect(await s.facts()).toEqual([]);
  });
});
