import { beforeEach, describe, expect, it } from 'vitest';
import { local } from '../support/hermosillo.ts';
import { button, cast, press, type Scene, scene, words } from './support.ts';

let s: Scene;
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);
const kinds = async () => (await s.facts()).map((f) => f.kind);
const yes = 'Sí, ponerlo en vigor';

beforeEach(async () => {
  s = await scene({ at: local('2024-12-16', '12:00') });
});

describe('programa nuevo', () => {
  it('makes the next year’s draft once, and shows it from then on, to the committee too', async () => {
    expect(words(await ask('programa nuevo'))).toContain(
      'Hice el borrador del Programa Anual de Trabajo 2025',
    );
    expect(words(await ask('programa nuevo 2025'))).toContain('Borrador del Programa Anual de Trabajo 2025');
    expect(words(await s.ask(cast.member, 'programa 2025'))).toContain(
      'No cuenta para nada hasta que se apruebe',
    );
    expect(await kinds()).toEqual(['programme.drafted']);
    expect(
      (await ask('programa')).message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices : [])),
    ).toContainEqual({
      label: 'Borrador 2025',
      words: 'programa nuevo 2025',
    });
  });

  it('does not flag a letter that was confirmed in chat', async () => {
    const flag = 'Sin confirmar: el texto de la carta';
    expect(words(await ask('programa nuevo'))).toContain(flag);
    await ask('carta confirmar v1');
    expect(words(await ask('programa nuevo'))).not.toContain(flag);
  });

  it('counts for nothing: neither progress nor periods nor the year’s end', async () => {
    await ask('programa nuevo');
    s.at(local('2025-01-06'));
    await s.bot.tick();
    expect(words(await ask('avance'))).toContain('Avance del Programa Anual de Trabajo 2024');
    expect(words(await ask('avance 2025'))).toContain('No conozco un programa de 2025');
    expect(s.chat.posts.map((p) => p.key.split('/')[0])).toContain('next-programme');
    expect(s.chat.posts.map((p) => p.key).join()).not.toContain('pat-2025');
  });

  it.each([
    ['programa nuevo 2024', 'ya está aprobado'],
    ['programa nuevo 2027', 'El que sigue es el de 2025'],
    ['programa nuevo 2023', 'El que sigue es el de 2025'],
    ['programa nuevo 2025 descartar', 'No hay un borrador'],
    ['programa actividades 2025', 'No hay un borrador'],
    ['programa cosas', 'No entendí qué del programa'],
  ])('%s records nothing', async (said, why) => {
    expect(words(await ask(said))).toContain(why);
    expect(await kinds()).toEqual([]);
  });

  it('is made anew or thrown away when somebody says so', async () => {
    await ask('programa nuevo');
    await ask('programa destinatario 2025 2025-02-01 "Ana" "Titular" "Contraloría"');
    expect(await kinds()).toEqual(['programme.drafted', 'programme.drafted']);
    await ask('programa nuevo 2025 rehacer');
    expect(s.bot.journal.view().yearDrafts.get('pat-2025')?.content).toMatchObject({
      oversight: { length: 1 },
    });
    await ask('programa nuevo 2025 descartar');
    expect(words(await ask('programa aprobar 2025 sesion 2024-12-13'))).toContain('No hay un borrador');
    expect(await kinds()).toEqual([
      ...Array.from({ length: 3 }, () => 'programme.drafted'),
      'programme.discarded',
    ]);
  });
});

describe('programa aprobar', () => {
  it('cites the session, and the agreement where there is one', async () => {
    await ask('sesion celebrada 2024-12-13 extraordinaria');
    await ask('programa nuevo');
    const shown = await ask('programa aprobar 2025 sesion 13 de diciembre de 2024');
    expect(words(shown)).toContain('Sesión extraordinaria del Comité de Ética e Integridad del ISSSTESON');
    expect(words(shown)).toContain('Acuerdo: sin número');
    expect(words(await press(s, cast.secretary, shown, yes))).toContain('rige desde el 1 de enero de 2025');
    const last = (await s.facts()).at(-1)!;
    expect([last.kind, last.occurredOn, last.body.session, last.body.agreement]).toEqual([
      'programme.changed',
      '2025-01-01',
      '2024-12-13',
      null,
    ]);
    expect(words(await ask('programa 2025'))).toContain('Aprobado el viernes 13 de diciembre de 2024');
    expect(words(await ask('programa nuevo 2025'))).toContain('ya está aprobado');
  });

  it('says when no session is recorded on that day', async () => {
    await ask('programa nuevo');
    expect(words(await ask('programa aprobar 2025 sesion 2024-12-13'))).toContain(
      'no hay una sesión registrada',
    );
  });

  it('approves what was shown: a draft that changed since is shown again', async () => {
    await ask('programa nuevo');
    const shown = await ask('programa aprobar 2025 sesion 2024-12-13');
    await ask('programa destinatario 2025 2025-02-01 "Ana" "Titular" "Contraloría"');
    expect(words(await press(s, cast.secretary, shown, yes))).toContain('El borrador cambió');
    expect(await kinds()).not.toContain('programme.changed');
  });

  it.each([
    ['programa aprobar', 'No entendí qué programa'],
    ['programa aprobar 2025', 'No entendí qué programa'],
    ['programa aprobar 2025 sesion 2024-12-20', 'todavía no llega'],
    ['programa aprobar 2025 sesion 2024-12-13 acuerdo 8', 'No encuentro el acuerdo'],
    ['programa aprobar 2025 sesion 2024-12-13 confirmar abc', 'El borrador cambió'],
    ['programa aprobar 2024 sesion 2024-04-26', 'ya está aprobado'],
  ])('%s approves nothing', async (said, why) => {
    await ask('programa nuevo');
    expect(words(await ask(said))).toContain(why);
    expect(await kinds()).toEqual(['programme.drafted']);
  });

  it('a button is nobody else’s right', async () => {
    await ask('programa nuevo');
    const shown = await ask('programa aprobar 2025 sesion 2024-12-13');
    const { words: said } = button(shown, yes);
    expect(words(await s.ask(cast.member, said))).toContain('Secretaría Ejecutiva');
    expect(await kinds()).toEqual(['programme.drafted']);
  });

  it('in April, as in 2024: what was done since January counts', async () => {
    await ask('programa nuevo');
    s.at(local('2025-04-25', '13:00'));
    await ask('sesion celebrada 2025-04-25');
    const shown = await ask('programa aprobar 2025 sesion 2025-04-25');
    await press(s, cast.secretary, shown, yes);
    await ask('informe enviado anual 2025-01-29');
    await ask('tarjeta enviada 2025-02-09');
    expect(words(await ask('avance 3'))).toContain('100 %');
    expect(words(await ask('avance 6'))).toContain('1 de 12');
    expect(words(await ask('avance 2'))).toContain('1 de 4');
    await s.bot.tick();
    expect(s.chat.posts.filter((p) => p.key.startsWith('alarm/'))).toEqual([]);
  });
});
