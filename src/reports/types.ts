import type { Head } from '../entry.ts';
import type { RecordKind } from '../folio.ts';
import type { Owed } from '../owed.ts';
import type { Activity, Countable, Programme } from '../programme/schema.ts';
import type { Progress } from '../progress.ts';
import type { CardWords } from '../texts/integrity-day.ts';
import type { Rec, Restore } from '../view/shapes.ts';

/** Which report: `2024-T2` of a quarter, `2024` of a year. */
export type ReportType =
  | { readonly kind: 'quarterly'; readonly period: string }
  | { readonly kind: 'annual'; readonly period: string };

export interface Span {
  readonly from: string;
  /** Last day of the period itself. */
  readonly to: string;
  /** Last day that the figures take in: the period's end, earlier while it runs. */
  readonly cut: string;
  /** Day of the roster that is reported. */
  readonly roster: string;
}

/** What the period alone adds to an activity; the cumulative figure is the progress as of the cut. */
export type PeriodFigure =
  | { readonly kind: 'series'; readonly fulfilled: number; readonly due: number }
  | { readonly kind: 'milestone'; readonly done: 'in-period' | 'before' | 'no' }
  /** People on the roster with a record of the period, and those among them who had none before it. */
  | { readonly kind: 'headcount'; readonly people: number; readonly fresh: number }
  | { readonly kind: 'campaign'; readonly times: number };

/** Something done in the period: a record of the committee with its folio, or people's records as a count. */
export type Done =
  | {
      readonly type: 'record';
      readonly kind: RecordKind;
      readonly folio: string;
      readonly on: string;
      readonly body: Rec['body'];
      /** The occurrence that it fulfils, as the programme calls it. */
      readonly label: string | null;
    }
  | {
      readonly type: 'people';
      readonly kind: RecordKind;
      /** A course that several people took; null for all others of the kind. */
      readonly what: string | null;
      readonly records: number;
      readonly people: number;
      readonly first: string;
      readonly last: string;
    }
  /** Grams, pieces or times by what was given or done. */
  | { readonly type: 'totals'; readonly totals: readonly (readonly [key: string, amount: number])[] };

/** An activity as a report shows it. */
export interface ReportRow {
  readonly activity: Activity;
  /** As of the cut. */
  readonly progress: Progress;
  readonly inPeriod: PeriodFigure;
  readonly done: readonly Done[];
  /** Numbers of evidence; none means that it is still to come. */
  readonly evidence: readonly string[];
  /** What is past due at the cut and nothing fulfilled. */
  readonly overdue: readonly Owed[];
  /** The Integrity Day cards that the bot sent in the period; their pictures are drawn as the report is made. */
  readonly cards: readonly CardWords[];
}

/** What a report lacks. None of it blocks: the report says so in its place, and an addendum can follow. */
export type Missing =
  | { readonly what: 'period-open'; readonly ends: string }
  | { readonly what: 'no-roster' }
  | {
      readonly what: 'overdue';
      readonly activity: number;
      readonly counts: Countable;
      readonly owed: readonly Owed[];
    }
  | { readonly what: 'headcount'; readonly activity: number; readonly lack: number }
  | { readonly what: 'evidence'; readonly activities: readonly number[] }
  | { readonly what: 'complaints' }
  | { readonly what: 'signatory'; readonly role: Signatory['role'] }
  | { readonly what: 'addressee' }
  | { readonly what: 'oficio' };

/** Complaints of a quarter: counts only, never a case. */
export interface ComplaintCounts {
  /** `2024-T2` */
  readonly period: string;
  readonly received: number;
  readonly inProcess: number;
  readonly concluded: number;
}

/** A piece of evidence as a report cites it. */
export interface Evidence {
  /** What the report prints: `E-001`. */
  readonly id: string;
  readonly activity: number;
  readonly title: string;
  readonly occurredOn: string;
  readonly link?: string;
}

/** What stands in the letter and nobody can know but the secretary. */
export interface Letterhead {
  readonly oficio?: string;
  /** Legend of the year («2024: Año de …»). */
  readonly legend?: string;
  /** City and state that stand before the date. */
  readonly place?: string;
}

export interface Signatory {
  readonly role: 'president' | 'secretary';
  /** Null where nobody holds the office that day. */
  readonly name: string | null;
}

/** A report without words: every document of the bundle says what is here. */
export interface ReportData {
  readonly type: ReportType;
  readonly programme: Programme;
  readonly span: Span;
  readonly dispatch: string;
  readonly headcount: number;
  readonly rows: readonly ReportRow[];
  readonly complaints: readonly ComplaintCounts[] | null;
  /** False in a copy for others than the secretary: small counts are hidden. */
  readonly exact: boolean;
  readonly evidence: readonly Evidence[];
  readonly addressee: Programme['oversight'][number];
  readonly signatories: readonly Signatory[];
  readonly letterhead: Letterhead;
  /** Where the ledger ended: whoever has it can prove what the figures were made of. */
  readonly anchor: Head;
  /** Backups that took the ledger's place since the period began, and the day of each backup. */
  readonly restores: readonly { readonly restore: Restore; readonly takenOn: string }[];
  readonly missing: readonly Missing[];
}

/** An activity whose figures are no longer those that were sent, and the folios that came or went in between. */
export interface Change {
  readonly activity: number;
  readonly figures: readonly {
    readonly name: FigureName;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  readonly recorded: readonly string[];
  readonly voided: readonly string[];
}

/** Figures of an activity that are kept when a report is sent. */
export const figureNames = [
  'numerator',
  'denominator',
  'percent',
  'declared',
  'accredited',
  'official',
  /** People on the roster that the figure uses. */
  'roster',
  /** Actions of a campaign; occurrences fulfilled of anything else. */
  'times',
] as const;
export type FigureName = (typeof figureNames)[number];

/** Bytes of a template, packed and unpacked; parts inside it. */
export const templateLimits = { packed: 5_000_000, unpacked: 50_000_000, parts: 500 };

/** Why a file can't be used as a template. */
export interface TemplateError {
  readonly problem: 'too-big' | 'not-docx' | 'macros' | 'external' | 'embedded' | 'damaged';
  /** The part inside the file, where there is one to name. */
  readonly part: string | null;
}

/** What a file that is to be a template is: its placeholders and those of them that nothing stands for, or why it is none. */
export type Inspected =
  | { readonly ok: true; readonly placeholders: readonly string[]; readonly unknown: readonly string[] }
  | { readonly ok: false; readonly error: TemplateError };

/** Placeholders that words stand for, those that whole paragraphs stand for, and those of the row that is repeated. */
export const placeholders = {
  words: [
    'titulo',
    'comite',
    'institucion',
    'periodo',
    'fecha_corte',
    'fecha',
    'oficio',
    'leyenda',
    'lugar',
    'destinatario',
    'plantilla',
    'ancla',
    'presidencia',
    'secretaria',
  ],
  blocks: ['datos', 'tabla', 'denuncias', 'firmas'],
  row: ['numero', 'nombre', 'objetivo', 'meta', 'cifras', 'hecho', 'evidencia', 'riesgo', 'observaciones'],
} as const;
