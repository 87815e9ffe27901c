import { beforeEach, describe, expect, it } from 'vitest';
import { cardOf } from '../../src/cards/month.ts';
import { currentProgramme, versionOn } from '../../src/programme/versions.ts';
import { progress } from '../../src/progress.ts';
import { rowsOf, sentTable, withCell } from '../support/tables.ts';
import { button, cast, choices, fact, given, press, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-07-02T17:00:00Z' });
});
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);
const send = async (said: string, rows: readonly (readonly string[])[]) => ask(said, await sentTable(rows));
const bodies = async () => (await s.facts()).map((f) => [f.kind, f.occurredOn, f.body] as const);
const inForce = (day = '2024-07-02') =>
  versionOn(s.bot.journal.view(), currentProgramme(s.bot.journal.view(), s.programme, day), day);
const confirm = (reply: Awaited<ReturnType<typeof ask>>, label = 'Confirmar el cambio') =>
  press(s, cast.secretary, reply, label);

/** An agreement and its session, so that they can be cited. */
async function decided(): Promise<void> {
  await ask('sesion celebrada 2024-06-28');
  await ask('acuerdo nuevo "Mover la entrega" sesion 2024-06-28');
}
const changes = async () => (await bodies()).filter(([kind]) => kind === 'programme.changed');

describe('a table that comes back as it went out', () => {
  it.each([
    'programa actividades',
    'programa fechas',
    'programa tarjetas',
    'programa destinatario',
    'programa documentos',
    'programa textos',
    'dias-inhabiles tabla',
  ])('%s changes nothing', async (said) => {
    const reply = await ask(said);
    expect(reply.attachments?.[0]?.name).toMatch(/^[a-z-]+-2024\.xlsx$/);
    const back = await send(said, await rowsOf(reply));
    expect(back.message.summary).toContain('dice lo mismo');
    expect(await s.facts()).toEqual([]);
  });
});

