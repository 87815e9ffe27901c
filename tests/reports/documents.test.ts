import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { addendumDocx, addendumPdf } from '../../src/reports/addendum-papers.ts';
import { reportDocx, transmittalDocx } from '../../src/reports/docx.ts';
import { diff, freeze } from '../../src/reports/frozen.ts';
import { deliveryDocx, minutesDocx } from '../../src/reports/papers.ts';
import { reportPdf } from '../../src/reports/pdf.ts';
import { atOnce } from '../../src/steps.ts';
import {
  office,
  pdfInfo,
  pdfWords,
  programme,
  readers,
  session,
  small,
  surname,
  training,
} from './support.ts';

const world = small(40, [
  session('2024-04-26'),
  ...Array.from({ length: 25 }, (_, i) => training(`p${i + 1}`, '2024-05-02')),
]);
const data = world.report('2024-T2', '2024-07-10', {
  complaints: [{ period: '2024-T2', received: 3, inProcess: 1, concluded: 2 }],
  letterhead: { oficio: 'CEI/012/2024', legend: '2024: Año de las pruebas', place: 'Hermosillo, Sonora' },
});
const at = new Date('2024-07-10T12:00:00Z');
const { committee } = programme;

/** What a reader must find, in every kind of file. */
const says = [
  'Informe del segundo trimestre de 2024',
  'Programa Anual de Trabajo 2024 del Comité de Ética e Integridad del ISSSTESON',
  'Del 1 de abril al 30 de junio de 2024',
  'Oficio CEI/012/2024',
  '2024: Año de las pruebas',
  '40 personas al 30 de junio de 2024',
  'Denuncias recibidas',
  `Persona 1 ${surname}`,
  'Secretaría Ejecutiva del Comité de Ética e Integridad',
  'Página 1 de',
  world.view.head.hash,
];

describe.skipIf(!readers)('as LibreOffice and poppler read them', () => {
  it('the report in DOCX says what it must, its header on each page, on paper of letter size', async () => {
    const pdf = await office(await reportDocx(data), 'report.docx', 'pdf');
    const words = await pdfWords(pdf);
    for (const part of says) expect(words).toContain(part);
    const pages = words.split('\f').filter((p) => p.trim() !== '');
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages.slice(0, -1)) expect(page).toContain('Qué se hizo');
    for (const { number, title } of programme.activities) {
      const [start] = title.split(' ');
      expect(words).toContain(`${number}. ${start}`);
    }
    expect(await pdfInfo(pdf)).toMatch(/Page size: +792 x 612 pts \(letter\)/);
  }, 60_000);

  it('the report in PDF says the same', async () => {
    const pdf = await reportPdf(data, at);
    const words = await pdfWords(pdf);
    for (const part of says) expect(words).toContain(part);
    expect(words.split('\f')[1]).toContain('Qué se hizo');
    const info = await pdfInfo(pdf);
    expect(info).toContain('Informe del segundo trimestre de 2024');
    expect(info).toMatch(/Page size: +792 x 612 pts/);
  }, 60_000);

  it('the letter carries number, legend, date in words, addressee, attachments and the secretary’s line', async () => {
    const words = await pdfWords(
      await office(await transmittalDocx(data, ['Informe', 'Anexo']), 'letter.docx', 'pdf'),
    );
    for (const part of [
      'Oficio núm.: CEI/012/2024',
      'Hermosillo, Sonora, a 10 de julio de 2024.',
      'Persona titular de la Secretaría de la Contraloría General',
      '1. Informe.',
      '2. Anexo.',
      `Persona 2 ${surname}`,
      'aprobado el 26 de abril de 2024',
    ])
      expect(words).toContain(part);
    // Nobody has confirmed the name.
    expect(words).not.toContain('Pendiente de confirmar');
  }, 60_000);

  it('minutes carry agenda, attendance, quorum and agreements, and say that they are a draft', async () => {
    const bytes = await minutesDocx({
      committee,
      session: 'Segunda sesión ordinaria de 2024',
      on: '2024-06-28',
      began: '10:00',
      ended: null,
      place: null,
      agenda: ['Lista de asistencia', 'Ratificación de integrantes'],
      attendance: [
        { name: 'Íñigo Ejemplo', post: 'Presidencia', presence: 'present' },
        { name: 'Ana Ejemplo', post: 'Suplente', presence: { substituteOf: 'Noé Ejemplo' } },
        { name: 'Zoé Ausente', post: 'Vocal', presence: 'absent' },
      ],
      quorum: { members: 5, present: 2, needed: 3 },
      agreements: [{ number: 'A-01', text: 'Difundir el Código', owner: null, due: '2024-07-15' }],
      draft: true,
    });
    const words = await pdfWords(await office(bytes, 'minutes.docx', 'pdf'));
    for (const part of [
      'Acta de la segunda sesión ordinaria de 2024',
      'Proyecto de acta',
      'El viernes 28 de junio de 2024, a las 10:00 horas',
      '2. Ratificación de integrantes',
      'Presente, en suplencia de Noé Ejemplo',
      'Asisten 2 de 5 integrantes; se requieren 3. No hay quórum.',
      'Difundir el Código Por definir 15 de julio de 2024',
    ])
      expect(words).toContain(part);
    // Who was absent does not sign.
    expect(words.match(/Zoé Ausente/g)).toHaveLength(1);
    expect(words.match(/Íñigo Ejemplo/g)).toHaveLength(2);
  }, 60_000);

  it('the delivery act shows what people noted, what was weighed, and the difference', async () => {
    const bytes = await deliveryDocx({
      committee,
      recipient: 'CRIT Hermosillo',
      on: '2024-11-20',
      place: null,
      folio: '2024-ENT-000001',
      items: [
        { thing: 'Tapitas', unit: 'g', noted: 125_400, delivered: 120_000 },
        { thing: 'Ropa', unit: 'pieces', noted: 3, delivered: null },
      ],
      deliveredBy: 'Ana Ejemplo',
      receivedBy: null,
    });
    const words = await pdfWords(await office(bytes, 'delivery.docx', 'pdf'));
    expect(words).toContain('Tapitas 125.4 kg 120 kg menos 5.4 kg');
    expect(words).toContain('Ropa 3 piezas Sin dato —');
    expect(words).toContain('2024-ENT-000001');
    expect(words).toContain('Ana Ejemplo');
  }, 60_000);
});

