import { addendumFilesTexts as addendumTexts } from '../texts/addendum.ts';
import { bundleTexts as texts } from '../texts/report-papers.ts';
import type { AddendumData } from './addendum-data.ts';
import { addendumDocx, addendumLetter, addendumPdf } from './addendum-papers.ts';
import type { BundleFile } from './bundle.ts';
import type { CardPictures } from './card-rows.ts';
import { reportDocx, transmittalDocx } from './docx.ts';
import { reportPdf } from './pdf.ts';
import type { Annex } from './roster.ts';
import { fillTemplate } from './template.ts';
import type { ReportData } from './types.ts';
import { annexXlsx } from './xlsx.ts';

interface ReportParts {
  readonly data: ReportData;
  /** Null in a copy that names nobody. */
  readonly annex: Annex | null;
  readonly pictures: CardPictures;
  readonly at: Date;
  readonly template?: Uint8Array | undefined;
}

/**
 * The documents of a report, the report itself first: DOCX, PDF; then, unless it is to name nobody, where there is a
 * template the same in it, letter of transmittal, annex. Throws where the template can't be filled.
 */
export async function reportFiles({
  data,
  annex,
  pictures,
  at,
  template,
}: ReportParts): Promise<BundleFile[]> {
  const { names } = texts;
  const attached = texts.attachments;
  const period = data.type.period;
  const report = [
    { name: `${names.report}-${period}.docx`, bytes: await reportDocx(data, pictures) },
    { name: `${names.report}-${period}.pdf`, bytes: await reportPdf(data, at, pictures) },
  ];
  if (annex === null) return report;
  return [
    ...report,
    ...(template ? [{ name: names.template(period), bytes: await filled(template, data) }] : []),
    {
      name: `${names.transmittal}-${period}.docx`,
      bytes: await transmittalDocx(data, [
        attached.report,
        ...(template ? [attached.template] : []),
        attached.annex,
        data.evidence.length > 0 ? attached.evidence(data.evidence.length) : attached.noEvidence,
        attached.sums,
      ]),
    },
    { name: names.annex(period), bytes: await annexXlsx(annex) },
  ];
}

async function filled(template: Uint8Array, data: ReportData): Promise<Buffer> {
  const result = await fillTemplate(template, data);
  if (!result.ok) throw new Error(`template: ${result.error.problem}`);
  return result.bytes;
}

/** The documents of an addendum: DOCX, PDF, letter. */
export async function addendumFiles(given: AddendumData, at: Date): Promise<BundleFile[]> {
  const { period } = given.data.type;
  const { name, letter } = addendumTexts;
  return [
    { name: `${name}-${period}.docx`, bytes: await addendumDocx(given) },
    { name: `${name}-${period}.pdf`, bytes: await addendumPdf(given, at) },
    { name: `${letter}-${period}.docx`, bytes: await addendumLetter(given) },
  ];
}
