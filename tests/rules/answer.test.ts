import { beforeEach, describe, expect, it } from 'vitest';
import { spelled } from '../../src/texts/spelled.ts';
import { mail } from '../support/bot.ts';
import {
  button,
  cast,
  choices,
  fact,
  given,
  id,
  office,
  type Scene,
  scene,
  units,
  words,
} from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const mention = { where: 'channel', channel: 'C1' } as const;

describe('what is not understood', () => {
  it.each([
    ['capasitacion', 'capacitacion'],
    ['avanse', 'avance'],
    ['tapita5 2 kg', 'tapitas'],
    ['ayuds', 'ayuda'],
    ['calendrio', 'calendario'],
    ['codigoz', 'codigos'],
    ['evaluasion', 'evaluacion'],
    ['denunsia', 'denuncia'],
    ['mis avances', 'mi avance'],
    ['avanse, por favor', 'avance'],
  ])('«%s» is answered with the nearest command «%s», an example and help', async (said, near) => {
    const reply = await s.ask(cast.employee, said);
    expect(words(reply)).toContain(`¿Quisiste decir «${spelled(near)}»?`);
    expect(words(reply)).toContain('Por ejemplo: ');
    expect(button(reply, `Usar «${spelled(near)}»`).words).toBe(near);
    expect(button(reply, 'Ver la ayuda').words).toBe('ayuda');
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    'xyzzy',
    '¡¿…?!',
    '123456',
    '🧢🧢🧢',
    'buenas tardes a todas y todos',
    'select * from people',
    '//',
    'A man a plan a canal',
    'sí',
    'no',
  ])('«%s» is never met with silence, and is not repeated', async (said) => {
    const reply = await s.ask(cast.employee, said);
    expect(words(reply)).toContain('No entendí lo que escribiste, así que no registré nada.');
    if (said.length > 3) expect(words(reply)).not.toContain(said);
    expect(button(reply, 'Ver la ayuda').words).toBe('ayuda');
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    ['2.5 kg tapitas', 'tapitas'],
    ['quiero donar ropa', 'donar'],
    ['firmar carta.', 'carta'],
  ])('«%s» is answered with the command that it names', async (said, near) => {
    const reply = await s.ask(cast.employee, said);
    expect(words(reply)).toContain(`No entendí lo que escribiste. ¿Quisiste decir «${near}»?`);
    expect(button(reply, `Usar «${near}»`).words).toBe(near);
    expect(button(reply, 'Ver la ayuda').words).toBe('ayuda');
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    'gracias',
    'Muchas gracias.',
    'ok, gracias',
    '¡Perfecto!',
  ])('«%s» is answered in kind', async (said) => {
    expect((await s.ask(cast.employee, said)).message.summary).toBe('Con gusto.');
    expect(words(await s.ask(cast.employee, `${said} mi jefe me acosa`))).toContain('canales oficiales');
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    'ok tapitas 2 kg',
    'gracias, tapitas 2 kg',
    'perfecto donar ropa 3 piezas',
  ])('and «%s» asks for more than thanks: it is told that nothing was recorded', async (said) => {
    const reply = await s.ask(cast.employee, said);
    expect(words(reply)).toContain('No se registró nada');
    expect(words(reply)).not.toContain('Con gusto');
  });

  it('the nearest is one that the person may use', async () => {
    expect(words(await s.ask(cast.employee, 'plantila'))).not.toContain('«plantilla»');
    expect(words(await s.ask(cast.secretary, 'plantila'))).toContain('«plantilla»');
  });

  it('nor is a very long one', async () => {
    const reply = await s.ask(cast.employee, 'x'.repeat(5000));
    expect(reply.message.summary).toBe('No entendí lo que escribiste, así que no registré nada.');
    expect(words(reply).length).toBeLessThan(300);
  });

  it('a text longer than any command is not read as the command that it begins with', async () => {
    const reply = await s.ask(cast.employee, `practica reciclaje ${' '.repeat(2100)} pero no lo anotes`);
    expect(words(reply)).toContain('No entendí');
    expect(await s.facts()).toEqual([]);
  });
});

