import { bundleTexts as texts } from '../texts/report-papers.ts';
import type { BundleFile } from './bundle.ts';
import { reportDocx, transmittalDocx } from './docx.ts';
import { reportPdf } from './pdf.ts';
import type { Annex } from './roster.ts';
import type { ReportData } from './types.ts';
import { annexXlsx } from './xlsx.ts';

/** The documents of a report, the report itself first: DOCX, PDF, letter of transmittal, annex. */
export async function reportFiles(data: ReportData, annex: Annex, at: Date): Promise<BundleFile[]> {
  const { names } = texts;
  const attached = texts.attachments;
  const period = data.type.period;
  return [
    { name: `${names.report}-${period}.docx`, bytes: await reportDocx(data) },
    { name: `${names.report}-${period}.pdf`, bytes: await reportPdf(data, at) },
    {
      name: `${names.transmittal}-${period}.docx`,
      bytes: await transmittalDocx(data, [
        attached.report,
        attached.annex,
        data.evidence.length > 0 ? attached.evidence(data.evidence.length) : attached.noEvidence,
        attached.sums,
      ]),
    },
    { name: names.annex(period), bytes: await annexXlsx(annex) },
  ];
}
