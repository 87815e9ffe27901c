import { beforeEach, describe, expect, it } from 'vitest';
import { sessionsOf } from '../../src/sessions/calendar.ts';
import { contentOf, shipped } from '../support/bot.ts';
import { cast, choices, fact, gist, given, id, office, press, type Scene, scene, words } from './support.ts';

const programme = shipped();
let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-06-10T17:00:00Z' });
});
const ask = (said: string, fields?: Record<string, string>) =>
  s.ask(cast.member, said, fields ? { fields } : {});
const sessions = (asOf = '2024-06-10') => sessionsOf({ programme, view: s.bot.journal.view(), asOf });
const second = () => sessions().find((x) => x.id === 'ordinary/2024-S2')!;

describe('planning', () => {
  it('moves the ordinary session that is nearest, and what is owed follows', async () => {
    const reply = await ask('sesion planear 2024-07-05 10:00 "Sala de juntas"');
    expect(reply.message.summary).toBe(
      'Quedó planeada: Segunda sesión ordinaria, viernes 5 de julio de 2024, 10:00 h.',
    );
    expect(words(reply)).toContain('Lugar: Sala de juntas');
    expect(second()).toMatchObject({ date: '2024-07-05', time: '10:00', planned: true, record: null });
    const [planned] = await s.facts();
    expect(planned).toMatchObject({
      kind: 'session.planned',
      folio: null,
      occurredOn: '2024-06-10',
      body: { session: 'ordinary/2024-S2', date: '2024-07-05', time: '10:00' },
    });
    expect(JSON.stringify(planned)).not.toContain('Sala');
    expect(words(await ask('calendario'))).toContain('5 de julio');
    expect(words(await ask('calendario'))).not.toContain('28 de junio');
    expect(words(await s.ask(cast.member, 'avance 2'))).toContain('5 de julio');
  });

  it('said again records nothing; another hour is new, and what was not said stays', async () => {
    await ask('sesion planear 2024-07-05 10:00 "Sala de juntas"');
    expect((await ask('sesion planear 5 de julio 10:00 "Sala de juntas"')).message.summary).toContain(
      'Ya estaba planeada',
    );
    expect((await ask('sesion planear 2024-07-05')).message.summary).toContain('Ya estaba planeada');
    expect(await s.facts()).toHaveLength(1);
    await ask('sesion planear 2024-07-05 a las 9:30 h');
    expect(await s.facts()).toHaveLength(2);
    expect(second().time).toBe('09:30');
    expect(words(await ask('sesion planear 2024-07-05 9:30'))).toContain('Sala de juntas');
  });

  it('asked twice at once is one plan', async () => {
    const said = 'sesion planear 2024-07-05 10:00 "Sala"';
    await Promise.all([ask(said), ask(said), ask(said)]);
    expect(await s.facts()).toHaveLength(1);
  });

  it('names the session by its place in the year, or takes an extraordinary one', async () => {
    await ask('sesion planear cuarta 2024-11-29');
    await ask('sesion planear 3 2024-10-04');
    await ask('sesion planear 2024-06-20 extraordinaria');
    expect((await s.facts()).map((f) => f.body.session)).toEqual([
      'ordinary/2024-S4',
      'ordinary/2024-S3',
      'extraordinary/2024-06-20',
    ]);
    expect(sessions().map((x) => x.date)).toEqual([
      '2024-04-26',
      '2024-06-20',
      '2024-06-28',
      '2024-10-04',
      '2024-11-29',
    ]);
  });

  it('of all four confirms the calendar of sessions', async () => {
    expect(words(await ask('programa'))).toContain('el calendario de sesiones');
    for (const date of ['2024-04-26', '2024-06-28', '2024-09-27', '2024-12-13'])
      await ask(`sesion planear ${date}`);
    expect(words(await ask('programa'))).not.toContain('el calendario de sesiones');
  });

  it('says when the day is not a working day', async () => {
    expect(words(await ask('sesion planear 2024-06-29'))).toContain('no es hábil');
    expect(words(await ask('sesion planear 2024-06-28'))).not.toContain('no es hábil');
  });

  it.each([
    ['sesion planear mañana temprano', 'No entendí qué sesión planear'],
    ['sesion planear', null],
    ['sesion planear 31/02', 'no existe'],
    ['sesion planear 2024-06-28 25:00', 'No entendí la hora'],
    ['sesion planear 2025-06-28', 'queda fuera del programa'],
    ['sesion planear tercera 2024-06-28', 'ya está planeada otra sesión'],
    ['sesion planear 9 2024-07-01', 'No entendí qué sesión planear'],
    ['sesion planear primera 2024-07-01', 'ya se celebró'],
  ])('%s records nothing', async (said, why) => {
    await ask('sesion celebrada 2024-04-26');
    const reply = await ask(said);
    if (why === null) expect(reply.open?.words).toBe('sesion planear');
    else expect(words(reply)).toContain(why);
    expect((await s.facts()).map((f) => f.kind)).toEqual(['session.held']);
  });

  it('by its form', async () => {
    const { open } = await ask('sesion planear');
    expect(open?.fields.map((f) => f.id)).toEqual(['session', 'date', 'time', 'place']);
    const fields = { session: 'ordinary/2024-S3', date: '2024-09-20', time: '12:00', place: '' };
    await ask(open!.words, fields);
    await ask(open!.words, fields);
    expect((await s.facts()).map((f) => f.body.date)).toEqual(['2024-09-20']);
    const refused = await ask(open!.words, { ...fields, time: 'a medio día' });
    expect(Object.keys(refused.fieldErrors ?? {})).toEqual(['time']);
  });
});

