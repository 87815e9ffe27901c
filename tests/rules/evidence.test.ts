import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { evidenceOfActivity } from '../../src/evidence/items.ts';
import type { Form } from '../../src/message.ts';
import type { Reply } from '../../src/request.ts';
import { bytesOf } from '../contracts/files.ts';
import { docx, eml, heic, jpg, msg, office, pdf, png, xlsx } from '../evidence/samples.ts';
import { sent } from '../support/files.ts';
import { cast, given, id, press, type Scene, scene, words } from './support.ts';

const at = '2024-05-09T17:00:00Z';
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const formOf = (reply: Reply): Form => {
  const block = reply.message.blocks.find((b) => b.type === 'form');
  if (block?.type !== 'form') throw new Error('no form');
  return block.form;
};

const added = async (s: Scene) => (await s.facts()).filter((f) => f.kind === 'evidence.added');

describe('files with the words that say where they belong', () => {
  it('become evidence of the activity, each under its number, with both dates, names outside the ledger', async () => {
    const s = await scene({ at });
    const files = [sent('Lista María López.pdf', pdf), sent('foto.JPG', jpg)];
    const reply = await s.ask(cast.member, 'evidencia 9 2024-05-07 "del taller"', { files });
    expect(reply.message.summary).toBe(
      `Quedaron registradas 2 evidencias de la actividad 9, ${title(s, 9)}.`,
    );
    expect(words(reply)).toContain('2024-E-0001 · Lista María López.pdf');
    expect(words(reply)).toContain('2024-E-0002 · foto.jpg');
    const facts = await added(s);
    expect(facts.map((f) => [f.occurredOn, f.recordedAt.slice(0, 10), f.actor, f.folio])).toEqual([
      ['2024-05-07', '2024-05-09', id(cast.member), null],
      ['2024-05-07', '2024-05-09', id(cast.member), null],
    ]);
    expect(facts[0]!.body).toMatchObject({
      activity: 9,
      file: sha(pdf),
      type: 'pdf',
      bytes: pdf.length,
      link: null,
    });
    expect(JSON.stringify(await s.facts())).not.toContain('María');
    expect(await bytesOf(s.files, 'isssteson', sha(jpg))).toEqual(jpg);
    const shown = words(await s.ask(cast.president, 'evidencia 9'));
    expect(shown).toContain('2024-E-0001 · Lista María López.pdf (PDF, 1 KB), del 7 de mayo de 2024');
    expect(shown).toContain('«del taller»');
    expect(shown).toMatch(/https:\/\/pat\.example\/archivos\/token\d+\/foto\.jpg/);
  });

  it('belong to a record by its folio, with the day of the record where none is said', async () => {
    const s = await scene({ at });
    await s.ask(cast.member, 'sesion celebrada 2024-04-26');
    await s.ask(cast.member, 'evidencia 2024-SES-000001', { files: [sent('acta.docx', await docx())] });
    expect((await added(s))[0]).toMatchObject({
      occurredOn: '2024-04-26',
      body: { folio: '2024-SES-000001' },
    });
    const { programme, view } = { programme: s.programme, view: s.bot.journal.view() };
    const sessions = programme.activities.find((a) => a.number === 2)!;
    expect(evidenceOfActivity(view, programme, sessions).map((e) => e.id)).toEqual(['2024-E-0001']);
  });

  it('are the same evidence when they are sent again, and one by content', async () => {
    const s = await scene({ at });
    const ask = () => s.ask(cast.member, 'evidencia 9', { files: [sent('a.pdf', pdf), sent('b.pdf', pdf)] });
    await ask();
    expect(words(await ask())).toContain('Ya estaba registrado');
    expect(await added(s)).toHaveLength(1);
  });
});