it('a DOCX has a title, headings, a header row and its language for those who hear it read', async () => {
  const parts = unzipSync(await reportDocx(data));
  const body = strFromU8(parts['word/document.xml']!);
  expect(body).toContain('<w:tblHeader');
  expect(body).toContain('w:val="Heading1"');
  expect(body).toContain('w:val="Title"');
  expect(strFromU8(parts['word/styles.xml']!)).toContain('es-MX');
  expect(strFromU8(parts['docProps/core.xml']!)).toContain('Informe del segundo trimestre de 2024');
});

it('no document but the annex names anybody who only took part', async () => {
  const body = strFromU8(unzipSync(await reportDocx(data))['word/document.xml']!);
  expect(body.match(new RegExp(surname, 'g'))).toHaveLength(2);
  expect(body).not.toContain('Persona 7 ');
});

const late = training('p30', '2024-05-03');
const addendum = (() => {
  const sent = freeze(data);
  world.add('2024-07-20T15:00:00Z', late);
  const now = world.report('2024-T2', '2024-07-10', { letterhead: data.letterhead });
  return {
    data: { ...now, dispatch: '2024-07-22' },
    sent: { folio: '2024-INF-000001', on: '2024-07-11', cut: sent.cut, seq: sent.head.seq, addendum: null },
    changes: atOnce(diff(sent, now, world.view)),
    complaintsBefore: sent.complaints,
    later: Array.from({ length: 60 }, (_, i) => ({
      id: `2024-E-${String(i + 1).padStart(4, '0')}`,
      activity: 9,
      title: `Lista de asistencia número ${i + 1}`,
      occurredOn: '2024-05-03',
    })),
  };
})();

describe.skipIf(!readers)('an addendum as LibreOffice and poppler read it', () => {
  it.each([
    ['DOCX', async () => office(await addendumDocx(addendum), 'adenda.docx', 'pdf')],
    ['PDF', () => addendumPdf(addendum, at)],
  ])(
    'says in %s what changed and what came later, its headers on each page, its signatures together',
    async (_, make) => {
      const pdf = await make();
      const words = await pdfWords(pdf);
      for (const part of [
        'Adenda al informe del segundo trimestre de 2024',
        'folio 2024-INF-000001',
        `Registrado después: ${late.folio}.`,
        'recibidas: 3; en proceso: 1; concluidas: 2',
        '2024-E-0060',
        '2024: Año de las pruebas',
        world.view.head.hash,
      ])
        expect(words.replaceAll('- ', '-')).toContain(part);
      const pages = words.split('\f').filter((p) => p.trim() !== '');
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages.filter((p) => p.includes('Lista de asistencia')))
        expect(page).toContain('Clave');
      const signed = pages.filter((p) => p.includes('Presidencia del Comité'));
      expect(signed).toHaveLength(1);
      expect(signed[0]).toContain('Secretaría Ejecutiva del Comité');
      expect(signed[0]).toContain('Registros hasta el asiento');
    },
    60_000,
  );
});
