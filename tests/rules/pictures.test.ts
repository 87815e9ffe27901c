import { expect, it } from 'vitest';
import { contentOf } from '../support/bot.ts';
import { cast, scene, words } from './support.ts';

it('the committee gets a month’s card as pictures, changed as it changed it', async () => {
  const s = await scene({ at: '2024-05-02T17:00:00Z' });
  const before = await s.ask(cast.member, 'tarjeta imagen');
  expect(before.attachments?.map((a) => a.name)).toEqual([
    'tarjeta-2024-05.png',
    'tarjeta-2024-05-cuadrada.png',
  ]);
  await s.ask(cast.member, 'tarjeta cambiar 2024-05', {
    fields: { value: 'Escucha', sentence: 'Oír es servir.' },
  });
  const after = await s.ask(cast.member, 'tarjeta imagen 2024-05');
  expect(await contentOf(after.attachments![0]!)).not.toEqual(await contentOf(before.attachments![0]!));
  expect(words(await s.ask(cast.member, 'tarjeta imagen 2030-01'))).toContain('2030-01');
  expect((await s.ask(cast.employee, 'tarjeta imagen')).attachments).toBeUndefined();
});

it('the poster comes on both sizes of paper', async () => {
  const s = await scene();
  const { attachments } = await s.ask(cast.member, 'tarjeta cartel');
  expect(attachments?.map((a) => a.name)).toEqual([
    'cartel-apaga-tu-pc-carta.pdf',
    'cartel-apaga-tu-pc-a4.pdf',
  ]);
});
