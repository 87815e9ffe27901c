import { beforeEach, describe, expect, it } from 'vitest';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.member, said);

describe('registrar', () => {
  it.each([
    [
      'capacitacion "Ética pública" 2024-05-07 4h',
      'training.recorded',
      { course: 'Ética pública', minutes: 240, part: 'declared' },
    ],
    [
      'curso Derechos humanos 7/5/2024',
      'training.recorded',
      { course: 'Derechos humanos', minutes: null, part: 'declared' },
    ],
    ['tapitas 2.5 kg', 'donation.recorded', { thing: 'caps', unit: 'g', amount: 2500 }],
    ['donar ropa 3 piezas', 'donation.recorded', { thing: 'clothes', unit: 'pieces', amount: 3 }],
    ['practica reciclaje', 'practice.recorded', { practice: 'recycling' }],
    ['evaluacion 15 de enero', 'evaluation.recorded', { year: 2024, part: 'declared' }],
  ])('%s', async (said, kind, body) => {
    const reply = await ask(`registrar ${cast.colleague} ${said}`);
    expect(words(reply)).toContain('Persona 00002');
    expect(words(reply)).toContain('Registrado por');
    expect(gist(await s.facts())).toMatchObject([{ kind, subject: id(cast.colleague), body }]);
    expect((await s.facts())[0]?.actor).toBe(id(cast.member));
  });

  it('is the same record as the person’s own', async () => {
    await s.ask(cast.colleague, 'capacitacion "Ética pública" 2024-05-07 4h');
    const reply = await ask(`registrar ${cast.colleague} capacitacion "ética pública" 2024-05-07`);
    expect(words(reply)).toContain('Ya estaba registrado');
    expect(words(reply)).toContain('2024-CAP-000001');
    expect(await s.facts()).toHaveLength(1);
  });

  it('opens the form for that person, and the form stays that person’s', async () => {
    const { open, message } = await ask(`registrar ${cast.colleague} capacitacion`);
    expect(open?.words).toBe(`registrar ${cast.colleague} capacitacion`);
    expect(message.blocks[0]).toMatchObject({ type: 'form', form: { words: open?.words } });
    await s.ask(cast.member, open?.words ?? '', {
      fields: { course: 'Ética', date: '2024-05-07', hours: '' },
    });
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.colleague)]);
  });

  it('takes what somebody did before leaving', async () => {
    await ask(`registrar ${cast.leaver} capacitacion "Ética" 2024-02-15`);
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.leaver)]);
  });

  it('takes a number without its leading zeros where it is nobody else’s', async () => {
    await ask('registrar 2 practica papel');
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.colleague)]);
  });

  it.each([
    ['registrar', '¿A quién y qué quieres registrar?'],
    [`registrar ${cast.colleague}`, '¿A quién y qué quieres registrar?'],
    ['registrar 77777 practica papel', 'No hay nadie con el número de empleado 77777'],
    [`registrar ${cast.nobody} practica papel`, 'No hay nadie'],
    [`registrar ${cast.colleague} sesion celebrada 2024-04-26`, 'no se puede registrar por otra persona'],
    [`registrar ${cast.colleague} cancelar 2024-PRA-000001`, 'no se puede registrar por otra persona'],
    [`registrar ${cast.colleague} ausente hasta 20 de mayo`, 'no se puede registrar por otra persona'],
    [`registrar ${cast.colleague} registrar ${cast.employee} practica papel`, 'no se puede registrar'],
    [`registrar ${cast.colleague} practica yoga`, 'No conozco la práctica'],
    [`registrar ${cast.colleague} tapitas -3 kg`, '«-3 kg»'],
    [`registrar ${cast.colleague} evaluacion 31/02`, 'no existe'],
  ])('%s records nothing', async (said, why) => {
    expect(words(await ask(said))).toContain(why);
    expect(await s.facts()).toEqual([]);
  });

  it.each([cast.employee, cast.lead, cast.liaison])('is refused to %s', async (number) => {
    const reply = await s.ask(number, `registrar ${cast.colleague} practica papel`);
    expect(words(reply)).toContain('integrantes del Comité');
    expect(await s.facts()).toEqual([]);
  });
});