describe('convening', () => {
  it('first shows what goes out, with agenda and invitation, and records nothing', async () => {
    await ask('sesion planear 2024-06-28 10:00 "Sala de juntas"');
    const reply = await ask('sesion convocar 2024-06-28');
    const said = words(reply);
    expect(said).toContain('Así saldría la convocatoria. Convocatoria: Segunda sesión ordinaria');
    expect(said).toContain('Lugar: Sala de juntas');
    expect(said).toContain('Ratificación o actualización de las personas integrantes');
    expect(said).toContain('Pendiente: actividad 4, Informes trimestrales, Informe del primer trimestre');
    expect(said).toContain('Persona 00007, Persona 00006 y Persona 00005');
    const [file] = reply.attachments ?? [];
    expect(file).toMatchObject({ name: 'sesion-2024-06-28.ics' });
    const ics = (await contentOf(file!)).toString().replace(/\r\n[ \t]/g, '');
    // 10:00 in Hermosillo is 17:00 UTC.
    expect(ics).toContain('DTSTART:20240628T170000Z');
    expect(ics).toContain('LOCATION:Sala de juntas');
    expect(ics).toContain('SUMMARY:Segunda sesión ordinaria · ISSSTESON');
    expect(ics).toContain('DTSTAMP:20240610T170000Z');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['session.planned']);
  });

  it('then goes out once to the committee, and again when the session moves', async () => {
    await ask('sesion planear 2024-06-28 10:00');
    const sent = await press(s, cast.member, await ask('sesion convocar 2024-06-28'), 'Convocar');
    expect(sent.message.summary).toContain('Convocada: Segunda sesión ordinaria');
    await ask('sesion convocar 2024-06-28 enviar');
    for (let n = 0; n < 3; n += 1) await s.bot.tick();
    const out = () => s.chat.posts.filter((p) => p.key.startsWith('convocation/'));
    expect(out().map((p) => p.to.id)).toEqual(['C-COMITE']);
    expect(out()[0]!.message.summary).toBe(
      'Convocatoria: Segunda sesión ordinaria, viernes 28 de junio de 2024, 10:00 h.',
    );
    await ask('sesion planear 2024-06-27 10:00');
    await s.bot.tick();
    expect(out()).toHaveLength(1);
    await ask('sesion convocar 2024-06-27 enviar');
    await s.bot.tick();
    await s.restart();
    await s.bot.tick();
    expect(out()).toHaveLength(2);
    expect((await s.facts()).filter((f) => f.kind === 'session.convened')).toHaveLength(2);
  });

  it('is corrected where it stands, and the new one says that it is a correction', async () => {
    await ask('sesion planear 2024-06-28 10:00 "Sala de juntas"');
    await ask('sesion convocar 2024-06-28 enviar');
    await s.bot.tick();
    await ask('sesion planear 2024-06-27 12:00 "Auditorio"');
    for (let n = 0; n < 2; n += 1) await s.bot.tick();
    const [first] = s.chat.posts.filter((p) => p.key.startsWith('convocation/'));
    const edits = () =>
      s.chat.edits.filter((e) => e.messageId === s.bot.journal.view().posts.get(first!.key)!.messageId);
    const said = (n: number) => words({ message: edits()[n]!.message, visibility: 'private' });
    expect(said(0)).toContain(
      'Esta convocatoria ya no vale: la segunda sesión ordinaria del viernes 28 de junio de 2024, 10:00 h cambió.\nAhora es el jueves 27 de junio de 2024, 12:00 h, en Auditorio. La convocatoria corregida todavía no sale.',
    );
    await ask('sesion convocar 2024-06-27 enviar');
    await s.bot.tick();
    await s.restart('snapshot');
    for (let n = 0; n < 2; n += 1) await s.bot.tick();
    const out = s.chat.posts.filter((p) => p.key.startsWith('convocation/'));
    expect(out).toHaveLength(2);
    expect(words({ message: out[1]!.message, visibility: 'private' })).toContain(
      'Corrección de la convocatoria: Segunda sesión ordinaria, jueves 27 de junio de 2024, 12:00 h.\nAntes se había convocado para el viernes 28 de junio de 2024, 10:00 h, en Sala de juntas. Vale esta.',
    );
    expect(edits()).toHaveLength(2);
    expect(said(1)).toContain('La convocatoria corregida está más abajo.');
    // Only the place: told again all the same.
    await ask('sesion planear 2024-06-27 12:00 "Biblioteca"');
    await ask('sesion convocar 2024-06-27 enviar');
    for (let n = 0; n < 2; n += 1) await s.bot.tick();
    const last = s.chat.posts.filter((p) => p.key.startsWith('convocation/'));
    expect(last).toHaveLength(3);
    expect(words({ message: last[2]!.message, visibility: 'private' })).toContain('en Auditorio. Vale esta.');
  });

  it('of the day that the programme proposes confirms it', async () => {
    expect(words(await ask('sesion convocar 2024-06-28'))).toContain('al convocar queda confirmada');
    await ask('sesion convocar 2024-06-28 enviar');
    expect(second()).toMatchObject({ planned: true, convened: '2024-06-10' });
  });

  it('no longer asks for a ratification that is recorded', async () => {
    await s.ask(cast.secretary, 'comite ratificar 2024-04-26');
    expect(words(await ask('sesion convocar 2024-06-28'))).not.toContain('Ratificación o actualización');
  });

  it.each([
    'sesion convocar 2024-06-20',
    'sesion convocar 2024-04-26',
    'sesion convocar 2024-06-28 hola',
  ])('%s records nothing', async (said) => {
    const reply = await ask(said);
    expect(words(reply)).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });
});