describe('what it can be of, and which files', () => {
  it.each([
    ['activity', null, '9', { activity: 9, folio: null }],
    ['session', 'sesion celebrada 2024-04-26', '2024-SES-000001', { folio: '2024-SES-000001' }],
    ['delivery', 'entrega 2024-04-20 120 kg', '2024-ent-1', { folio: '2024-ENT-000001' }],
    ['report', 'informe enviado trimestral 1 2024-04-10', '2024-INF-000001', { folio: '2024-INF-000001' }],
    ['record', 'registrar 00001 carta 2024-05-02', '2024-CAR-000001', { folio: '2024-CAR-000001' }],
    ['sheet', `hoja 11 "Archivo"`, 'hoja 1', { activity: 11, folio: null, sheet: 1 }],
  ])('a %s', async (_, first, target, body) => {
    const s = await scene({ at });
    if (first !== null) await s.ask(cast.member, first);
    await s.ask(cast.member, `evidencia ${target} 2024-05-03 "nota"`, { files: [sent('a.pdf', pdf)] });
    expect(await added(s)).toMatchObject([{ occurredOn: '2024-05-03', actor: id(cast.member), body }]);
    expect(words(await s.ask(cast.member, `evidencia ${target}`))).toContain(
      'del 3 de mayo de 2024; registrada el 9 de mayo de 2024 por Persona 00005',
    );
  });

  it('PDF, pictures of phones, Office without macros and mails, all at once', async () => {
    const s = await scene({ at });
    const all = {
      pdf,
      jpg,
      png,
      heic,
      eml,
      msg,
      docx: await docx(),
      xlsx: await xlsx(),
      pptx: office('openxmlformats-officedocument.presentationml.presentation.main'),
    };
    const files = Object.entries(all).map(([ext, bytes]) => sent(`prueba.${ext}`, bytes));
    const reply = await s.ask(cast.member, 'evidencia 9', { files });
    expect(reply.message.summary).toContain('Quedaron registradas 9 evidencias');
    expect((await added(s)).map((f) => f.body.type)).toEqual(Object.keys(all));
  });
});

const title = (s: Scene, n: number) => s.programme.activities.find((a) => a.number === n)!.title;

describe('files that come alone', () => {
  it('wait until the form says where they belong; it may be sent twice', async () => {
    const s = await scene({ at });
    const asked = await s.ask(cast.secretary, '', { files: [sent('a.pdf', pdf), sent('b.png', png)] });
    expect(asked.message.summary).toContain('Recibí 2 archivos: a.pdf y b.png');
    expect(await added(s)).toEqual([]);
    const form = formOf(asked);
    const fields = { target: '10', date: '2024-05-02', note: '' };
    await s.restart('snapshot');
    const bad = await s.ask(cast.secretary, form.words, { fields: { ...fields, date: '2024-06-01' } });
    expect(bad.fieldErrors).toHaveProperty('date');
    const first = await s.ask(cast.secretary, form.words, { fields });
    const again = await s.ask(cast.secretary, form.words, { fields });
    expect(first.message.summary).toContain('Quedaron registradas 2 evidencias');
    expect(again.message.summary).toBe(first.message.summary);
    expect((await added(s)).map((f) => [f.body.activity, f.occurredOn])).toEqual([
      [10, '2024-05-02'],
      [10, '2024-05-02'],
    ]);
  });

  it('can be discarded, and are nobody else’s to place', async () => {
    const s = await scene({ at });
    const asked = await s.ask(cast.secretary, 'fotos de la colecta', { files: [sent('a.pdf', pdf)] });
    expect(formOf(asked).fields.find((f) => f.id === 'note')).toMatchObject({
      initial: 'fotos de la colecta',
    });
    const other = await s.ask(cast.member, formOf(asked).words, { fields: { target: '9', date: '' } });
    expect(other.message.summary).toContain('No tienes archivos');
    await press(s, cast.secretary, asked, 'Descartar');
    const late = await s.ask(cast.secretary, formOf(asked).words, { fields: { target: '9', date: '' } });
    expect(late.message.summary).toContain('No tienes archivos');
    expect(await added(s)).toEqual([]);
  });

  it('are asked about after the answer to another command, which is done', async () => {
    const s = await scene({ at });
    const reply = await s.ask(cast.member, 'sesion celebrada 2024-04-26', { files: [sent('acta.pdf', pdf)] });
    expect(words(reply)).toContain('2024-SES-000001');
    await s.ask(cast.member, formOf(reply).words, {
      fields: { target: '2024-SES-000001', date: '2024-04-26' },
    });
    expect((await added(s))[0]!.body).toMatchObject({ folio: '2024-SES-000001' });
  });
});

