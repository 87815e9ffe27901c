import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFileLinks } from '../../src/evidence/links.ts';
import { openLinked } from '../../src/papers/linked.ts';
import type { SentFile } from '../../src/request.ts';
import { pdf, png } from '../evidence/samples.ts';
import { template, withParts } from '../reports/template-file.ts';
import { contentOf } from '../support/bot.ts';
import { cast, choices, fact, given, press, type Scene, scene, words } from './support.ts';

let s: Scene;
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);
const kindsOf = async () => (await s.facts()).map((f) => f.kind);
const bodies = async (kind: string) => (await s.facts()).filter((f) => f.kind === kind).map((f) => f.body);
const file = (name: string, bytes: Uint8Array): SentFile => ({
  name,
  bytes: bytes.length,
  open: async () =>
    (async function* () {
      yield bytes;
    })(),
});
/** The words of a DOCX. */
async function docxWords(reply: Awaited<ReturnType<typeof ask>>, name: string): Promise<string> {
  const found = reply.attachments?.find((a) => a.name === name);
  if (!found) throw new Error(`no ${name}: ${reply.attachments?.map((a) => a.name)}`);
  const parts = unzipSync(await contentOf(found));
  return strFromU8(parts['word/document.xml']!)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

beforeEach(async () => {
  s = await scene({ at: '2024-01-02T17:00:00Z' });
  s.at('2024-07-08T17:00:00Z');
});

describe('a report that is not sent yet', () => {
  it('says what is missing, each thing with a button that opens what mends it, and hands over the files', async () => {
    const reply = await ask('informe trimestral 2');
    const lines = words(reply)
      .split('\n')
      .filter((l) => /^\d+\. /.test(l));
    expect(reply.message.summary).toBe(
      `Faltan ${lines.length} cosas para tu informe del segundo trimestre de 2024.`,
    );
    expect(reply.attachments?.map((a) => a.name)).toEqual([
      'informe-2024-T2.docx',
      'informe-2024-T2.pdf',
      'oficio-2024-T2.docx',
      'anexo-2024-T2.xlsx',
      'informe-2024-T2.zip',
    ]);
    const mending = choices(reply.message);
    expect(mending.length).toBeGreaterThan(lines.length);
    for (const { words: said } of mending.filter((c) => !c.words.startsWith('informe trimestral'))) {
      const opened = await ask(said);
      expect(words(opened), said).not.toMatch(/No entendí|No se registró nada|es para la/);
    }
    // Buttons open; nothing but the report that was handed over is recorded.
    expect(await kindsOf()).toEqual(['report.made']);
  });

  it('is one thing less once it is done', async () => {
    const count = async () =>
      Number(/\d+/.exec((await ask('informe trimestral 2')).message.summary.replace('segundo', ''))![0]);
    const before = await count();
    await ask('informe oficio trimestral 2 "CEI/012/2024"');
    await ask('cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2');
    expect(await count()).toBe(before - 2);
  });

  it('is kept as handed over once, however often it is asked for the same day', async () => {
    await ask('informe trimestral 2');
    await ask('informe trimestre t2 de 2024');
    expect(await kindsOf()).toEqual(['report.made']);
    await ask('sesion celebrada 2024-04-26');
    await ask('informe trimestral 2');
    expect(await kindsOf()).toEqual(['report.made', 'session.held', 'report.made']);
  });

  it.each([
    ['informe trimestral 3', null],
    ['informe trimestral 4', 'todavía no empieza'],
    ['informe trimestral 5', 'No entendí qué informe'],
    ['informe trimestral', 'No entendí qué informe'],
    ['informe trimestral 2 algo', 'No entendí qué informe'],
    ['informe trimestral 2 de 2023', 'No tengo el programa de 2023'],
    ['informe trimestral 2 2024-12-24', 'todavía no llega'],
    ['informe anual', null],
  ])('«%s»', async (said, why) => {
    const reply = await ask(said);
    if (why !== null) expect(words(reply)).toContain(why);
    expect(reply.attachments?.length ?? 0).toBe(why === null ? 5 : 0);
  });

  it('hides small counts of complaints from whoever is not the secretary', async () => {
    await ask('cifras denuncias trimestral 2 recibidas 7 en proceso 1 concluidas 6');
    const [own, other] = [
      await ask('informe trimestral 2'),
      await s.ask(cast.member, 'informe trimestral 2'),
    ];
    expect(await docxWords(own, 'informe-2024-T2.docx')).toMatch(/Segundo trimestre de 2024 7 1 6/);
    expect(await docxWords(other, 'informe-2024-T2.docx')).toMatch(
      /Segundo trimestre de 2024 7 menos de 5 6/,
    );
    expect(words(other)).toContain('no se muestran las cifras de denuncias menores de 5');
  });

  it('is nobody’s but the committee’s', async () => {
    const reply = await s.ask(cast.employee, 'informe trimestral 2');
    expect(words(reply)).toContain('es para las personas integrantes del Comité');
    expect(reply.attachments).toBeUndefined();
    expect(await s.facts()).toEqual([]);
  });
});

it('of those that are not sent is said by when they are due, or were', async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  const said = words(await ask('informe'));
  expect(said).toContain('primer trimestre de 2024: sin enviar; venció el viernes 12 de abril de 2024');
  expect(said).toContain('segundo trimestre de 2024: sin enviar; vence el viernes 12 de julio de 2024');
});

