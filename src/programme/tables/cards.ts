import { fold } from '../../input/words.ts';
import { headers as h, monthWords, rowNames } from '../../texts/programme-tables.ts';
import type { View } from '../../view.ts';
import type { Programme } from '../schema.ts';
import { lacks, required, type Section } from './table.ts';

/** The value and sentence of each month's card. */
export const cards: Section = {
  word: 'tarjetas',
  headers: [h.month, h.value, h.sentence],
  widths: [14, 28, 90],
  dated: false,
  of: (p) => inOrder(p),
  rows: (p) => inOrder(p).map(({ month, value, sentence }) => [monthWords[month - 1]!, value, sentence]),
  key: [h.month],
  called: ([month]) => rowNames.card(month!),
  put(programme, rows, bad) {
    const seen = new Set<number>();
    const months = rows.map((cells) => {
      const month = monthWords.indexOf(fold(cells.text(h.month)) as never) + 1;
      if (month === 0) cells.bad(h.month, 'one-of', monthWords);
      else if (seen.has(month)) cells.bad(h.month, 'repeated');
      seen.add(month);
      const [value, sentence] = [required(cells, h.value), required(cells, h.sentence)];
      if (value.length > 80) cells.bad(h.value, 'too-long');
      if (sentence.length > 600) cells.bad(h.sentence, 'too-long');
      return { month, value, sentence };
    });
    monthWords.forEach((name, i) => {
      if (!seen.has(i + 1)) lacks(bad, rowNames.card(name));
    });
    return { ...programme, integrityDay: { ...programme.integrityDay, months } };
  },
  confirm: (programme, confirmed) =>
    programme.integrityDay.confirmed === false
      ? { ...programme, integrityDay: { ...programme.integrityDay, confirmed } }
      : programme,
};

const inOrder = (p: Programme): Programme['integrityDay']['months'] =>
  [...p.integrityDay.months].sort((a, b) => a.month - b.month);

/** The programme with the cards that the committee changed one by one. */
export function withChangedCards(view: View, programme: Programme): Programme {
  const months = programme.integrityDay.months.map((m) => {
    const changed = view.cards.get(`${programme.year}-${String(m.month).padStart(2, '0')}`);
    return { ...m, value: changed?.value ?? m.value, sentence: changed?.sentence ?? m.sentence };
  });
  return { ...programme, integrityDay: { ...programme.integrityDay, months } };
}
