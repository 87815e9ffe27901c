import { beforeEach, describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import { contentOf } from '../support/bot.ts';
import { cast, choices, press, type Scene, scene, units, words } from './support.ts';

let s: Scene;
const ask = (said: string, who: string = cast.secretary) => s.ask(who, said);

beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});

describe('where a headcount comes from', () => {
  beforeEach(async () => {
    await ask('capacitacion "Ética pública" 2024-05-07 4h', cast.employee);
    await ask('capacitacion "Lenguaje claro" 2024-05-08 4h', cast.employee);
    await ask('registrar 00002 capacitacion "Ética pública" 2024-05-07 4h');
    await ask('acreditar 9 "Ética pública" 2024-05-07 00002');
    await ask('registrar 00010 capacitacion "Ética pública" 2024-05-07 4h');
  });

  it('shows formula, numerator and denominator with their dates, parts and rule, and each who counts with a folio', async () => {
    const shown = await press(s, cast.secretary, await ask('avance 9'), '¿De dónde sale?');
    const said = words(shown);
    expect(said).toContain('37.5 % (3 de 8)');
    expect(said).toContain('Fórmula: (Número de personas servidoras públicas capacitadas/Total de personas');
    expect(said).toContain(
      'Numerador: 3 personas que lo declararon o lo acreditaron y estaban en la plantilla al jueves 9 de mayo de 2024',
    );
    expect(said).toContain('Denominador: 8 personas en la plantilla al jueves 9 de mayo de 2024');
    expect(said).toContain('Acreditadas: 1');
    expect(said).toContain('Cada persona cuenta una sola vez');
    expect(said).toContain(
      '00001 · Persona 00001 · Subdirección Médica: 7 de mayo de 2024, folio 2024-CAP-000001 y 1 registro más',
    );
    expect(said).toContain('00010 · Persona 00010 · Archivo');
    expect(shown.visibility).toBe('private');
  });

  it.each([
    'cifra 9',
    'origen 9',
    'de donde sale 9',
    '¿De dónde sale la cifra de la actividad 9?',
  ])('is asked for by «%s»', async (said) => {
    expect((await ask(said)).message.summary).toMatch(/^Actividad 9, Capacitación: 37.5 % \(3 de 8\)/);
  });

  it('names the people to committee and, of the own unit, to its lead; nobody else sees names or small units', async () => {
    const lead = words(await ask('cifra 9', cast.lead));
    expect(lead).toContain('Persona 00001');
    expect(lead).not.toContain('Persona 00010');
    for (const said of ['cifra 9', 'cifra 9 excel', `cifra 9 "${units.big}"`]) {
      const other = await ask(said, cast.employee);
      expect(words(other), said).not.toContain('Persona 0');
      for (const a of other.attachments ?? [])
        expect(JSON.stringify(await readTable(await contentOf(a), a.name))).not.toContain('Persona 0');
    }
    expect(words(await ask(`cifra 9 "${units.small}"`, cast.employee))).toContain('menos de cinco personas');
    expect(words(await ask(`cifra 9 "${units.small}"`, cast.lead))).toContain('menos de cinco personas');
    expect(words(await ask(`cifra 9 "${units.small}"`))).toContain('Persona 00010');
  });

  it('gives the same as a workbook', async () => {
    const reply = await ask('cifra 9 excel');
    expect(reply.attachments?.map((a) => a.name)).toEqual(['cifra-9-2024-05-09.xlsx']);
    const text = Buffer.from(await contentOf(reply.attachments![0]!));
    expect(text.subarray(0, 2).toString()).toBe('PK');
  });

  it('counts by the part that the committee decided', async () => {
    await ask('programa parte 9 acreditadas');
    const said = words(await ask('cifra 9'));
    expect(said).toContain('Numerador: 1 persona que lo acreditó y estaba en la plantilla');
    expect(said).toContain('Cuenta 1 persona');
    expect(said).not.toContain('Persona 00001');
  });
});

