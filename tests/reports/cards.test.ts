import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { print } from '../../src/papers/print.ts';
import { annexOf } from '../../src/reports/roster.ts';
import { fillTemplate } from '../../src/reports/template.ts';
import { shortDate } from '../../src/texts/format.ts';
import { fact } from '../rules/support.ts';
import { folder, office, pdfWords, programme, readers, rec, row, type Small, small } from './support.ts';
import { template } from './template-file.ts';

const sent = (month: number, by = 'bot') => {
  const period = `2024-${String(month).padStart(2, '0')}`;
  return { ...rec('card.sent', 'TAR', `${period}-09`, { period, by }), key: `card/${period}` };
};

/** The files of a report by their ending, as the press makes them. */
async function files(world: Small, period: string, asOf: string): Promise<Record<string, Uint8Array>> {
  const data = world.report(period, asOf, { letterhead: { oficio: 'CEI/012/2024' } });
  const annex = annexOf(data, world.view, world.people);
  const printed = await print({ type: 'report', data, annex, evidence: [], at: `${asOf}T18:00:00.000Z` });
  return Object.fromEntries(
    printed.filter((f) => f.name.startsWith('informe')).map((f) => [f.name.split('.').at(-1)!, f.bytes]),
  );
}

/** Width and height of each picture in a PDF, as poppler lists them. */
function imagesIn(pdf: Uint8Array, name: string): string[] {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  const list = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' });
  return list
    .split('\n')
    .flatMap((line) => /^ +\d+ +\d+ image +(\d+) +(\d+)/.exec(line)?.slice(1, 3).join('x') ?? []);
}

const quarter = small(
  12,
  [4, 5, 6].map((month) => sent(month)),
);
const year = small(
  12,
  Array.from({ length: 12 }, (_, i) => sent(i + 1)),
);

describe('the pictures of the cards', () => {
  it('stand in the DOCX of a quarter with what they say for those who can’t see them, in a file of less than 1 MB', async () => {
    const { docx } = await files(quarter, '2024-T2', '2024-07-10');
    const parts = unzipSync(docx!);
    const body = strFromU8(parts['word/document.xml']!);
    const described = [...body.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map((m) => m[1]);
    const { months, reminder } = programme.integrityDay;
    expect(described).toEqual(
      [4, 5, 6].map((month) => {
        const { value, sentence } = months.find((m) => m.month === month)!;
        const name = { 4: 'abril', 5: 'mayo', 6: 'junio' }[month];
        return `Tarjeta del Día de la Integridad, 9 de ${name} de 2024. ${value}. ${sentence} ${reminder}`;
      }),
    );
    expect(Object.keys(parts).filter((name) => name.startsWith('word/media/'))).toHaveLength(3);
    expect(docx!.length).toBeLessThan(1_000_000);
    console.log(`a quarter's DOCX with three cards: ${Math.round(docx!.length / 1000)} kB`);
  });

  it('are those of the period alone, as they stand, and only what the bot itself sent', () => {
    const world = small(12, [sent(3), sent(4, 'committee'), sent(5), sent(6), sent(7)]);
    const cardsOf = (period: string, asOf: string) =>
      row(world.report(period, asOf), 6).cards.map((c) => c.period);
    expect(cardsOf('2024-T2', '2024-07-10')).toEqual(['2024-05', '2024-06']);
    expect(cardsOf('2024-T2', '2024-06-01')).toEqual(['2024-05']);
    expect(cardsOf('2024', '2024-07-10')).toEqual(['2024-03', '2024-05', '2024-06', '2024-07']);
    expect(world.report('2024-T2', '2024-07-10').rows.filter((r) => r.cards.length > 0)).toHaveLength(1);
    const revised = (period: string) => ({
      ...{ period, revision: 1, before: { value: 'Antes', sentence: 'Frase.' }, reason: null },
    });
    world.add(
      '2024-07-11T15:00:00Z',
      fact('card.corrected', '2024-07-11', { ...revised('2024-05'), value: 'Otro', sentence: 'Otra frase.' }),
      fact('card.withdrawn', '2024-07-11', revised('2024-06')),
    );
    expect(row(world.report('2024-T2', '2024-07-10'), 6).cards).toMatchObject([
      { period: '2024-05', value: 'Otro', sentence: 'Otra frase.' },
    ]);
  });

  it('are described in letters that no XML trips over', async () => {
    const world = small(12, [sent(5)]);
    const words = { value: 'Ética & "respeto" <b>', sentence: 'Una\u0007 frase\u202e.' };
    const revised = { period: '2024-05', revision: 1, before: { value: 'A', sentence: 'B.' }, reason: null };
    world.add('2024-07-11T15:00:00Z', fact('card.corrected', '2024-07-11', { ...revised, ...words }));
    const { docx } = await files(world, '2024-T2', '2024-07-10');
    const body = strFromU8(unzipSync(docx!)['word/document.xml']!);
    expect(body).toContain(
      'descr="Tarjeta del Día de la Integridad, 9 de mayo de 2024. Ética &amp; &quot;respeto&quot; &lt;b&gt;. Una frase. ',
    );
    expect(body).toContain(
      'Día de la Integridad, 9 de mayo de 2024: Ética &amp; &quot;respeto&quot; &lt;b&gt;</w:t>',
    );
  });

  it('leave an office’s own template as it is', async () => {
    const filled = await fillTemplate(await template(), quarter.report('2024-T2', '2024-07-10'));
    if (!filled.ok) throw new Error(filled.error.problem);
    const parts = Object.keys(unzipSync(filled.bytes));
    expect(parts.filter((name) => name.startsWith('word/media/'))).toEqual([]);
  });
});

describe.skipIf(!readers)('the pictures of the cards, as LibreOffice and poppler read them', () => {
  it.each([
    ['quarter', quarter, '2024-T2', '2024-07-10', 3],
    ['year', year, '2024', '2025-01-20', 12],
  ] as const)(
    'are in the DOCX and the PDF of a %s, each with its caption',
    async (name, world, period, asOf, n) => {
      const { docx, pdf } = await files(world, period, asOf);
      const made = { docx: await office(docx!, `${name}.docx`, 'pdf'), pdf: pdf! };
      for (const [kind, bytes] of Object.entries(made)) {
        expect(imagesIn(bytes, `${name}-${kind}`), kind).toEqual(Array(n).fill('560x315'));
        const words = await pdfWords(bytes);
        // What does not fit goes on in a line below the first lines of its neighbours.
        for (const { on, value } of row(world.report(period, asOf), 6).cards)
          expect(words).toMatch(
            new RegExp(`Día de la Integridad, ${shortDate(on)}: .*${value.split(' ')[0]}`),
          );
      }
    },
    90_000,
  );
});
