import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseProgramme } from '../../src/programme/load.ts';
import { progress } from '../../src/progress.ts';
import { button, cast, fact, given, id, type Scene, scene, words } from './support.ts';

/** Another institution, another year, other activities: the same bot. */
const read = parseProgramme(readFileSync(new URL('../programme/otro.json', import.meta.url), 'utf8'));
if (!read.ok) throw new Error(JSON.stringify(read.errors));
const { programme } = read;

let s: Scene;
beforeEach(async () => {
  s = await scene({ programme, at: '2026-05-08T17:00:00Z', demo: false });
});
const facts = () => s.facts();

describe('another programme on the same bot', () => {
  it.each(programme.activities.map((a) => ({ n: a.number, a })))('activity $n answers in avance', async ({
    n,
    a,
  }) => {
    const reply = await s.ask(cast.employee, `avance ${n}`);
    expect(reply.message.summary).toContain(`Actividad ${n}, ${a.title}`);
    expect(words(reply)).toContain(a.indicator ?? 'No definido en el programa');
    expect(words(reply)).not.toMatch(/2024|ISSSTESON|PAT 2024|CRIT|Sonora/);
  });

  it('answers nothing of 2024 or of the other institution anywhere', async () => {
    for (const said of [
      'ayuda',
      'avance',
      'calendario',
      'codigos',
      'denuncia',
      'duda',
      'mi avance',
      'carta',
      'programa',
      'dias-inhabiles',
      'comite',
      'entrega',
      'informe',
    ]) {
      const reply = await s.ask(cast.secretary, said);
      expect(words(reply), said).not.toMatch(/ISSSTESON|CRIT|Sonora|SCG/);
      // The cast has been in office since 2024.
      if (said !== 'comite') expect(words(reply), said).not.toContain('2024');
    }
  });

  it('shows every activity with its own numbers', () => {
    expect(
      progress({ programme, view: s.bot.journal.view(), asOf: '2026-05-08' }).map((p) => [
        p.activity.number,
        p.numerator,
        p.denominator,
        p.status,
        p.nextDue,
      ]),
    ).toEqual([
      [1, 0, 1, 'late', null],
      [2, 0, 2, 'late', '2026-10-23'],
      [4, 0, 9, 'late', '2026-11-30'],
      [7, null, null, 'undefined', null],
      // Five business days after 30 June; 1 July is the museum's own rest day.
      [9, 0, 2, 'on-track', '2026-07-08'],
    ]);
  });

  it('an activity that this one lacks is not there', async () => {
    expect(words(await s.ask(cast.employee, 'avance 13'))).toContain('Las actividades son: 1, 2, 4, 7, 9.');
    expect(words(await s.ask(cast.member, 'actividad 8 realizada'))).toContain('¿Qué actividad?');
  });

  it('records what its activities count', async () => {
    await s.ask(cast.member, 'informe enviado anual 2026-02-20');
    await s.ask(cast.member, 'sesion celebrada 2026-03-20');
    await s.ask(cast.employee, 'practica energia');
    await s.ask(cast.employee, 'capacitacion "Museos abiertos" 2026-04-02');
    expect((await facts()).map((f) => [f.folio, f.body.period ?? null])).toEqual([
      ['2026-INF-000001', '2026'],
      ['2026-SES-000001', null],
      ['2026-PRA-000001', null],
      ['2026-CAP-000001', null],
    ]);
    expect((await s.ask(cast.employee, 'avance 1')).message.summary).toContain('100 % (1 de 1). Cumplida.');
    s.at('2026-07-03T17:00:00Z');
    await s.ask(cast.member, 'informe enviado trimestral 2 2026-07-02');
    expect((await s.ask(cast.employee, 'avance 9')).message.summary).toContain('50 % (1 de 2)');
    expect(words(await s.ask(cast.member, 'informe enviado trimestral 1 2026-04-02'))).toContain(
      'El programa no pide',
    );
  });

  it('counts what its committee decided: only who accredited', async () => {
    await s.ask(cast.employee, 'capacitacion "Museos abiertos" 2026-04-02');
    await given(
      s,
      fact(
        'training.recorded',
        '2026-04-03',
        { course: 'B', minutes: null, part: 'accredited' },
        { subject: id(cast.colleague), folio: '2026-CAP-000002' },
      ),
    );
    expect((await s.ask(cast.employee, 'avance 4')).message.summary).toContain('11.1 % (1 de 9)');
    expect(words(await s.ask(cast.employee, 'avance 4'))).toContain('Declaradas: 1');
  });

  it('has no evaluation, letter or card to owe: the checklist asks only for what it has', async () => {
    const reply = await s.ask(cast.employee, 'mi avance');
    expect(reply.message.summary).toBe('Te falta 1 cosa: capacitación.');
    expect(words(reply)).not.toMatch(/Evaluación anual|Carta compromiso/);
    expect(words(await s.ask(cast.member, 'tarjeta enviada 2026-05-08'))).toContain(
      'no es un mes del programa',
    );
  });

  it('its letter is confirmed already: it can be accepted on a real platform', async () => {
    const shown = await s.ask(cast.employee, 'carta');
    expect(words(shown)).toContain('Compromiso de integridad');
    expect(button(shown, 'Acepto y me comprometo').words).toBe('carta aceptar 2026.1');
    await s.ask(cast.employee, 'carta aceptar 2026.1');
    expect((await facts()).map((f) => f.folio)).toEqual(['2026-CAR-000001']);
  });

  it('goes by its own clock: a day begins when it begins there', async () => {
    s.at('2026-05-09T06:30:00Z');
    await s.ask(cast.employee, 'practica papel');
    s.at('2026-05-09T07:30:00Z');
    await s.ask(cast.employee, 'practica papel');
    expect((await facts()).map((f) => f.occurredOn)).toEqual(['2026-05-08', '2026-05-09']);
  });

  it('refuses what lies before its year', async () => {
    expect(words(await s.ask(cast.employee, 'practica papel 2025-12-31'))).toContain(
      'Se registra lo que pasó desde el 1 de enero de 2026.',
    );
  });
});