describe('a change that a session decided', () => {
  it('is shown line by line, asks for session and agreement, and is in force from its day on', async () => {
    await decided();
    const rows = await rowsOf(await ask('programa actividades'));
    const shown = await send(
      'programa actividades',
      withCell(rows, '8', 'FECHA DE CONCLUSIÓN', '31/07/2024'),
    );
    expect(words(shown)).toContain('Actividad 8, FECHA DE CONCLUSIÓN: 15/03/2024 → 31/07/2024');
    expect(words(shown)).toContain('Todavía no se guarda nada');
    expect(await changes()).toEqual([]);
    const form = shown.message.blocks.flatMap((b) => (b.type === 'form' ? [b.form] : []))[0]!;

    for (const [fields, field] of [
      [{ session: '2024-06-28', agreement: '99', from: '2024-07-01' }, 'agreement'],
      [{ session: 'nunca', agreement: '1', from: '2024-07-01' }, 'session'],
      [{ session: '2024-06-28', agreement: '1', from: '' }, 'from'],
    ] as const) {
      const refused = await ask(form.words, { fields });
      expect(Object.keys(refused.fieldErrors ?? {})).toEqual([field]);
    }
    const done = await ask(form.words, {
      fields: { session: '2024-06-28', agreement: '1', from: '2024-07-01' },
    });
    expect(words(done)).toContain('desde el 1 de julio de 2024');
    expect(await changes()).toMatchObject([
      [
        'programme.changed',
        '2024-07-01',
        { programme: 'pat-2024', from: '2024-07-01', session: '2024-06-28', agreement: '2024-ACU-000001' },
      ],
    ]);
    // Before that day everything is as it was.
    const view = s.bot.journal.view();
    const endOn = (day: string) =>
      progress({ programme: versionOn(view, s.programme, day), view, asOf: day })[7]!.activity.end;
    expect([endOn('2024-06-30'), endOn('2024-07-01')]).toEqual(['2024-03-15', '2024-07-31']);
    expect(words(await ask('programa'))).toContain(
      'Cambió desde el 1 de julio de 2024 (sesión del 28 de junio de 2024, acuerdo 1)',
    );
    expect(words(await ask('avance 8'))).not.toContain('15 de marzo de 2024');
    expect(words(await ask('avance 8 al 2024-06-30'))).toContain('15 de marzo de 2024');
  });

  it('of a session that is planned says that the plan stands', async () => {
    await decided();
    await ask('sesion planear tercera 2024-10-02 10:00');
    const rows = await rowsOf(await ask('programa fechas'));
    const shown = await send(
      'programa fechas sesion 2024-06-28 acuerdo 1',
      withCell(rows, ['2', '2024-S3'], 'FECHA FIJA', '04/10/2024'),
    );
    expect(words(shown)).toContain('Tercera sesión ordinaria: ya está planeada para el 2 de octubre de 2024');
  });

  it('is recorded once, however often the button is pressed; an old button changes nothing', async () => {
    await decided();
    const said = 'programa fechas sesion 2024-06-28 acuerdo 1 desde 2024-07-01';
    const rows = await rowsOf(await ask('programa fechas'));
    const one = await send(said, withCell(rows, ['2', '2024-S3'], 'FECHA FIJA', '04/10/2024'));
    const other = await send(said, withCell(rows, ['2', '2024-S3'], 'FECHA FIJA', '2024-10-11'));
    expect(words(one)).toContain('Actividad 2, 2024-S3, FECHA FIJA: 27/09/2024 → 04/10/2024');
    expect(words(one)).toContain('por el acuerdo 1 de la sesión del 28 de junio de 2024');
    await confirm(one);
    await confirm(one);
    const old = await confirm(other);
    expect(words(old)).toContain('cambió después de que te mostré la diferencia');
    expect(await changes()).toHaveLength(1);
    expect(inForce().activities[1]!.measure).toMatchObject({
      confirmed: { on: '2024-06-28' },
      occurrences: { 2: { due: { on: '2024-10-04' } } },
    });
    expect(words(await ask('calendario'))).toContain('4 de octubre');
  });

  it('of an earlier day reaches versions that begin later, unless they change the same', async () => {
    await decided();
    const put = async (value: string, from: string) => {
      const said = `programa fechas sesion 2024-06-28 acuerdo 1 desde ${from}`;
      const rows = await rowsOf(await ask('programa fechas'));
      return confirm(await send(said, withCell(rows, ['2', '2024-S4'], 'FECHA FIJA', value)));
    };
    await ask(
      'programa destinatario 2024-09-13 "Ana Ruiz" "Titular" "Secretaría Anticorrupción y Buen Gobierno"',
    );
    await put('10/12/2024', '2024-06-28');
    expect(await changes()).toHaveLength(3);
    expect(inForce('2024-07-01').oversight).toHaveLength(1);
    expect(inForce('2024-07-02').oversight).toHaveLength(2);
    expect(JSON.stringify(inForce('2024-07-02').activities[1])).toContain('2024-12-10');
    await put('11/12/2024', '2024-07-20');
    const refused = await put('12/12/2024', '2024-07-10');
    expect(words(refused)).toContain('Hay un cambio de lo mismo que rige desde el 20 de julio de 2024');
  });

  it('needs the agreement in words too, and a day of the programme', async () => {
    await decided();
    const rows = withCell(
      await rowsOf(await ask('programa fechas')),
      ['10', '2024-E1'],
      'FECHA FIJA',
      '29/11/2024',
    );
    expect(words(await send('programa fechas sesion 2024-06-28', rows))).toContain('qué acuerdo');
    expect(words(await send('programa fechas sesion 2024-06-28 acuerdo 7', rows))).toContain(
      'No encuentro el acuerdo',
    );
    expect(words(await send('programa fechas sesion 2024-06-28 acuerdo 1 desde 2023-07-01', rows))).toContain(
      'no puede regir desde el 1 de julio de 2023',
    );
    expect(words(await send('programa fechas sesion 2024-09-28 acuerdo 1', rows))).toContain(
      'todavía no llega',
    );
    expect(await changes()).toEqual([]);
  });
});

