import { headers as h, textKeys as k, rowNames, toBeConfirmed } from '../../texts/programme-tables.ts';
import type { Programme } from '../schema.ts';
import { isLink } from './documents.ts';
import { type Cells, lacks, required, type Section } from './table.ts';

type Row = readonly [key: string, name: string, text: string];

/** The keys that stand once; the others are lists, in their order. */
const single = [k.version, k.letter, k.privacy, k.privacyLink, k.card, k.power, k.recipient] as const;
const listed = [k.paragraph, k.step, k.channel, k.question, k.contact] as const;
/** Rows that have a name beside their text. */
const named: readonly string[] = [k.channel, k.question, k.contact];
const mayBeEmpty: readonly string[] = [k.privacyLink];

/** The programme's texts: the letter, the privacy notice, how to complain, the answers to doubts, what cards remind of. */
export const texts: Section = {
  word: 'textos',
  headers: [h.id, h.name, h.text],
  widths: [24, 40, 110],
  dated: false,
  of: (p) => rowsOf(p),
  rows: (p) => rowsOf(p),
  key: [h.id],
  called: ([key, name]) => rowNames.text(key!, name!),
  put(programme, rows, bad) {
    const keys: readonly string[] = [...single, ...listed];
    const found = new Map<string, Cells[]>();
    for (const cells of rows) {
      const key = cells.text(h.id);
      if (!keys.includes(key)) cells.bad(h.id, 'one-of', keys);
      const before = found.get(key) ?? [];
      if (before.length > 0 && (single as readonly string[]).includes(key)) cells.bad(h.id, 'repeated');
      found.set(key, [...before, cells]);
      if (named.includes(key)) required(cells, h.name);
      if (!mayBeEmpty.includes(key)) required(cells, h.text);
    }
    for (const key of keys) if (!found.has(key) && !mayBeEmpty.includes(key)) lacks(bad, key);
    const all = (key: string) => found.get(key) ?? [];
    const one = (key: string) => all(key)[0]?.text(h.text) ?? '';
    const [version] = all(k.version);
    if (version && !/^[\w.-]{1,20}$/.test(one(k.version))) version.bad(h.text, 'id');
    const [link] = all(k.privacyLink);
    if (link && one(k.privacyLink) !== '' && !isLink(one(k.privacyLink))) link.bad(h.text, 'link');
    return withTexts(programme, { all, one });
  },
  confirm: (p, confirmed) => {
    const open = {
      privacyNotice: p.privacyNotice.confirmed === false,
      complaints: p.complaints.confirmed === false && p.complaints.channels.every(given),
      questions: p.questions.confirmed === false && p.questions.contact.every(given),
    };
    if (!Object.values(open).includes(true)) return p;
    return {
      ...p,
      ...(open.privacyNotice && { privacyNotice: { ...p.privacyNotice, confirmed } }),
      ...(open.complaints && { complaints: { ...p.complaints, confirmed } }),
      ...(open.questions && { questions: { ...p.questions, confirmed } }),
    };
  },
};

const given = ({ value }: { readonly value: string }): boolean => value !== toBeConfirmed;

function rowsOf(p: Programme): Row[] {
  const plain = (key: string, all: readonly string[]) => all.map((text): Row => [key, '', text]);
  const channels = (key: string, all: readonly { label: string; value: string }[]) =>
    all.map(({ label, value }): Row => [key, label, value]);
  return [
    [k.version, '', p.letter.version],
    [k.letter, '', p.letter.title],
    ...plain(k.paragraph, p.letter.paragraphs),
    [k.privacy, '', p.privacyNotice.text],
    [k.privacyLink, '', p.privacyNotice.url ?? ''],
    ...plain(k.step, p.complaints.steps),
    ...channels(k.channel, p.complaints.channels),
    ...p.questions.answers.map(({ question, answer }): Row => [k.question, question, answer]),
    ...channels(k.contact, p.questions.contact),
    [k.card, '', p.integrityDay.reminder],
    [k.power, '', p.powerNote.text],
    [k.recipient, '', p.donations.recipient],
  ];
}

function withTexts(
  p: Programme,
  { all, one }: { readonly all: (key: string) => readonly Cells[]; readonly one: (key: string) => string },
): Programme {
  const list = (key: string) => all(key).map((c) => c.text(h.text));
  const channels = (key: string) => all(key).map((c) => ({ label: c.text(h.name), value: c.text(h.text) }));
  /** What changed is nobody's word yet. */
  const fresh = <T extends { confirmed: unknown }>(before: T, after: T): T =>
    JSON.stringify(before) === JSON.stringify(after) ? before : { ...after, confirmed: false };
  return {
    ...p,
    letter: fresh(p.letter, {
      ...p.letter,
      version: one(k.version),
      title: one(k.letter),
      paragraphs: list(k.paragraph),
    }),
    privacyNotice: fresh(p.privacyNotice, {
      ...p.privacyNotice,
      text: one(k.privacy),
      url: one(k.privacyLink) || null,
    }),
    complaints: fresh(p.complaints, { ...p.complaints, steps: list(k.step), channels: channels(k.channel) }),
    questions: fresh(p.questions, {
      ...p.questions,
      answers: all(k.question).map((c) => ({ question: c.text(h.name), answer: c.text(h.text) })),
      contact: channels(k.contact),
    }),
    integrityDay: { ...p.integrityDay, reminder: one(k.card) },
    powerNote: { ...p.powerNote, text: one(k.power) },
    donations: { ...p.donations, recipient: one(k.recipient) },
  };
}
