import { beforeAll, expect, it } from 'vitest';
import { contentOf } from '../support/bot.ts';
import { cast, press, type Scene, scene, words } from './support.ts';

/** A quarter as the secretary lives it: from the plan of a session to the figures of the quarter. */
let s: Scene;
const ask = (said: string) => s.ask(cast.secretary, said);
const posts = (kind: string) => s.chat.posts.filter((p) => p.key.startsWith(`${kind}/`));

beforeAll(async () => {
  s = await scene({ at: '2024-05-27T16:00:00Z' });
  // Who wrote to the bot once can be reached.
  for (const number of [cast.secretary, cast.president, cast.member, cast.employee]) {
    await s.ask(number, 'mi avance');
    await s.bot.saveAddress({
      ...{ platform: 'slack', kind: 'person', tenant: 'T1', id: `U${number}`, ref: {} },
    });
  }
});

it('the session is planned and convened: in the channel, and to each member who can be reached', async () => {
  await ask('sesion planear segunda 2024-06-28 10:00 "Sala de juntas"');
  const preview = await ask('sesion convocar 2024-06-28');
  expect(words(preview)).toMatch(/Por chat le llega a Persona/);
  await press(s, cast.secretary, preview, 'Convocar');
  for (let n = 0; n < 2; n += 1) await s.bot.tick();
  const keys = posts('convocation').map((p) => p.key);
  expect(keys.filter((k) => k.endsWith('C-COMITE'))).toHaveLength(1);
  expect(keys.filter((k) => k.includes('/person/')).sort()).toEqual(
    [cast.member, cast.secretary, cast.president].map(
      (n) => `convocation/2024-06-28/ordinary-2024-S2-10:00/person/id-${n}`,
    ),
  );
  const [mine] = posts('convocation');
  const button = mine!.message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices : []))[0]!;
  const file = (await s.ask(cast.member, button.words)).attachments![0]!;
  expect((await contentOf(file)).toString()).toContain('DTSTART:20240628T170000Z');
});

it('it is held: attendance, quorum, agreements, and the draft of its minutes', async () => {
  s.at('2024-06-28T19:00:00Z');
  const form = (await ask('sesion asistencia 2024-06-28')).open!;
  expect(form.fields.flatMap((f) => /\((.+)\)$/.exec(f.label)?.[1] ?? [])).toEqual([
    'Presidencia',
    'Secretaría Ejecutiva',
    'Vocal',
  ]);
  const fields = Object.fromEntries(
    form.fields.flatMap((f) => ('initial' in f && f.initial ? [[f.id, f.initial]] : [])),
  );
  const noted = await s.ask(cast.secretary, form.words, { fields });
  expect(words(noted)).toContain('Hubo quórum: 3 de 3 lugares');
  const held = await press(s, cast.secretary, noted, 'Registrar sesión celebrada');
  await ask('acuerdo nuevo "Difundir el Código de Ética en los hospitales" responsable 00005 2024-07-15');
  const minutes = await press(s, cast.secretary, held, 'Proyecto de acta');
  expect(minutes.attachments?.map((a) => a.name)).toEqual(['proyecto-de-acta-2024-06-28.docx']);
  expect(words(minutes)).not.toContain('Falta');
});

it('the agreement is reminded of, moved, done', async () => {
  expect(words(await ask('acuerdo 1 prórroga 2024-07-19'))).toContain('viernes 19 de julio');
  s.at('2024-07-12T16:30:00Z');
  await s.bot.tick();
  const digest = posts('digest').at(-1)!;
  expect(words({ message: digest.message, visibility: 'private' })).toContain('Acuerdo 1');
  expect(words(await s.ask(cast.member, 'acuerdo 1 cumplido'))).toContain('queda cumplido');
  expect(words(await ask('acuerdos'))).toContain('No hay acuerdos pendientes');
});

it('what was gathered is delivered, with its act, and everybody is thanked', async () => {
  await s.ask(cast.employee, 'tapitas 2.5 kg');
  const made = await ask('entrega 2024-07-12 tapitas 2.4 kg');
  expect(words(made)).toContain('Anotado por 1 persona');
  expect((await press(s, cast.secretary, made, 'Acta de entrega')).attachments).toHaveLength(1);
  await press(s, cast.secretary, await press(s, cast.secretary, made, 'Dar las gracias'), 'Publicar');
  await s.bot.tick();
  expect(posts('thanks')).toHaveLength(1);
});

it('complaints are numbers, and small ones are nobody’s to see but the committee’s', async () => {
  await ask('cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2');
  expect(words(await ask('cifras denuncias'))).toContain('recibidas: 3');
  expect(words(await s.ask(cast.employee, 'cifras denuncias'))).not.toContain('3');
});

it('nothing of it was recorded twice, and the chain is whole', async () => {
  const kinds = (await s.facts())
    .filter((f) => !f.kind.startsWith('post.') && !f.kind.startsWith('asking'))
    .map((f) => f.kind);
  expect(kinds).toEqual([
    'session.planned',
    'session.convened',
    'session.attended',
    'session.held',
    'agreement.made',
    'agreement.moved',
    'agreement.done',
    'donation.recorded',
    'delivery.made',
    'delivery.thanked',
    'complaints.counted',
  ]);
});