describe('what needs no session', () => {
  it('the cards: those changed one by one are in the table, and what comes back is what goes out', async () => {
    await ask('tarjeta cambiar 2024-08', { fields: { value: 'Ayuda', sentence: 'Ayudar es de todos.' } });
    const rows = await rowsOf(await ask('programa tarjetas'));
    expect(rows).toHaveLength(13);
    expect(rows[8]).toEqual(['agosto', 'Ayuda', 'Ayudar es de todos.']);
    const next = withCell(
      withCell(rows, 'agosto', 'VALOR', 'Cooperación'),
      'septiembre',
      'FRASE',
      '=Servir es un gusto.',
    );
    const shown = await send('programa tarjetas', next);
    expect(words(shown)).toContain('Tarjeta de agosto, VALOR: Ayuda → Cooperación');
    await confirm(shown);
    expect(cardOf(inForce(), s.bot.journal.view(), '2024-08')?.value).toBe('Cooperación');
    const again = await rowsOf(await ask('programa tarjetas'));
    expect([again[8]![1], again[9]![2]]).toEqual(['Cooperación', "'=Servir es un gusto."]);
    expect(inForce().integrityDay.months[8]!.sentence).toBe('=Servir es un gusto.');
    expect(inForce().integrityDay.confirmed).toMatchObject({ on: '2024-07-02' });
    expect(words(await ask('programa'))).not.toContain('los valores de cada mes');
  });

  it('can be confirmed as it is', async () => {
    const rows = await rowsOf(await ask('programa tarjetas'));
    const reply = await send('programa tarjetas', rows);
    await confirm(reply, 'Confirmarlo como está');
    await confirm(reply, 'Confirmarlo como está');
    expect(await changes()).toHaveLength(1);
    expect(inForce().integrityDay.confirmed).toMatchObject({ by: 'Secretaría Ejecutiva del Comité' });
  });

  it('the addressee, by the day of dispatch, in one line', async () => {
    const said =
      'programa destinatario 2024-09-13 "Ana Ruiz" "Titular" "Secretaría Anticorrupción y Buen Gobierno"';
    expect(words(await ask(said))).toContain('Se agrega Destinatario desde el 13/09/2024');
    await ask(said);
    expect(await changes()).toHaveLength(1);
    expect(inForce().oversight.at(-1)).toMatchObject({
      from: '2024-09-13',
      name: 'Ana Ruiz',
      confirmed: { on: '2024-07-02' },
    });
    for (const odd of ['programa destinatario 2024-09-13 "Ana"', 'programa destinatario "a" "b" "c"'])
      expect(words(await ask(odd))).toContain('No entendí el destinatario');
  });

  it('a document’s link', async () => {
    await ask('programa documento codigo-etica https://ejemplo.invalid/codigo.pdf');
    expect(words(await ask('codigos'))).toContain('https://ejemplo.invalid/codigo.pdf');
    expect(words(await ask('programa documento codigo-etica javascript:alert(1)'))).toContain('No entendí');
    expect(await changes()).toHaveLength(1);
  });
});

