import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/entry.ts';
import { shipped } from '../support/bot.ts';
import { button, cast, gist, id, press, type Scene, scene, words } from './support.ts';

const { letter } = shipped();
const textHash = sha256([letter.title, ...letter.paragraphs].join('\n'));
let s: Scene;
beforeEach(async () => {
  s = await scene();
});

describe('the letter', () => {
  it('is shown with its version, every paragraph, the privacy notice and an explicit button', async () => {
    const reply = await s.ask(cast.employee, 'carta');
    for (const paragraph of letter.paragraphs) expect(words(reply)).toContain(paragraph);
    expect(words(reply)).toContain('Versión v1.');
    expect(words(reply)).toContain('Aviso de privacidad');
    expect(button(reply, 'Acepto y me comprometo').words).toBe('carta aceptar v1');
    expect(await s.facts()).toEqual([]);
  });

  it('is accepted by the button, bound to version and text', async () => {
    const reply = await press(
      s,
      cast.employee,
      await s.ask(cast.employee, 'carta'),
      'Acepto y me comprometo',
    );
    expect(reply.message.summary).toBe(
      'Listo: acuse electrónico de la carta compromiso, versión v1, jueves 9 de mayo. Folio 2024-CAR-000001.',
    );
    expect(gist(await s.facts())).toEqual([
      {
        kind: 'letter.accepted',
        folio: '2024-CAR-000001',
        subject: id(cast.employee),
        occurredOn: '2024-05-09',
        body: { version: 'v1', textHash, part: 'declared' },
      },
    ]);
  });

  it('is never called a signature', async () => {
    const shown = await s.ask(cast.employee, 'carta');
    const accepted = await press(s, cast.employee, shown, 'Acepto y me comprometo');
    const again = await s.ask(cast.employee, 'carta');
    const progress = await s.ask(cast.employee, 'avance 11');
    expect(words(accepted) + words(again)).not.toMatch(/firm/i);
    expect(words(shown)).toContain('no es una firma autógrafa');
    expect(progress.message.summary).not.toMatch(/\d+ firmas?/);
  });

  it('is accepted once: the second press answers the same folio, and the letter says so', async () => {
    const shown = await s.ask(cast.employee, 'carta');
    await press(s, cast.employee, shown, 'Acepto y me comprometo');
    s.at('2024-06-10T17:00:00Z');
    for (const reply of [
      await press(s, cast.employee, shown, 'Acepto y me comprometo'),
      await s.ask(cast.employee, 'carta'),
    ]) {
      expect(reply.message.summary).toBe(
        'Ya aceptaste la carta compromiso, versión v1, el jueves 9 de mayo. Folio 2024-CAR-000001.',
      );
      expect(words(reply)).not.toContain('[Acepto');
    }
    expect(await s.facts()).toHaveLength(1);
  });

  it.each([
    'carta firmar',
    'carta acepto v1',
    'carta aceptar',
    'carta aceptar v2',
    'carta v1',
  ])('is not accepted by other words: %s', async (said) => {
    await s.ask(cast.employee, said);
    expect(await s.facts()).toEqual([]);
  });

  it('says so when the button is of another version', async () => {
    const reply = await s.ask(cast.employee, 'carta aceptar v0');
    expect(words(reply)).toContain('Ese botón es de otra versión');
    expect(button(reply, 'Ver la carta vigente').words).toBe('carta');
  });

  it('is accepted by whoever presses, for themselves', async () => {
    const shown = await s.ask(cast.employee, 'carta');
    await press(s, cast.colleague, shown, 'Acepto y me comprometo');
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.colleague)]);
  });
});

describe('a new version', () => {
  it('is asked for again, with a new folio, and the old one stays', async () => {
    await s.ask(cast.employee, 'carta aceptar v1');
    const second = { ...shipped(), letter: { ...letter, version: 'v2' } };
    const later = await scene({ programme: second });
    await later.bot.journal.submit((view) => ({
      drafts: [
        {
          kind: 'letter.accepted',
          key: `letter/v1/${id(cast.employee)}`,
          folio: '2024-CAR-000001',
          subject: id(cast.employee),
          actor: id(cast.employee),
          platform: 'slack' as const,
          occurredOn: '2024-05-09',
          body: { version: 'v1', textHash, part: 'declared' },
        },
      ],
      value: view,
    }));
    expect(words(await later.ask(cast.employee, 'carta'))).toContain('Versión v2.');
    expect(words(await later.ask(cast.employee, 'carta aceptar v2'))).toContain('2024-CAR-000002');
  });
});

describe('a draft of the letter', () => {
  it('says that it is one in the demo', async () => {
    expect(words(await s.ask(cast.employee, 'carta'))).toContain('Texto de muestra');
  });

  it('is not offered on real platforms until the secretary confirms it', async () => {
    s = await scene({ demo: false });
    for (const said of ['carta', 'carta aceptar v1'])
      expect(words(await s.ask(cast.employee, said))).toContain('todavía no confirma el texto');
    expect(words(await s.ask(cast.employee, 'mi avance'))).not.toContain('[Leer la carta]');
    expect(await s.facts()).toEqual([]);

    const refused = await s.ask(cast.member, 'carta confirmar');
    expect(words(refused)).toContain('Secretaría Ejecutiva');
    expect(await s.facts()).toEqual([]);

    await s.ask(cast.secretary, 'carta confirmar');
    await s.ask(cast.secretary, 'carta confirmar');
    expect(gist(await s.facts())).toMatchObject([
      { kind: 'letter.confirmed', body: { version: 'v1', textHash } },
    ]);
    const reply = await s.ask(cast.employee, 'carta');
    expect(words(reply)).not.toContain('Texto de muestra');
    await press(s, cast.employee, reply, 'Acepto y me comprometo');
    expect(await s.facts()).toHaveLength(2);
  });
});

describe('a letter on paper', () => {
  it('is registered by the committee with its date, once', async () => {
    const reply = await s.ask(cast.member, `registrar ${cast.employee} carta 2024-04-29`);
    expect(reply.message.summary).toContain('Persona 00001');
    const again = await s.ask(cast.member, `registrar ${cast.employee} carta 2024-04-30`);
    expect(again.message.summary).toContain('2024-CAR-000001');
    expect(again.message.summary).toContain('Persona 00001');
    expect(again.message.summary).not.toContain('Ya aceptaste');
    expect(gist(await s.facts())).toMatchObject([{ subject: id(cast.employee), occurredOn: '2024-04-29' }]);
    expect((await s.facts())[0]?.actor).toBe(id(cast.member));
  });

  it.each([
    `registrar ${cast.employee} carta 31/02`,
    `registrar ${cast.employee} carta mañana`,
    `registrar ${cast.employee} carta algún día`,
  ])('is refused with a date that makes no sense: %s', async (said) => {
    expect(words(await s.ask(cast.member, said))).toContain('No se registró nada');
    expect(await s.facts()).toEqual([]);
  });
});
