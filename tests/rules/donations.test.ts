import { beforeEach, describe, expect, it } from 'vitest';
import { button, cast, gist, id, press, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.employee, said);

describe('a donation in one line', () => {
  it('is recorded and answers with its folio', async () => {
    const reply = await ask('tapitas 2.5 kg');
    expect(reply.message.summary).toBe('Listo: 2.5 kg de tapitas, jueves 9 de mayo. Folio 2024-DON-000001.');
    expect(gist(await s.facts())).toEqual([
      {
        kind: 'donation.recorded',
        folio: '2024-DON-000001',
        subject: id(cast.employee),
        occurredOn: '2024-05-09',
        body: { thing: 'caps', unit: 'g', amount: 2500 },
      },
    ]);
  });

  it.each([
    ['tapitas 2.5 kg', 'caps', 'g', 2500],
    ['Tapitas 2,5 kilos', 'caps', 'g', 2500],
    ['tapitas 2.5kg', 'caps', 'g', 2500],
    ['tapitas 500 g', 'caps', 'g', 500],
    ['tapitas 500 gramos', 'caps', 'g', 500],
    ['tapitas 1,500 g', 'caps', 'g', 1500],
    ['tapitas 0,125 kg', 'caps', 'g', 125],
    ['tapitas 1,000 piezas', 'caps', 'pieces', 1000],
    ['tapitas medio kilo', 'caps', 'g', 500],
    ['tapitas kilo y medio', 'caps', 'g', 1500],
    ['tapitas 300 tapitas', 'caps', 'pieces', 300],
    ['donar tapitas 2 kg', 'caps', 'g', 2000],
    ['donar ropa 3 piezas', 'clothes', 'pieces', 3],
    ['donar ropa 3', 'clothes', 'pieces', 3],
    ['donar 3 cobijas', 'blankets', 'pieces', 3],
    ['donar una cobija', 'blankets', 'pieces', 1],
    ['donar 4 kg de alimentos', 'food', 'g', 4000],
    ['DONAR ALIMENTOS 4 KG', 'food', 'g', 4000],
    ['donar otros 2 piezas', 'other', 'pieces', 2],
  ])('%s', async (said, thing, unit, amount) => {
    await ask(said);
    expect((await s.facts()).map((f) => f.body)).toEqual([{ thing, unit, amount }]);
  });

  it('has the date that is said', async () => {
    await ask('tapitas 2 kg 7/5/2024');
    await ask('tapitas 3 kg ayer');
    await ask('donar ropa 3 piezas el 7 de mayo');
    expect((await s.facts()).map((f) => f.occurredOn)).toEqual(['2024-05-07', '2024-05-08', '2024-05-07']);
  });
});

describe('a donation that makes no sense', () => {
  it.each([
    ['tapitas -3 kg', 'Entendí «-3 kg», pero la cantidad debe ser mayor que cero.'],
    ['tapitas menos 3 kg', '«-3 kg»'],
    ['tapitas 0 kg', 'mayor que cero'],
    ['tapitas 999999 kg', 'Entendí «999,999 kg», pero es demasiado'],
    ['tapitas muchos kilos', 'No entendí la cantidad «muchos kilos».'],
    ['tapitas 5', '¿«5» de qué? Faltó la unidad.'],
    ['tapitas 5 litros', 'Faltó la unidad'],
    ['tapitas 2.5 piezas', 'las piezas se cuentan enteras'],
    ['tapitas 2 kg 31/02', 'La fecha «31/02» no existe'],
    ['tapitas 2 kg mañana', 'todavía no llega'],
    ['tapitas 2 kg 2023-12-31', 'es anterior al programa'],
    ['tapitas 2 kg 3 kg', 'No se registró nada'],
    ['tapitas 2 kg 2024-05-07 2024-05-08', 'No se registró nada'],
    ['tapitas 2 h', 'No se registró nada'],
    ['donar ropa muchas piezas', 'No entendí la cantidad «muchas piezas».'],
    ['donar dinero 100 pesos', 'No entendí qué donas («dinero»).'],
    ['donar ropa y cobijas 3 piezas', 'No se registró nada'],
  ])('%s', async (said, why) => {
    const reply = await ask(said);
    expect(words(reply)).toContain(why);
    expect(words(reply)).toContain('No se registró nada');
    expect(words(reply)).toMatch(
      /tapitas 2\.5 kg|donar ropa 3 piezas|2024-05-07|7\/5\/2024|fecha de hoy|desde el 1 de enero/,
    );
    expect(await s.facts()).toEqual([]);
  });
});

