import { type IPatch, type Paragraph, PatchType, patchDetector, patchDocument, TextRun } from 'docx';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { legible } from '../input/clean.ts';
import { reportSheet } from '../texts/report-sheet.ts';
import { missingEvidence } from '../texts/reports.ts';
import { reportColumns } from './docx.ts';
import { textWidth } from './docx-document.ts';
import { paragraph } from './docx-parts.ts';
import { facts, signatureLines, table } from './docx-tables.ts';
import {
  type Inspected,
  templateLimits as limits,
  placeholders,
  type ReportData,
  type TemplateError,
} from './types.ts';

export type Filled =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      /** Placeholders of the template that nothing stands for; left as they are. */
      readonly unknown: readonly string[];
    }
  | { readonly ok: false; readonly error: TemplateError };

/** Fills a DOCX template of the Contraloría's. Never throws; placeholders are those of `templatePatches`. */
export async function fillTemplate(template: Uint8Array, data: ReportData): Promise<Filled> {
  const checked = checkTemplate(template);
  if ('problem' in checked) return { ok: false, error: checked };
  const patches = templatePatches(data);
  try {
    const found = await patchDetector({ data: checked.bytes, trimPlaceholders: true });
    const bytes = await patchDocument({
      outputType: 'nodebuffer',
      data: checked.bytes,
      patches,
      trimPlaceholders: true,
    });
    return { ok: true, bytes, unknown: found.filter((name) => !known(name)) };
  } catch {
    return { ok: false, error: { problem: 'damaged', part: null } };
  }
}

/** Whether a DOCX can serve as a template, and what it asks for. Never throws. */
export async function inspectTemplate(template: Uint8Array): Promise<Inspected> {
  const checked = checkTemplate(template);
  if ('problem' in checked) return { ok: false, error: checked };
  try {
    const found = [...new Set(await patchDetector({ data: checked.bytes, trimPlaceholders: true }))];
    return { ok: true, placeholders: found, unknown: found.filter((name) => !known(name)) };
  } catch {
    return { ok: false, error: { problem: 'damaged', part: null } };
  }
}

/** Whether something stands for a placeholder: a value, or a field of the row that is repeated. */
function known(name: string): boolean {
  const has = (list: readonly string[], one: string) => list.includes(one);
  const [list, field] = name.split('.');
  if (field === undefined) return has(placeholders.words, name) || has(placeholders.blocks, name);
  return list === 'actividades' && has(placeholders.row, field);
}

/**
 * A template that can be trusted, packed anew from what was unpacked within the limits (sizes that a file claims are not
 * believed). Refuses macros, embedded objects and controls, and whatever would be fetched from elsewhere; a link
 * to a page stays.
 */
export function checkTemplate(template: Uint8Array): { readonly bytes: Uint8Array } | TemplateError {
  const refuse = (problem: TemplateError['problem'], part: string | null = null) => ({ problem, part });
  if (template.length > limits.packed) return refuse('too-big');
  if (template[0] !== 0x50 || template[1] !== 0x4b) return refuse('not-docx');
  let [size, count] = [0, 0];
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(template, {
      filter: ({ originalSize }) => {
        size += originalSize;
        count += 1;
        return size <= limits.unpacked && count <= limits.parts;
      },
    });
  } catch {
    return refuse('damaged');
  }
  if (size > limits.unpacked || count > limits.parts) return refuse('too-big');
  if (!parts['word/document.xml'] || !parts['[Content_Types].xml']) return refuse('not-docx');
  for (const [name, bytes] of Object.entries(parts)) {
    if (/vbaproject|vbadata|macrosheets/i.test(name)) return refuse('macros', name);
    if (/(^|\/)(embeddings|activex)\//i.test(name) || /afchunk/i.test(name)) return refuse('embedded', name);
    if (!/\.(xml|rels)$/i.test(name)) continue;
    const xml = strFromU8(bytes);
    // A part in UTF-16 would hide from what looks for words in it.
    if (xml.includes('\0')) return refuse('damaged', name);
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return refuse('damaged', name);
    if (name === '[Content_Types].xml' && /macroEnabled/i.test(xml)) return refuse('macros', name);
    if (/\.rels$/i.test(name) && fetches(xml)) return refuse('external', name);
    if (/<w:instrText[^>]*>[^<]*\b(INCLUDE\w*|DDE(AUTO)?|LINK)\b/i.test(xml)) return refuse('external', name);
  }
  return { bytes: zipSync(parts) };
}

/** Whether relationships name something outside the file that opening it would fetch. */
function fetches(rels: string): boolean {
  const all = rels.match(/<(?:\w+:)?Relationship\b[^>]*>/gi) ?? [];
  return all
    .filter((r) => /TargetMode\s*=\s*["']External["']/i.test(r))
    .some((r) => !(/\/hyperlink["']/i.test(r) && /Target\s*=\s*["'](https?:|mailto:)/i.test(r)));
}

/**
 * What stands for each of `placeholders`, written `{{titulo}}`. A row of a table of the Contraloría's is repeated for each
 * activity where its cells hold `{{actividades.numero}}` and the like.
 */
function templatePatches(data: ReportData) {
  const sheet = reportSheet(data);
  const width = textWidth.landscape;
  const inline = (text: string): IPatch => ({
    type: PatchType.PARAGRAPH,
    children: [new TextRun(legible(text))],
  });
  const block = (...children: (Paragraph | ReturnType<typeof table>)[]): IPatch => ({
    type: PatchType.DOCUMENT,
    children,
  });
  const cell = (words: readonly { text: string }[] | undefined): IPatch =>
    inline((words ?? []).map((w) => w.text).join(' '));
  const fact = (i: number) => sheet.facts[i]![1];
  const { complaints } = sheet;
  return {
    titulo: inline(sheet.title),
    comite: inline(data.programme.committee.name),
    institucion: inline(fact(0)),
    periodo: inline(fact(1)),
    fecha_corte: inline(fact(2)),
    plantilla: inline(fact(3)),
    destinatario: inline(fact(4)),
    oficio: inline(fact(5)),
    fecha: inline(fact(6)),
    leyenda: inline(data.letterhead.legend ?? ''),
    lugar: inline(data.letterhead.place ?? ''),
    ancla: inline(sheet.anchor),
    presidencia: inline(sheet.signatures[0]!.name),
    secretaria: inline(sheet.signatures[1]!.name),
    datos: block(facts(sheet.facts, [2700, width - 2700])),
    tabla: block(
      table({
        header: sheet.header,
        rows: sheet.rows,
        widths: reportColumns.map((share) => Math.floor(share * width)),
        size: 14,
      }),
    ),
    denuncias: block(
      ...(complaints.rows.length > 0
        ? [
            table({
              header: complaints.header,
              rows: complaints.rows.map((row) => row.map((text) => [{ text }])),
              widths: [4200, 1800, 1800, 1800],
            }),
          ]
        : []),
      paragraph(complaints.note),
    ),
    firmas: block(signatureLines(sheet.signatures, width)),
    actividades: {
      type: PatchType.TABLE_ROWS,
      rows: data.rows.map(({ activity, evidence }, i) => ({
        numero: inline(String(activity.number)),
        nombre: inline(activity.title),
        objetivo: cell(sheet.rows[i]![1]),
        meta: cell(sheet.rows[i]![2]),
        cifras: cell(sheet.rows[i]![3]),
        hecho: cell(sheet.rows[i]![4]),
        evidencia: inline(evidence.join(', ') || missingEvidence),
        riesgo: cell(sheet.rows[i]![6]),
        observaciones: cell(sheet.rows[i]![7]),
      })),
    },
  };
}
