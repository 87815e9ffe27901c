import { documentBytes, textWidth } from '../reports/docx-document.ts';
import { heading, paragraph, title } from '../reports/docx-parts.ts';
import { facts, table } from '../reports/docx-tables.ts';
import { dossierTexts as texts } from '../texts/dossier.ts';
import { shortDate } from '../texts/format.ts';
import type { Dossier, DossierEntry } from './types.ts';

type Children = Parameters<typeof documentBytes>[0]['children'];

/** A person's copy of their data as DOCX, to be read. */
export function dossierDocx(d: Dossier): Promise<Buffer> {
  const { labels, headings } = texts;
  const { person } = d;
  const width = textWidth.landscape;
  const own = d.entries.filter(({ as }) => as.includes('subject') || as.includes('named'));
  const records = own.filter(({ folio }) => folio !== null);
  const pairs: [string, string][] = [
    [labels.number, person.number],
    [labels.name, person.name],
    [labels.email, person.email ?? texts.unset],
    [labels.position, person.position ?? texts.unset],
    [labels.id, person.id],
    ...(d.absentUntil === null ? [] : [[labels.absent, shortDate(d.absentUntil)] as [string, string]]),
  ];
  return documentBytes({
    title: texts.title,
    author: d.committee,
    orientation: 'landscape',
    footer: texts.footer(d),
    children: [
      title(texts.title),
      paragraph(`${d.committee}. ${d.institution}.`, { align: 'center', after: 200 }),
      paragraph(texts.intro(d), { after: 160 }),
      heading(headings.person),
      facts(pairs, [Math.floor(width * 0.3), Math.floor(width * 0.7)]),
      ...lines(
        headings.roster,
        d.roster.map((s) => texts.stint(s.unit, s.from, s.to)),
      ),
      ...lines(headings.offices, d.offices.map(texts.office)),
      ...lines(headings.accounts, [...d.accounts.map(texts.account), ...d.addresses.map(texts.address)]),
      ...factTable(headings.records, records, width),
      ...factTable(
        headings.other,
        own.filter((e) => !records.includes(e)),
        width,
      ),
      ...factTable(
        headings.acts,
        d.entries.filter((e) => !own.includes(e)),
        width,
      ),
      ...lines(headings.messages, d.messages.map(texts.message)),
      ...lines(headings.files, d.files.map(texts.file)),
      ...(d.files.length > 0 ? [paragraph(texts.filesNote, { size: 17 })] : []),
      heading(headings.rights),
      ...texts.rights.map((words) => paragraph(words)),
      paragraph(d.privacyNotice.text, { before: 80 }),
      ...(d.privacyNotice.url === null ? [] : [paragraph(d.privacyNotice.url)]),
    ],
  });
}

const lines = (name: string, items: readonly string[]): Children => [
  heading(name),
  ...(items.length === 0 ? [texts.none] : items).map((item) => paragraph(item, { after: 40 })),
];

const factTable = (name: string, entries: readonly DossierEntry[], width: number): Children => [
  heading(name),
  entries.length === 0
    ? paragraph(texts.none)
    : table({
        header: texts.factHeader,
        rows: entries.map((e) => texts.factRow(e).map((text) => [{ text }])),
        widths: [0.14, 0.14, 0.14, 0.44, 0.14].map((share) => Math.floor(share * width)),
        size: 17,
      }),
];
