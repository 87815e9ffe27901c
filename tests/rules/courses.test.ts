import { beforeEach, describe, expect, it } from 'vitest';
import { progressOf } from '../../src/progress.ts';
import { shipped } from '../support/bot.ts';
import { button, cast, choices, id, press, type Scene, scene, units, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const figures = (number: number) => {
  const programme = shipped();
  const activity = programme.activities.find((a) => a.number === number)!;
  const { numerator, declared, accredited, official } = progressOf(
    { programme, view: s.bot.journal.view(), asOf: '2024-05-09' },
    activity,
  );
  return { numerator, declared, accredited, official };
};

describe('a course that the committee opens', () => {
  it('is confirmed by a button, once; then it is not offered any more', async () => {
    await s.ask(cast.member, 'curso abrir "Ética pública" 2024-05-07 4h');
    const reply = await s.ask(cast.employee, 'capacitacion');
    const label = 'Ética pública, 7 de mayo de 2024';
    expect(button(reply, label).words).toBe('capacitacion "Ética pública" 2024-05-07 4h');
    const done = await press(s, cast.employee, reply, label);
    expect(done.message.summary).toContain('Folio 2024-CAP-000001');
    expect((await s.facts()).at(-1)!.body).toEqual({
      course: 'Ética pública',
      minutes: 240,
      part: 'declared',
    });
    const again = await s.ask(cast.employee, 'capacitacion');
    expect(again.open).toBeDefined();
    expect(choices(again.message)).toEqual([]);
  });

  it('is offered to its unit, from its day on, until it is closed', async () => {
    await s.ask(cast.member, `curso abrir "Archivo" 2024-05-07 ${units.small}`);
    await s.ask(cast.member, 'curso abrir "Mañana" 2024-05-10');
    expect(choices((await s.ask(cast.employee, 'curso')).message)).toEqual([]);
    expect(choices((await s.ask(cast.alone, 'curso')).message).map((c) => c.label)).toEqual([
      'Archivo, 7 de mayo de 2024',
    ]);
    await s.ask(cast.member, 'curso cerrar "archivo" 2024-05-07');
    expect(choices((await s.ask(cast.alone, 'curso')).message)).toEqual([]);
    expect((await s.facts()).map((f) => f.kind)).toEqual(Array(3).fill('course.opened'));
  });

  it('opened twice records once', async () => {
    for (const said of ['curso abrir "Ética" 2024-05-07', 'Curso ABRIR «ÉTICA» 7 de mayo'])
      await s.ask(cast.member, said);
    expect(await s.facts()).toHaveLength(1);
  });
});

describe('acreditar', () => {
  it('proves what was declared, records what was not, and says who had it; repeated it records nothing', async () => {
    await s.ask(cast.employee, 'capacitacion "etica publica" 2024-05-07');
    const said = 'acreditar 9 "Ética pública" 2024-05-07 4h 00001 00002, 00010';
    const reply = await s.ask(cast.member, said);
    expect(reply.message.summary).toBe('Listo: 3 personas con registro acreditado en la actividad 9.');
    expect(words(reply)).toContain('00001 · Persona 00001: su registro quedó acreditado');
    expect(words(reply)).toContain('00010: acreditada, sin registro anterior, folio 2024-CAP-000003');
    expect(figures(9)).toMatchObject({ numerator: 3, declared: 0, accredited: 3 });
    const before = (await s.facts()).length;
    const again = await s.ask(cast.member, said);
    expect(words(again)).toContain('00002 · Persona 00002: ya estaba acreditada');
    expect(await s.facts()).toHaveLength(before);
    await s.restart('snapshot');
    expect(figures(9)).toMatchObject({ accredited: 3 });
    await s.restart('ledger');
    expect(figures(9)).toMatchObject({ accredited: 3 });
  });

  it('is undone by a void of the record, or taken back alone', async () => {
    await s.ask(cast.member, 'acreditar 11 2024-05-07 00001 00002');
    expect(figures(11)).toMatchObject({ accredited: 2 });
    await s.ask(cast.secretary, 'cancelar 2024-CAR-000001 "se capturó mal"');
    await s.ask(cast.member, 'acreditar no 2024-CAR-000002');
    expect(figures(11)).toMatchObject({ numerator: 1, declared: 1, accredited: 0 });
  });

  it('proves an accepted letter and an evaluation', async () => {
    await s.ask(cast.employee, 'carta aceptar v1');
    await s.ask(cast.member, 'acreditar 11 2024-05-07 00001');
    await s.ask(cast.member, 'acreditar 7 2024-01-15 00001');
    expect(figures(11)).toMatchObject({ declared: 0, accredited: 1 });
    expect(figures(7)).toMatchObject({ accredited: 1 });
    expect((await s.facts()).filter((f) => f.kind === 'record.accredited').map((f) => f.subject)).toEqual([
      id(cast.employee),
    ]);
  });

  it.each([
    ['acreditar 9 "Ética" 2024-05-07 00001 77777', 'No acredité a nadie'],
    ['acreditar 9 "Ética" 2024-05-07', 'de 1 a 200 personas'],
    ['acreditar 9 2024-05-07 00001', 'también el curso entre comillas'],
    ['acreditar 11 "Ética" 2024-05-07 00001', 'también el curso entre comillas'],
    ['acreditar 9 "Ética" 2024-06-07 00001', 'todavía no llega'],
    ['acreditar 10 2024-05-07 00001', 'hacen falta la actividad'],
    ['acreditar no 2024-CAP-000009', 'No encuentro un registro vigente'],
  ])('%s records nothing', async (said, expected) => {
    expect(words(await s.ask(cast.member, said))).toContain(expected);
    expect(await s.facts()).toEqual([]);
  });
});

describe('cifra oficial', () => {
  it('stands beside with source and date, never added', async () => {
    const before = figures(7);
    const reply = await s.ask(cast.member, 'cifra oficial 7 3,120 "Contraloría, oficio 15" 2024-02-20');
    expect(reply.message.summary).toContain('3,120 (Contraloría, oficio 15, 20 de febrero de 2024)');
    expect(figures(7)).toEqual({ ...before, official: 3120 });
    expect(words(await s.ask(cast.employee, 'avance 7'))).toContain(
      'Cifra oficial: 3,120 (Contraloría, oficio 15, 20 de febrero de 2024; evidencia pendiente), que no se suma',
    );
    await s.ask(cast.member, 'cifra oficial 7 3120 "Contraloría, oficio 15" 2024-02-20');
    expect(await s.facts()).toHaveLength(1);
  });

  it.each([
    'cifra oficial 7',
    'cifra oficial 7 3120 2024-02-20',
    'cifra oficial 2 3 "x" 2024-02-20',
  ])('%s records nothing', async (said) => {
    expect((await s.ask(cast.member, said)).message.summary).toContain('hacen falta');
    expect(await s.facts()).toEqual([]);
  });
});

describe('programa parte', () => {
  it('decides which part counts, by the secretary alone, as an entry', async () => {
    await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
    await s.ask(cast.member, 'acreditar 9 "Ética" 2024-05-07 00002');
    expect(figures(9).numerator).toBe(2);
    expect((await s.ask(cast.member, 'programa parte 9 acreditadas')).message.summary).toContain('es para');
    await s.ask(cast.secretary, 'programa parte 9 acreditadas');
    expect(figures(9).numerator).toBe(1);
    const said = words(await s.ask(cast.employee, 'avance 9'));
    expect(said).toContain('para el indicador cuenta quien lo acreditó.');
    await s.ask(cast.secretary, 'programa parte 9 acreditadas');
    expect((await s.facts()).filter((f) => f.kind === 'part.decided')).toHaveLength(1);
    await s.ask(cast.secretary, 'programa parte 9 declaradas');
    expect(figures(9).numerator).toBe(2);
  });
});
