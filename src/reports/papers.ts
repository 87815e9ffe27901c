import { shortDate } from '../texts/format.ts';
import { deliveryTexts, minutesTexts } from '../texts/report-papers.ts';
import type { Signature } from '../texts/reports.ts';
import { documentBytes, textWidth } from './docx-document.ts';
import { heading, paragraph, title } from './docx-parts.ts';
import { signatureLines, table } from './docx-tables.ts';

/** Whose paper it is; the programme's committee. */
export interface Issuer {
  readonly name: string;
  readonly institution: string;
  readonly shortName: string;
}

export interface MinutesData {
  readonly committee: Issuer;
  /** «Segunda sesión ordinaria de 2024» */
  readonly session: string;
  readonly on: string;
  /** `HH:MM` */
  readonly began: string | null;
  readonly ended: string | null;
  readonly place: string | null;
  readonly agenda: readonly string[];
  /** Null where nobody noted who attended: the minutes leave room for it. */
  readonly attendance:
    | readonly {
        readonly name: string;
        readonly post: string;
        readonly presence: 'present' | 'absent' | { readonly substituteOf: string };
      }[]
    | null;
  /** Members who count, how many of them were there or substituted, and how many are needed. */
  readonly quorum: { readonly members: number; readonly present: number; readonly needed: number } | null;
  readonly agreements: readonly {
    readonly number: string;
    readonly text: string;
    readonly owner: string | null;
    readonly due: string | null;
  }[];
  /** What was dealt with, a paragraph each. */
  readonly notes?: readonly string[];
  readonly draft: boolean;
}

/** Minutes of a session as DOCX; signed by those who were there. */
export function minutesDocx(data: MinutesData): Promise<Buffer> {
  const words = minutesTexts;
  const width = textWidth.portrait;
  const { committee, quorum } = data;
  const name = words.title(data.session);
  const present = (data.attendance ?? []).filter((a) => a.presence !== 'absent');
  return documentBytes({
    title: name,
    author: committee.name,
    orientation: 'portrait',
    footer: `${name} · ${committee.shortName}`,
    children: [
      ...(data.draft ? [paragraph(words.draft, { align: 'center', italics: true, color: 'A01818' })] : []),
      title(name),
      paragraph(`${committee.name}. ${committee.institution}.`, { align: 'center', after: 240 }),
      paragraph(words.opening(committee.name, data.on, data.began, data.place), {
        align: 'justified',
        after: 160,
      }),
      heading(words.agenda),
      ...(data.agenda.length > 0
        ? data.agenda.map((item, i) => paragraph(`${i + 1}. ${item}`, { after: 60 }))
        : [paragraph(words.noAgenda)]),
      heading(words.attendance),
      attendanceTable(data.attendance, width),
      paragraph(
        quorum === null ? words.noQuorum : words.quorum(quorum.present, quorum.needed, quorum.members),
        { before: 120 },
      ),
      ...(data.notes && data.notes.length > 0
        ? [heading(words.notes), ...data.notes.map((n) => paragraph(n, { align: 'justified' }))]
        : []),
      heading(words.agreements),
      data.agreements.length === 0
        ? paragraph(words.noAgreements)
        : table({
            header: words.agreementsHeader,
            rows: data.agreements.map((a) => [
              [{ text: a.number }],
              [{ text: a.text }],
              [{ text: a.owner ?? words.unset }],
              [{ text: a.due === null ? words.unset : shortDate(a.due) }],
            ]),
            widths: [0.12, 0.46, 0.22, 0.2].map((share) => Math.floor(share * width)),
          }),
      paragraph(words.closing(data.ended), { before: 200, align: 'justified' }),
      heading(words.sign),
      ...(present.length === 0
        ? [paragraph(words.noSignatures)]
        : [
            signatureLines(
              present.map(({ name, post }): Signature => ({ name, post })),
              width,
            ),
          ]),
    ],
  });
}

function attendanceTable(attendance: MinutesData['attendance'], width: number) {
  const words = minutesTexts;
  if (attendance === null) return paragraph(words.noAttendance);
  return table({
    header: words.attendanceHeader,
    rows: attendance.map(({ name, post, presence }) => [
      [{ text: name }],
      [{ text: post }],
      [
        {
          text:
            typeof presence === 'string'
              ? words.presence[presence]
              : words.presence.substitute(presence.substituteOf),
        },
      ],
    ]),
    widths: [0.4, 0.28, 0.32].map((share) => Math.floor(share * width)),
  });
}

export interface DeliveryData {
  readonly committee: Issuer;
  readonly recipient: string;
  readonly on: string;
  readonly place: string | null;
  readonly folio: string | null;
  /** Grams or pieces; `noted` by people, `delivered` as weighed or counted; null where nobody did. */
  readonly items: readonly {
    readonly thing: string;
    readonly unit: 'g' | 'pieces';
    readonly noted: number | null;
    readonly delivered: number | null;
  }[];
  readonly deliveredBy: string | null;
  readonly receivedBy: string | null;
  readonly witness?: string | null;
}

/** The act of a delivery of donations as DOCX. */
export function deliveryDocx(data: DeliveryData): Promise<Buffer> {
  const words = deliveryTexts;
  const width = textWidth.portrait;
  const { committee, items } = data;
  const difference = ({ noted, delivered }: DeliveryData['items'][number]) =>
    noted === null || delivered === null ? null : delivered - noted;
  const sign = (name: string | null | undefined, post: string): Signature => ({
    name: name ?? words.unnamed,
    post,
  });
  return documentBytes({
    title: words.title,
    author: committee.name,
    orientation: 'portrait',
    footer: `${words.title} · ${committee.shortName}`,
    children: [
      title(words.title),
      paragraph(`${committee.name}. ${committee.institution}.`, { align: 'center', after: 240 }),
      paragraph(words.opening(committee.name, data.recipient, data.on, data.place), {
        align: 'justified',
        after: 160,
      }),
      heading(words.items),
      table({
        header: words.header,
        rows: items.map((item) => [
          [{ text: item.thing }],
          [{ text: words.amount(item.unit, item.noted) }],
          [{ text: words.amount(item.unit, item.delivered) }],
          [{ text: words.difference(item.unit, difference(item)) }],
        ]),
        widths: [0.28, 0.24, 0.26, 0.22].map((share) => Math.floor(share * width)),
      }),
      paragraph(words.note, { before: 120, size: 17 }),
      ...(data.folio === null ? [] : [paragraph(words.folio(data.folio), { size: 17 })]),
      signatureLines(
        [
          sign(data.deliveredBy, `${words.delivers}: ${committee.name}`),
          sign(data.receivedBy, `${words.receives}: ${data.recipient}`),
          ...(data.witness === undefined ? [] : [sign(data.witness, words.witness)]),
        ],
        width,
      ),
    ],
  });
}
