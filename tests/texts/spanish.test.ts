import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/progress.ts';
import { committee } from '../../src/texts/committee.ts';
import { amountOf, donation } from '../../src/texts/donations.ts';
import { dateRange, hours, join, kilograms, pieces, plural } from '../../src/texts/format.ts';
import { checklist } from '../../src/texts/home.ts';
import { card, cardTexts } from '../../src/texts/integrity-day.ts';
import { overview } from '../../src/texts/progress.ts';
import { roster } from '../../src/texts/roster-chat.ts';
import { shipped } from '../support/bot.ts';
import { type Node, nodesOf, parsed, sources } from '../support/source.ts';

/** Files outside src/texts that hold Spanish on purpose: what people write, never what they read. */
const vocabulary: Readonly<Record<string, string>> = {
  'src/roster/columns.ts': 'headers of roster files',
  'src/records/import.ts': 'headers of lists of records',
  'src/sheets/table.ts': 'headers of sheets that come back as tables',
  'src/input/amounts.ts': 'numbers in words',
  'src/roster/sample.ts': 'names of the sample roster',
  'src/roster/demo-people.ts': 'names and units of the demo',
};

const marks = /[áéíóúñü¿¡«»]/i;
/** Small words of Spanish that English and code do not have. */
const small = new Set(
  (
    'el la los las un una unos unas de del al en por para con que se ya lo su sus tu tus es son este esta estos ' +
    'estas como pero sin hay fue muy nada todo toda cada cuando donde quien escribe nos les'
  ).split(' '),
);

/** Whether a text reads as Spanish: its marks, or three words and two of them its small ones. */
function readsAsSpanish(text: string): boolean {
  if (marks.test(text)) return true;
  const found = text.toLowerCase().match(/[a-záéíóúñü]+/g) ?? [];
  return found.length >= 3 && found.filter((word) => small.has(word)).length >= 2;
}

/** Texts of a file, of strings and templates (`◇` for what is put in); not the names of imports, and not what regular expressions look for. */
function literals(nodes: readonly Node[]): string[] {
  const names = new Set(nodes.filter((n) => /^(Import|Export|TSImport)/.test(n.type)).map((n) => n.source));
  return nodes.flatMap((n) => {
    if (names.has(n)) return [];
    if (n.type === 'Literal') return typeof n.value === 'string' ? [n.value] : [];
    if (n.type !== 'TemplateLiteral') return [];
    return [(n.quasis as Node[]).map((q) => (q.value as { cooked: string | null }).cooked ?? '').join('◇')];
  });
}

const files = sources();
const texts = files.filter((f) => f.path.startsWith('src/texts/'));

describe('Spanish', () => {
  it('is told from code and English', () => {
    for (const text of [
      'Listo: quedó',
      '¿Cuál?',
      'No se registra nada de lo que escribe',
      'a la persona de la unidad',
    ])
      expect(readsAsSpanish(text), text).toBe(true);
    for (const text of [
      '',
      'de',
      'carta aceptar',
      'request failed',
      'an answer in Slack was not delivered',
      'registrar capacitacion',
      'no address',
      'integrity-day/2024-05',
    ])
      expect(readsAsSpanish(text), text).toBe(false);
  });

  it('is found wherever it may stand in a file', () => {
    const found = (code: string) => literals(nodesOf(parsed('x.ts', code))).filter(readsAsSpanish);
    expect(found("const a: string = 'Ya quedó';")).toEqual(['Ya quedó']);
    expect(found('f({ a: [`Listo: $'.concat('{x} quedó`] })'))).toEqual(['Listo: ◇ quedó']);
    expect(found('throw new Error("no se pudo leer la lista de la unidad")')).toHaveLength(1);
    expect(found("import a from './años.ts'; const r = /años/u; // años\ntype T = { años: 1 }")).toEqual([]);
  });

  it('stands in src/texts only, and in the words that people write', () => {
    const stray = files
      .filter((f) => !f.path.startsWith('src/texts/') && !Object.hasOwn(vocabulary, f.path))
      .flatMap((f) =>
        literals(f.nodes)
          .filter(readsAsSpanish)
          .map((text) => `${f.path}: ${text}`),
      );
    expect(stray).toEqual([]);
  });

  it('that people write is words, not sentences', () => {
    const said = files
      .filter((f) => Object.hasOwn(vocabulary, f.path))
      .flatMap((f) => literals(f.nodes).filter((t) => readsAsSpanish(t) && /[.!?:…]$|[;¿¡]|, /.test(t)));
    expect(said).toEqual([]);
    for (const path of Object.keys(vocabulary))
      expect(
        files.some((f) => f.path === path),
        path,
      ).toBe(true);
  });
});

