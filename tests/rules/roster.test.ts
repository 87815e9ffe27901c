import { describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import type { Form, Message } from '../../src/message.ts';
import type { Reply } from '../../src/request.ts';
import { unitOn } from '../../src/view/roster.ts';
import { contentOf } from '../support/bot.ts';
import { csv, sent } from '../support/files.ts';
import { button, cast, choices, id, press, roster, type Scene, scene, units, words } from './support.ts';

const at = '2024-05-09T17:00:00Z';
const head = ['numero_empleado', 'nombre', 'correo', 'unidad', 'puesto', 'alta', 'baja'];
const line = (number: string, more: Partial<Record<'name' | 'email' | 'unit' | 'leave', string>> = {}) => [
  number,
  more.name ?? `Persona ${number}`,
  more.email ?? `p${number}@ejemplo.invalid`,
  more.unit ?? (number === cast.alone ? units.small : units.big),
  '',
  '2020-01-01',
  more.leave ?? '',
];
const here = roster.map((p) => p.number).filter((n) => n !== cast.leaver && n !== cast.joiner);
const send = (s: Scene, said: string, content: Uint8Array | string, name = 'plantilla.csv') =>
  s.ask(cast.secretary, said, { files: [sent(name, content)] });
const formOf = ({ blocks }: Message): Form => {
  const block = blocks.find((b) => b.type === 'form');
  if (block?.type !== 'form') throw new Error('no form');
  return block.form;
};
const nameOf = (s: Scene, number: string) => s.bot.people.people().byNumber(number)?.name;

describe('plantilla importar, in the chat', () => {
  it('shows what would change, records nothing until its button, and then keeps people and facts', async () => {
    const s = await scene({ at });
    const rows = [...here.map((n) => line(n)), line('00077', { name: 'Nueva Ejemplo' })];
    rows[0] = line(cast.employee, { name: 'Nombre Corregido' });
    rows[1] = line(cast.colleague, { unit: 'Archivo' });
    const shown = await send(s, 'plantilla importar', csv(head, ...rows));
    expect(shown.message.summary).toBe('Esto cambiaría en la plantilla.');
    expect(words(shown)).toContain('00077 Nueva Ejemplo, Subdirección Médica, desde el 1 de enero de 2020');
    expect(words(shown)).toContain('00001 Nombre Corregido: nombre');
    expect(words(shown)).toContain('00002 Persona 00002: de Subdirección Médica a Archivo');
    expect(await s.facts()).toEqual([]);
    expect(nameOf(s, cast.employee)).toBe('Persona 00001');

    const done = await press(s, cast.secretary, shown, 'Aplicar');
    expect(done.message.summary).toBe('La plantilla quedó actualizada.');
    const facts = await s.facts();
    expect(facts.map((f) => [f.kind, f.actor, f.platform])).toEqual([
      ['roster.moved', id(cast.secretary), 'slack'],
      ['roster.joined', id(cast.secretary), 'slack'],
    ]);
    expect(nameOf(s, cast.employee)).toBe('Nombre Corregido');
    const added = s.bot.people.people().byNumber('00077')!;
    expect(unitOn(s.bot.journal.view(), added.id, '2024-05-09')).toBe(units.big);
    expect((await s.directory.people('isssteson')).map((p) => p.name)).toContain('Nueva Ejemplo');
    expect(JSON.stringify(facts)).not.toContain('Ejemplo');
    // A double click, or the button of yesterday's message.
    await press(s, cast.secretary, shown, 'Aplicar');
    expect(await s.facts()).toHaveLength(2);
  });

  it('asks for typed words before more than 2 % leave, by form or in words', async () => {
    const s = await scene({ at });
    const file = csv(head, ...here.filter((n) => n !== cast.alone).map((n) => line(n)));
    const without = await send(s, 'plantilla importar', file);
    expect(without.message.summary).toBe('El archivo no cambia nada en la plantilla.');
    const shown = await send(s, 'plantilla importar completo', file);
    expect(words(shown)).toContain('Esto da de baja a 2 de 9 personas (22.2 %)');
    expect(choices(shown.message).map((c) => c.label)).not.toContain('Aplicar');
    const form = formOf(shown.message);
    const wrong = await s.ask(cast.secretary, form.words, { fields: { typed: 'sí' } });
    expect(wrong.fieldErrors).toHaveProperty('typed');
    expect((await s.ask(cast.secretary, form.words)).message.summary).toContain('Todavía no se cambió nada');
    expect(await s.facts()).toEqual([]);
    const done = await s.ask(cast.secretary, `${form.words} "Dar de baja a 2"`);
    expect(done.message.summary).toBe('La plantilla quedó actualizada.');
    expect((await s.facts()).map((f) => [f.kind, f.subject])).toEqual([
      ['roster.left', id(cast.joiner)],
      ['roster.left', id(cast.alone)],
    ]);
  });

  it('refuses a file with errors whole, each with row and column', async () => {
    const s = await scene({ at });
    const shown = await send(
      s,
      'plantilla importar',
      csv(
        head,
        line('00077'),
        line('00077'),
        line('00078', { email: 'no-es-correo' }),
        line('00079', { leave: '31/02/2024' }),
      ),
    );
    expect(shown.message.summary).toBe('El archivo tiene 3 errores, así que no se cambió nada.');
    expect(words(shown)).toContain(
      'Fila 3, columna «numero_empleado»: el número «00077» ya está en la fila 2.',
    );
    expect(words(shown)).toContain('Fila 4, columna «correo»');
    expect(words(shown)).toContain('Fila 5, columna «baja»: no entendí la fecha «31/02/2024»');
    expect(choices(shown.message)).toEqual([]);
    expect(await s.facts()).toEqual([]);
    expect(nameOf(s, '00077')).toBeUndefined();
  });

  it('is the secretary’s alone: another’s file is not even fetched, and nobody confirms another’s', async () => {
    const s = await scene({ at });
    const file = sent('plantilla.csv', csv(head, line('00077')));
    for (const number of [cast.member, cast.lead, cast.employee, cast.nobody])
      expect((await s.ask(number, 'plantilla importar', { files: [file] })).message.summary).toMatch(
        /es para la Secretaría Ejecutiva|No te encuentro/,
      );
    expect(file.opened).toBe(0);
    const shown = await send(s, 'plantilla importar', csv(head, line('00077')));
    const { words: said } = button(shown, 'Aplicar');
    expect((await s.ask(cast.president, said)).message.summary).toContain('es para la Secretaría');
    s.at('2024-05-09T18:00:01Z');
    expect((await s.ask(cast.secretary, said)).message.summary).toContain('Ya no tengo ese archivo');
    expect((await s.facts()).filter((f) => f.kind.startsWith('roster'))).toEqual([]);
  });

  it('hands over every change as a workbook where the message has no room for them', async () => {
    const s = await scene({ at });
    const many = Array.from({ length: 30 }, (_, i) => line(String(100 + i)));
    const shown = await send(s, 'plantilla importar', csv(head, ...many));
    expect(words(shown)).toContain('y 10 más');
    const [file] = shown.attachments!;
    const table = await readTable(await contentOf(file!), file!.name);
    expect(table.ok && table.rows).toHaveLength(31);
  });

  it.each([
    'plantilla importar',
    'plantilla confirmar',
    'plantilla confirmar x',
    'plantilla cualquier cosa',
  ])('«%s» without a file changes nothing', async (said) => {
    const s = await scene({ at });
    expect(words(await s.ask(cast.secretary, said))).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });
});

describe('plantilla descargar', () => {
  const downloaded = async (s: Scene): Promise<Uint8Array> => {
    const [file] = (await s.ask(cast.secretary, 'plantilla descargar')).attachments!;
    expect(file!.name).toBe('plantilla-2024-05-09.xlsx');
    return contentOf(file!);
  };
  const reply = (s: Scene, bytes: Uint8Array): Promise<Reply> =>
    send(s, 'plantilla importar completo', bytes, 'plantilla.xlsx');

  it('has the contract’s columns and who is there now; sent back as it is, it changes nothing', async () => {
    const s = await scene({ at });
    const bytes = await downloaded(s);
    const table = await readTable(bytes, 'plantilla.xlsx');
    if (!table.ok) throw new Error('not read');
    expect(table.rows[0]!.cells).toEqual(head);
    expect(table.rows.slice(1).map((r) => r.cells[0])).toEqual([
      cast.alone,
      ...here.filter((n) => n !== cast.alone),
      cast.joiner,
    ]);
    expect((await reply(s, bytes)).message.summary).toBe('El archivo no cambia nada en la plantilla.');
  });

  it('keeps what begins like a formula as a text, there and back', async () => {
    const s = await scene({ at });
    const odd = line('00077', { email: '+ventas@ejemplo.invalid', unit: '-Unidad rara' });
    await press(s, cast.secretary, await send(s, 'plantilla importar', csv(head, odd)), 'Aplicar');
    expect(s.bot.people.people().byNumber('00077')!.email).toBe('+ventas@ejemplo.invalid');
    expect((await reply(s, await downloaded(s))).message.summary).toContain('no cambia nada');
  });
});
