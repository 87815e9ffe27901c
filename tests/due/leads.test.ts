import { expect, it } from 'vitest';
import { cast, given, office, scene, units } from '../rules/support.ts';
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
