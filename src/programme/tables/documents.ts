import { headers as h, rowNames } from '../../texts/programme-tables.ts';
import { required, type Section } from './table.ts';

/** The documents that the programme keeps published (activity 12), with their links. */
export const documents: Section = {
  word: 'documentos',
  headers: [h.id, h.title, h.link],
  widths: [22, 70, 70],
  dated: false,
  of: (p) => p.documents.map(({ confirmed: _, ...d }) => d),
  rows: (p) => p.documents.map((d) => [d.id, d.title, d.url ?? '']),
  key: [h.id],
  called: ([id]) => rowNames.document(id!),
  put(programme, rows) {
    const seen = new Set<string>();
    const documents = rows.map((cells) => {
      const id = cells.text(h.id);
      if (!/^[\w-]{1,40}$/.test(id)) cells.bad(h.id, 'id');
      else if (seen.has(id)) cells.bad(h.id, 'repeated');
      seen.add(id);
      const title = required(cells, h.title);
      const said = cells.text(h.link);
      const url = said === '' ? null : said;
      if (url !== null && !isLink(url)) cells.bad(h.link, 'link');
      const before = programme.documents.find((d) => d.id === id);
      const same = before?.title === title && before.url === url;
      return { id, title, url, confirmed: same ? before.confirmed : (false as const) };
    });
    return { ...programme, documents };
  },
  confirm: (programme, confirmed) => {
    const open = (d: { confirmed: unknown; url: string | null }) => d.confirmed === false && d.url !== null;
    if (!programme.documents.some(open)) return programme;
    return { ...programme, documents: programme.documents.map((d) => (open(d) ? { ...d, confirmed } : d)) };
  },
};

/** Whether a text is an address that people can open. */
export const isLink = (text: string): boolean =>
  text.length <= 500 && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