describe('the letter', () => {
  it('takes its number from the report, legend and place from the day, addressee and signatories too', async () => {
    await ask('informe oficio trimestral 2 "CEI/012/2024"');
    await ask('informe oficio trimestral 1 CEI/009/2024');
    await ask('informe leyenda "2024: Año de la prueba contra el acoso" 2024-01-02');
    await ask('informe lugar "Hermosillo, Sonora"');
    const letter = await docxWords(await ask('informe trimestral 2'), 'oficio-2024-T2.docx');
    expect(letter).toContain('Oficio núm.: CEI/012/2024');
    expect(letter).toContain('2024: Año de la prueba contra el acoso');
    expect(letter).toContain('Hermosillo, Sonora, a 8 de julio de 2024.');
    expect(letter).toContain('Persona 00006');
    // The place was said on 8 July; on an earlier day nobody had said one.
    const earlier = await docxWords(await ask('informe trimestral 2 2024-07-05'), 'oficio-2024-T2.docx');
    expect(earlier).toContain('2024: Año de la prueba');
    expect(earlier).not.toContain('Hermosillo, Sonora, a');
    // What people wrote lies outside the ledger.
    expect(JSON.stringify(await s.facts())).not.toMatch(/CEI|Hermosillo/);
  });

  it('is filled in by a form, which keeps only what differs', async () => {
    await ask('informe lugar "Hermosillo, Sonora"');
    const { open } = await ask('informe datos trimestral 2');
    expect(open?.fields.map((f) => [f.id, 'initial' in f ? f.initial : ''])).toEqual([
      ['oficio', ''],
      ['legend', ''],
      ['place', 'Hermosillo, Sonora'],
    ]);
    const fields = { oficio: 'CEI/1/2024', legend: '', place: 'Hermosillo, Sonora' };
    await ask(open!.words, { fields });
    await ask(open!.words, { fields });
    expect((await bodies('report.detail')).map((b) => b.what)).toEqual(['place', 'oficio']);
  });

  it.each([
    'informe oficio trimestral 2',
    'informe leyenda',
    'informe lugar',
  ])('«%s» opens a form', async (said) => {
    const { open } = await ask(said);
    const [field] = open!.fields;
    const kept = await ask(open!.words, { fields: { [field!.id]: 'Algo' } });
    expect(words(kept)).toContain('Guardado');
    expect(await kindsOf()).toEqual(['report.detail']);
    const empty = await ask(open!.words, { fields: { [field!.id]: ' ' } });
    expect(Object.keys(empty.fieldErrors ?? {})).toEqual([field!.id]);
  });
});