describe('an equal donation', () => {
  it('within ten minutes answers the first folio with a button', async () => {
    await ask('tapitas 2.5 kg');
    s.at('2024-05-09T17:09:59Z');
    const reply = await ask('tapitas 2,5 kilos');
    expect(reply.message.summary).toBe(
      'Hace un momento anotaste lo mismo: 2.5 kg de tapitas. Folio 2024-DON-000001.',
    );
    expect(await s.facts()).toHaveLength(1);

    const another = await press(s, cast.employee, reply, 'Registrar otra igual');
    expect(another.message.summary).toContain('2024-DON-000002');
    const redelivered = await press(s, cast.employee, reply, 'Registrar otra igual');
    expect(redelivered.message.summary).toContain('2024-DON-000002');
    expect((await s.facts()).map((f) => f.body)).toEqual([
      { thing: 'caps', unit: 'g', amount: 2500 },
      { thing: 'caps', unit: 'g', amount: 2500 },
    ]);
  });

  it('after ten minutes is a new one', async () => {
    await ask('tapitas 2.5 kg');
    s.at('2024-05-09T17:10:00Z');
    expect((await ask('tapitas 2.5 kg')).message.summary).toContain('2024-DON-000002');
  });

  it('does not count the other way round: another person, thing, amount or day is new at once', async () => {
    await ask('tapitas 2 kg');
    await ask('tapitas 2.1 kg');
    await ask('tapitas 2 piezas');
    await ask('tapitas 2 kg ayer');
    await ask('donar alimentos 2 kg');
    await s.ask(cast.colleague, 'tapitas 2 kg');
    expect(await s.facts()).toHaveLength(6);
  });

  it('keeps its day in the button', async () => {
    await ask('tapitas 2 kg 2024-05-07');
    const reply = await ask('tapitas 2 kg 2024-05-07');
    s.at('2024-05-10T17:00:00Z');
    await press(s, cast.employee, reply, 'Registrar otra igual');
    expect((await s.facts()).map((f) => f.occurredOn)).toEqual(['2024-05-07', '2024-05-07']);
  });

  it('is the presser’s when somebody else presses the button', async () => {
    await ask('tapitas 2 kg');
    const reply = await ask('tapitas 2 kg');
    await press(s, cast.colleague, reply, 'Registrar otra igual');
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.employee), id(cast.colleague)]);
  });

  it('of a registered person stays that person’s', async () => {
    const said = `registrar ${cast.colleague} tapitas 2 kg`;
    await s.ask(cast.member, said);
    const reply = await s.ask(cast.member, said);
    await press(s, cast.member, reply, 'Registrar otra igual');
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.colleague), id(cast.colleague)]);
    // Somebody without the right presses the same button.
    const forged = await press(s, cast.employee, reply, 'Registrar otra igual');
    expect(words(forged)).toContain('integrantes del Comité');
    expect(await s.facts()).toHaveLength(2);
  });

  it.each([
    'otra-',
    `otra-${'x'.repeat(600)}`,
    'otra-~2',
    'otra-a/b',
    'otro',
    'registrar',
  ])('a made-up nonce makes nothing single: %s', async (nonce) => {
    await ask('tapitas 2 kg');
    await s.ask(cast.employee, 'tapitas 2 kg', { nonce });
    expect(await s.facts()).toHaveLength(1);
  });

  it('withdrawn and written again at once is a new one with a new folio', async () => {
    await ask('tapitas 2 kg');
    await ask('cancelar 2024-DON-000001');
    expect((await ask('tapitas 2 kg')).message.summary).toContain('2024-DON-000002');
    expect(button(await ask('tapitas 2 kg'), 'Registrar otra igual')).toBeDefined();
  });
});

describe('the form', () => {
  it.each([
    ['tapitas', 'caps', 'kg'],
    ['donar', 'other', 'piezas'],
    ['donar cobijas', 'blankets', 'piezas'],
  ])('%s opens it', async (said, thing, unit) => {
    const { open } = await ask(said);
    expect(open).toMatchObject({
      words: 'donar',
      fields: [{ id: 'thing', initial: thing }, {}, { initial: unit }, {}],
    });
    expect(open?.intro).toContain('Aviso de privacidad');
  });

  const submit = (fields: Record<string, string>) => s.ask(cast.employee, 'donar', { fields });
  const good = { thing: 'caps', amount: '2.5', unit: 'kg', date: '2024-05-07' };

  it('records what was filled in, once', async () => {
    await submit(good);
    expect((await submit(good)).message.summary).toContain('2024-DON-000001');
    expect(gist(await s.facts())).toMatchObject([
      { occurredOn: '2024-05-07', body: { thing: 'caps', unit: 'g', amount: 2500 } },
    ]);
  });

  it.each([
    [{ thing: 'money' }, 'thing', 'No entendí qué donas'],
    [{ amount: '-3' }, 'amount', '«-3 kg»'],
    [{ amount: '' }, 'amount', 'Faltó la cantidad'],
    [{ amount: '999999' }, 'amount', 'demasiado'],
    [{ amount: '1.5', unit: 'piezas' }, 'amount', 'enteras'],
    [{ unit: 'h' }, 'amount', 'No entendí la cantidad'],
    [{ date: '2024-05-10' }, 'date', 'todavía no llega'],
    [{ date: '2024-02-30' }, 'date', 'no existe'],
  ])('refuses %j beside the field', async (bad, field, why) => {
    const reply = await submit({ ...good, ...(bad as Record<string, string>) });
    expect(Object.entries(reply.fieldErrors ?? {})).toEqual([[field, expect.stringContaining(why)]]);
    expect(await s.facts()).toEqual([]);
  });
});
