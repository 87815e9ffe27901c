import { expect, it } from 'vitest';
import { evidenceOfActivity } from '../../src/evidence/items.ts';
import { bytesOf } from '../contracts/files.ts';
import { cast, scene, words } from '../rules/support.ts';

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
