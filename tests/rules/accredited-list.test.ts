import { beforeEach, describe, expect, it } from 'vitest';
import { standing } from '../../src/view/records.ts';
import { button, cast, choices, id, press, type Scene, scene, units, words } from './support.ts';

const { member, employee, colleague, alone, lead } = cast;
let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-20T17:00:00Z' });
});

const list = (content: string, name = 'lista.csv') => ({
  files: [
    {
      name,
      bytes: content.length,
      open: async () =>
        (async function* () {
          yield Buffer.from(content);
        })(),
    },
  ],
});
const said = 'acreditar 9 "Ética pública" 2024-05-07 4h';
const trained = () =>
  [employee, colleague, alone].map((n) =>
    standing(s.bot.journal.view(), 'training.recorded', id(n))
      .map((r) => r.body.part)
      .join(),
  );

describe('a list that is sent with the words', () => {
  it('is shown first, and accredits everybody on it by its button, once', async () => {
    await s.ask(employee, 'capacitacion "Ética pública" 2024-05-07 4h');
    const before = s.bot.journal.view().head.seq;
    const preview = await s.ask(
      member,
      said,
      list('numero_empleado;nombre\n00001;A\n2;B\n00002;B\n00010;C\n'),
    );
    expect(words(preview)).toContain(
      '«lista.csv»: 3 personas para acreditar en la actividad 9. Todavía no se registra nada.',
    );
    expect(words(preview)).toContain(
      'Con registro declarado, que queda acreditado: 1\nSin registro anterior: 2\nFilas repetidas, que cuentan una vez: 1',
    );
    expect(s.bot.journal.view().head.seq).toBe(before);
    const done = await press(s, member, preview, 'Acreditar a 3 personas');
    expect(done.message.summary).toBe('Listo: 3 personas con registro acreditado en la actividad 9.');
    expect(words(done)).toContain('00001 · Persona 00001: su registro quedó acreditado');
    expect(trained()).toEqual(['accredited', 'accredited', 'accredited']);
    const seq = s.bot.journal.view().head.seq;
    expect((await press(s, member, preview, 'Acreditar a 3 personas')).message.summary).toContain(
      'ya estaban acreditadas',
    );
    expect(s.bot.journal.view().head.seq).toBe(seq);
  });

  it('is refused whole, row by row, where somebody on it is not on the plantilla', async () => {
    const reply = await s.ask(member, said, list('numero_empleado\n00001\n77777\n\nabc\n00002\n'));
    expect(words(reply)).toContain(
      'No acredité a nadie: en «lista.csv» hay 2 filas que no están en la plantilla (2 personas sí están).',
    );
    expect(words(reply)).toContain('Fila 3: «77777»\nFila 5: «abc»');
    expect(choices(reply.message)).toEqual([]);
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    ['a heading that nobody knows', 'Firmantes\n00001\n00002\n00010\n'],
    ['no heading', '00001\n00002\n00010\n'],
    ['other columns before', 'Hora,Clave\n09:00,00001\n09:01,00002\n09:02,00010\n'],
    ['a title above', 'Lista de asistencia\n\nNo. de empleado,Nombre\n00001,A\n00002,B\n00010,C\n'],
  ])('is read with %s', async (_, content) => {
    const preview = await s.ask(member, said, list(content));
    await press(s, member, preview, 'Acreditar a 3 personas');
    expect(trained()).toEqual(['accredited', 'accredited', 'accredited']);
  });

  it.each([
    ['a list of nobody', said, 'a\n', 'no encuentro ningún número de empleado'],
    ['a list of words', said, 'a,b\nx,y\n', 'Fila 2: «x»'],
    ['a file that is no table', said, 'a,"b\n', 'No pude leer «lista.csv»'],
    ['numbers besides', `${said} 00001`, 'numero_empleado\n00001\n', 'no las dos cosas'],
    ['no course', 'acreditar 9 2024-05-07', 'numero_empleado\n00001\n', 'en capacitación, también el curso'],
    ['a day to come', 'acreditar 9 "Ética" 2024-06-07', 'numero_empleado\n00001\n', 'todavía no llega'],
  ])('records nothing from %s', async (_, words_, content, answer) => {
    expect(words(await s.ask(member, words_, list(content)))).toContain(answer);
    expect(await s.facts()).toEqual([]);
  });

  it('is nobody else’s to confirm, and not kept for long', async () => {
    const preview = await s.ask(member, said, list('numero_empleado\n00001\n'));
    const { words: confirm } = button(preview, 'Acreditar a 1 persona');
    expect((await s.ask(cast.secretary, confirm)).message.summary).toContain('Ya no tengo esa lista');
    expect((await s.ask(employee, confirm)).message.summary).toContain('es para');
    s.at('2024-05-20T18:00:01Z');
    expect((await s.ask(member, confirm)).message.summary).toContain('Ya no tengo esa lista');
    expect(await s.facts()).toEqual([]);
  });

  it('may be long: hundreds of people in one step', async () => {
    const roster = Array.from({ length: 600 }, (_, n) => ({ number: String(n + 1001) }));
    s = await scene({ at: '2024-05-20T17:00:00Z', roster: [...roster, { number: cast.member }] });
    const preview = await s.ask(
      member,
      said,
      list(`numero_empleado\n${roster.map((r) => r.number).join('\n')}\n`),
    );
    const reply = await press(s, member, preview, 'Acreditar a 600 personas');
    expect(words(reply)).toContain('… y 570 más');
    expect((await s.facts()).filter((f) => f.kind === 'training.recorded')).toHaveLength(600);
  });
});