describe('attendance and quorum', () => {
  beforeEach(async () => {
    s.at('2024-06-28T20:00:00Z');
    await given(
      s,
      office(cast.employee, 'member'),
      fact(
        'role.granted',
        '2024-01-01',
        { role: 'substitute', unit: null, standsFor: id(cast.president) },
        {
          subject: id(cast.colleague),
        },
      ),
      office(cast.lead, 'substitute'),
    );
  });
  // Seats: president, secretary, two members; three are needed.

  it('counts a substitute for the principal, once', async () => {
    const reply = await ask('sesion asistencia 2024-06-28 00002 00005 00006');
    expect(reply.message.summary).toBe(
      'Asistencia registrada: 3 personas el viernes 28 de junio de 2024. Hubo quórum: 3 de 4 lugares; se necesitan 3.',
    );
    expect(words(reply)).toContain('Persona 00002 suple a Persona 00007');
    const both = await ask('sesion asistencia 2024-06-28 00002 00007 00005');
    expect(both.message.summary).toContain('No hubo quórum: 2 de 4');
    expect(gist((await s.facts()).slice(-1))).toMatchObject([
      {
        kind: 'session.attended',
        occurredOn: '2024-06-28',
        body: { extraordinary: false, present: ['id-00002', 'id-00007', 'id-00005'] },
      },
    ]);
  });

  it('does not count a substitute of nobody, nor guests', async () => {
    const reply = await ask('sesion asistencia 2024-06-28 00003 00005 00006 00004');
    expect(words(reply)).toContain('No hubo quórum: 2 de 4');
    expect(words(reply)).toContain('No cuentan para el quórum: Persona 00003');
    expect(words(reply)).toContain('1 persona invitada');
  });

  it('the same said again, in another order, records nothing', async () => {
    await ask('sesion asistencia 2024-06-28 00005, 00006');
    const again = await ask('sesion asistencia 2024-06-28 00006 00005');
    expect(again.message.summary).toContain('Esa asistencia ya estaba registrada');
    expect((await s.facts()).filter((f) => f.kind === 'session.attended')).toHaveLength(1);
  });

  it('without quorum a held session is recorded all the same, with a warning', async () => {
    await ask('sesion asistencia 2024-06-28 00005');
    const reply = await ask('sesion celebrada 2024-06-28');
    expect(reply.message.summary).toContain('Folio 2024-SES-000001.');
    expect(words(reply)).toContain('Atención: No hubo quórum: 1 de 4 lugares; se necesitan 3.');
    expect(words(await ask('sesion'))).toContain('No hubo quórum');
  });

  it('is asked for where it is not noted, by a form that holds who is in office', async () => {
    const held = await ask('sesion celebrada 2024-06-28');
    const { open } = await press(s, cast.member, held, 'Registrar asistencia');
    const initial = open!.fields.flatMap((f) => ('initial' in f && f.initial ? [[f.id, f.initial]] : []));
    expect(Object.fromEntries(initial)).toMatchObject({ date: '2024-06-28', 'asistio-00007': 'si' });
    const noted = await ask(open!.words, {
      ...Object.fromEntries(initial),
      'asistio-00005': 'no',
      numbers: cast.liaison,
    });
    expect(words(noted)).toContain('Hubo quórum');
    expect(words(noted)).toContain('1 persona invitada');
    expect((await s.facts()).at(-1)!.body.present).not.toContain(id(cast.member));
    expect((await s.facts()).at(-1)!.body.present).toContain(id(cast.president));
  });

  it.each([
    ['sesion asistencia 2024-06-28 00005 99999', '«99999»'],
    ['sesion asistencia 2024-06-28 00005 00008', '«00008»'],
    ['sesion asistencia 2024-12-13 00005', 'todavía no llega'],
    ['sesion asistencia 00005 00006', 'No entendí de qué sesión'],
  ])('%s records nothing', async (said, why) => {
    const before = (await s.facts()).length;
    expect(words(await ask(said))).toContain(why);
    expect(await s.facts()).toHaveLength(before);
  });
});