describe('the texts', () => {
  const change = async (...cells: [string, string][]) => {
    const rows = await rowsOf(await ask('programa textos'));
    return send(
      'programa textos',
      cells.reduce((all, [key, text]) => withCell(all, key, 'TEXTO', text), rows),
    );
  };

  it('of a letter that people signed need another version, which they sign again', async () => {
    await confirm(await change(['carta título', 'Carta compromiso']));
    await s.ask(cast.employee, 'carta aceptar v1');
    expect(words(await change(['carta párrafo', 'Otro párrafo.']))).toContain('ya firmaron la carta v1');
    const shown = await change(['carta párrafo', 'Otro párrafo.'], ['carta versión', 'v2']);
    expect(words(shown)).toContain('Texto «carta versión», TEXTO: v1 → v2');
    expect(words(await confirm(shown))).toContain('carta confirmar');
    expect(words(await s.ask(cast.employee, 'carta'))).toContain('Otro párrafo.');
    expect(words(shown)).toContain('1 persona firmó la carta v1');
    expect(words(await s.ask(cast.employee, 'avance 11'))).toContain('0 personas');
    expect(await changes()).toHaveLength(2);
  });

  it('of complaints and doubts are confirmed once nothing of them is to be confirmed', async () => {
    const rows = await rowsOf(await ask('programa textos'));
    const next = rows.map((r) => (r[0] === 'denuncia canal' ? [r[0], r[1]!, 'etica@ejemplo.invalid'] : r));
    await confirm(await send('programa textos', next));
    expect(inForce().complaints).toMatchObject({
      confirmed: { on: '2024-07-02' },
      channels: { 0: { value: 'etica@ejemplo.invalid' } },
    });
    expect(inForce().questions.confirmed).toBe(false);
    expect(words(await ask('denuncia'))).toContain('etica@ejemplo.invalid');
  });
});

describe('non-working days', () => {
  it('that change are no longer confirmed', async () => {
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(words(await ask('avance 4'))).toContain('17 de enero de 2025');
    const said = await ask('dias-inhabiles agregar 2025-01-06 "Día de Reyes" estatal');
    expect(words(said)).toContain('hay que confirmarlo otra vez');
    expect(words(await ask('dias-inhabiles'))).toContain('no está confirmado');
    expect(words(await ask('avance 4'))).toContain('(provisional)');
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(words(await ask('avance 4'))).toContain('20 de enero de 2025');
    await ask('dias-inhabiles quitar 2025-01-06');
    await ask('dias-inhabiles confirmar vacaciones no');
    expect(words(await ask('avance 4'))).toContain('17 de enero de 2025');
  });

  it('come back as a table with what is wrong by row and column', async () => {
    const rows = await rowsOf(await ask('dias-inhabiles tabla'));
    const odd = [
      ...withCell(withCell(rows, '17/07/2024', 'TIPO', 'puente'), '05/02/2024', 'DESDE', '05/02'),
      ['30/02/2024', '', 'No existe', 'estatal', 'x'],
      ['10/08/2024', '01/08/2024', '', 'estatal', 'x'],
      ['2019-01-01', '', 'Antes', 'estatal', 'x'],
    ];
    const reply = words(await send('dias-inhabiles', odd));
    expect(reply).toContain('La tabla tiene 6 errores');
    expect(reply).toContain('Fila 3, columna A (DESDE): «05/02» no es una fecha con año');
    expect(reply).toContain(
      'columna D (TIPO): «puente» no se puede; usa «nacional», «estatal» y «vacaciones»',
    );
    expect(reply).toContain('columna A (DESDE): «30/02/2024» no es una fecha');
    expect(reply).toContain('columna B (HASTA): termina antes de empezar');
    expect(reply).toContain('columna C (NOMBRE): no puede estar vacía');
    expect(reply).toContain('queda fuera del año del programa');
    expect(await s.facts()).toEqual([]);
  });
});