describe('a report that was sent', () => {
  it('keeps the figures of the one that was handed over before, and tells what changed with its folios', async () => {
    await ask('registrar 00001 capacitacion "Ética" 2024-05-07');
    await ask('informe trimestral 2');
    s.at('2024-07-10T17:00:00Z');
    await ask('registrar 00002 capacitacion "Ética" 2024-05-07');
    const sent = await ask('informe enviado trimestral 2 2024-07-09', { files: [file('acuse.pdf', pdf)] });
    expect(words(sent)).toContain(
      'Quedan fijas las cifras del informe que te entregué el 8 de julio de 2024',
    );
    expect(await kindsOf()).toEqual([
      'training.recorded',
      'report.made',
      'training.recorded',
      'report.quarterly',
      'report.frozen',
      'evidence.added',
    ]);
    const [, record, frozen, receipt] = (await s.facts()).slice(-4);
    expect(new Set([record, frozen, receipt].map((f) => f!.recordedAt)).size).toBe(1);
    expect(receipt).toMatchObject({ occurredOn: '2024-07-09', body: { folio: '2024-INF-000001' } });
    const shown = await ask('informe trimestral 2');
    expect(shown.attachments).toBeUndefined();
    expect(shown.message.summary).toBe(
      'El informe del segundo trimestre de 2024 se envió el martes 9 de julio de 2024. Folio 2024-INF-000001.',
    );
    expect(words(shown)).toContain(
      'Actividad 9: numerador 1 → 2; porcentaje 12.5 % → 25 %; declaradas 1 → 2. Registrado después: 2024-CAP-000002.',
    );
    expect(words(shown)).toContain('Acuse y demás evidencia del envío: acuse.pdf');
    await s.restart('snapshot');
    const plain = (said: string) => said.replace(/token\d+/g, 'token');
    expect(plain(words(await ask('informe trimestral 2')))).toBe(plain(words(shown)));
  });

  it('takes its receipt later, with the same words', async () => {
    await ask('informe enviado trimestral 1 2024-04-10');
    const again = await ask('informe enviado trimestral 1 2024-04-10', { files: [file('acuse.png', png)] });
    expect(words(again)).toContain('Ya estaba registrado');
    expect((await bodies('evidence.added')).map((b) => b.folio)).toEqual(['2024-INF-000001']);
    expect(await kindsOf()).toEqual(['report.quarterly', 'report.frozen', 'evidence.added']);
  });

  it('that was not handed over keeps what is known when it is registered, and says so', async () => {
    const sent = await ask('informe enviado trimestral 1 2024-04-10');
    expect(words(sent)).toContain(
      'No te entregué ese informe antes de su envío: quedan fijas las cifras al 31 de marzo de 2024 como las conozco hoy, 8 de julio de 2024.',
    );
    expect(words(await ask('informe trimestral 1'))).toContain('Nada ha cambiado desde entonces.');
  });

  it('before the bot was there keeps no figures, and says so', async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z' });
    const sent = await ask('informe enviado trimestral 1 2024-04-10');
    expect(words(sent)).toContain('no conozco las cifras que decía, así que no fijo ninguna');
    expect(await kindsOf()).toEqual(['report.quarterly']);
    const shown = await ask('informe trimestral 1');
    expect(words(shown)).toContain('No conozco las cifras con que se envió');
    expect(words(await ask('informe adenda trimestral 1'))).toContain('No conozco las cifras');
    expect((await press(s, cast.secretary, shown, 'Documentos con cifras de hoy')).attachments).toHaveLength(
      5,
    );
  });

  it('of a year without programme keeps no figures', async () => {
    const sent = await ask('informe enviado anual 2024-01-30');
    expect(words(sent)).toContain('Es de un programa que no tengo');
    expect(await kindsOf()).toEqual(['report.annual']);
  });

  it('is free again once its record is voided', async () => {
    await ask('informe enviado trimestral 1 2024-04-10');
    await ask('cancelar 2024-INF-000001 "fecha equivocada"');
    const open = await ask('informe trimestral 1');
    expect(open.attachments).toHaveLength(5);
    await ask('informe enviado trimestral 1 2024-04-11');
    expect((await bodies('report.frozen')).map((b) => [b.of, b.from])).toEqual([
      ['2024-INF-000001', 'registered'],
      // The one that was handed over meanwhile carries 8 July, after this was sent.
      ['2024-INF-000002', 'registered'],
    ]);
    expect(words(await ask('informe trimestral 1'))).toContain('2024-INF-000002');
  });

  it('the fourth quarter is reported in January, and so is the year', async () => {
    s.at('2025-01-10T17:00:00Z');
    const made = await ask('informe trimestral 4');
    expect(made.attachments?.map((a) => a.name)).toContain('informe-2024-T4.docx');
    expect(await docxWords(made, 'informe-2024-T4.docx')).toContain('Cifras al 31 de diciembre de 2024');
    await ask('informe enviado trimestral 4 2025-01-10');
    expect(words(await ask('informe trimestral 4'))).toContain('2025-INF-000001');
    await ask('informe anual');
    await ask('informe enviado anual 2025-01-10');
    expect((await bodies('report.annual')).map((b) => b.period)).toEqual(['2024']);
    expect(words(await ask('informe anual'))).toContain('Nada ha cambiado desde entonces');
  });
});

