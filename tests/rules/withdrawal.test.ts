import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/entry.ts';
import { cast, gist, id, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  await s.ask(cast.employee, 'practica reciclaje');
});
const folio = '2024-PRA-000001';

describe('an own record', () => {
  it('is withdrawn with a folio of its own', async () => {
    const reply = await s.ask(cast.employee, `cancelar ${folio}`);
    expect(reply.message.summary).toBe(
      'Cancelé la práctica por el medio ambiente, folio 2024-PRA-000001. Folio de la cancelación: 2024-ANU-000001.',
    );
    expect(gist(await s.facts())[1]).toEqual({
      kind: 'record.voided',
      folio: '2024-ANU-000001',
      subject: id(cast.employee),
      occurredOn: '2024-05-09',
      body: { of: folio, reason: null },
    });
  });

  it.each([
    'anular 2024-pra-1',
    'Cancelar 2024-Pra-000001',
    'cancelar “2024-PRA-000001”',
    'cancelar 2024–PRA–000001',
  ])('is found however the folio is written: %s', async (said) => {
    expect((await s.ask(cast.employee, said)).message.summary).toContain('Cancelé');
  });

  it('twice answers the same folio and records nothing', async () => {
    await s.ask(cast.employee, `cancelar ${folio}`);
    const again = await s.ask(cast.employee, `cancelar ${folio}`);
    expect(again.message.summary).toContain('ya estaba cancelado');
    expect(again.message.summary).toContain('2024-ANU-000001');
    expect(await s.facts()).toHaveLength(2);
  });

  it('recorded again gets a new folio, under a key with ~n', async () => {
    for (const n of [1, 2, 3]) {
      const reply = await s.ask(cast.employee, 'practica reciclaje');
      expect(reply.message.summary).toContain(`2024-PRA-00000${n}`);
      await s.ask(cast.employee, `cancelar 2024-PRA-00000${n}`);
    }
    const keys = (await s.facts()).filter((f) => f.kind === 'practice.recorded').map((f) => f.key);
    const base = `practice/${id(cast.employee)}/recycling/2024-05-09`;
    expect(keys).toEqual([base, `${base}~1`, `${base}~2`]);
    const first = await s.ask(cast.employee, `cancelar ${folio}`);
    expect(first.message.summary).toContain('2024-ANU-000001');
  });

  it('can be withdrawn for seven days after it was recorded, to the minute', async () => {
    s.at('2024-05-16T17:00:00Z');
    expect((await s.ask(cast.employee, `cancelar ${folio}`)).message.summary).toContain('Cancelé');
    s.at('2024-05-09T17:00:00Z');
    await s.ask(cast.employee, 'practica reciclaje');
    s.at('2024-05-16T17:00:01Z');
    const late = await s.ask(cast.employee, 'cancelar 2024-PRA-000002');
    expect(words(late)).toContain('tiene más de 7 días');
    expect(words(late)).toContain('Secretaría Ejecutiva');
    expect(await s.facts()).toHaveLength(3);
  });

  it('recorded for somebody by the committee is that person’s to withdraw', async () => {
    await s.ask(cast.member, `registrar ${cast.colleague} practica papel`);
    expect((await s.ask(cast.colleague, 'cancelar 2024-PRA-000002')).message.summary).toContain('Cancelé');
  });
});

describe('what is not one’s own', () => {
  it.each([
    cast.colleague,
    cast.lead,
    cast.liaison,
    cast.member,
    cast.president,
  ])('%s is told what an unknown folio is told, and nothing is recorded', async (number) => {
    const theirs = words(await s.ask(number, `cancelar ${folio}`)).replaceAll(folio, 'FOLIO');
    const unknown = words(await s.ask(number, 'cancelar 2024-PRA-000777')).replaceAll(
      '2024-PRA-000777',
      'FOLIO',
    );
    expect(theirs).toBe(unknown);
    expect(await s.facts()).toHaveLength(1);
  });

  it.each([
    'cancelar',
    'cancelar todo',
    'cancelar FOLIO',
    'cancelar 2024-PRA',
  ])('%s asks for a folio', async (said) => {
    const reply = await s.ask(cast.employee, said);
    expect(words(reply)).toContain('cancelar FOLIO');
    expect(words(reply)).not.toMatch(/\d{4}-[A-Z]{3}-\d/);
    expect(await s.facts()).toHaveLength(1);
  });
});

describe('the secretary', () => {
  it('voids any record, of any age, with the reason, which stays outside the ledger', async () => {
    s.at('2024-11-09T17:00:00Z');
    const reply = await s.ask(cast.secretary, `cancelar ${folio} "capturado por error"`);
    expect(reply.message.summary).toContain('2024-ANU-000001');
    const voided = (await s.facts())[1]!;
    expect(voided).toMatchObject({ actor: id(cast.secretary), subject: id(cast.employee) });
    const { id: textId, hash } = voided.body.reason as { id: string; hash: string };
    const kept = await s.directory.text('isssteson', textId);
    expect(kept?.text).toBe('capturado por error');
    expect(hash).toBe(sha256(`${kept?.salt}\n${kept?.text}`));
    expect(JSON.stringify(await s.facts())).not.toContain('capturado');
  });

  it('must give the reason, also of the committee’s records', async () => {
    await s.ask(cast.member, 'sesion celebrada 2024-04-26');
    for (const of of [folio, '2024-SES-000001'])
      expect(words(await s.ask(cast.secretary, `cancelar ${of}`))).toContain('hace falta el motivo');
    expect(await s.facts()).toHaveLength(2);
    await s.ask(cast.secretary, 'cancelar 2024-SES-000001 fue en otra fecha');
    expect(await s.facts()).toHaveLength(3);
  });

  it('withdraws an own recent record without one', async () => {
    await s.ask(cast.secretary, 'practica papel');
    expect((await s.ask(cast.secretary, 'cancelar 2024-PRA-000002')).message.summary).toContain('Cancelé');
  });

  it('cannot void a voiding', async () => {
    await s.ask(cast.employee, `cancelar ${folio}`);
    const reply = await s.ask(cast.secretary, 'cancelar 2024-ANU-000001 "prueba"');
    expect(words(reply)).toContain('No se registró nada');
    expect(await s.facts()).toHaveLength(2);
  });
});

it('what was voided no longer counts', async () => {
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  expect((await s.ask(cast.employee, 'avance 9')).message.summary).toContain('(1 de 8)');
  await s.ask(cast.employee, 'cancelar 2024-CAP-000001');
  expect((await s.ask(cast.employee, 'avance 9')).message.summary).toContain('(0 de 8)');
  expect(words(await s.ask(cast.employee, 'mi avance'))).toContain('⬜ Capacitación');
});