describe('texts', () => {
  const all = texts.flatMap((f) => literals(f.nodes).map((text) => ({ path: f.path, text })));
  const wrong = (pattern: RegExp) =>
    all.filter(({ text }) => pattern.test(text)).map((t) => `${t.path}: ${t.text}`);

  it('are there', () => {
    expect(all.length).toBeGreaterThan(600);
  });

  it.each([
    // Lines of the terminal may be set in; the help sets its examples apart with wide dots.
    ['two spaces', /[^\s·◇] {2,}[^\s·]/],
    ['a space before a mark', / [.,;:!?»)](?!\.)/],
    ['a space after an opening mark', /[¿¡«(] /],
    ['two full stops, or three that are no ellipsis', /\.\./],
    ['curly quotes, where this house writes «»', /[“”‘’]/],
    ['an apostrophe', /[a-z]'[a-z]/i],
    ['a question or an exclamation that does not open', /^[^¿]*[a-záéíóúñ»]\?(?!\w)/i],
    ['an exclamation that does not open', /^[^¡]*[a-záéíóúñ]!/i],
    ['English left over', /\b(the|please|error:|null is|click)\b/i],
    ['the formal you', /\b(usted|ustedes|su folio|ingrese|favor de|escriba|presione|seleccione)\b/i],
    ['a call to everybody', /@(channel|here|everyone|canal|todos)/i],
    ['that something was read, which no platform tells', /(?<!columnas que no se )\b(leído|leyó|leyeron)\b/i],
    ['the roster by a name that means the insured here', /\bpadrón\b/i],
    ['a number that is no folio in the shape of one', /\d{4}-[A-Z]{3}-\d/],
    ['a plural in brackets', /\w\((s|es|n|as|os)\)/],
  ])('have no %s', (_, pattern) => {
    expect(wrong(pattern)).toEqual([]);
  });

  it.each([
    ['accion', 'acción'],
    ['actualizacion', 'actualización'],
    ['aqui', 'aquí'],
    ['anio', 'año'],
    ['ano', 'año'],
    ['asi', 'así'],
    ['ambito', 'ámbito'],
    ['comite', 'comité'],
    ['codigo', 'código'],
    ['correccion', 'corrección'],
    ['configuracion', 'configuración'],
    ['dia', 'día'],
    ['dias', 'días'],
    ['direccion', 'dirección'],
    ['despues', 'después'],
    ['electronico', 'electrónico'],
    ['energia', 'energía'],
    ['etica', 'ética'],
    ['evaluacion', 'evaluación'],
    ['informacion', 'información'],
    ['invalida', 'inválida'],
    ['maximo', 'máximo'],
    ['minimo', 'mínimo'],
    ['numero', 'número'],
    ['pagina', 'página'],
    ['participacion', 'participación'],
    ['periodo.', 'periodo'],
    ['practica', 'práctica'],
    ['publico', 'público'],
    ['publica', 'pública'],
    ['razon', 'razón'],
    ['secretaria ejecutiva', 'secretaría ejecutiva'],
    ['sesion', 'sesión'],
    ['todavia', 'todavía'],
    ['tambien', 'también'],
    ['unico', 'único'],
    ['ultima', 'última'],
    ['ultimo', 'último'],
    ['version', 'versión'],
    ['capacitacion', 'capacitación'],
  ])('write no «%s» for «%s»', (bare) => {
    // Words of a command are compared without accents: `words`, `id` and keys of tables hold them bare.
    const bareWords = new Set(
      texts.flatMap((f) => f.nodes.filter((n) => n.type === 'Property').flatMap((n) => commandText(n))),
    );
    const pattern = new RegExp(`(?<![\\w-])${bare.replace('.', '\\.')}(?![\\w-])`, 'i');
    expect(wrong(pattern).filter((line) => ![...bareWords].some((w) => line.endsWith(`: ${w}`)))).toEqual([]);
  });
});

/** What a button, a form or an option stands for: a command, not something that is read. */
function commandText(n: Node): string[] {
  const key = (n.key as Node).name ?? (n.key as Node).value;
  if (!/^(words|id|value|type)$/.test(String(key))) return [];
  return literals(nodesOf(n.value as Node));
}

describe('plurals', () => {
  it.each([
    [0, '0 personas'],
    [1, '1 persona'],
    [2, '2 personas'],
    [1234, '1,234 personas'],
  ])('%i', (n, expected) => {
    expect(plural(n, 'persona', 'personas')).toBe(expected);
  });

  it('of pieces, kilos and hours', () => {
    expect([0, 1, 2].map(pieces)).toEqual(['0 piezas', '1 pieza', '2 piezas']);
    expect([1, 1000, 1500, 1_234_500].map(kilograms)).toEqual(['0.001 kg', '1 kg', '1.5 kg', '1,234.5 kg']);
    expect([0, 1, 60, 61, 240].map(hours)).toEqual(['0 min', '1 min', '1 h', '1 h 1 min', '4 h']);
    expect(amountOf('pieces', 1)).toBe('1 pieza');
    expect(donation.recorded('blankets', 'pieces', 1, '2024-05-09', 'F', true, null).summary).toContain(
      '1 pieza de cobijas',
    );
  });

  it('of lists', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'informes']].map(join)).toEqual([
      '',
      'a',
      'a y b',
      'a, b y c',
      'a e informes',
    ]);
  });

  it('of what is missing in the own checklist', () => {
    const item = (done: boolean) => ({
      title: 'Capacitación',
      done: done ? 'x' : null,
      words: 'capacitacion',
      label: 'L',
      until: { on: '2024-12-31', left: 100 },
    });
    const show = (missing: number) =>
      checklist.show(
        'N',
        shipped(),
        [item(true), ...Array.from({ length: missing }, () => item(false))],
        '',
        [],
      ).summary;
    expect([0, 1, 2].map(show)).toEqual([
      'Tienes todo al corriente.',
      'Te falta 1 cosa: capacitación.',
      'Te faltan 2 cosas: capacitación y capacitación.',
    ]);
    expect([0, 1, 2].map(checklist.donated)).toEqual([
      'Todavía no has anotado donativos este año.',
      'Has anotado 1 donativo este año. ¡Gracias!',
      'Has anotado 2 donativos este año. ¡Gracias!',
    ]);
    expect([1, 2].map((n) => checklist.times(n, 'F'))).toEqual([
      '1 curso, último folio F',
      '2 cursos, último folio F',
    ]);
  });

  it('of people, units and offices', () => {
    const units = (n: number) => Array.from({ length: n }, (_, i) => [`U${i}`, 7] as const);
    expect([0, 1, 2].map((n) => roster.show(n, units(n), '2024-05-09').summary.split(': ')[1])).toEqual([
      '0 personas en 0 unidades.',
      '1 persona en 1 unidad.',
      '2 personas en 2 unidades.',
    ]);
    expect([0, 1, 2].map((n) => committee.who(Array(n).fill('x'), null, false).summary)).toEqual([
      'Todavía no hay integrantes del Comité registrados.',
      'Integración del Comité: 1 cargo.',
      'Integración del Comité: 2 cargos.',
    ]);
  });

  it('of statuses in the overview', () => {
    const one = (status: Progress['status']): Progress => ({
      activity: shipped().activities[0]!,
      numerator: null,
      denominator: null,
      percent: null,
      declared: null,
      accredited: null,
      official: null,
      status,
      owed: [],
      overdue: [],
      nextDue: null,
      beside: {},
    });
    const summary = (...all: Progress['status'][]) =>
      overview(shipped(), all.map(one), '2024-05-09', 1, null).summary.split(': ')[1];
    expect(summary()).toBe('sin actividades iniciadas.');
    expect(summary('done', 'late')).toBe('1 cumplida y 1 atrasada.');
    expect(summary('done', 'done', 'late', 'late', 'at-risk', 'at-risk', 'on-track')).toBe(
      '2 cumplidas, 1 en tiempo, 2 en riesgo y 2 atrasadas.',
    );
    expect(summary('done', 'not-started', 'undefined', 'undefined')).toBe(
      '1 cumplida, 1 por iniciar y 2 sin indicador.',
    );
  });
});

describe('dates', () => {
  it('are said as people say them', () => {
    expect(dateRange('2024-01-01', '2024-01-26')).toBe('del 1 al 26 de enero de 2024');
    expect(dateRange('2024-02-01', '2024-03-15')).toBe('del 1 de febrero al 15 de marzo de 2024');
    const c = {
      period: '2024-05',
      on: '2024-05-09',
      value: 'Respeto',
      sentence: 'F.',
      reminder: 'R.',
      institution: 'I',
    };
    expect(card(c).summary).toBe('Día de la Integridad, jueves 9 de mayo de 2024: Respeto.');
    expect(cardTexts.acknowledged('2024-05').summary).toContain('tarjeta de mayo de 2024');
  });
});