/** What its link gives, once it was stored as plain data. */
async function byLink(link: string): Promise<Uint8Array> {
  const links = createFileLinks({ publicUrl: '', tokens: s.tokens });
  const found = (await links.find(link.split('/').at(-2)!))!;
  const open = { files: s.files, committee: s.programme.committee.id, links };
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openLinked(open, found))!) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('an addendum', () => {
  it('holds what changed and the evidence that came later, in documents of its own', async () => {
    await ask('sesion celebrada 2024-04-26');
    await ask('informe trimestral 2');
    await ask('informe enviado trimestral 2 2024-07-08');
    expect(words(await ask('informe adenda trimestral 2'))).toContain('No hace falta una adenda');
    s.at('2024-07-20T17:00:00Z');
    await ask('registrar 00002 capacitacion "Ética" 2024-05-07');
    await ask('evidencia 2 2024-04-26', { files: [file('acta.pdf', pdf)] });
    await ask('cifras denuncias trimestral 2 recibidas 6 en proceso 6 concluidas 0');
    const shown = await ask('informe trimestral 2');
    const made = await press(s, cast.secretary, shown, 'Hacer una adenda');
    expect(made.attachments?.map((a) => a.name)).toEqual([
      'adenda-2024-T2.docx',
      'adenda-2024-T2.pdf',
      'oficio-adenda-2024-T2.docx',
      'adenda-2024-T2.zip',
    ]);
    // Complaints are no activity.
    expect(words(made)).toContain(
      'Contiene 1 actividad con cifras distintas, otras cifras de denuncias y 1 evidencia posterior.',
    );
    const said = await docxWords(made, 'adenda-2024-T2.docx');
    for (const part of [
      'Adenda al informe del segundo trimestre de 2024',
      'folio 2024-INF-000001',
      '9. Capacitación Numerador 0 1 Registrado después: 2024-CAP-000001.',
      'Segundo trimestre de 2024 sin cifras recibidas: 6; en proceso: 6; concluidas: 0',
      '2024-E-0001 2. Sesiones ordinarias acta.pdf 26 de abril de 2024',
    ])
      expect(said).toContain(part);
    const zip = unzipSync(await contentOf(made.attachments!.at(-1)!));
    expect(Object.keys(zip)).toContain('evidencia/2024-E-0001_acta.pdf');
    expect(strFromU8(zip.SHA256SUMS!).split('\n').filter(Boolean)).toHaveLength(6);
    expect(unzipSync(await byLink(made.attachments!.at(-1)!.link!))).toEqual(zip);
  });

  /** The second quarter sent, and an addendum with one more training made twelve days later. */
  async function madeAddendum() {
    await ask('informe trimestral 2');
    await ask('informe enviado trimestral 2 2024-07-08');
    s.at('2024-07-20T17:00:00Z');
    await ask('registrar 00002 capacitacion "Ética" 2024-05-07');
    return ask('informe adenda trimestral 2');
  }

  it('that was sent is recorded with its receipt, and what comes after is compared with it', async () => {
    const made = await madeAddendum();
    const form = await press(s, cast.secretary, made, 'Ya la envié');
    expect(form.open).toMatchObject({
      title: 'Adenda enviada',
      words: 'informe adenda enviada trimestral 2 2024',
    });
    s.at('2024-07-22T17:00:00Z');
    const said = 'informe adenda enviada trimestral 2 2024-07-21';
    const sent = await ask(said, { files: [file('acuse-adenda.pdf', pdf)] });
    expect(sent.message.summary).toContain('domingo 21 de julio de 2024');
    expect(words(sent)).toContain('enviada el domingo 21 de julio de 2024. Folio 2024-INF-000002.');
    expect(words(sent)).toContain(
      'Quedan fijas las cifras de la adenda que te entregué el 20 de julio de 2024',
    );
    expect(await kindsOf()).toEqual([
      'report.made',
      'report.quarterly',
      'report.frozen',
      'training.recorded',
      'addendum.made',
      'report.addendum',
      'report.frozen',
      'evidence.added',
    ]);
    expect((await bodies('evidence.added')).map((b) => b.folio)).toEqual(['2024-INF-000002']);
    expect(words(await ask(said))).toContain('2024-INF-000002');
    expect(words(await ask('informe'))).toContain(
      'enviado el 8 de julio de 2024 (folio 2024-INF-000001); adenda enviada el 21 de julio de 2024 (folio 2024-INF-000002)',
    );
    const shown = words(await ask('informe trimestral 2'));
    expect(shown).toContain(
      'Adenda enviada: 21 de julio de 2024 (folio 2024-INF-000002). Lo que sigue se compara con ella.',
    );
    expect(shown).toContain('Nada ha cambiado desde entonces.');
    expect(shown).toContain('acuse-adenda.pdf');
    expect(words(await ask('informe adenda trimestral 2'))).toContain('No hace falta una adenda');
    s.at('2024-08-02T17:00:00Z');
    await ask('registrar 00003 capacitacion "Ética" 2024-05-07');
    const again = await ask('informe adenda trimestral 2');
    expect(await docxWords(again, 'oficio-adenda-2024-T2.docx')).toContain(
      'al informe remitido el 8 de julio de 2024 (folio 2024-INF-000001) y a su adenda remitida el 21 de julio de 2024 (folio 2024-INF-000002), me',
    );
    const second = await docxWords(again, 'adenda-2024-T2.docx');
    expect(second).toContain('y su adenda enviada el domingo 21 de julio de 2024 (folio 2024-INF-000002)');
    expect(second).toContain('9. Capacitación Numerador 1 2 Registrado después: 2024-CAP-000002.');
    await ask('informe adenda enviada trimestral 2 2024-08-02');
    const origin = words(await ask('cifra 9'));
    expect(origin).toContain('Informe del segundo trimestre de 2024, enviado el 8 de julio de 2024');
    expect(origin).toContain(
      'Adenda al informe del segundo trimestre de 2024, enviada el 21 de julio de 2024 (folio 2024-INF-000002): 1 de 8 al 30 de junio de 2024; hoy, 2 de 8.',
    );
    const before = words(await ask('informe trimestral 2'));
    expect(before).toContain(
      'Adendas enviadas: 21 de julio de 2024 (folio 2024-INF-000002) y 2 de agosto de 2024',
    );
    await s.restart('snapshot');
    const plain = (said: string) => said.replace(/token\d+/g, 'token');
    expect(plain(words(await ask('informe trimestral 2')))).toBe(plain(before));
  });

  it('that was sent without having been handed over keeps what is known then', async () => {
    await ask('informe enviado trimestral 1 2024-04-10');
    await ask('registrar 00001 capacitacion "Ética" 2024-03-07');
    const sent = await ask('informe adenda enviada trimestral 1 2024-07-01');
    expect(words(sent)).toContain(
      'No te entregué esa adenda antes de su envío: quedan fijas las cifras como las conozco hoy',
    );
    expect((await bodies('report.frozen')).map((b) => b.from)).toEqual(['registered', 'registered']);
    expect(words(await ask('informe trimestral 1'))).toContain('Nada ha cambiado desde entonces.');
  });

  it('that was sent can be corrected and cancelled: the report is what counts again', async () => {
    await madeAddendum();
    await ask('informe adenda enviada trimestral 2 2024-07-20');
    s.at('2024-07-22T17:00:00Z');
    const corrected = await ask('corregir 2024-INF-000002 2024-07-21 motivo "otro día"');
    expect(words(corrected)).toContain('2024-INF-000003');
    expect((await bodies('report.addendum')).at(-1)).toEqual({ report: 'quarterly', period: '2024-T2' });
    const form = await ask('corregir 2024-INF-000003');
    expect(form.open?.fields.map((f) => f.id)).toContain('date');
    const again = await ask(form.open!.words, { fields: { date: '2024-07-22', reason: 'otra vez' } });
    expect(words(again)).toContain('2024-INF-000004');
    await ask('cancelar 2024-INF-000004 "no se envió"');
    const shown = words(await ask('informe trimestral 2'));
    expect(shown).not.toContain('Adenda enviada');
    expect(shown).toContain('Actividad 9: numerador 0 → 1');
  });

  it.each([
    ['trimestral 2 2024-07-20', 'todavía no se registra como enviado'],
    ['mensual 2', '¿De qué informe es la adenda?'],
    ['trimestral 1 2024-04-09', 'su adenda no puede ser de antes'],
    ['trimestral 1 2024-07-30', 'todavía no llega'],
    ['trimestral 1 algo 2024-07-01', 'No entendí qué día se envió la adenda'],
  ])('«informe adenda enviada %s» is not recorded', async (said, why) => {
    await ask('informe enviado trimestral 1 2024-04-10');
    const before = (await kindsOf()).length;
    expect(words(await ask(`informe adenda enviada ${said}`))).toContain(why);
    expect(await kindsOf()).toHaveLength(before);
  });

  it('corrects only what was sent, and leads on to what is to be done first', async () => {
    const refused = await ask('informe adenda trimestral 1');
    expect(words(refused)).toContain('todavía no se registra como enviado');
    expect((await press(s, cast.secretary, refused, 'Ya lo envié')).open?.title).toBe('Informe enviado');
  });

  it('that is asked for without its report is asked back with those that were sent', async () => {
    await ask('informe enviado trimestral 1 2024-04-10');
    await ask('registrar 00001 capacitacion "Ética" 2024-03-07');
    const made = await press(s, cast.secretary, await ask('informe adenda'), 'Trimestre 1 de 2024');
    expect(words(made)).toContain('Adenda al informe del primer trimestre de 2024');
    const form = await press(s, cast.secretary, await ask('informe adenda enviada'), 'Trimestre 1 de 2024');
    expect(form.open?.title).toBe('Adenda enviada');
  });

  it('is a button beside a correction that makes it necessary, and outlives its report', async () => {
    await ask('registrar 00001 capacitacion "Ética" 2024-05-07');
    await ask('informe enviado trimestral 2 2024-07-08');
    const cancelled = await ask('cancelar 2024-CAP-000001 "no asistió"');
    const made = await press(s, cast.secretary, cancelled, 'Adenda: Trimestre 2 de 2024');
    expect(words(made)).toContain('Adenda al informe del segundo trimestre de 2024');
    await ask('informe adenda enviada trimestral 2 2024-07-08');
    expect(words(await ask('cancelar 2024-INF-000001 "no se envió"'))).toContain(
      'Su adenda (folio 2024-INF-000002) sigue registrada',
    );
  });

  it('tells with which words its receipt is to come, however it was recorded', async () => {
    const form = await ask('informe registrar trimestral 1');
    const sent = await ask(form.open!.words, { fields: { report: 'trimestral 1', date: '2024-04-10' } });
    expect(words(sent)).toContain('con las palabras: informe enviado trimestral 1 2024 2024-04-10');
    const last = await ask('informe adenda enviada trimestral 1 2024', { fields: { date: '2024-07-01' } });
    expect(words(last)).toContain('con las palabras: informe adenda enviada trimestral 1 2024 2024-07-01');
  });
});

