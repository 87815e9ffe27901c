import type { Drawing, Picture } from '../pictures/layout.ts';
import type { EvidenceFile } from '../reports/bundle.ts';
import type { DeliveryData, MinutesData } from '../reports/papers.ts';
import type { Annex } from '../reports/roster.ts';
import type { ReportData } from '../reports/types.ts';
import type { SheetContent } from '../sheets/content.ts';

/** A cell as people see it; a text never becomes a formula, null is empty. */
export type PaperCell = string | number | null;

export interface PaperTable {
  /** Name of the sheet: 31 characters at most, none of []:*?/\. */
  readonly sheet: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly PaperCell[])[];
  /** Widths in characters, one a column; 22 where none is said. */
  readonly widths?: readonly number[];
}

/**
 * A document that an answer orders: plain data, so that it can be made in another process. Rules say what is in it,
 * `print` makes its bytes.
 */
export type Paper =
  | { readonly type: 'text'; readonly name: string; readonly mediaType: string; readonly content: string }
  | { readonly type: 'workbook'; readonly name: string; readonly tables: readonly PaperTable[] }
  | { readonly type: 'sheet'; readonly name: string; readonly data: SheetContent }
  /** A PNG; or a PDF on whose pages it lies from edge to edge. */
  | { readonly type: 'picture'; readonly name: string; readonly drawing: Drawing }
  | {
      readonly type: 'poster';
      readonly name: string;
      readonly size: 'A4' | 'LETTER';
      readonly picture: Picture;
    }
  | { readonly type: 'minutes'; readonly name: string; readonly data: MinutesData }
  | { readonly type: 'delivery'; readonly name: string; readonly data: DeliveryData }
  /** Its documents and, last, the ZIP that holds them with the evidence. `at` is a UTC instant in ISO form. */
  | {
      readonly type: 'report';
      readonly data: ReportData;
      readonly annex: Annex;
      readonly evidence: readonly EvidenceFile[];
      readonly at: string;
    };

/** A finished file. */
export interface Printed {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Makes papers; rejects where one could not be made. */
export interface Press {
  print(paper: Paper): Promise<Printed[]>;
  close(): Promise<void>;
}
