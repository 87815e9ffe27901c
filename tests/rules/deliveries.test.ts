import { beforeEach, describe, expect, it } from 'vitest';
import { collected, teamsOf } from '../../src/donations/collected.ts';
import { contentOf } from '../support/bot.ts';
import { cast, choices, press, roster, type Scene, scene, units, words } from './support.ts';

let s: Scene;
const big = 'Urgencias';
const more = ['00011', '00012', '00013', '00014', '00015', '00016'].map((number) => ({ number, unit: big }));
beforeEach(async () => {
  s = await scene({ at: '2024-11-22T17:00:00Z', roster: [...roster, ...more] });
  await s.ask(cast.employee, 'tapitas 2.5 kg 2024-11-18');
  await s.ask(cast.alone, 'tapitas 1 kg 2024-11-19');
  await s.ask('00011', 'donar ropa 3 piezas 2024-11-20');
  await s.ask('00012', 'tapitas 0.5 kg 2024-11-20');
});
const ask = (said: string) => s.ask(cast.member, said);
const delivered = async () => (await s.facts()).filter((f) => f.kind === 'delivery.made').map((f) => f.body);

describe('what was delivered', () => {
  it.each([
    ['entrega 2024-11-20 120 kg', { grams: 120_000, pieces: null }],
    ['entrega 2024-11-20 120 kg 30 piezas', { grams: 120_000, pieces: 30 }],
    [
      'entrega 2024-11-20 tapitas 120 kg, ropa 30 piezas',
      {
        grams: 120_000,
        pieces: 30,
        items: [
          { thing: 'caps', unit: 'g', amount: 120_000 },
          { thing: 'clothes', unit: 'pieces', amount: 30 },
        ],
      },
    ],
    [
      'entrega del 20 de noviembre, 120,5 kg de tapitas, 12 cobijas y 4 kg de alimentos',
      {
        grams: 124_500,
        pieces: 12,
        items: [
          { thing: 'caps', unit: 'g', amount: 120_500 },
          { thing: 'blankets', unit: 'pieces', amount: 12 },
          { thing: 'food', unit: 'g', amount: 4000 },
        ],
      },
    ],
  ])('%s', async (said, body) => {
    await ask(said);
    await ask(said);
    expect(await delivered()).toEqual([body]);
  });

  it.each([
    'entrega 2024-11-20',
    'entrega 2024-11-20 tapitas',
    'entrega 2024-11-20 tapitas 120 kg ropa',
    'entrega 2024-11-20 tapitas 120 kg tapitas 3 kg',
    'entrega 2024-11-20 120 kg de tapitas gratis',
    'entrega 2024-12-20 120 kg',
  ])('%s records nothing', async (said) => {
    await ask(said);
    expect(await delivered()).toEqual([]);
  });
});

it('shows what was gathered since the last delivery, by thing and area, with what is still planned', async () => {
  expect(words(await ask('entregas'))).toContain('1 de enero al 22 de noviembre de 2024, de 4 personas');
  await ask('entrega 2024-11-18 2 kg');
  const said = words(await ask('entregas'));
  expect(said).toContain('Donativos anotados del 19 al 22 de noviembre de 2024, de 3 personas');
  expect(said).toContain('1.5 kg de tapitas');
  expect(said).toContain(`${big}: 0.5 kg de tapitas y 3 piezas de ropa`);
  expect(said).toContain('18 de noviembre de 2024: 2 kg. Folio 2024-ENT-000001');
  expect(words(await s.ask(cast.employee, 'entregas'))).toContain('integrantes del Comité');
});

it('gives the act as a document with what was noted, what was delivered and the difference', async () => {
  const made = await ask('entrega 2024-11-20 tapitas 3.8 kg');
  expect(words(made)).toContain('Anotado por 4 personas');
  const act = await press(s, cast.member, made, 'Acta de entrega');
  const [file] = act.attachments ?? [];
  expect(file?.name).toBe('acta-de-entrega-2024-11-20.docx');
  expect((await contentOf(file!)).subarray(0, 2).toString()).toBe('PK');
  expect((await ask('entrega acta 2024-11-20')).attachments).toHaveLength(1);
  expect((await ask('entrega acta')).attachments).toHaveLength(1);
  expect(words(await ask('entrega acta 2024-11-21'))).toContain('No encuentro esa entrega');
});

describe('thanks', () => {
  it('are shown first, then said once in the general channel, by areas and never by persons', async () => {
    const made = await ask('entrega 2024-11-20 tapitas 3.8 kg, ropa 3 piezas');
    const preview = await press(s, cast.member, made, 'Dar las gracias');
    expect(words(preview)).toContain('Así se leerían las gracias');
    await s.bot.tick();
    const said = () => s.chat.posts.filter((p) => p.key.startsWith('thanks/'));
    expect(said()).toEqual([]);
    for (let n = 0; n < 3; n += 1) {
      await press(s, cast.member, preview, 'Publicar');
      await s.bot.tick();
    }
    await s.restart();
    await s.bot.tick();
    expect(said().map((p) => p.to.id)).toEqual(['C-GENERAL']);
    const text = words({ message: said()[0]!.message, visibility: 'public' });
    expect(text).toContain('entregamos a CRIT Hermosillo 3.8 kg de tapitas y 3 piezas de ropa');
    expect(text).toContain('4 personas anotaron su donativo');
    expect(text).not.toMatch(/Persona 000/);
    // A person alone in a unit does not show, nor does she by subtraction.
    expect(text).not.toContain(units.small);
    expect(text).toContain('Otras áreas: ');
  });

  it('are what «entrega gracias» asks for, which are no manners', async () => {
    await ask('entrega 2024-11-20 3 kg');
    const asked = await ask('entrega gracias');
    expect(asked.open).toBeUndefined();
    expect(choices(asked.message).map((c) => c.label)).toContain('Publicar');
  });

  it('are not said for a delivery that was voided meanwhile', async () => {
    await ask('entrega 2024-11-20 3 kg');
    await ask('entrega gracias publicar');
    await s.ask(cast.secretary, 'cancelar 2024-ENT-000001 "no se hizo"');
    await s.bot.tick();
    expect(s.chat.posts.filter((p) => p.key.startsWith('thanks/'))).toEqual([]);
  });
});

it('small teams are one with as many others as it takes to be no longer small', async () => {
  const all = collected(s.bot.journal.view(), '2024-01-01', '2024-12-31');
  const teams = (sizes: Record<string, number>) => {
    const { shown, others } = teamsOf(all, new Map(Object.entries(sizes)), 5);
    return [shown.map((t) => t.unit), others === null ? null : others.get('caps/g')];
  };
  const { big: medical, small } = units;
  expect(teams({ [medical]: 7, [big]: 6, [small]: 5 })).toEqual([[small, medical, big], null]);
  expect(teams({ [medical]: 7, [big]: 6, [small]: 1 })).toEqual([[medical], 1500]);
  expect(teams({ [medical]: 7, [big]: 4, [small]: 1 })).toEqual([[medical], 1500]);
  expect(teams({ [medical]: 3, [big]: 4, [small]: 1 })).toEqual([[], 4000]);
});
