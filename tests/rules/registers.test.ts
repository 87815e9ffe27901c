import { describe, expect, it } from 'vitest';
import { contentOf } from '../support/bot.ts';
import { csv, sent } from '../support/files.ts';
import { cast, choices, gist, id, press, type Scene, scene, words } from './support.ts';

const at = '2024-05-09T17:00:00Z';
const head = ['numero_empleado', 'registro', 'detalle', 'fecha', 'horas', 'cantidad'];
const course = (number: string) => [number, 'capacitacion', 'Ética pública', '2024-05-07', '4', ''];
const caps = (number: string, amount = '2 kg') => [number, 'tapitas', '', '2024-05-07', '', amount];
const send = (s: Scene, said: string, ...rows: readonly (readonly string[])[]) =>
  s.ask(cast.member, said, { files: [sent('lista.csv', csv(head, ...rows))] });

describe('registros', () => {
  it('shows what each row would become, records nothing until the button, then all of them', async () => {
    const s = await scene({ at });
    await s.ask(cast.colleague, 'capacitacion "Ética pública" 2024-05-07');
    const shown = await send(
      s,
      'registros acreditado',
      course(cast.employee),
      course(cast.colleague),
      course(cast.employee),
      [cast.lead, 'carta', '', '2024-05-07', '', ''],
      caps(cast.liaison),
    );
    expect(shown.message.summary).toBe('Leí 5 filas: se registrarían 4, acreditadas.');
    expect(words(shown)).toContain(
      'Fila 2: 00001 Persona 00001, capacitacion "Ética pública" 2024-05-07 4h: se registraría',
    );
    expect(words(shown)).toMatch(/Fila 3: .*ya estaba declarado, folio 2024-CAP-000001; quedaría acreditado/);
    expect(words(shown)).toMatch(/Fila 4: .*ya estaba registrado.*no se anota otra vez/);
    expect(await s.facts()).toHaveLength(1);
    const done = await press(s, cast.member, shown, 'Registrar 4 filas');
    expect(done.message.summary).toBe('Listo: 4 filas registradas.');
    expect(words(done)).toContain('Registrado por Persona 00005');
    expect(gist((await s.facts()).slice(1)).map((f) => [f.kind, f.subject, f.body.part ?? null])).toEqual([
      ['training.recorded', id(cast.employee), 'accredited'],
      ['record.accredited', id(cast.colleague), null],
      ['letter.accepted', id(cast.lead), 'accredited'],
      ['donation.recorded', id(cast.liaison), null],
    ]);
    expect((await press(s, cast.member, shown, 'Registrar 4 filas')).message.summary).toContain(
      'ya estaba registrado',
    );
    expect(await s.facts()).toHaveLength(5);
  });

  it('records nothing where one row can’t be, and says which and why', async () => {
    const s = await scene({ at });
    const shown = await send(s, 'registros', course(cast.employee), course('55555'), [
      cast.colleague,
      'carta',
      '',
      '2025-01-01',
      '',
      '',
    ]);
    expect(shown.message.summary).toBe('2 filas no se pueden registrar, así que no se registró nada.');
    expect(words(shown)).toContain(
      'Fila 3: 55555, capacitacion "Ética pública" 2024-05-07 4h: no se puede: No hay nadie',
    );
    expect(words(shown)).toContain('todavía no llega');
    expect(words(shown)).not.toContain('Fila 2');
    expect(choices(shown.message)).toEqual([]);
    expect(await s.facts()).toEqual([]);
  });

  it('names cells that can’t be read', async () => {
    const s = await scene({ at });
    const shown = await send(
      s,
      'registros',
      ['00001', 'vacaciones', '', '2024-05-07', '', ''],
      caps('00002', 'mucho'),
    );
    expect(shown.message.summary).toBe('La lista tiene 2 errores, así que no se registró nada.');
    expect(words(shown)).toContain('Fila 2, columna «registro»');
    expect(words(shown)).toContain('Fila 3, columna «cantidad»');
    expect(await s.facts()).toEqual([]);
  });

  it('takes two equal bags on one list as two, and the list sent again as the same', async () => {
    const s = await scene({ at });
    await s.ask(cast.employee, 'tapitas 2 kg 2024-05-07');
    const rows = [caps(cast.employee), caps(cast.employee), caps(cast.colleague)];
    const first = await send(s, 'registros', ...rows);
    expect(words(first)).toMatch(/Fila 2: .*ya estaba registrado, folio 2024-DON-000001/);
    await press(s, cast.member, first, 'Registrar 2 filas');
    s.at('2024-05-09T17:30:00Z');
    expect((await send(s, 'registros', ...rows)).message.summary).toContain('ya estaba registrado');
    expect((await s.facts()).filter((f) => f.kind === 'donation.recorded')).toHaveLength(3);
  });

  it('hands over every row as a workbook where the message has no room for them', async () => {
    const s = await scene({ at });
    const shown = await send(
      s,
      'registros',
      ...Array.from({ length: 40 }, (_, i) => caps(cast.employee, `${i + 1} kg`)),
    );
    expect(words(shown)).toContain('y 10 más');
    expect((await contentOf(shown.attachments![0]!)).subarray(0, 2).toString()).toBe('PK');
  });

  it('is the committee’s; the list is kept for an hour and only for whoever sent it', async () => {
    const s = await scene({ at });
    const file = sent('lista.csv', csv(head, caps(cast.employee)));
    for (const number of [cast.lead, cast.employee, cast.liaison])
      expect((await s.ask(number, 'registros', { files: [file] })).message.summary).toContain('es para');
    expect((await s.facts()).filter((f) => f.kind === 'donation.recorded')).toEqual([]);
    const shown = await send(s, 'registros', caps(cast.employee));
    const said = choices(shown.message)[0]!.words;
    expect((await s.ask(cast.president, said)).message.summary).toContain('Ya no tengo esa lista');
    s.at('2024-05-09T18:00:01Z');
    expect((await s.ask(cast.member, said)).message.summary).toContain('Ya no tengo esa lista');
  });

  it('alone says how', async () => {
    const s = await scene({ at });
    expect(words(await s.ask(cast.member, 'registros'))).toContain('columnas numero_empleado, registro');
  });
});