describe('the list', () => {
  it('says what each session is at, with buttons', async () => {
    await ask('sesion celebrada 2024-04-26');
    await ask('sesion planear 2024-06-28 10:00');
    const reply = await ask('sesion');
    expect(reply.message.summary).toBe('Sesiones del Comité: 1 ordinaria celebrada de 4.');
    expect(words(reply).split('\n')).toEqual(
      expect.arrayContaining([
        'Primera sesión ordinaria: celebrada el viernes 26 de abril de 2024, folio 2024-SES-000001',
        'Segunda sesión ordinaria: planeada para el viernes 28 de junio de 2024, 10:00 h',
        'Tercera sesión ordinaria: viernes 27 de septiembre de 2024, fecha por confirmar',
      ]),
    );
    expect(choices(reply.message).map((c) => c.words)).toEqual([
      'sesion celebrada',
      'sesion convocar 2024-06-28',
      'sesion planear',
      'sesion asistencia',
      'acuerdos',
    ]);
    await ask('sesion celebrada 2024-05-08 extraordinaria');
    expect((await ask('sesion')).message.summary).toBe(
      'Sesiones del Comité: 1 ordinaria celebrada de 4 y 1 extraordinaria.',
    );
  });
});

it.each([cast.employee, cast.liaison, cast.lead])('%s may none of it', async (number) => {
  for (const said of ['sesion', 'sesion planear 2024-06-28', 'sesion convocar 2024-06-28 enviar', 'acuerdos'])
    expect(words(await s.ask(number, said))).toContain('integrantes del Comité');
  expect(await s.facts()).toEqual([]);
});