describe('where every other figure comes from', () => {
  it.each(
    Array.from({ length: 13 }, (_, i) => i + 1),
  )('activity %i has its formula, its dates and its records', async (n) => {
    await ask('sesion celebrada 2024-04-26');
    await ask('sesion celebrada 2024-05-08 extraordinaria');
    await ask('informe enviado anual 2024-01-30');
    await ask('practica papel', cast.employee);
    await ask('tapitas 2 kg', cast.employee);
    await ask('actividad 12 realizada 2024-05-02');
    const reply = await ask(`cifra ${n}`);
    const said = words(reply);
    expect(said).toContain('Fórmula: ');
    expect(reply.message.summary).toMatch(new RegExp(`^Actividad ${n}, `));
    const expected: Readonly<Record<number, string>> = {
      2: 'Primera sesión ordinaria: cumplida el 26 de abril de 2024, folio 2024-SES-000001; vencía el viernes 26 de abril de 2024 (es una fecha fija)',
      3: 'folio 2024-INF-000001; vencía el miércoles 31 de enero de 2024',
      4: 'Informe del primer trimestre de 2024: sin registro; vencía el viernes 12 de abril de 2024 (10 días hábiles después del 31 de marzo',
      5: 'Persona 00001',
      6: 'Tarjeta de mayo de 2024: sin registro; vence el jueves 9 de mayo de 2024',
      10: 'Persona 00001',
      12: 'Actividad realizada: 2 de mayo de 2024, folio 2024-CUM-000001',
    };
    if (expected[n]) expect(said).toContain(expected[n]);
    if (n === 2) expect(said).toContain('Sesión extraordinaria: 8 de mayo de 2024');
    expect((await ask(`cifra ${n} excel`)).attachments).toHaveLength(1);
  });

  it('finds a figure by its value', async () => {
    await ask('sesion celebrada 2024-04-26');
    const reply = await ask('¿de dónde sale 25?');
    expect(words(reply)).toContain('2. Sesiones ordinarias: porcentaje');
    const opened = await s.ask(cast.secretary, choices(reply.message)[0]!.words);
    expect(opened.message.summary).toContain('Actividad 2');
    expect(words(await ask('cifra 812'))).toContain('ninguna cifra');
  });

  it('does not take what means another command', async () => {
    expect(words(await ask('cifras denuncias'))).toContain('denuncias');
    expect(words(await ask('cifra oficial 7 3120 "Contraloría" 2024-02-20'))).toContain('2024-CUM-000001');
    const seven = words(await ask('cifra 7'));
    expect(seven).toContain(
      'Cifra oficial: 3,120 (Contraloría, 20 de febrero de 2024; evidencia pendiente), que no se suma; folio 2024-CUM-000001',
    );
  });
});

describe('as reported and as today', () => {
  it('stand side by side, and the folios that make the difference are named', async () => {
    s = await scene({ at: '2024-03-20T17:00:00Z' });
    await ask('capacitacion "Ética" 2024-03-19 4h', cast.employee);
    s.at('2024-04-10T17:00:00Z');
    await ask('informe trimestral 1');
    await ask('informe enviado trimestral 1 2024-04-10');
    expect(words(await ask('cifra 9'))).toContain(
      'Informe del primer trimestre de 2024, enviado el 10 de abril de 2024 (folio 2024-INF-000001): 1 de 8 al 31 de marzo de 2024; hoy, lo mismo.',
    );
    s.at('2024-04-20T17:00:00Z');
    await ask('registrar 00002 capacitacion "Ética" 2024-03-19 4h');
    expect(words(await ask('cifra 9'))).toContain(
      '1 de 8 al 31 de marzo de 2024; hoy, 2 de 8. Actividad 9: numerador 1 → 2; porcentaje 12.5 % → 25 %; declaradas 1 → 2. Registrado después: 2024-CAP-000002.',
    );
  });
});
