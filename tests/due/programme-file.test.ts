import { expect, it } from 'vitest';
import { mail, shipped, type World, world } from '../support/bot.ts';
import { local, summaries, tickAt } from '../support/hermosillo.ts';

const made = (): Promise<World> =>
  world({ roster: [{ number: '1' }], admins: [mail('1')], at: local('2024-05-02') });
const changed = () => ({ ...shipped(), title: 'Programa del archivo' });

it('a file that changes after the committee changed the programme in chat is told once, and rules no more', async () => {
  const w = await made();
  await w.ask('1', 'programa documento codigo-etica https://ejemplo.invalid/codigo.pdf');
  w.at(local('2024-05-03', '12:00'));
  await w.restart('ledger', changed());
  for (const day of ['2024-05-03', '2024-05-06', '2024-05-07']) await tickAt(w, day, '12:00', 2);
  await w.restart('snapshot');
  await tickAt(w, '2024-05-08', '12:00');
  const said = summaries(w.chat, 'programme-file/');
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('viernes 3 de mayo de 2024');
  expect((await w.ask('1', 'programa')).message.summary).toContain('Programa Anual de Trabajo 2024');
});

it('a file that changes while nobody changed anything in chat is simply the programme', async () => {
  const w = await made();
  w.at(local('2024-05-03', '12:00'));
  await w.restart('ledger', changed());
  await tickAt(w, '2024-05-06', '12:00');
  expect(summaries(w.chat, 'programme-file/')).toEqual([]);
  expect((await w.ask('1', 'programa')).message.summary).toContain('Programa del archivo');
});

it('a ledger of an older program gets the file’s content once', async () => {
  const w = await made();
  const seq = w.bot.journal.view().head.seq;
  const view = w.bot.journal.view();
  view.adopted.set('pat-2024', { ...view.adopted.get('pat-2024')!, content: null });
  await w.restart('snapshot');
  expect(w.bot.journal.view().head.seq).toBe(seq + 1);
  await w.restart('snapshot');
  expect(w.bot.journal.view().head.seq).toBe(seq + 1);
});
