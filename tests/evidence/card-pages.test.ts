import { describe, expect, it } from 'vitest';
import { evidenceOfActivity } from '../../src/evidence/items.ts';
import { bytesOf } from '../contracts/files.ts';
import { cast, press, type Scene, scene, words } from '../rules/support.ts';

it('a month’s card files its own page the day after, once', async () => {
  const s = await scene({ at: '2024-05-09T16:00:10Z' });
  await s.bot.tick();
  await s.ask(cast.employee, 'enterado 2024-05');
  const filed = async () => (await s.facts()).filter((f) => f.kind === 'evidence.added');
  expect(await filed()).toEqual([]);
  s.at('2024-05-10T16:00:00Z');
  await s.bot.tick();
  await s.restart();
  await s.bot.tick();
  const [page, ...more] = await filed();
  expect(more).toEqual([]);
  expect(page).toMatchObject({
    actor: 'system',
    occurredOn: '2024-05-09',
    body: { id: '2024-E-0001', folio: '2024-TAR-000001', type: 'txt' },
  });
  const text = String(await bytesOf(s.files, 'isssteson', String(page!.body.file)));
  expect(text).toContain('Tarjeta del Día de la Integridad, mayo de 2024');
  expect(text).toContain('Se publicó el jueves 9 de mayo de 2024.');
  expect(text).toMatch(/slack, C-GENERAL, m\d+/);
  expect(text).toContain('Enterado/a: 1 persona');
  expect(text).not.toContain('undefined');
  const activity = s.programme.activities.find((a) => a.number === 6)!;
  expect(evidenceOfActivity(s.bot.journal.view(), s.programme, activity)).toHaveLength(1);
  expect(words(await s.ask(cast.member, 'evidencia 6'))).toContain('Tarjeta 2024-05.txt');
});

it('files none for a card that went out by other means, nor before the day is over', async () => {
  const s = await scene({ at: '2024-05-08T16:00:00Z' });
  await s.ask(cast.member, 'tarjeta enviada 2024-04-09');
  await s.bot.tick();
  expect((await s.facts()).filter((f) => f.kind === 'evidence.added')).toEqual([]);
});

describe('a card that was changed after it went out', () => {
  async function changedOn(at: string) {
    const s = await scene({ at: '2024-05-09T16:00:10Z' });
    await s.bot.tick();
    s.at(at);
    const preview = await s.ask(
      cast.secretary,
      'tarjeta corregir 2024-05 "Honestidad" "Frase corregida" "dedo"',
    );
    await press(s, cast.secretary, preview, 'Corregir 1 mensaje');
    await s.bot.tick();
    return s;
  }
  const pages = async (s: Scene) =>
    (await s.facts()).filter((f) => f.kind === 'evidence.added' || f.kind === 'evidence.replaced');
  const textOf = async (s: Scene, file: unknown) => String(await bytesOf(s.files, 'isssteson', String(file)));

  it('shows both texts, when, and by which office', async () => {
    const s = await changedOn('2024-05-09T18:00:00Z');
    s.at('2024-05-10T16:00:00Z');
    await s.bot.tick();
    await s.bot.tick();
    const [page, ...more] = await pages(s);
    expect(more).toEqual([]);
    const text = await textOf(s, page!.body.file);
    expect(text).toContain('Valor del mes: Honestidad');
    expect(text).toMatch(
      /Texto vigente de la tarjeta:\n {2}Día de la Integridad: Honestidad\n {2}Frase corregida/,
    );
    expect(text).toContain(
      'Corrección en su lugar del jueves 9 de mayo de 2024, por el Comité (Secretaría Ejecutiva).\nMensajes cambiados en su lugar: 1 de 1.\nAntes decía:\n  Día de la Integridad: Respeto',
    );
    expect(text).not.toMatch(/Persona|dedo|undefined/);
  });

  it('takes the place of the page that was filed before, once, the day after', async () => {
    const s = await changedOn('2024-05-20T18:00:00Z');
    // Eleven days without a tick: the page of the 9th and the one of the change are one.
    expect(await pages(s)).toHaveLength(1);
    s.at('2024-05-21T16:00:00Z');
    await s.bot.tick();
    await s.restart();
    await s.bot.tick();
    expect((await pages(s)).map((f) => f.kind)).toEqual(['evidence.added']);
    const withdrawal = await s.ask(cast.secretary, 'tarjeta retirar "no era el mes"');
    await press(s, cast.secretary, withdrawal, 'Retirar 1 mensaje');
    await s.bot.tick();
    expect(await pages(s)).toHaveLength(1);
    s.at('2024-05-22T16:00:00Z');
    await s.bot.tick();
    await s.restart();
    await s.bot.tick();
    const [added, replaced, ...more] = await pages(s);
    expect(more).toEqual([]);
    expect(replaced).toMatchObject({ kind: 'evidence.replaced', body: { of: added!.body.id } });
    const text = await textOf(s, replaced!.body.file);
    expect(text).toContain('Texto de la tarjeta antes de retirarse:\n  Día de la Integridad: Honestidad');
    expect(text).toContain('Retiro del martes 21 de mayo de 2024');
    expect(text).toContain('Corrección en su lugar del lunes 20 de mayo de 2024');
    expect(text).toContain('Antes decía:\n  Día de la Integridad: Respeto');
  });
});