describe('what is not kept', () => {
  it('files of others are not even fetched', async () => {
    const s = await scene({ at });
    for (const number of [cast.employee, cast.lead, cast.leaver, cast.nobody]) {
      for (const said of ['', 'evidencia 9', 'mi foto']) {
        const file = sent('a.pdf', pdf);
        const reply = await s.ask(number, said, { files: [file] });
        expect(file.opened).toBe(0);
        expect(reply.message.summary).toMatch(/No guardé los archivos|es para/);
      }
    }
    expect(await s.files.has('isssteson', sha(pdf))).toBe(false);
    expect((await s.facts()).filter((f) => /file|evidence/.test(f.kind))).toEqual([]);
  });

  it('an employee’s command is done all the same', async () => {
    const s = await scene({ at });
    const reply = await s.ask(cast.employee, 'tapitas 2 kg', { files: [sent('a.pdf', pdf)] });
    expect(words(reply)).toContain('2024-DON-000001');
    expect(words(reply)).toContain('no se guardó');
  });

  it('a roster is no evidence: it is not even fetched', async () => {
    const s = await scene({ at });
    const file = sent('plantilla.pdf', pdf);
    const reply = words(await s.ask(cast.secretary, 'plantilla', { files: [file] }));
    expect(file.opened).toBe(0);
    expect(reply).toContain('la plantilla se lee de un Excel (.xlsx) o un CSV');
  });

  it('each unfit file is named with its reason, the others are kept', async () => {
    const s = await scene({ at });
    const macros = office('ms-word.document.macroEnabled.main');
    const huge = sent('video.pdf', pdf, 999_999_999);
    const lost = { ...sent('perdido.pdf', pdf), open: () => Promise.reject(new Error('gone')) };
    const files = [sent('oficio.docm', macros), huge, lost, sent('bien.pdf', pdf)];
    const reply = words(await s.ask(cast.member, 'evidencia 9', { files }));
    expect(reply).toContain('«oficio.docm» tiene macros');
    expect(reply).toContain('«video.pdf» pesa más de 25 MB');
    expect(reply).toContain('«perdido.pdf» no se pudo descargar');
    expect(huge.opened).toBe(0);
    expect(await added(s)).toHaveLength(1);
    expect(await s.files.has('isssteson', sha(macros))).toBe(false);
  });

  it('no more than ten at once', async () => {
    const s = await scene({ at });
    const files = Array.from({ length: 12 }, (_, n) =>
      sent(`${n}.pdf`, Buffer.concat([pdf, Buffer.from([n])])),
    );
    const reply = words(await s.ask(cast.member, 'evidencia 9', { files }));
    expect(reply).toContain('«11.pdf» se reciben hasta 10 archivos a la vez');
    expect(await added(s)).toHaveLength(10);
  });

  it('what comes with a case is answered with the channels', async () => {
    const s = await scene({ at });
    const file = sent('a.pdf', pdf);
    const reply = await s.ask(cast.member, 'mi jefe me acosa', { files: [file] });
    expect(file.opened).toBe(0);
    expect(words(reply)).toMatch(/denuncia/i);
    expect((await s.facts()).filter((f) => /file|evidence/.test(f.kind))).toEqual([]);
  });
});