describe('input is forgiving', () => {
  it.each([
    'ayuda',
    'AYUDA',
    'Ayuda',
    '  ayuda  ',
    '/pat ayuda',
    'pat ayuda',
    '/integridad ayuda',
    '/PAT',
    '',
    '/pat',
    '“ayuda”',
    'ayúda',
    'ayuda\u200b',
    '?',
    '¿?',
    'hola',
    '¡Hola!',
    '¡Ayuda!',
    ', ayuda',
    'hola, ¿ayuda?',
  ])('«%s» is help', async (said) => {
    expect((await s.ask(cast.employee, said)).message.summary).toContain('Esto es lo que puedes hacer');
  });

  it.each([
    'mi avance',
    'Mi Avance',
    'MI  AVANCE',
    'mi progreso',
    'mi',
    // After «@PAT», or with the manners of a chat.
    ', mi avance',
    ': mi avance',
    '¿Mi avance?',
    'oye, mi avance',
    'Hola /pat mi avance.',
    '¡Buenos días! Mi avance, por favor',
  ])('«%s» is the own checklist', async (said) => {
    expect(words(await s.ask(cast.employee, said))).toContain('Mi avance 2024');
  });

  it.each([
    'avance 9',
    'avance, 9',
    'avance: 9.',
    '¿avance 9?',
    'Avance 9!!',
    'avance 9, por favor',
  ])('«%s» is the activity', async (said) => {
    expect((await s.ask(cast.employee, said)).message.summary).toContain('Actividad 9');
  });

  it('a course keeps the signs of its own name', async () => {
    const reply = await s.ask(cast.employee, 'capacitacion ¿Qué es la ética?');
    expect(reply.message.summary).toContain('«¿Qué es la ética?»');
  });
});

describe('public and private', () => {
  it.each([
    'avance',
    'avance 9',
    `avance 9 "${units.big}"`,
    'ayuda',
    'calendario',
    'codigos',
  ])('%s may be read by everybody after a mention', async (said) => {
    expect((await s.ask(cast.employee, said, mention)).visibility).toBe('public');
  });

  it.each([
    'mi avance',
    'capacitacion',
    'capacitacion "Ética" 2024-05-07',
    'carta',
    'tapitas 1 kg',
    'donar',
    'practica papel',
    'evaluacion',
    'denuncia',
    'duda',
    'cancelar 2024-PRA-000001',
    'ausente hasta 20 de mayo',
    'apagar si',
    'comite',
    'sesion',
    'informe',
    'entrega',
    'actividad 8',
    'registrar 00002 practica papel',
    'plantilla',
    'programa',
    'dias-inhabiles',
    'canal comite',
    'tarjeta',
    'xyzzy',
    'avance 99',
    'avance 31/02',
    'avance "No existe"',
  ])('%s is private, whoever asks', async (said) => {
    for (const number of [cast.employee, cast.secretary, cast.nobody])
      expect((await s.ask(number, said, mention)).visibility, number).toBe('private');
  });

  it('help in a channel tells nothing about who asked', async () => {
    const [a, b, c] = await Promise.all(
      [cast.employee, cast.secretary, cast.nobody].map(async (number) =>
        words(await s.ask(number, 'ayuda', mention)),
      ),
    );
    expect(a).toBe(b);
    expect(a).toBe(c);
    expect(a).toContain('capacitación "Ética');
    expect(a).not.toContain('comité alta');
  });
});

describe('text that looks like a complaint', () => {
  const told = 'mi jefe Juan Pérez me acosa en la oficina';
  const requests = [
    told,
    `quiero denunciar que ${told}`,
    `denuncia ${told}`,
    `duda ${told}`,
    `capacitacion ${told}`,
    `capacitacion "${told}" 2024-05-07`,
    `practica ${told}`,
    `tapitas ${told}`,
    `donar ${told}`,
    `evaluacion ${told}`,
    `carta ${told}`,
    `cancelar 2024-PRA-000001 ${told}`,
    `ausente porque ${told}`,
    `avance ${told}`,
    `avance 9 "${told}"`,
    `actividad 8 realizada 2024-03-10 "${told}"`,
    `registrar 00002 capacitacion "${told}"`,
    `comite alta ${told}`,
    'me toca y me insulta mi supervisora Juana Pérez',
    'Juan Pérez pide mordida en ventanilla',
    'Juan Pérez se robó medicinas',
    'hay nepotismo de Juan Pérez',
  ];

  it.each(requests)('%s', async (said) => {
    for (const number of [cast.employee, cast.secretary, cast.nobody]) {
      const reply = await s.ask(number, said);
      expect(words(reply), number).not.toMatch(/Juan|jefe|supervisora|acosa|mordida|robó|nepotismo/);
      expect(reply.visibility).toBe('private');
      expect(JSON.stringify(choices(reply.message))).not.toMatch(/Juan/);
    }
    expect(words(await s.ask(cast.employee, said))).toContain('canales oficiales');
    expect((await s.facts()).filter((f) => f.kind !== 'membership.requested')).toEqual([]);
    expect(JSON.stringify(await s.facts())).not.toMatch(/Juan/);
  });

  it.each([
    ['capacitacion', { course: told, date: '2024-05-07', hours: '' }],
    ['actividad 8 realizada', { date: '2024-03-10', note: told }],
  ])('in a form of %s', async (said, fields) => {
    const reply = await s.ask(cast.secretary, said, { fields: fields as unknown as Record<string, string> });
    expect(words(reply)).not.toMatch(/Juan|acosa/);
    expect(await s.facts()).toEqual([]);
  });

  it.each([
    'capacitacion "Prevención del acoso y hostigamiento sexual" 2024-05-07',
    'capacitacion Prevención de la discriminación 2024-05-07',
    'capacitacion "Conflictos de interés y corrupción" 2024-05-07',
    'registrar 00002 capacitacion "Protocolo de denuncias" 2024-05-07',
  ])('a course may be called so: %s', async (said) => {
    await s.ask(cast.member, said);
    expect((await s.facts()).map((f) => f.kind)).toEqual(['training.recorded']);
  });

  it('a unit may be called so', async () => {
    const unit = 'Atención de Denuncias y Violencia';
    await given(s, fact('roster.joined', '2024-01-01', { unit }, { subject: 'id-x' }));
    const reply = await s.ask(cast.employee, `avance 9 "${unit}"`);
    expect(reply.message.summary).toContain('menos de cinco personas');
    expect((await s.ask(cast.secretary, `avance 9 "${unit}"`)).message.summary).toContain(unit);
  });
});

