import type { Drawing, Picture } from '../pictures/layout.ts';
import type { AddendumData } from '../reports/addendum-data.ts';
import type { EvidenceFile } from '../reports/bundle.ts';
import type { DeliveryData, MinutesData } from '../reports/papers.ts';
import type { Annex } from '../reports/roster.ts';
import type { Inspected, ReportData } from '../reports/types.ts';
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
  /** Sheets for signatures in one file, each from a page of its own. */
  | { readonly type: 'sheet'; readonly name: string; readonly data: readonly SheetContent[] }
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
      /** Null in a copy that names nobody: then the report's own DOCX and PDF are all that is made. */
      readonly annex: Annex | null;
      readonly evidence: readonly EvidenceFile[];
      readonly at: string;
      /** The oversight office's own form, filled too; its bytes are put in as it is handed out. */
      readonly template?: { readonly sha256: string; readonly bytes?: Uint8Array };
    }
  /** What changed since a report was sent and the evidence that came later; then the ZIP that holds it. */
  | {
      readonly type: 'addendum';
      readonly data: AddendumData;
      readonly evidence: readonly EvidenceFile[];
      readonly at: string;
    };

/** A finished file. */
export interface Printed {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Makes papers and looks at templates; rejects where that could not be done. */
export interface Press {
  print(paper: Paper): Promise<Printed[]>;
  /** Whether a DOCX can serve as a template of reports, and its placeholders. */
  inspect(template: Uint8Array): Promise<Inspected>;
  close(): Promise<void>;
}
