import type { Kind } from './kinds.ts';

/** The three letters that a kind's folios carry (contract); kinds without a folio are not here. */
export const folioLetters = {
  'training.recorded': 'CAP',
  'letter.accepted': 'CAR',
  'donation.recorded': 'DON',
  'practice.recorded': 'PRA',
  'evaluation.recorded': 'EVA',
  'session.held': 'SES',
  'session.extraordinary': 'SES',
  'report.quarterly': 'INF',
  'report.annual': 'INF',
  'report.addendum': 'INF',
  'delivery.made': 'ENT',
  'activity.done': 'CUM',
  'figure.official': 'CUM',
  'card.sent': 'TAR',
  'committee.ratified': 'COM',
  'agreement.made': 'ACU',
  'record.voided': 'ANU',
} as const satisfies Partial<Record<Kind, string>>;

export type RecordKind = keyof typeof folioLetters;

/** Whether a kind of entry carries a folio. */
export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(folioLetters, kind);
}

/** A number as folio: `2024-CAP-000012`. */
export function folio(year: number, kind: RecordKind, n: number): string {
  return `${year}-${folioLetters[kind]}-${String(n).padStart(6, '0')}`;
}

/** A folio as people write it (any case, leading zeros optional), in its canonical form; null when it isn't one. */
export function readFolio(text: string): string | null {
  const plain = text.trim().replace(/[\u2010-\u2015\u2212]/gu, '-');
  const m = /^(\d{4})-([a-z]{3})-(\d{1,9})$/i.exec(plain);
  return m ? `${m[1]}-${m[2]!.toUpperCase()}-${m[3]!.padStart(6, '0')}` : null;
}