describe('«denuncia» and «duda»', () => {
  it('show procedure, channels and contact and take no text', async () => {
    for (const said of ['denuncia', 'denuncias', 'queja']) {
      const reply = await s.ask(cast.nobody, said);
      expect(words(reply)).toContain('Aquí no se reciben denuncias');
      expect(words(reply)).toContain('Órgano Interno de Control');
      expect(reply.open).toBeUndefined();
      expect(reply.message.blocks.some((b) => b.type === 'form')).toBe(false);
    }
    const duda = await s.ask(cast.employee, 'duda');
    expect(words(duda)).toContain('Secretaría Ejecutiva del Comité:');
    expect(duda.message.blocks.some((b) => b.type === 'form')).toBe(false);
    expect(await s.facts()).toEqual([]);
  });
});

describe('somebody who is not on the plantilla', () => {
  it('is told so, in that word, and asked for once', async () => {
    for (const said of ['tapitas 2 kg', 'mi avance', 'comite', 'carta aceptar v1']) {
      const reply = await s.ask(cast.nobody, said);
      expect(reply.message.summary).toBe('No te encuentro en la plantilla de personal.');
      expect(words(reply)).toContain('No se registró nada');
    }
    const facts = await s.facts();
    expect(facts.map((f) => [f.kind, f.folio])).toEqual([['membership.requested', null]]);
    expect(s.bot.people.label(facts[0]?.subject ?? '')).toBe(mail(cast.nobody));
    expect(JSON.stringify(facts)).not.toContain('@');
  });

  it('can read what anyone can', async () => {
    for (const said of ['ayuda', 'avance', 'codigos', 'calendario', 'denuncia', 'duda'])
      expect(words(await s.ask(cast.nobody, said))).not.toContain('No te encuentro');
    expect(await s.facts()).toEqual([]);
  });

  it('is asked for again by another account only', async () => {
    await s.ask(cast.nobody, 'carta');
    await s.restart();
    await s.ask(cast.nobody, 'carta');
    await s.ask('88888', 'carta');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['membership.requested', 'membership.requested']);
  });
});

describe('guests', () => {
  it('never meet an employee, whatever e-mail they bring, and are asked for by nobody', async () => {
    const reply = await s.ask(cast.employee, 'tapitas 2 kg', { guest: true });
    expect(words(reply)).toContain('Solo las cuentas de la institución');
    expect(words(reply)).not.toContain('Ya le pedí');
    expect(await s.facts()).toEqual([]);
    const admin = await scene({ offices: false, admins: [mail(cast.employee)] });
    expect(words(await admin.ask(cast.employee, 'plantilla', { guest: true }))).toContain('No te encuentro');
  });
});

