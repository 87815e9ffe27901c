import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/activities/index.ts';
import type { Reply } from '../../src/request.ts';
import { helpLines } from '../../src/texts/help.ts';
import { cast, type Scene, scene, words } from './support.ts';

/** Days that are edges of something in the programme: its first, leap day, deadlines, its last, its tail, after it. */
const days = ['2024-01-01', '2024-01-26', '2024-05-09', '2024-12-31', '2025-01-15', '2025-03-01'];
const everything = [
  ...Array.from({ length: 13 }, (_, i) => `avance ${i + 1}`),
  ...commands.flatMap((c) =>
    (helpLines[c.words[0]!]?.examples ?? [c.words[0]!]).filter((e) => !e.includes('FOLIO')),
  ),
  ...Array.from({ length: 13 }, (_, i) => `cifra ${i + 1}`),
  ...[
    'informe trimestral 1',
    'informe documentos trimestral 1',
    'informe adenda trimestral 1',
    'informe datos trimestral 1',
    'informe oficio trimestral 1',
    'informe plantilla campos',
    'informe plantilla quitar',
    'informe anual',
    'cifra 9 "Archivo"',
    '¿de dónde sale 0?',
    'tapitas -3 kg',
    'tapitas muchos kilos',
    'capacitacion "Ética" 31/02',
    'xyzzy',
    'avanse',
    'cancelar 2024-CAP-000009',
    'registrar 77777 practica papel',
  ],
];

function well({ message }: Reply, about: string): void {
  const lines = words({ message, visibility: 'private' }).split('\n');
  for (const line of lines) {
    expect(line, about).not.toMatch(
      /(?<!\.)\.\.(?!\.)|undefined|NaN|\[object|null|«»|\( *\)|[,;:]\.| [.,;:]/,
    );
    // The help's examples stand apart by wide dots.
    expect(line.replaceAll('   ·   ', ' · '), about).not.toMatch(/\S {2,}\S/);
    expect(line, about).not.toMatch(
      /\b1 (personas|piezas|días|veces|cosas|donativos|cursos|cargos|unidades|acciones|registros|sesiones)\b/,
    );
  }
  expect(message.summary.trim(), about).not.toBe('');
}

describe.each(days)('on %s', (day) => {
  let s: Scene;
  beforeAll(async () => {
    s = await scene({ at: `${day}T17:00:00Z` });
  });

  it.each([
    cast.employee,
    cast.secretary,
    cast.nobody,
  ])('everything that %s is answered is well written', async (number) => {
    for (const said of everything) well(await s.ask(number, said), `${number}: ${said}`);
    // Again: now much of it is there already.
    for (const said of everything) well(await s.ask(number, said), `${number}, again: ${said}`);
  });
});
