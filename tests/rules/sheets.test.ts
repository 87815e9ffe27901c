import { beforeEach, describe, expect, it } from 'vitest';
import { sheetOf } from '../../src/sheets/content.ts';
import { shipped } from '../support/bot.ts';
import { cast, id, type Scene, scene, units, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const course = `hoja 9 "${units.big}" "Ética pública" 2024-05-07`;
const numbers = ['1', '2', '3', '4', '5', '6', '7'].map((n) => `0000${n}`);

describe('a sheet', () => {
  it('is numbered and holds the people of the unit in the order of its rows; asked again it is the same', async () => {
    expect((await s.ask(cast.lead, course)).message.summary).toBe(
      'Listo: hoja 1 de «Subdirección Médica» con 7 personas.',
    );
    await s.ask(cast.member, course);
    const [issued, ...more] = await s.facts();
    expect(more).toEqual([]);
    expect(issued!.body).toMatchObject({ sheet: 1, people: numbers.map(id), course: 'Ética pública' });
    expect((await s.ask(cast.member, `hoja 11 "${units.small}"`)).message.summary).toContain('hoja 2');
    const printed = sheetOf(shipped(), s.bot.journal.view(), s.bot.people.people(), 2);
    expect(printed!.people).toEqual([{ number: '00010', name: 'Persona 00010' }]);
    expect(printed!.letter.length).toBeGreaterThan(1);
  });

  it('records a shift at once, accredited, and says line by line who had it', async () => {
    await s.ask(cast.lead, course);
    await s.ask(cast.employee, 'capacitacion "Ética pública" 2024-05-07');
    const reply = await s.ask(cast.lead, 'hoja 1 todos menos 4 6-7');
    const text = words(reply);
    expect(reply.message.summary).toBe('Listo: 4 personas de la hoja 1, con fecha del martes 7 de mayo.');
    expect(text).toContain('1. Persona 00001: ya lo había declarado; quedó acreditada');
    expect(text).toContain('Registrado por Persona 00003');
    const records = (await s.facts()).filter(
      (f) => f.kind === 'training.recorded' && f.actor === id(cast.lead),
    );
    expect(records.map((f) => [f.subject, f.body.part])).toEqual(
      ['00002', '00003', '00005'].map((n) => [id(n), 'accredited']),
    );
    const before = (await s.facts()).length;
    expect((await s.ask(cast.lead, 'hoja 1 1 2 3 5')).message.summary).toContain('ya estaba registrada');
    expect(await s.facts()).toHaveLength(before);
  });

  it.each([
    ['hoja 1 todos menos 4 9', 'renglones 1 a 7; no entendí «9»'],
    ['hoja 1 1 x', 'no entendí «x»'],
    ['hoja 1 todos menos', 'No entendí qué renglones'],
    ['hoja 7 todos', 'No encuentro la hoja 7'],
    ['hoja 1 todos 2024-06-01', 'todavía no llega'],
  ])('%s records nothing', async (said, expected) => {
    await s.ask(cast.lead, course);
    expect(words(await s.ask(cast.lead, said))).toContain(expected);
    expect(await s.facts()).toHaveLength(1);
  });

  it('of another unit is not a lead’s', async () => {
    await s.ask(cast.member, `hoja 11 "${units.small}"`);
    expect((await s.ask(cast.lead, 'hoja 1 todos')).message.summary).toContain('solo las hojas de tu unidad');
    expect((await s.ask(cast.lead, `hoja 7 "${units.small}"`)).message.summary).toContain('solo las hojas');
  });
});

describe('responsables', () => {
  it('lists who leads what, and what nobody leads', async () => {
    const text = words(await s.ask(cast.secretary, 'responsables'));
    expect(text).toContain('1 unidad sin responsable.');
    expect(text).toContain('Archivo (1 persona): sin responsable');
    expect(text).toContain('Subdirección Médica (7 personas): Persona 00003, desde el 1 de enero de 2024');
  });
});