describe('leavers and joiners', () => {
  it.each([
    cast.leaver,
    cast.joiner,
  ])('%s is refused outside the time on the roster, and no request is made up', async (number) => {
    for (const said of ['tapitas 2 kg', 'mi avance', 'cancelar 2024-PRA-000001']) {
      const reply = await s.ask(number, said);
      expect(reply.message.summary).toBe('No te encuentro en la plantilla de personal.');
      expect(words(reply)).not.toContain('Ya le pedí');
    }
    expect(await s.facts()).toEqual([]);
  });

  it('a joiner is in from the day on', async () => {
    s.at('2024-07-01T07:00:00Z');
    expect(words(await s.ask(cast.joiner, 'practica papel'))).toContain('Listo');
    s.at('2024-07-01T06:59:00Z');
    expect(words(await s.ask(cast.joiner, 'practica reciclaje'))).toContain('No te encuentro');
  });

  it('a leaver’s offices end with the roster', async () => {
    await given(s, office(cast.leaver, 'secretary'), office(cast.leaver, 'member'));
    expect(words(await s.ask(cast.leaver, 'plantilla'))).toContain('No te encuentro');
  });
});

describe('PAT_ADMINS', () => {
  const admins = [mail('00001').toUpperCase(), 'jefatura@ejemplo.invalid'];
  const outsider = { emails: ['Jefatura@ejemplo.invalid'] };

  it('hold the secretary’s role while no secretary is in office, on the roster or not', async () => {
    s = await scene({ offices: false, admins });
    expect(words(await s.ask(cast.employee, 'plantilla'))).toContain('Plantilla al');
    expect(words(await s.ask(cast.colleague, 'plantilla'))).toContain('Secretaría Ejecutiva');
    await s.ask(cast.nobody, `comite alta ${cast.secretary} secretaria`, outsider);
    expect((await s.facts()).map((f) => [f.kind, f.actor])).toEqual([['role.granted', 'admin']]);

    expect(words(await s.ask(cast.employee, 'plantilla'))).toContain('es para la Secretaría Ejecutiva');
    expect(words(await s.ask(cast.nobody, 'plantilla', outsider))).toContain('No te encuentro');
    await s.ask(cast.secretary, `comite baja ${cast.secretary} secretaria`);
    expect(words(await s.ask(cast.nobody, 'plantilla', outsider))).toContain('Plantilla al');
  });

  it('get it back when the secretary leaves the roster', async () => {
    s = await scene({ admins });
    expect(words(await s.ask(cast.employee, 'plantilla'))).toContain('es para la Secretaría');
    await given(s, fact('roster.left', '2024-05-09', {}, { subject: id(cast.secretary) }));
    expect(words(await s.ask(cast.employee, 'plantilla'))).toContain('Plantilla al');
    expect(words(await s.ask(cast.secretary, 'plantilla'))).toContain('No te encuentro');
  });

  it('are no employees by it', async () => {
    s = await scene({ offices: false, admins });
    const reply = await s.ask(cast.nobody, 'tapitas 2 kg', outsider);
    expect(words(reply)).toContain('personas servidoras públicas');
    expect(await s.facts()).toEqual([]);
  });
});

describe('help', () => {
  it('shows each what they can do, with examples', async () => {
    const seen = async (number: string) => words(await s.ask(number, 'ayuda'));
    expect(await seen(cast.nobody)).not.toContain('tapitas 2.5 kg');
    expect(await seen(cast.employee)).toContain('tapitas 2.5 kg');
    expect(await seen(cast.employee)).not.toContain('sesión celebrada');
    expect(await seen(cast.member)).toContain('sesión celebrada 2024-04-26');
    expect(await seen(cast.member)).not.toContain('canal comité');
    expect(await seen(cast.secretary)).toContain('canal comité');
    expect(await seen(cast.liaison)).toContain('actividad 8 realizada');
  });

  it('does not offer the demo’s switch on real platforms, where it is not understood either', async () => {
    expect(words(await s.ask(cast.employee, 'ayuda'))).toContain('soy secretaria');
    s = await scene({ demo: false });
    expect(words(await s.ask(cast.employee, 'ayuda'))).not.toContain('soy secretaria');
    expect(words(await s.ask(cast.employee, 'soy secretaria'))).toContain('No entendí');
    expect(words(await s.ask(cast.employee, 'plantilla'))).toContain('Secretaría Ejecutiva');
  });
});

it('codigos shows the documents of the programme, private or public alike', async () => {
  expect(words(await s.ask(cast.nobody, 'códigos'))).toContain(
    'Código de Ética de la Administración Pública',
  );
});

it('calendario shows what comes next, in order, with why each date', async () => {
  const reply = await s.ask(cast.employee, 'calendario');
  const dates = words(reply)
    .split('\n')
    .filter((l) => /de 202[45]: /.test(l));
  expect(dates[0]).toContain('jueves 9 de mayo de 2024: Tarjeta de mayo de 2024');
  expect(dates.find((d) => d.includes('segundo trimestre'))).toContain(
    '10 días hábiles después del 30 de junio',
  );
  expect(words(reply)).toContain('El calendario de días inhábiles no está confirmado');
});
