import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { strToU8, unzipSync, zipSync } from 'fflate';

/** A template as an office would make it; Word splits what is typed into runs, as the second paragraph here. */
export const template = (extra: readonly Paragraph[] = []) =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph('FORMATO DE LA CONTRALORÍA: {{titulo}}'),
            new Paragraph({ children: [new TextRun('Oficio {{ofi'), new TextRun('cio}} del {{ fecha }}')] }),
            new Paragraph('{{desconocido}}'),
            new Table({
              rows: [
                new TableRow({
                  children: [
                    '{{actividades.numero}}',
                    '{{actividades.nombre}}',
                    '{{actividades.cifras}}',
                  ].map((t) => new TableCell({ children: [new Paragraph(t)] })),
                }),
              ],
            }),
            new Paragraph('{{denuncias}}'),
            new Paragraph('{{firmas}}'),
            ...extra,
          ],
        },
      ],
    }),
  );

/** The template with parts put in or replaced. */
export async function withParts(parts: Record<string, string>): Promise<Uint8Array> {
  const own = unzipSync(await template());
  return zipSync({ ...own, ...Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, strToU8(v)])) });
}

/** Relationships of a part that name something outside. */
export const relation = (type: string, target: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