describe('links', () => {
  it('are evidence too, kept outside the ledger', async () => {
    const s = await scene({ at });
    const url = 'https://isssteson.gob.mx/etica/denuncias.pdf?x=2024-05-01';
    const reply = await s.ask(cast.member, `evidencia 12 ${url} "procedimiento de denuncias" 2024-05-02`);
    expect(reply.message.summary).toContain('Quedó registrada 1 evidencia');
    expect((await added(s))[0]).toMatchObject({
      occurredOn: '2024-05-02',
      body: { file: null, activity: 12 },
    });
    expect(JSON.stringify(await s.facts())).not.toContain('isssteson.gob.mx');
    expect(words(await s.ask(cast.member, 'evidencia 12'))).toContain(`2024-E-0001: ${url}`);
    expect((await s.ask(cast.member, `evidencia 12 ${url}`)).message.summary).toContain('Ya estaba');
  });

  it.each([
    'evidencia 9 http://ejemplo.mx/a',
    'evidencia 9 javascript://x',
    'evidencia 9 https://u:p@ejemplo.mx',
    `evidencia 9 https://ejemplo.mx/${'a'.repeat(1600)}`,
    'evidencia 99 https://ejemplo.mx',
    'evidencia 2024-SES-000009 https://ejemplo.mx',
    'evidencia 9 https://ejemplo.mx 2030-01-01',
    'evidencia 9 https://ejemplo.mx 31/02',
    'evidencia 9 loquesea',
    'evidencia quitar E-9 "x"',
    'evidencia E-9',
  ])('«%s» records nothing', async (said) => {
    const s = await scene({ at });
    const reply = await s.ask(cast.member, said);
    expect(await s.facts()).toEqual([]);
    expect(words(reply)).toContain('No se registró nada');
  });
});

describe('history', () => {
  it('a replaced file stays in it, under the same number; a removed one counts no more', async () => {
    const s = await scene({ at });
    await s.ask(cast.member, 'evidencia 9', { files: [sent('v1.pdf', pdf)] });
    await s.ask(cast.member, 'evidencia e-1', { files: [sent('v2.png', png)] });
    const one = words(await s.ask(cast.member, 'evidencia E-0001'));
    expect(one).toContain('v2.png');
    expect(one).toContain('v1.pdf, registrada el 9 de mayo de 2024');
    expect(one.match(/archivos\/token/g)).toHaveLength(2);
    expect(words(await s.ask(cast.member, 'evidencia'))).toContain(`actividad 9, ${title(s, 9)}: 1`);
    await s.ask(cast.secretary, 'evidencia quitar 2024-E-0001 "era de otra actividad"');
    expect(words(await s.ask(cast.member, 'evidencia 9'))).toContain('Sin evidencia');
    const removed = words(await s.ask(cast.member, 'evidencia E-1'));
    expect(removed).toContain('retirada el 9 de mayo de 2024');
    expect(removed).not.toContain('archivos/');
    await s.ask(cast.member, 'evidencia 10', { files: [sent('v1.pdf', pdf)] });
    expect((await added(s)).map((f) => f.body.id)).toEqual(['2024-E-0001', '2024-E-0002']);
    const kinds = (await s.facts()).map((f) => f.kind);
    expect(kinds).toEqual(['evidence.added', 'evidence.replaced', 'evidence.removed', 'evidence.added']);
  });

  it('numbers begin anew with the year of recording', async () => {
    const s = await scene({ at });
    await s.ask(cast.member, 'evidencia 9', { files: [sent('a.pdf', pdf)] });
    s.at('2025-01-08T17:00:00Z');
    await s.ask(cast.member, 'evidencia 4 2024-12-30', { files: [sent('b.png', png)] });
    expect((await added(s)).map((f) => f.body.id)).toEqual(['2024-E-0001', '2025-E-0001']);
  });

  it('says what has none', async () => {
    const s = await scene({ at });
    await given(s);
    await s.ask(cast.member, 'sesion celebrada 2024-04-26');
    const reply = words(await s.ask(cast.liaison, 'evidencia'));
    expect(reply).toContain(`actividad 9, ${title(s, 9)}`);
    expect(reply).toContain('2024-SES-000001: sesión ordinaria del 26 de abril de 2024');
  });
});
