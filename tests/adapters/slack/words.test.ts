import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../adapters/common/clean.ts';
import { clip, escapeText, pieces, slackLength } from '../../../adapters/slack/text.ts';
import { plainWords } from '../../../adapters/slack/words.ts';

describe('plainWords', () => {
  it.each([
    ['<@U0> avance', 'avance'],
    ['  <@U0|pat>  mi avance <@U0>', 'mi avance'],
    ['avance <@U0> 9', 'avance   9'],
    ['<@U1> avance', '@U1 avance'],
    ['<!channel> <!subteam^S1|@comite> <!date^1^x|hoy>', '@channel @comite hoy'],
    ['<https://x.mx|x.mx> <tel:+52662|662> <mailto:a@b.mx>', 'https://x.mx 662 a@b.mx'],
    ['2 &lt; 3 &amp;amp; 4 &gt; 1', '2 < 3 &amp; 4 > 1'],
    ['< > <>', '< > <>'],
  ])('%j', (text, words) => {
    expect(plainWords(text, 'U0').replace(/ +/g, ' ')).toBe(words.replace(/ +/g, ' '));
  });

  it('gives back what people typed, out of Slack’s escapes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(plainWords(escapeText(text), 'U0')).toBe(text.trim());
      }),
    );
  });
});

describe('clip', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );

  it('keeps what fits and cuts visibly what does not', () => {
    expect(clip('corto', 10)).toBe('corto');
    expect(clip('demasiado largo', 10)).toBe('demasiado…');
    expect(clip('   ', 10)).toBe('—');
    expect(clip('&&&', 10)).toBe('&…');
  });

  it('never goes over, whatever the text', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 100 }), (text, max) => {
        const clipped = clip(text, max);
        expect(slackLength(clipped)).toBeLessThanOrEqual(max);
        expect(clipped).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
  });

  it('tears no emoji or accented letter apart', () => {
    expect(clip('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…');
    expect(clip('abcd\u0324\u0331efgh', 6)).toBe('abc…');
  });

  it('pieces hold the whole text in order', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 60 }), (text, max) => {
        const parts = pieces(text, max);
        for (const part of parts) expect(slackLength(part)).toBeLessThanOrEqual(max);
        const dense = (value: string): string => value.replace(/[\s\u200b-\u200d]/g, '');
        // Format characters alone are nothing to see, so a piece of them may be left out.
        const seen = (value: string): string => dense(value).replace(/\p{Cf}/gu, '');
        expect(seen(parts.join(''))).toBe(seen(clean(text)));
      }),
      { numRuns: 500 },
    );
  });
});
