import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../src/reports/template.ts';
import { office, pdfWords, readers, session, small, surname } from './support.ts';
import { relation, template, withParts } from './template-file.ts';

const data = small(12, [session('2024-04-26')]).report('2024-T2', '2024-07-10', {
  letterhead: { oficio: 'CEI/012/2024' },
});

describe('the Contraloría’s own template', () => {
  it.skipIf(!readers)(
    'is filled, its table repeated for each activity, and what is unknown is told',
    async () => {
      const filled = await fillTemplate(await template(), data);
      if (!filled.ok) throw new Error(JSON.stringify(filled.error));
      expect(filled.unknown).toEqual(['desconocido']);
      const words = await pdfWords(await office(filled.bytes, 'template.docx', 'pdf'));
      for (const part of [
        'FORMATO DE LA CONTRALORÍA: Informe del segundo trimestre de 2024',
        'Oficio CEI/012/2024 del 10 de julio de 2024',
        '{{desconocido}}',
        'Ratificación del Comité',
        'Servidor Público Íntegro',
        'Sin cifras registradas.',
        `Persona 1 ${surname}`,
      ])
        expect(words).toContain(part);
      expect(words).not.toContain('{{actividades');
    },
    60_000,
  );

  it.each([
    ['macros in it', 'macros', { 'word/vbaProject.bin': 'x' }],
    [
      'the content type of a document with macros',
      'macros',
      { '[Content_Types].xml': '<Types macroEnabled="1"/>' },
    ],
    [
      'a template that Word would fetch',
      'external',
      { 'word/_rels/settings.xml.rels': relation('attachedTemplate', 'https://x.invalid/t.dotm') },
    ],
    [
      'a picture from elsewhere',
      'external',
      { 'word/_rels/document.xml.rels': relation('image', 'https://x.invalid/p.png') },
    ],
    [
      'a link to a file share',
      'external',
      { 'word/_rels/document.xml.rels': relation('hyperlink', 'file://server/share') },
    ],
    ['an embedded object', 'embedded', { 'word/embeddings/oleObject1.bin': 'x' }],
    ['entities of its own', 'damaged', { 'word/extra.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }],
    ['UTF-16 to hide in', 'damaged', { 'word/extra.xml': '<\u0000a\u0000/\u0000>\u0000' }],
  ] as const)('is refused with %s', async (_, problem, parts) => {
    const filled = await fillTemplate(await withParts({ ...parts }), data);
    expect(filled).toMatchObject({ ok: false, error: { problem } });
  });

  it('may link to a page', async () => {
    const bytes = await withParts({
      'word/_rels/footer9.xml.rels': relation('hyperlink', 'https://x.invalid/'),
    });
    expect(checkTemplate(bytes)).toHaveProperty('bytes');
  });

  it('is refused when it is no DOCX, too big, or unpacks to too much', async () => {
    const refused = (bytes: Uint8Array) => checkTemplate(bytes);
    expect(refused(strToU8('{\\rtf1 hola}'))).toMatchObject({ problem: 'not-docx' });
    expect(refused(zipSync({ 'xl/workbook.xml': strToU8('<a/>') }))).toMatchObject({ problem: 'not-docx' });
    expect(refused(new Uint8Array(5_000_001))).toMatchObject({ problem: 'too-big' });
    expect(refused((await template()).subarray(0, 900))).toMatchObject({ problem: 'damaged' });
    const bomb = zipSync({ ...unzipSync(await template()), 'word/media/a.bin': new Uint8Array(60_000_000) });
    expect(bomb.length).toBeLessThan(5_000_000);
    expect(refused(bomb)).toMatchObject({ problem: 'too-big' });
  });
});
