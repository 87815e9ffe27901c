import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/evidence/limits.ts';
import { cleanName } from '../../src/evidence/name.ts';
import { readType } from '../../src/evidence/type.ts';
import * as samples from './samples.ts';

const { pdf, png, jpg, gif, webp, tif, heic, eml, msg, docx, xlsx } = samples;
const plain = { pdf, png, jpg, gif, webp, tif, heic, eml, msg };

const word = 'openxmlformats-officedocument.wordprocessingml.document.main';

describe('what is kept, whatever its name', () => {
  it.each(Object.entries(plain))('%s', async (type, bytes) => {
    expect(await readType(bytes)).toEqual({ ok: true, type });
  });
  it.each(Object.entries({ docx, xlsx }))('%s', async (type, make) => {
    expect(await readType(await make())).toEqual({ ok: true, type });
  });
  it('pptx', async () => {
    const bytes = samples.office('openxmlformats-officedocument.presentationml.presentation.main');
    expect(await readType(bytes)).toEqual({ ok: true, type: 'pptx' });
  });
});

/** A ZIP whose directory says that its one part is of so many bytes. */
function claiming(bytes: number): Buffer {
  const file = Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'x.xml': strToU8('<x/>') }));
  const directory = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  file.writeUInt32LE(bytes, directory + 24);
  return file;
}

describe('what is refused, and why', () => {
  const text = (words: string) => Buffer.from(words);
  it.each([
    ['nothing at all', Buffer.alloc(0), 'empty'],
    ['one byte too many', Buffer.alloc(limits.bytes + 1, 0x25), 'too-big'],
    ['Word with macros', samples.office('ms-word.document.macroEnabled.main'), 'macros'],
    ['Excel with macros', samples.office('ms-excel.sheet.macroEnabled.main'), 'macros'],
    ['PowerPoint with macros', samples.office('ms-powerpoint.presentation.macroEnabled.main'), 'macros'],
    ['macros that hide', samples.office(word, { 'word/vbaProject.bin': strToU8('x') }), 'macros'],
    ['a bomb', claiming(limits.unpacked + 1), 'bomb'],
    ['a ZIP of anything', Buffer.from(zipSync({ 'a.exe': strToU8('MZ') })), 'other'],
    ['a cut ZIP', samples.office(word).subarray(0, 60), 'damaged'],
    ['Word until 2003', samples.compound('WordDocument'), 'old-office'],
    ['a password', samples.compound('EncryptionInfo', 'EncryptedPackage'), 'password'],
    ['a cut compound file', samples.msg.subarray(0, 600), 'damaged'],
    ['a program', text('MZ\x90\0\x03\0\0\0'), 'other'],
    ['a page', text('<!doctype html><script>alert(1)</script>'), 'other'],
    ['a drawing with scripts', text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'other'],
    ['a note', text('From: nobody\nthis is no mail'), 'other'],
    ['a list', text('numero,nombre\n1,Ana\n'), 'other'],
  ])('%s', async (_, bytes, refusal) => {
    expect(await readType(bytes)).toEqual({ ok: false, refusal });
  });

  it('a compound file whose sectors go around in a circle, and any other bytes, end', async () => {
    const circle = Buffer.from(samples.msg);
    circle.writeUInt32LE(1, 512 + 4);
    expect((await readType(circle)).ok).toBe(false);
    const marks = [[], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 2000 }), async (mark, rest) => {
        const read = await readType(Buffer.concat([Buffer.from(mark), rest]));
        expect(typeof read.ok).toBe('boolean');
      }),
    );
  });
});

it.each([
  ['Acta 1ª sesión.PDF', 'pdf', 'Acta 1ª sesión.pdf'],
  ['C:\\Users\\ana\\foto.JPEG', 'jpg', 'foto.jpg'],
  ['../../etc/passwd', 'pdf', 'passwd.pdf'],
  ['.htaccess', 'png', 'htaccess.png'],
  ['factura.pdf.exe', 'pdf', 'factura.pdf.exe.pdf'],
  ['a\u202egnp.exe', 'png', 'agnp.exe.png'],
  ['  \r\n"x" <y>?.docx ', 'docx', 'x y.docx'],
  ['', 'heic', 'archivo.heic'],
  ['x'.repeat(500), 'pdf', `${'x'.repeat(limits.name)}.pdf`],
] as const)('«%s» is kept as a name that harms nobody', (name, type, clean) => {
  expect(cleanName(name, type)).toBe(clean);
});
