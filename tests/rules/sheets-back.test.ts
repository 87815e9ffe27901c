import { beforeEach, describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import { scansOf } from '../../src/evidence/items.ts';
import { jpg, pdf, png } from '../evidence/samples.ts';
import { contentOf } from '../support/bot.ts';
import { csv, sent } from '../support/files.ts';
import { button, cast, choices, gist, id, press, type Scene, scene, units, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const course = `hoja 9 "${units.big}" "Ética pública" 2024-05-07`;
const kinds = async () => (await s.facts()).map((f) => f.kind);
const files = (...all: Uint8Array[]) => ({ files: all.map((bytes, i) => sent(`foto${i}.jpg`, bytes)) });
const scans = (n: number) => scansOf(s.bot.journal.view(), n);

describe('a sheet comes back with its picture', () => {
  it('and both are recorded at once: the records accredited, the picture evidence of the activity and of the sheet', async () => {
    await s.ask(cast.lead, course);
    const reply = await s.ask(cast.lead, 'hoja 1 todos menos 4', files(jpg, png));
    expect(reply.message.summary).toBe('Listo: 6 personas de la hoja 1, con fecha del martes 7 de mayo.');
    expect(words(reply)).toContain('Quedaron guardadas como evidencias 2024-E-0001 y 2024-E-0002.');
    expect(choices(reply.message).map((c) => c.label)).not.toContain('Adjuntar la foto');
    expect(await kinds()).toEqual([
      'sheet.issued',
      ...Array(6).fill('training.recorded'),
      'sheet.returned',
      'evidence.added',
      'evidence.added',
    ]);
    const evidence = (await s.facts()).at(-1)!;
    expect(evidence).toMatchObject({
      occurredOn: '2024-05-07',
      actor: id(cast.lead),
      body: { activity: 9, programme: 'pat-2024', sheet: 1 },
    });
    expect((await s.facts()).find((f) => f.kind === 'sheet.returned')!.body).toEqual({
      sheet: 1,
      rows: [1, 2, 3, 5, 6, 7],
    });
    const shown = words(await s.ask(cast.lead, 'hoja 1'));
    expect(shown).toContain('Registrada: 6 de 7 renglones.');
    expect(shown).toContain('4. Persona 00004\n');
    expect(shown).toContain('Foto o escaneo: 2024-E-0001 y 2024-E-0002.');
    expect(words(await s.ask(cast.secretary, 'evidencia 9'))).toContain(
      'registrada el 9 de mayo de 2024 por Persona 00003 · hoja 1',
    );
  });

  it('or it follows after the button, several in a row, from the lead too', async () => {
    await s.ask(cast.lead, course);
    const back = await s.ask(cast.lead, 'hoja 1 todos');
    expect(words(back)).toContain('Falta la foto');
    expect((await s.ask(cast.lead, '', files(jpg))).message.summary).toContain('No guardé los archivos');
    const asked = await press(s, cast.lead, back, 'Adjuntar la foto');
    expect(asked.message.summary).toContain('Envíame ahora la foto');
    const first = await s.ask(cast.lead, '', files(jpg));
    expect(first.message.summary).toBe(
      'Listo: la hoja 1 ya tiene su foto. Quedó guardada como evidencia 2024-E-0001.',
    );
    await s.ask(cast.lead, 'aquí va la otra', files(png));
    expect(scans(1).map((e) => e.id)).toEqual(['2024-E-0001', '2024-E-0002']);
    s.at('2024-05-09T18:00:01Z');
    expect((await s.ask(cast.lead, '', files(pdf))).message.summary).toContain('No guardé los archivos');
    await s.ask(cast.lead, 'hoja 1 foto', files(pdf));
    expect(scans(1)).toHaveLength(3);
  });

  it('stays where the words were not right, and is taken with the next ones', async () => {
    await s.ask(cast.lead, course);
    const bad = await s.ask(cast.lead, 'hoja 1 todos menos 44', files(jpg));
    expect(words(bad)).toContain('Ya tengo la foto');
    expect(await kinds()).toEqual(['sheet.issued', 'file.received']);
    const good = await s.ask(cast.lead, 'hoja 1 todos menos 4');
    expect(words(good)).toContain('Quedó guardada como evidencia 2024-E-0001.');
    expect(scans(1)).toHaveLength(1);
    expect(s.bot.journal.view().waiting.get(id(cast.lead))).toEqual([]);
  });

  it('shows two sheets in one scan, and is not kept twice for one', async () => {
    await s.ask(cast.member, course);
    await s.ask(cast.member, `hoja 11 "${units.big}"`);
    for (const n of [1, 2, 1]) await s.ask(cast.member, `hoja ${n} foto`, files(pdf));
    expect([scans(1).length, scans(2).length]).toEqual([1, 1]);
    expect((await kinds()).filter((k) => k === 'evidence.added')).toHaveLength(2);
  });

  it('can be told by the committee’s own words for evidence', async () => {
    await s.ask(cast.member, course);
    await s.ask(cast.member, 'evidencia hoja 1', files(pdf));
    expect(scans(1)[0]).toMatchObject({ activity: 9, sheet: 1, occurredOn: '2024-05-07' });
  });

  it('is not taken of another unit’s lead, nor with what tells of a case', async () => {
    await s.ask(cast.member, `hoja 11 "${units.small}"`);
    expect((await s.ask(cast.lead, 'hoja 1 foto', files(pdf))).message.summary).toContain(
      'solo las hojas de tu unidad',
    );
    expect((await s.ask(cast.lead, 'hoja 1 foto')).message.summary).toContain('solo las hojas');
    expect(scans(1)).toEqual([]);
    await s.ask(cast.lead, course);
    await s.ask(cast.lead, 'hoja 2 foto');
    expect(words(await s.ask(cast.lead, 'mi jefe me acosa', files(jpg)))).toMatch(/denuncia/i);
    expect(scans(2)).toEqual([]);
  });
});

describe('a small correction', () => {
  it('is made by whoever returned the sheet, for seven days and with a reason', async () => {
    await s.ask(cast.lead, course);
    await s.ask(cast.lead, 'hoja 1 todos');
    const cancel = (number: string, said = 'cancelar 2024-CAP-000004') => s.ask(number, said);
    expect((await cancel(cast.lead)).message.summary).toContain('hace falta el motivo');
    expect((await cancel(cast.colleague, 'cancelar 2024-CAP-000004 "no"')).message.summary).toContain(
      'No encuentro',
    );
    expect((await cancel(cast.member, 'cancelar 2024-CAP-000004 "no"')).message.summary).toContain(
      'No encuentro',
    );
    expect((await cancel(cast.lead, 'cancelar 2024-CAP-000004 "no firmó"')).message.summary).toContain(
      'Cancelé',
    );
    const again = await s.ask(cast.lead, 'hoja 1 4');
    expect(words(again)).toContain('4. Persona 00004: registrada, folio 2024-CAP-000008');
    s.at('2024-05-17T17:00:01Z');
    expect((await cancel(cast.lead, 'cancelar 2024-CAP-000005 "x"')).message.summary).toContain(
      'más de 7 días',
    );
  });
});

describe('a sheet of donations', () => {
  const issued = () => s.ask(cast.lead, `hoja 10 "${units.big}" 2024-05-07`);
  const given = async () =>
    gist(await s.facts())
      .filter((f) => f.kind === 'donation.recorded')
      .map((f) => [f.subject, f.body.thing, f.body.unit, f.body.amount, f.occurredOn]);

  it('is of everybody, and what each gave comes back in a line', async () => {
    await s.ask(cast.employee, 'tapitas 1 kg');
    expect((await issued()).message.summary).toBe(
      'Listo: hoja de donativos 1 de «Subdirección Médica» con 7 personas.',
    );
    const reply = await s.ask(
      cast.lead,
      'hoja 1 4 2.5 kg, 6 ropa 3 piezas; 1 medio kilo, 2-3 2,5 kilos de tapitas, 7 4 cobijas',
      files(jpg),
    );
    expect(reply.message.summary).toBe('Listo: 6 donativos de la hoja 1, con fecha del martes 7 de mayo.');
    expect(await given()).toEqual([
      [id('00001'), 'caps', 'g', 1000, '2024-05-09'],
      [id('00004'), 'caps', 'g', 2500, '2024-05-07'],
      [id('00006'), 'clothes', 'pieces', 3, '2024-05-07'],
      [id('00001'), 'caps', 'g', 500, '2024-05-07'],
      [id('00002'), 'caps', 'g', 2500, '2024-05-07'],
      [id('00003'), 'caps', 'g', 2500, '2024-05-07'],
      [id('00007'), 'blankets', 'pieces', 4, '2024-05-07'],
    ]);
    expect(words(reply)).toMatch(/6\. Persona 00006, ropa 3 piezas: registrada, folio 2024-DON-00000\d/);
    expect(scans(1)).toHaveLength(1);
  });

  it.each([
    ['4 2.5 kg 6 ropa 3 piezas 9-9 x', null],
    ['4 2.5 kg 6 ropa 3 piezas 1 500 g', 3],
    ['4 2.5kg\n6 3 piezas de ropa', 2],
    ['4 3 kg, 4 3 kg', 2],
    ['4 tapitas 2 kg ayer', 1],
  ])('«%s» is %s donations, or nothing', async (said, n) => {
    await issued();
    await s.ask(cast.lead, `hoja 1 ${said}`);
    expect(await given()).toHaveLength(n ?? 0);
  });

  it.each([
    ['4 2.5 kg, 9 ropa 3 piezas', 'no entendí «9 ropa 3 piezas»'],
    ['4 2.5, 6 ropa 3 piezas', '4. Persona 00004, 2.5: no se puede'],
    ['4 -3 kg, 6 ropa 3 piezas', 'no se puede'],
    ['4 9 17 1 kg', 'no se puede'],
    ['todos', 'Sin decir qué, son tapitas'],
    ['todos menos 4', 'no entendí'],
    ['4 2 kg 2024-06-01', 'todavía no llega'],
  ])('«%s» records nothing', async (said, expected) => {
    await issued();
    expect(words(await s.ask(cast.lead, `hoja 1 ${said}`))).toContain(expected);
    expect(await kinds()).toEqual(['sheet.issued']);
  });

  it('given again is the same, line by line; what was noted by chat is not noted twice', async () => {
    await issued();
    await s.ask(cast.colleague, 'tapitas 2 kg 2024-05-07');
    const first = await s.ask(cast.lead, 'hoja 1 2 2 kg, 4 1 kg');
    expect(words(first)).toContain(
      '2. Persona 00002, 2 kg: ya estaba registrada, folio 2024-DON-000001; no se anotó otra vez',
    );
    expect(words(first)).toContain('registrar NÚMERO tapitas');
    s.at('2024-05-09T18:00:00Z');
    expect((await s.ask(cast.lead, 'hoja 1 2 2 kg, 4 1 kg')).message.summary).toContain(
      'ya estaba registrada',
    );
    expect(await given()).toHaveLength(2);
  });
});

describe('a sheet as a table', () => {
  const filled = (...marks: readonly [row: string, number: string, mark: string][]) =>
    csv(
      ['hoja', 'renglon', 'numero_empleado', 'nombre', 'firmo'],
      ...marks.map(([row, n, m]) => ['1', row, n, 'x', m]),
    );
  const back = (content: string | Uint8Array, said = 'hoja 1', name = 'hoja-1.csv') =>
    s.ask(cast.lead, said, { files: [sent(name, content)] });

  it('goes out as XLSX, is filled in and comes back: shown first, then recorded by its button', async () => {
    await s.ask(cast.lead, course);
    const out = await s.ask(cast.lead, 'hoja 1 xlsx');
    const bytes = await contentOf(out.attachments![0]!);
    const read = await readTable(bytes, 'hoja-1.xlsx');
    if (!read.ok) throw new Error('not read');
    expect(read.rows[0]!.cells).toEqual(['hoja', 'renglon', 'numero_empleado', 'nombre', 'firmo']);
    expect(read.rows.slice(1).map((r) => r.cells.slice(0, 4).join(' '))[1]).toBe('1 2 00002 Persona 00002');
    expect(words(await back(bytes, 'hoja 1', 'hoja-1.xlsx'))).toContain('nadie está marcado');
    const shown = await back(
      filled(['1', '00001', 'Sí'], ['2', '00002', ''], ['3', '00003', 'x'], ['4', '00004', 'no']),
    );
    expect(shown.message.summary).toBe('En la tabla de la hoja 1 hay 2 renglones marcados.');
    expect(await kinds()).toEqual(['sheet.issued']);
    const done = await press(s, cast.lead, shown, 'Registrar 2 renglones');
    expect(done.message.summary).toContain('Listo: 2 personas de la hoja 1');
    expect(
      gist(await s.facts())
        .filter((f) => f.kind === 'training.recorded')
        .map((f) => f.subject),
    ).toEqual([id('00001'), id('00003')]);
  });

  it('of donations says what and how much', async () => {
    await s.ask(cast.lead, `hoja 10 "${units.big}"`);
    const table = csv(
      ['Renglón', 'Qué', 'Cuánto'],
      ['1', '', '2.5 kg'],
      ['1', 'ropa', '3 piezas'],
      ['2', '', ''],
    );
    const shown = await back(table, 'hoja 1 2024-05-08');
    await press(s, cast.lead, shown, 'Registrar 2 renglones');
    expect(
      gist(await s.facts())
        .filter((f) => f.kind === 'donation.recorded')
        .map((f) => [f.body.thing, f.occurredOn]),
    ).toEqual([
      ['caps', '2024-05-08'],
      ['clothes', '2024-05-08'],
    ]);
  });

  it.each([
    [
      'of another sheet',
      csv(['hoja', 'renglon', 'firmo'], ['7', '1', 'x']),
      'columna «hoja»: esta tabla es de la hoja «7»',
    ],
    [
      'with a row that the sheet lacks',
      filled(['8', '', 'x']),
      'columna «renglon»: la hoja no tiene el renglón «8»',
    ],
    ['with somebody else’s number', filled(['1', '00002', 'x']), 'el número «00002» no es el de ese renglón'],
    [
      'with a mark that says nothing',
      filled(['1', '00001', 'quizá']),
      'Fila 2, columna «firmo»: no entendí «quizá»',
    ],
    ['without its columns', csv(['nombre'], ['x']), 'columna «firmo»: falta esta columna'],
    ['with letters that came broken', filled(['1', '00001', 'SÃ³']), 'llegaron dañadas'],
  ])('%s is refused with its place, nothing recorded', async (_, content, expected) => {
    await s.ask(cast.lead, course);
    const reply = await back(content);
    expect(words(reply)).toContain(expected);
    expect(words(reply)).toContain('No se registró nada');
    expect(await kinds()).toEqual(['sheet.issued']);
  });

  it('comes with its picture, which is taken with the confirmation', async () => {
    await s.ask(cast.lead, course);
    const shown = await s.ask(cast.lead, 'hoja 1', {
      files: [sent('hoja.csv', filled(['1', '00001', 'x'])), sent('foto.jpg', jpg)],
    });
    expect(words(shown)).toContain('Ya tengo la foto');
    await press(s, cast.lead, shown, 'Registrar 1 renglón');
    expect(scans(1)).toHaveLength(1);
    const other = await s.ask(cast.member, button(shown, 'Registrar 1 renglón').words);
    expect(other.message.summary).toContain('Ya no tengo esa tabla');
  });
});
