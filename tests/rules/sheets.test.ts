import { execFileSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/request.ts';
import { sheetOf } from '../../src/sheets/content.ts';
import { jpg } from '../evidence/samples.ts';
import { readers } from '../reports/support.ts';
import { contentOf, shipped } from '../support/bot.ts';
import { sent } from '../support/files.ts';
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

const textOf = async ({ attachments = [] }: Reply): Promise<string> => {
  expect(attachments).toHaveLength(1);
  return execFileSync('pdftotext', ['-layout', '-', '-'], {
    input: await contentOf(attachments[0]!),
  }).toString();
};
const names = ({ attachments = [] }: Reply) => attachments.map((a) => a.name);

describe.skipIf(!readers)('what is printed', () => {
  it('comes with the answer, and again when it is asked for; on A4 too', async () => {
    const first = await s.ask(cast.lead, course);
    expect(names(first)).toEqual(['hoja-1.pdf']);
    const text = await textOf(first);
    for (const said of [
      'Hoja 1',
      'Unidad: Subdirección Médica',
      '«Ética pública», 7 de mayo de 2024',
      'hoja 1 todos menos 4 9 17',
    ])
      expect(text).toContain(said);
    expect(text).toMatch(/7\s+00007\s+Persona 00007/);
    expect(await textOf(await s.ask(cast.member, 'hoja 1 pdf'))).toBe(text);
    const a4 = await contentOf((await s.ask(cast.member, 'hoja 1 pdf a4')).attachments![0]!);
    expect(a4.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(await s.facts()).toHaveLength(1);
  });

  it('is one file for all units, a sheet each with its own pages', async () => {
    const all = await s.ask(cast.member, 'hojas 11 todas');
    expect(all.message.summary).toBe('Listo: 2 hojas con 8 personas en total.');
    expect(names(all)).toEqual(['hojas-1-a-2.pdf']);
    const pages = (await textOf(all)).split('\f');
    expect(pages[0]).toContain('Unidad: Archivo');
    expect(pages[0]).toContain('Hoja 1, página 1 (1 de 2 del archivo)');
    expect(pages[1]).toContain('Unidad: Subdirección Médica');
    expect(pages[1]).toContain('Hoja 2, página 1 (2 de 2 del archivo)');
    await s.ask(cast.member, 'hojas 11 todas');
    expect((await s.facts()).map((f) => [f.kind, f.body.sheet, f.body.unit])).toEqual([
      ['sheet.issued', 1, units.small],
      ['sheet.issued', 2, units.big],
    ]);
    // A lead asks for all units and gets the own.
    const own = await s.ask(cast.lead, 'hojas 9 todas "Ética" 2024-05-07');
    expect(own.message.summary).toBe('Listo: 1 hoja con 7 personas en total.');
    expect(await textOf(own)).not.toContain('Archivo');
  });

  it('is a letter for each who lacks it, a page each, numbered so that it comes back by its row', async () => {
    await s.ask(cast.employee, 'carta aceptar v1');
    const letters = await s.ask(cast.lead, `cartas "${units.big}"`);
    expect(letters.message.summary).toContain('hoja 1 de «Subdirección Médica» con 6 personas');
    const pages = (await textOf(letters)).trim().split('\f');
    expect(pages).toHaveLength(6);
    expect(pages[1]).toContain('Hoja 1, renglón 2');
    expect(pages[1]).toContain('Persona 00003, número de empleado 00003');
    expect(pages[1]).toContain('Lugar y fecha:');
    expect(pages[1]).toContain('Firma');
    expect(pages[1]).toContain('Versión v1 de la carta');
    for (const paragraph of shipped().letter.paragraphs)
      expect(pages[1]!.replace(/\s+/g, ' ')).toContain(paragraph.replace(/\s+/g, ' '));
    await s.ask(cast.lead, 'hoja 1 2 2024-05-08', { files: [sent('cartas.jpg', jpg)] });
    const signed = (await s.facts()).filter((f) => f.kind === 'letter.accepted');
    expect(signed.map((f) => [f.subject, f.body.part, f.occurredOn])).toEqual([
      [id(cast.employee), 'declared', '2024-05-09'],
      [id(cast.lead), 'accredited', '2024-05-08'],
    ]);
  });
});

describe('asking for a sheet', () => {
  it.each([
    [`hoja 11 ${units.big}`, 'hoja 1 de «Subdirección Médica»'],
    [`hoja 9 ${units.big} "Ética" 7 de mayo`, 'hoja 1 de «Subdirección Médica»'],
    [`hoja 10 "${units.big}"`, 'hoja de donativos 1'],
    [`cartas ${units.big}`, 'cartas, una por página, hoja 1'],
  ])('«%s»', async (said, expected) => {
    expect((await s.ask(cast.lead, said)).message.summary).toContain(expected);
  });

  it.each([
    ['hoja', 'No hay hojas'],
    ['hoja 9', 'No encuentro la hoja 9'],
    [`hoja 9 "${units.big}"`, 'hacen falta la actividad y la unidad'],
    [`hoja 2 "${units.big}"`, 'hacen falta la actividad y la unidad'],
    ['hoja 11 "Bodega"', 'No encuentro la unidad «Bodega»'],
    ['hojas 11', 'Para las hojas de todas las unidades'],
    ['hojas 9 todas', 'Para las hojas de todas las unidades'],
    ['hojas 11 todas cosas', 'Para las hojas de todas las unidades'],
    ['cartas', '¿De qué unidad'],
    [`cartas "${units.small}"`, 'solo las hojas de tu unidad'],
  ])('«%s» issues none', async (said, expected) => {
    expect(words(await s.ask(cast.lead, said))).toContain(expected);
    expect(await s.facts()).toEqual([]);
  });

  it('prints no letter that is not confirmed', async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z', demo: false });
    for (const said of [`cartas "${units.big}"`, 'cartas todas', `hoja 11 "${units.big}"`, 'hojas 11 todas'])
      expect((await s.ask(cast.member, said)).message.summary).toContain('todavía no está confirmado');
    await s.ask(cast.secretary, 'carta confirmar');
    expect((await s.ask(cast.member, 'cartas todas')).message.summary).toContain('2 hojas');
  });

  it('lists what is out and what came back without a picture, of the own unit for a lead', async () => {
    await s.ask(cast.member, 'hojas 11 todas');
    await s.ask(cast.lead, course);
    await s.ask(cast.lead, 'hoja 3 todos');
    const own = words(await s.ask(cast.lead, 'hojas'));
    expect(own).toContain('1 hoja por devolver y 1 sin foto.');
    expect(own).toContain('Hoja 2: actividad 11, «Subdirección Médica», del 9 de mayo de 2024; 0 de 7');
    expect(own).toContain('[Adjuntar foto de la 3]');
    expect(own).not.toContain('Archivo');
    expect(words(await s.ask(cast.member, 'hojas'))).toContain('Archivo');
  });

  it('keeps no file that is of no sheet', async () => {
    const reply = await s.ask(cast.lead, course, { files: [sent('foto.jpg', jpg)] });
    expect(words(reply)).toContain('no se guardaron');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['sheet.issued']);
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