describe('a table that can’t be used changes nothing', () => {
  const errorsOf = async (said: string, edit: (rows: string[][]) => string[][]) =>
    words(await send(said, edit(await rowsOf(await ask(said)))));

  it('activities and dates', async () => {
    const all = [
      await errorsOf('programa actividades', (r) => r.filter((row) => row[0] !== '7')),
      await errorsOf('programa actividades', (r) => withCell(r, '7', 'N.º', '6')),
      await errorsOf('programa actividades', (r) => withCell(r, '7', 'N.º', '14')),
      await errorsOf('programa actividades', (r) => withCell(r, '7', 'META', '')),
      await errorsOf('programa actividades', (r) => withCell(r, '7', 'FECHA DE INICIO', '01/02/2024')),
      await errorsOf('programa actividades', (r) => withCell(r, '5', 'FÓRMULA', 'razón por 100')),
      await errorsOf('programa actividades', (r) => r.map((row) => row.slice(0, 4))),
      await errorsOf('programa fechas', (r) => withCell(r, ['4', '2024-T1'], 'FECHA FIJA', '10/04/2024')),
      await errorsOf('programa fechas', (r) => withCell(r, ['4', '2024-T1'], 'DÍAS HÁBILES', 'diez')),
      await errorsOf('programa fechas', (r) => withCell(r, ['4', '2024-T2'], 'CLAVE', '2024-T1')),
      await errorsOf('programa fechas', (r) => r.filter((row) => row[0] !== '10')),
      await errorsOf('programa fechas', (r) => withCell(r, ['2', '2024-S1'], 'N.º DE ACTIVIDAD', '9')),
      await errorsOf('programa tarjetas', (r) => r.slice(0, 12)),
      await errorsOf('programa documentos', (r) => withCell(r, 'procedimiento', 'ENLACE', 'el portal')),
    ];
    for (const [i, what] of [
      'falta Actividad 7',
      '«6» se repite',
      'no hay una actividad «14»',
      'columna D (META): no puede estar vacía',
      'termina antes de empezar',
      'usa «no definida»',
      'falta la columna «INDICADOR»',
      'no las dos cosas',
      '«diez» no es un número de días hábiles',
      '«2024-T1» se repite',
      'falta Actividad 10',
      '«9» no se puede; usa «2», «4», «6» y «10»',
      'falta Tarjeta de diciembre',
      '«el portal» no es una dirección completa',
    ].entries())
      expect(all[i], `${i}`).toContain(what);
    expect(await s.facts()).toEqual([]);
  });

  it('a file that is no table, or one that is gone', async () => {
    const open = async () =>
      (async function* () {
        yield Buffer.from('%PDF-1.4');
      })();
    const reply = await ask('programa fechas', { files: [{ name: 'x.xlsx', bytes: 8, open }] });
    expect(words(reply)).toContain('No pude leer la tabla');
    expect(words(await ask('programa fechas aplicar token999 abc'))).toContain('Ya no tengo esa tabla');
  });
});

describe('who may', () => {
  it('the committee looks, the secretary changes', async () => {
    const asMember = (said: string, more = {}) => s.ask(cast.member, said, more);
    const table = await asMember('programa actividades');
    expect(words(table)).toContain('Es para consulta');
    const rows = await rowsOf(table);
    const sent = await sentTable(withCell(rows, '7', 'TÍTULO', 'Otro'));
    expect(words(await asMember('programa actividades', sent))).toContain('Secretaría Ejecutiva');
    for (const said of [
      'programa destinatario 2024-09-13 "a" "b" "c"',
      'programa documento codigo-etica https://ejemplo.invalid',
      'dias-inhabiles agregar 2024-08-05 "x"',
      'dias-inhabiles quitar 2024-07-17',
      'programa nuevo 2025',
      'programa aprobar 2025 sesion 2024-06-28',
    ])
      expect(words(await asMember(said)), said).toContain('Secretaría Ejecutiva');
    expect(words(await s.ask(cast.employee, 'programa fechas'))).toContain('Comité');
    expect(await s.facts()).toEqual([]);
  });

  it('a table that the secretary sent is nobody else’s', async () => {
    const rows = await rowsOf(await ask('programa tarjetas'));
    const shown = await send('programa tarjetas', withCell(rows, 'enero', 'VALOR', 'Otro'));
    const { words: said } = button(shown, 'Confirmar el cambio');
    await given(
      s,
      fact('role.granted', '2024-01-01', { role: 'secretary', unit: null }, { subject: `id-${cast.member}` }),
    );
    expect(words(await s.ask(cast.member, said))).toContain('Ya no tengo esa tabla');
    expect(choices(shown.message)).toHaveLength(1);
  });
});
