import { headers as h, rowNames, toBeConfirmed } from '../../texts/programme-tables.ts';
import type { Programme } from '../schema.ts';
import { dateOf, required, type Section, written } from './table.ts';

type Addressee = Programme['oversight'][number];

/** To whom reports go, by the day on which they are sent. */
export const addressees: Section = {
  word: 'destinatario',
  headers: [h.from, h.name, h.post, h.office],
  widths: [14, 40, 40, 48],
  dated: false,
  of: (p) => inOrder(p).map(({ confirmed: _, ...a }) => a),
  rows: (p) => inOrder(p).map((a) => [written(a.from), a.name, a.post, a.office]),
  key: [h.from],
  called: ([from]) => rowNames.addressee(from!),
  put(programme, rows) {
    const seen = new Set<string>();
    const oversight = rows.flatMap((cells): Addressee[] => {
      const from = dateOf(cells, h.from);
      if (from !== null && seen.has(from)) cells.bad(h.from, 'repeated');
      if (from !== null) seen.add(from);
      const row = {
        name: required(cells, h.name),
        post: required(cells, h.post),
        office: required(cells, h.office),
      };
      if (from === null) return [];
      const before = programme.oversight.find((o) => o.from === from);
      const same =
        before && before.name === row.name && before.post === row.post && before.office === row.office;
      return [{ from, ...row, confirmed: same ? before.confirmed : false }];
    });
    return { ...programme, oversight: oversight.length > 0 ? oversight : programme.oversight };
  },
  confirm: (programme, confirmed) => {
    const open = ({ confirmed: c, name }: Addressee) => c === false && name !== toBeConfirmed;
    if (!programme.oversight.some(open)) return programme;
    return { ...programme, oversight: programme.oversight.map((o) => (open(o) ? { ...o, confirmed } : o)) };
  },
};

const inOrder = (p: Programme): Addressee[] => [...p.oversight].sort((a, b) => a.from.localeCompare(b.from));
