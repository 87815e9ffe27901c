import { beforeEach, describe, expect, it } from 'vitest';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.employee, said);

describe('absence', () => {
  it('is noted until a date, without folio or reason', async () => {
    const reply = await ask('ausente hasta 20 de mayo');
    expect(reply.message.summary).toBe('De acuerdo: sin recordatorios hasta el lunes 20 de mayo.');
    expect(gist(await s.facts())).toEqual([
      {
        kind: 'absence.set',
        folio: null,
        subject: id(cast.employee),
        occurredOn: '2024-05-09',
        body: { until: '2024-05-20' },
      },
    ]);
    expect(words(reply)).toContain('No hace falta decir por qué');
  });

  it.each([
    ['ausente hasta el 20 de mayo', '2024-05-20'],
    ['AUSENTE HASTA 20/5', '2024-05-20'],
    ['ausente hasta 2 de enero', '2025-01-02'],
    ['vacaciones hasta 2024-08-02', '2024-08-02'],
    ['ausente hasta hoy', '2024-05-09'],
    ['ausente hasta fin de mes', null],
    ['ausente hasta ayer', null],
    ['ausente hasta 31/02', null],
    ['ausente', null],
    ['ausente hasta que regrese', null],
  ])('%s', async (said, until) => {
    const reply = await ask(said);
    expect((await s.facts()).map((f) => f.body.until)).toEqual(until === null ? [] : [until]);
    if (until === null) expect(words(reply)).toContain('No se registró nada');
  });

  it('said twice is noted once; changed is noted again; «no» ends it', async () => {
    await ask('ausente hasta 20 de mayo');
    await ask('ausente hasta 2024-05-20');
    await ask('ausente hasta 24 de mayo');
    for (const said of ['ausente hasta fin de mes', 'ausente hasta que regrese']) await ask(said);
    expect(s.bot.journal.view().absences.get(id(cast.employee))).toBe('2024-05-24');
    await ask('ausente no');
    await ask('ausente ya regresé');
    expect((await s.facts()).map((f) => f.body.until)).toEqual(['2024-05-20', '2024-05-24', null]);
  });

  it('is the asker’s own', async () => {
    await ask('ausente hasta 20 de mayo');
    expect(s.bot.journal.view().absences.has(id(cast.colleague))).toBe(false);
  });
});

describe('the note about the PC', () => {
  it('is off until somebody chooses it, and can be left', async () => {
    expect(s.bot.journal.view().powerNotes.get(id(cast.employee))).toBeUndefined();
    expect((await ask('apagar sí')).message.summary).toContain('a las 14:45');
    await ask('apagar si');
    await ask('apagar no');
    await ask('Apagar NO');
    expect(gist(await s.facts()).map((f) => [f.kind, f.body.on])).toEqual([
      ['power-note.chosen', true],
      ['power-note.chosen', false],
    ]);
  });

  it.each(['apagar', 'apagar tal vez', 'apagar sí no'])('%s asks back', async (said) => {
    expect(words(await ask(said))).toContain('apagar sí');
    expect(await s.facts()).toEqual([]);
  });

  it('saying no to what was never on records nothing', async () => {
    await ask('apagar no');
    expect(await s.facts()).toEqual([]);
  });
});
