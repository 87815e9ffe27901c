import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, tokens } from '../../src/input/words.ts';

const texts = (text: string) => tokens(text).map((t) => (t.quoted ? `[${t.text}]` : t.text));

describe('fold', () => {
  it.each([
    ['CAPACITACIÓN', 'capacitacion'],
    ['Mañana  Ñandú', 'manana nandu'],
    ['“Ética” ‘x’ «y»', '"etica" \'x\' "y"'],
    ['2024–05—07', '2024-05-07'],
    ['\u200b Avance\u00a09 \u200f', 'avance 9'],
    ['E\u0301tica', 'etica'],
  ])('%j is %j', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('folds once for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('tokens', () => {
  it('keeps what is quoted together, as it was typed', () => {
    expect(texts('capacitacion "Ética pública" 2024-05-07 4h')).toEqual([
      'capacitacion',
      '[Ética pública]',
      '2024-05-07',
      '4h',
    ]);
    expect(texts('curso “Ética  pública” hoy')).toEqual(['curso', '[Ética pública]', 'hoy']);
    expect(texts('curso «Derechos “humanos”» hoy')).toEqual(['curso', '[Derechos “humanos”]', 'hoy']);
  });

  it('takes quotes of different kinds as a phone mixes them, and glued ones', () => {
    expect(texts('curso “Ética" 4h')).toEqual(['curso', '[Ética]', '4h']);
    expect(texts('curso"Ética"4h')).toEqual(['curso', '[Ética]', '4h']);
  });

  it('takes single quotes around words, and leaves those within a word', () => {
    expect(texts("curso 'Ética pública' 4h")).toEqual(['curso', '[Ética pública]', '4h']);
    expect(texts('curso ‘Ética pública’, 4h')).toEqual(['curso', '[Ética pública]', ',', '4h']);
    expect(texts("curso D'Artagnan y O'Brien")).toEqual(['curso', "D'Artagnan", 'y', "O'Brien"]);
    expect(texts('curso “Ser ‘íntegro’ hoy” 4h')).toEqual(['curso', '[Ser ‘íntegro’ hoy]', '4h']);
    expect(texts("curso 'Ética hoy")).toEqual(['curso', "'Ética", 'hoy']);
  });

  it('leaves out empty and unclosed quotes', () => {
    expect(texts('curso "" "Ética pública')).toEqual(['curso', 'Ética', 'pública']);
    expect(texts('  \u200b ')).toEqual([]);
  });

  it('never loses a word, and never keeps a blank one', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zñáéí0-9.,-]{1,9}$/)), (words) => {
        expect(texts(words.join('  '))).toEqual(words);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(texts(text)).not.toContain('');
      }),
    );
  });
});