describe('who should come to a course', () => {
  const offered = async (number: string) =>
    choices((await s.ask(number, 'capacitacion')).message).map((c) => c.words);

  it('may be units and people; only they are offered the button', async () => {
    await s.ask(member, `curso abrir "Ética" 2024-05-07 4h "${units.small}" para ${employee} ${colleague}`);
    expect(await offered(employee)).toEqual(['capacitacion "Ética" 2024-05-07 4h']);
    expect(await offered(alone)).toEqual(['capacitacion "Ética" 2024-05-07 4h']);
    expect(await offered(lead)).toEqual([]);
  });

  it('several units', async () => {
    const reply = await s.ask(member, `curso abrir "Ética" 2024-05-07 "${units.small}" "${units.big}"`);
    expect(reply.message.summary).toContain('para «Archivo» y «Subdirección Médica»');
    expect(await offered(lead)).toEqual(['capacitacion "Ética" 2024-05-07']);
    const seq = s.bot.journal.view().head.seq;
    await s.ask(member, `curso abrir "Ética" 2024-05-07 "${units.small}" "${units.big}"`);
    expect(s.bot.journal.view().head.seq).toBe(seq);
  });

  it('opens nothing for a number that nobody has, or a unit that is none', async () => {
    expect(words(await s.ask(member, 'curso abrir "Ética" 2024-05-07 para 00001 77777'))).toContain('77777');
    expect(words(await s.ask(member, 'curso abrir "Ética" 2024-05-07 "Archivo" "Bodega"'))).toContain(
      '«Bodega»',
    );
    expect(await s.facts()).toEqual([]);
  });

  it('is seen with who declared it, who is proved and who is missing, by the committee', async () => {
    await s.ask(member, `curso abrir "Ética" 2024-05-07 para ${employee} ${colleague} ${alone}`);
    await s.ask(employee, 'capacitacion "Ética" 2024-05-07');
    await s.ask(member, `acreditar 9 "Ética" 2024-05-07 ${colleague}`);
    const reply = await s.ask(member, 'curso ver "Ética" 2024-05-07');
    expect(words(reply)).toBe(
      [
        'Curso «Ética», martes 7 de mayo, para 3 personas: falta 1 de 3 personas.',
        'Curso «Ética», martes 7 de mayo, para 3 personas: falta 1 de 3 personas.',
        'Deben tomarlo: 3',
        'Lo declararon: 1',
        'Acreditadas: 1',
        '00010 · Persona 00010 · Archivo',
        'Con la plantilla del 7 de mayo de 2024. Solo tú ves esta lista.',
      ].join('\n'),
    );
    expect((await s.ask(employee, 'curso ver "Ética" 2024-05-07')).message.summary).toContain('es para');
  });

  it('stays so when it is closed and opened again, and over a restart', async () => {
    await s.ask(member, `curso abrir "Ética" 2024-05-07 4h para ${employee}`);
    await s.ask(member, 'curso cerrar "Ética" 2024-05-07');
    expect(await offered(employee)).toEqual([]);
    await s.restart('snapshot');
    expect(words(await s.ask(member, 'curso ver "Ética" 2024-05-07'))).toContain('Deben tomarlo: 1');
  });
});

it('an official figure is shown with its evidence, pending or not', async () => {
  const reply = await s.ask(member, 'cifra oficial 7 3120 "Contraloría" 2024-02-20');
  expect(words(reply)).toContain(
    'Para adjuntar su evidencia, envía el archivo con: evidencia 2024-CUM-000001',
  );
  expect(words(await s.ask(member, 'avance 7'))).toContain(
    '20 de febrero de 2024; evidencia pendiente), que no se suma',
  );
  await s.ask(member, 'evidencia 2024-CUM-000001 https://ejemplo.invalid/oficio.pdf');
  expect(words(await s.ask(member, 'avance 7'))).toContain('evidencia 2024-E-0001), que no se suma');
});
