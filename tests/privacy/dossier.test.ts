import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { dossierOf } from '../../src/privacy/dossier.ts';
import { storedIn } from '../../src/privacy/erasure.ts';
import { dossierDocx } from '../../src/privacy/paper.ts';
import { cast, fact, given, id, type Scene, scene, words } from '../rules/support.ts';
import { mail, personOf } from '../support/bot.ts';

const committee = 'isssteson';
const { employee, colleague, secretary } = cast;

async function copyOf(s: Scene, number: string) {
  return dossierOf({
    view: s.bot.journal.view(),
    programme: s.programme,
    person: s.bot.people.people().byNumber(number)!,
    stored: await storedIn(s.directory, committee),
    entries: s.bot.entries(),
    textOf: s.bot.people.textOf,
    asOf: '2024-05-09',
    at: new Date('2024-05-10T03:00:00Z'),
  });
}

const wordsOf = (docx: Buffer) =>
  strFromU8(unzipSync(docx)['word/document.xml']!)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '');

async function lived(): Promise<Scene> {
  const s = await scene({ at: '2024-05-10T02:30:00Z' });
  const { name } = personOf({ number: employee });
  for (const said of [
    'tapitas 2.5 kg',
    'capacitacion "Ética pública" 2024-05-07 4h',
    'ausente hasta 20 de mayo',
  ])
    await s.ask(employee, said);
  await s.bot.saveAddress({
    platform: 'slack',
    kind: 'person',
    tenant: 'T1',
    id: `U${employee}`,
    ref: { conversation: 'D1' },
  });
  await s.ask(secretary, `acuerdo nuevo "Pedir un curso a ${name}" responsable ${employee} 2024-06-28`);
  await s.ask(secretary, `registrar ${colleague} practica papel`);
  await s.ask(secretary, 'hoja 11 "Subdirección Médica"');
  const folio = s.bot.journal.view().lists.get(`donation.recorded/${id(employee)}`)!.items[0]!;
  await s.ask(secretary, `cancelar ${folio} bolsa equivocada`);
  await given(
    s,
    fact('session.attended', '2024-04-26', { extraordinary: false, present: [id(employee), id(colleague)] }),
  );
  return s;
}

it('a person’s copy holds all that is stored about them, with folio and both dates', async () => {
  const s = await lived();
  const copy = await copyOf(s, employee);
  expect(copy.person).toEqual(personOf({ number: employee }));
  expect(copy.accounts).toMatchObject([{ user: `U${employee}`, boundOn: '2024-05-09' }]);
  expect(copy.addresses).toMatchObject([{ ref: { conversation: 'D1' } }]);
  expect(copy.roster).toHaveLength(1);
  expect(copy.absentUntil).toBe('2024-05-20');
  const kinds = copy.entries.map((e) => e.kind);
  for (const kind of [
    'roster.joined',
    'donation.recorded',
    'training.recorded',
    'absence.set',
    'agreement.made',
    'sheet.issued',
    'record.voided',
    'session.attended',
  ])
    expect(kinds).toContain(kind);
  expect(copy.entries.find((e) => e.kind === 'training.recorded')).toMatchObject({
    folio: '2024-CAP-000001',
    occurredOn: '2024-05-07',
    recordedOn: '2024-05-09',
    by: 'self',
    as: ['subject', 'actor'],
  });
  expect(copy.entries.find((e) => e.kind === 'record.voided')?.texts).toEqual({ reason: 'bolsa equivocada' });
  expect(copy.entries.find((e) => e.kind === 'donation.recorded')?.voidedBy).toBe('2024-ANU-000001');
});

it('tells which messages the person got, and no one else’s', async () => {
  const s = await lived();
  const post = (number: string) => `ask/9/1/person/${id(number)}`;
  for (const number of [employee, colleague])
    await given(s, fact('post.planned', '2024-05-09', { post: post(number) }, { actor: 'system' }));
  const copy = await copyOf(s, employee);
  expect(copy.messages).toEqual([
    { post: post(employee), status: 'planned', platform: null, on: '2024-05-09' },
  ]);
  expect(wordsOf(await dossierDocx(copy))).toContain(
    'Recordatorio de lo que falta: por enviar, 9 de mayo de 2024',
  );
});

it('of other people it tells only that there was somebody', async () => {
  const s = await lived();
  for (const number of [employee, secretary]) {
    const copy = JSON.stringify(await copyOf(s, number));
    for (const other of Object.values(cast).filter((n) => n !== number)) {
      expect(copy).not.toContain(`"${id(other)}"`);
      expect(copy).not.toContain(mail(other));
    }
  }
  const acts = (await copyOf(s, secretary)).entries.filter((e) => e.as.join() === 'actor');
  expect(acts.map((e) => e.kind)).toContain('practice.recorded');
});

it('is to be read in Spanish, whoever reads it', async () => {
  const s = await lived();
  const text = wordsOf(await dossierDocx(await copyOf(s, employee)));
  for (const said of [
    'Copia de tus datos personales',
    'Persona 00001',
    'Capacitación: curso «Ética pública», 4 h, declarado',
    '2024-CAP-000001',
    'Donativo: 2.5 kg, tapitas, cancelado por 2024-ANU-000001',
    'Cancelación: de 2024-DON-000001, «bolsa equivocada»',
    'Acuerdo: para el 28 de junio de 2024',
    'Unidad de Transparencia',
    'Aviso de privacidad',
  ])
    expect(text).toContain(said);
  expect(text).not.toMatch(/undefined|null|\[object/);
});

it('«mis datos» tells whoever asks, and nobody else, what is stored, and how to have it corrected', async () => {
  const s = await lived();
  const channel = { where: 'channel' as const, channel: 'C1' };
  const reply = await s.ask(employee, 'Mis Datos', channel);
  expect(reply.visibility).toBe('private');
  const said = words(reply);
  for (const part of [
    'Persona 00001',
    mail(employee),
    'Subdirección Médica',
    '2024-CAP-000001',
    'Unidad de Transparencia',
    'Aviso de privacidad',
    'tu cuenta de Slack',
  ])
    expect(said).toContain(part);
  // Cancelled.
  expect(said).not.toContain('2024-DON');
  expect(words(await s.ask(cast.leaver, 'mi datos'))).toContain('Persona 00008');
  expect(words(await s.ask(cast.nobody, 'mis datos'))).toContain('no guardo datos');
  expect((await s.facts()).filter((f) => f.actor === id(cast.leaver))).toEqual([]);
});

it.each([
  'capacitacion "Curso de Persona 00001" 2024-05-07',
  'capacitacion "Ética, ana@x.mx" 2024-05-07',
])('a course must not tell whose record it is: %s', async (said) => {
  const s = await scene({ at: '2024-05-09T17:00:00Z' });
  expect(words(await s.ask(employee, said))).toContain('solo el nombre del curso');
  expect(await s.facts()).toEqual([]);
});
