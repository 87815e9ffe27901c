import { beforeEach, describe, expect, it } from 'vitest';
import { button, cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const ask = (said: string) => s.ask(cast.employee, said);
const recorded = {
  kind: 'training.recorded',
  folio: '2024-CAP-000001',
  subject: id(cast.employee),
  occurredOn: '2024-05-07',
  body: { course: 'Ética pública', minutes: 240, part: 'declared' },
};

describe('a training in one line', () => {
  it('is recorded and answers with its folio', async () => {
    const reply = await ask('capacitacion "Ética pública" 2024-05-07 4h');
    expect(reply.message.summary).toBe(
      'Listo: capacitación «Ética pública» del martes 7 de mayo, 4 h. Folio 2024-CAP-000001.',
    );
    expect(reply.visibility).toBe('private');
    expect(gist(await s.facts())).toEqual([recorded]);
    expect((await s.facts())[0]).toMatchObject({ actor: id(cast.employee), platform: 'slack' });
  });

  it.each([
    'capacitacion "Ética pública" 2024-05-07 4h',
    'Capacitación «Ética pública» 7/5/2024 4 horas',
    'CURSO “Ética pública” 7 de mayo 4 h',
    '/pat curso Ética pública el 7 de mayo, 4 horas',
    'curso Ética pública 2024-05-07 240 min',
    'curso 4h 2024-05-07 "Ética pública"',
    'curso Ética pública del martes 7 de mayo de 4 horas',
    'curso de "Ética pública" el 2024-05-07 por 4 h',
    'curso Ética pública de 4 horas el 7-5-2024',
  ])('is understood as it is written: %s', async (said) => {
    expect(words(await ask(said))).toContain('Listo');
    expect(gist(await s.facts())).toEqual([recorded]);
  });

  it('takes place today when no date is said, and needs no hours', async () => {
    await ask('curso Derechos humanos');
    expect(gist(await s.facts())).toEqual([
      {
        ...recorded,
        occurredOn: '2024-05-09',
        body: { course: 'Derechos humanos', minutes: null, part: 'declared' },
      },
    ]);
  });

  it('«ayer» is the day before in Hermosillo, also when it is tomorrow in UTC already', async () => {
    s.at('2024-05-10T05:00:00Z');
    await ask('curso "Igualdad" ayer');
    expect((await s.facts())[0]?.occurredOn).toBe('2024-05-08');
  });
});

describe('the same training', () => {
  it.each([
    'capacitacion "Ética pública" 2024-05-07 4h',
    'capacitacion "ETICA  PUBLICA" 2024-05-07 4h',
    'curso éticapública 2024-05-07',
    'curso " ética   pública " 7 de mayo',
  ])('answers the same folio and records nothing: %s', async (said) => {
    await ask('capacitacion "Ética pública" 2024-05-07 4h');
    const reply = await ask(said);
    expect(reply.message.summary).toContain('Ya estaba registrado');
    expect(reply.message.summary).toContain('2024-CAP-000001');
    expect(await s.facts()).toHaveLength(1);
  });

  it('tells what is recorded, not what was written the second time', async () => {
    await ask('capacitacion "Ética pública" 2024-05-07 4h');
    const reply = await ask('capacitacion "etica publica" 2024-05-07 9h');
    expect(reply.message.summary).toBe(
      'Ya estaba registrado: capacitación «Ética pública» del martes 7 de mayo, 4 h. Folio 2024-CAP-000001.',
    );
  });

  it('is another one on another date, of another course or of another person', async () => {
    await ask('capacitacion "Ética pública" 2024-05-07');
    await ask('capacitacion "Ética pública" 2024-05-08');
    await ask('capacitacion "Ética pública II" 2024-05-07');
    await s.ask(cast.colleague, 'capacitacion "Ética pública" 2024-05-07');
    expect((await s.facts()).map((f) => f.folio)).toEqual([
      '2024-CAP-000001',
      '2024-CAP-000002',
      '2024-CAP-000003',
      '2024-CAP-000004',
    ]);
  });
});

describe('a training that makes no sense', () => {
  it.each([
    ['capacitacion "Ética" 31/02', 'La fecha «31/02» no existe'],
    ['capacitacion "Ética" 2024-13-01', 'no existe'],
    ['capacitacion "Ética" mañana', 'El 10 de mayo de 2024 todavía no llega.'],
    ['capacitacion "Ética" 2024-12-24', 'todavía no llega'],
    ['capacitacion "Ética" 2023-12-31', 'es anterior al programa'],
    ['capacitacion "Ética" 2024-05-07 -4h', 'Entendí «-4 h»'],
    ['capacitacion "Ética" 2024-05-07 0h', 'mayor que cero'],
    ['capacitacion "Ética" 2024-05-07 999h', 'demasiado'],
    ['capacitacion "Ética" 2024-05-07 4 kg', '«4 kg»'],
    ['capacitacion "Ética" 2024-05-07 muchas horas', '«muchas horas»'],
    ['capacitacion 2024-05-07 4h', 'Faltó el nombre del curso'],
    ['capacitacion "" 4h', 'Faltó el nombre del curso'],
    ['capacitacion de', 'Faltó el nombre del curso'],
    [`capacitacion "${'á'.repeat(151)}"`, 'demasiado largo'],
  ])('%s', async (said, why) => {
    const reply = await ask(said);
    expect(words(reply)).toContain(why);
    expect(words(reply)).toContain('No se registró nada');
    expect(reply.visibility).toBe('private');
    expect(await s.facts()).toEqual([]);
  });
});

describe('the form', () => {
  it('opens with a privacy notice, and asks the same words', async () => {
    const { open } = await ask('capacitacion');
    expect(open).toMatchObject({
      words: 'capacitacion',
      fields: [{ id: 'course' }, { id: 'date' }, { id: 'hours' }],
    });
    expect(open?.intro).toContain('Aviso de privacidad');
    expect(await s.facts()).toEqual([]);
  });

  const submit = (fields: Record<string, string>) => s.ask(cast.employee, 'capacitacion', { fields });

  it('records what was filled in', async () => {
    await submit({ course: ' Ética pública ', date: '2024-05-07', hours: '4' });
    await submit({ course: 'Ética pública', date: '2024-05-07', hours: '4' });
    expect(gist(await s.facts())).toEqual([recorded]);
  });

  it('takes parts of hours, with point or comma, and none', async () => {
    await submit({ course: 'A', date: '2024-05-07', hours: '1.5' });
    await submit({ course: 'B', date: '2024-05-07', hours: '1,5' });
    await submit({ course: 'C', date: '2024-05-07', hours: '' });
    expect((await s.facts()).map((f) => f.body.minutes)).toEqual([90, 90, null]);
  });

  it.each([
    [{ course: '', date: '2024-05-07' }, 'course'],
    [{ course: 'x'.repeat(151), date: '2024-05-07' }, 'course'],
    [{ course: 'Ética', date: '2024-05-10' }, 'date'],
    [{ course: 'Ética', date: '2024-02-31' }, 'date'],
    [{ course: 'Ética', date: 'algún día' }, 'date'],
    [{ course: 'Ética', date: '2024-05-07', hours: '-1' }, 'hours'],
    [{ course: 'Ética', date: '2024-05-07', hours: '1000' }, 'hours'],
    [{ course: 'Ética', date: '2024-05-07', hours: 'muchas' }, 'hours'],
  ])('refuses %j beside the field', async (fields, field) => {
    const reply = await submit(fields as Record<string, string>);
    expect(Object.keys(reply.fieldErrors ?? {})).toEqual([field]);
    expect(await s.facts()).toEqual([]);
  });
});

describe('course names', () => {
  it('longer than a key once folded are still told apart', async () => {
    const long = 'ﷺ'.repeat(149);
    await ask(`curso "${long}a" 2024-05-07`);
    await ask(`curso "${long}b" 2024-05-07`);
    const again = await ask(`curso "${long}A" 2024-05-07`);
    expect(await s.facts()).toHaveLength(2);
    expect(again.message.summary).toContain('2024-CAP-000001');
  });

  it('lose what cannot be read: control characters, half surrogates, changes of direction', async () => {
    await ask('curso "Éti\u0000ca\u202e \ud800pública" 2024-05-07');
    expect((await s.facts())[0]?.body.course).toBe('Ética pública');
  });

  it('keep what looks like markup; every platform escapes it', async () => {
    const reply = await ask('curso "<!channel> *Ética* & <b>" 2024-05-07');
    expect(reply.message.summary).toContain('«<!channel> *Ética* & <b>»');
  });
});

it('a reply never shows something shaped like a folio that is not one', async () => {
  const help = await ask('ayuda');
  expect(words(help)).not.toMatch(/\d{4}-[A-Z]{3}-/);
  expect(words(help)).toContain('cancelar FOLIO');
  expect(button(help, 'Confirmar capacitación').words).toBe('capacitacion');
});
