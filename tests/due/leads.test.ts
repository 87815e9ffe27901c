import { expect, it } from 'vitest';
import { cast, choices, given, office, scene, units } from '../rules/support.ts';
import { keysOf, local, meet, tickAt } from '../support/hermosillo.ts';

const told = (s: Awaited<ReturnType<typeof scene>>) => s.chat.posts.filter((p) => p.key.startsWith('leads/'));

it('a lead hears once a month who is missing in the own unit, and nobody else does', async () => {
  const s = await scene({ at: local('2024-05-31', '08:00') });
  await meet(s, cast.lead, cast.employee, cast.alone);
  await given(s, office(cast.alone, 'unit-lead', units.small));
  await s.ask(cast.alone, 'capacitacion "Ética" 2024-05-07');
  for (const day of ['01', '03', '04', '05', '11']) await tickAt(s, `2024-06-${day}`, '09:00', 2);
  await tickAt(s, '2024-07-01', '09:00', 2);
  expect(told(s).map((p) => [p.key, p.at.slice(0, 10)])).toEqual([
    ['leads/2024-06/person/id-00003', '2024-06-03'],
    ['leads/2024-06/person/id-00010', '2024-06-03'],
    ['leads/2024-07/person/id-00003', '2024-07-01'],
    ['leads/2024-07/person/id-00010', '2024-07-01'],
  ]);
  const [big, small] = told(s).map((p) => JSON.stringify(p.message));
  expect(big).toContain('Persona 00001: actividades 9, 10 y 11');
  expect(big).not.toContain('00010');
  expect(small).toContain('Persona 00010: actividades 10 y 11');
  expect(keysOf(s.chat).filter((k) => k.includes(cast.employee))).toEqual([]);
});

it('a lead of a unit in which nobody is missing, or who is away, hears nothing', async () => {
  const s = await scene({ at: local('2024-05-31', '08:00') });
  await meet(s, cast.lead);
  await s.ask(cast.lead, 'ausente hasta 20 de junio');
  for (const day of ['03', '10', '24']) await tickAt(s, `2024-06-${day}`, '09:00', 2);
  expect(told(s)).toEqual([]);
});

it('the message has buttons that hand over the sheets and the list, of the own unit alone', async () => {
  const s = await scene({ at: local('2024-05-31', '08:00') });
  await meet(s, cast.lead);
  await s.ask(cast.secretary, 'carta confirmar');
  await s.ask(cast.member, 'curso abrir "Ética pública" 2024-05-20 4h');
  await s.ask(cast.member, `curso abrir "Solo archivo" 2024-05-20 4h "${units.small}"`);
  await tickAt(s, '2024-06-03', '09:00', 2);
  const [post] = told(s);
  const buttons = choices(post!.message);
  expect(buttons.map((b) => b.words)).toEqual([
    'hoja 9 "Subdirección Médica" "Ética pública" 2024-05-20',
    'hoja 10 "Subdirección Médica"',
    'hoja 11 "Subdirección Médica"',
    'pendientes',
    'pendientes xlsx',
  ]);
  const files: string[] = [];
  for (const { words } of buttons) {
    const { attachments = [] } = await s.ask(cast.lead, words);
    files.push(...attachments.map((a) => a.name));
  }
  expect(files).toEqual(['hoja-1.pdf', 'hoja-2.pdf', 'hoja-3.pdf', 'pendientes-2024-06-03.xlsx']);
});

it('who is appointed later in the month hears within the next working days', async () => {
  const s = await scene({ at: local('2024-06-12', '08:00') });
  await meet(s, cast.alone);
  await s.ask(cast.secretary, `comite alta ${cast.alone} responsable "${units.small}" 2024-06-14`);
  for (const day of ['13', '14', '17', '28']) await tickAt(s, `2024-06-${day}`, '09:00', 2);
  expect(told(s).map((p) => [p.key, p.at.slice(0, 10)])).toEqual([
    ['leads/2024-06/person/id-00010', '2024-06-14'],
  ]);
});
