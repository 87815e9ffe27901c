import { beforeEach, expect, it } from 'vitest';
import { cast, choices, fact, given, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const labels = async (number: string) => choices((await s.ask(number, 'inicio')).message).map((c) => c.label);

it('says what is missing and until when, what comes next and what was recorded last', async () => {
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  await s.ask(cast.employee, 'tapitas 2 kg');
  const reply = await s.ask(cast.employee, 'inicio');
  expect(reply.message.summary).toBe('Te faltan 2 cosas: carta compromiso y evaluación anual.');
  const said = words(reply);
  expect(said).toContain('Tu avance 2024: 1 de 3');
  expect(said).toContain('✅ Capacitación: 1 curso, último folio 2024-CAP-000001');
  expect(said).toContain('⬜ Carta compromiso: hasta el martes 31 de diciembre (en 236 días)');
  expect(said).toContain('⬜ Evaluación anual: cerró el viernes 26 de enero');
  expect(said).toContain('jueves 9 de mayo (hoy): Tarjeta de mayo de 2024.');
  expect(said).toContain('2024-DON-000001: Donativo: tapitas, 2 kg, jueves 9 de mayo');
});

it('the checklist too names the folios of the last, which is where who cancels or corrects is sent to', async () => {
  await s.ask(cast.employee, 'tapitas 2 kg');
  await s.ask(cast.employee, 'practica reciclaje');
  const said = words(await s.ask(cast.employee, 'mi avance'));
  expect(said).toContain('2024-DON-000001: Donativo: tapitas, 2 kg');
  expect(said).toContain('2024-PRA-000001: ');
});

it('is for an employee about the employee: nothing of the committee’s', async () => {
  const said = words(await s.ask(cast.employee, 'inicio'));
  expect(said).not.toMatch(/tablero|sesión ordinaria|atrasad|faltan? \d+ de/i);
});

it('tells the committee how the programme stands, in picture and words, with buttons for what worries', async () => {
  const reply = await s.ask(cast.member, 'inicio');
  expect(words(reply)).toMatch(/de 13 actividades están? atrasadas?/);
  expect(reply.message.blocks.filter((b) => b.type === 'drawing')).toHaveLength(1);
  expect(words(reply)).toContain(
    '🔴 2. Sesiones ordinarias: Primera sesión ordinaria: venció el viernes 26 de abril',
  );
  expect(words(reply)).toContain('Y 5 más');
  expect(await labels(cast.member)).toEqual(
    expect.arrayContaining(['Abrir el tablero', 'Ver la 2', 'Quién falta', 'Confirmar capacitación']),
  );
});

it('every button of it is a command that its reader may use', async () => {
  for (const number of [cast.employee, cast.lead, cast.member, cast.secretary])
    for (const { words: said, label } of choices((await s.ask(number, 'inicio')).message))
      expect(words(await s.ask(number, said)), `${label}: ${said}`).not.toMatch(/No entendí|» es para/);
});

it('shows a unit’s lead the own unit', async () => {
  const said = words(await s.ask(cast.lead, 'inicio'));
  expect(said).toContain('Subdirección Médica, Capacitación: faltan 7 de 7');
  expect(said).not.toContain('Archivo');
});

it('names who is not on the roster nothing but that', async () => {
  expect(words(await s.ask(cast.nobody, 'inicio'))).toContain('No te encuentro en la plantilla');
});

it('shows somebody with everything done no button for it', async () => {
  await given(
    s,
    fact(
      'evaluation.recorded',
      '2024-01-20',
      { year: 2024, part: 'declared' },
      { subject: id(cast.employee), folio: '2024-EVA-000001', key: 'e' },
    ),
  );
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  await s.ask(cast.employee, 'carta aceptar v1');
  const reply = await s.ask(cast.employee, 'inicio');
  expect(reply.message.summary).toBe('Tienes todo al corriente.');
  expect(words(reply)).toContain('Tu avance 2024: 3 de 3');
  expect(await labels(cast.employee)).not.toContain('Confirmar capacitación');
});

it('says which answers recorded something, for whatever shows the person’s state', async () => {
  expect((await s.ask(cast.employee, 'tapitas 2 kg')).recorded).toBe(true);
  expect((await s.ask(cast.employee, 'inicio')).recorded).toBeUndefined();
  expect((await s.ask(cast.employee, 'tapitas mucho')).recorded).toBeUndefined();
});