describe('the Contraloría’s own template', () => {
  it('is kept, filled with each report from then on, and put away', async () => {
    const form = file('Formato SCG.docx', await template());
    const kept = await ask('informe plantilla', { files: [form] });
    expect(words(kept)).toContain('Guardé la plantilla «Formato SCG.docx»');
    expect(words(kept)).toContain('no los conozco y quedan como están: desconocido');
    await ask('informe plantilla', { files: [form] });
    expect(await kindsOf()).toEqual(['report.template']);
    const made = await ask('informe trimestral 2');
    expect(await docxWords(made, 'informe-2024-T2-plantilla.docx')).toContain('FORMATO DE LA CONTRALORÍA');
    expect(words(made)).toContain('desconocido');
    const fields = words(await ask('informe plantilla campos'));
    expect(fields).toContain('{{actividades.cifras}}: indicador y cifras');
    await press(s, cast.secretary, await ask('informe plantilla'), 'Quitar la plantilla');
    expect((await ask('informe trimestral 2')).attachments).toHaveLength(5);
  });

  it.each([
    ['macros', { 'word/vbaProject.bin': 'x' }, 'tiene macros'],
    ['objects', { 'word/embeddings/o.bin': 'x' }, 'tiene objetos incrustados'],
  ])('with %s is refused, and nothing is stored', async (_, parts, why) => {
    const reply = await ask('informe plantilla', { files: [file('formato.docx', await withParts(parts))] });
    expect(words(reply)).toContain(why);
    expect(await s.facts()).toEqual([]);
  });

  it('that is no document is refused; another’s is not even fetched', async () => {
    expect(words(await ask('informe plantilla', { files: [file('a.docx', pdf)] }))).toContain(
      'no es un documento',
    );
    const opened: string[] = [];
    const spy: SentFile = {
      ...file('a.docx', pdf),
      open: async () => {
        opened.push('a.docx');
        throw new Error('fetched');
      },
    };
    await s.ask(cast.employee, 'informe plantilla', { files: [spy] });
    expect(opened).toEqual([]);
    expect(await s.facts()).toEqual([]);
  });
});

it('a correction of what was reported is told by the report’s figures as they were sent', async () => {
  await ask('registrar 00001 capacitacion "Ética" 2024-05-07');
  await ask('informe enviado trimestral 2 2024-07-08');
  await given(s, fact('roster.left', '2024-06-01', {}, { subject: `id-${cast.colleague}` }));
  await ask('cancelar 2024-CAP-000001 "repetida"');
  expect(words(await ask('informe trimestral 2'))).toMatch(
    /Actividad 9: numerador 1 → 0; denominador 8 → 7; .*Anulado después: 2024-CAP-000001\./,
  );
});
