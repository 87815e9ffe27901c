import { describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import type { Reply } from '../../src/request.ts';
import { contentOf } from '../support/bot.ts';
import { button, cast, choices, fact, given, id, press, type Scene, scene, units, words } from './support.ts';

const at = '2024-05-09T17:00:00Z';
const items = ({ message }: Reply) => message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
const trained = (number: string) =>
  fact(
    'training.recorded',
    '2024-05-02',
    { course: 'Ética', minutes: null, part: 'declared' },
    { subject: id(number), folio: `2024-CAP-9${number}` },
  );

describe('pendientes', () => {
  it('names who is on the roster at the cut and has no record; leavers and joiners are not missing', async () => {
    const s = await scene({ at });
    await given(s, trained(cast.employee));
    const reply = await s.ask(cast.member, 'pendientes 9');
    expect(reply.visibility).toBe('private');
    expect(reply.message.summary).toBe('En la actividad 9 (Capacitación) faltan 7 de 8 personas.');
    expect(items(reply)).toContain('00010 · Persona 00010 · Archivo');
    for (const gone of [cast.employee, cast.leaver, cast.joiner])
      expect(items(reply).join()).not.toContain(gone);
  });

  it('counts activity 7 by the roster at its end, and 10 by its participation', async () => {
    const s = await scene({ at });
    expect(words(await s.ask(cast.member, 'pendientes 7'))).toContain('Persona 00008');
    await s.ask(cast.employee, 'tapitas 2 kg');
    expect((await s.ask(cast.member, 'pendientes 10')).message.summary).toContain('faltan 7 de 8');
  });

  it('takes a withdrawn record back', async () => {
    const s = await scene({ at });
    const folio = /2024-CAP-\d+/.exec(
      words(await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07')),
    )![0];
    expect(items(await s.ask(cast.member, 'pendientes 9')).join()).not.toContain(cast.employee);
    await s.ask(cast.employee, `cancelar ${folio}`);
    expect(items(await s.ask(cast.member, 'pendientes 9')).join()).toContain(cast.employee);
  });

  it('shows twenty a page, in a unit, and the button goes on', async () => {
    const many = Array.from({ length: 45 }, (_, i) => ({ number: String(20000 + i), unit: 'Farmacia' }));
    const s = await scene({ at, roster: [...(await import('./support.ts')).roster, ...many] });
    let reply = await s.ask(cast.member, 'pendientes 9 farmacia');
    const seen = [...items(reply)];
    expect(seen).toHaveLength(20);
    reply = await press(s, cast.member, reply, 'Ver más');
    seen.push(...items(reply));
    reply = await press(s, cast.member, reply, 'Ver más');
    seen.push(...items(reply));
    expect(new Set(seen).size).toBe(45);
    expect(choices(reply.message).map((c) => c.label)).not.toContain('Ver más');
  });

  it('shows a lead the own unit only, whatever is asked', async () => {
    const s = await scene({ at });
    const own = await s.ask(cast.lead, 'pendientes 9');
    expect(own.message.summary).toContain('faltan 7 de 7 personas de «Subdirección Médica»');
    expect(words(own)).not.toContain('Persona 00010');
    expect(
      choices(own.message)
        .map((c) => c.words)
        .join(),
    ).not.toContain('recordar');
    const other = await s.ask(cast.lead, `pendientes 9 ${units.small}`);
    expect(other.message.summary).toContain('solo a las personas de tu unidad');
    expect(words(other)).not.toContain('Persona');
    const alone = await s.ask(cast.lead, 'pendientes');
    expect(items(alone)).toContain('9. Capacitación: faltan 7 de 7 (plantilla del 9 de mayo de 2024)');
  });

  it('as XLSX names them all, privately; a lead’s has the own unit alone', async () => {
    const s = await scene({ at });
    await given(s, trained(cast.employee));
    const table = async (number: string, said: string) => {
      const reply = await s.ask(number, said);
      expect(reply.visibility).toBe('private');
      const read = await readTable(await contentOf(reply.attachments![0]!), 'x.xlsx');
      return { name: reply.attachments![0]!.name, rows: read.ok ? read.rows.map((r) => r.cells) : [] };
    };
    const all = await table(cast.member, 'pendientes 9 xlsx');
    expect(all.name).toBe('pendientes-9-2024-05-09.xlsx');
    expect(all.rows[0]).toEqual([
      'Número de empleado',
      'Nombre',
      'Unidad (plantilla del 9 de mayo de 2024)',
      'Puesto',
      'Cuenta de chat',
    ]);
    expect(all.rows.slice(1).map((r) => r[0])).toEqual([
      '00010',
      '00002',
      '00003',
      '00004',
      '00005',
      '00006',
      '00007',
    ]);
    const own = await table(cast.lead, 'pendientes 9 xlsx');
    expect(own.rows.slice(1).map((r) => r[2])).toEqual(Array(6).fill(units.big));
    const other = await s.ask(cast.lead, `pendientes 9 "${units.small}" xlsx`);
    expect(other.attachments).toBeUndefined();
    expect(other.message.summary).toContain('solo a las personas de tu unidad');
    expect((await s.ask(cast.employee, 'pendientes 9 xlsx')).attachments).toBeUndefined();
    const shown = await s.ask(cast.member, 'pendientes 9');
    expect((await press(s, cast.member, shown, 'En Excel')).attachments).toHaveLength(1);
  });

  it.each([
    ['pendientes 2', 'no es una actividad en la que se cuente a cada persona'],
    ['pendientes 9 Bodega', 'No encuentro la unidad «Bodega»'],
    ['pendientes 9 pagina 99', 'faltan 8 de 8'],
  ])('%s', async (said, expected) => {
    expect((await (await scene({ at })).ask(cast.member, said)).message.summary).toContain(expected);
  });
});

describe('recordar', () => {
  const meet = async (s: Scene, ...numbers: string[]) => {
    for (const number of numbers) {
      await s.ask(number, 'ayuda');
      await s.bot.saveAddress({
        platform: 'slack',
        kind: 'person',
        tenant: 'T1',
        id: `U${number}`,
        ref: null,
      });
    }
  };

  it('previews to how many, exactly what it says, and who can’t be reached; nothing is recorded', async () => {
    const s = await scene({ at });
    await meet(s, cast.employee, cast.colleague, cast.lead);
    await s.ask(cast.lead, 'ausente hasta 20 de mayo');
    const before = (await s.facts()).length;
    const reply = await s.ask(cast.member, 'recordar 9');
    const text = words(reply);
    expect(reply.message.summary).toBe(
      'Recordatorio de la actividad 9 para 2 personas. Todavía no se envía.',
    );
    expect(text).toContain('Recordatorio del Comité: te falta confirmar una capacitación.');
    expect(text).toContain('Sin cuenta de chat todavía, no se les puede enviar: 5 personas.');
    expect(text).toContain('00010 · Persona 00010 · Archivo');
    expect(text).toContain('1 persona: avisaron que están ausentes');
    expect(await s.facts()).toHaveLength(before);
  });

  it('writes the batch and a row for each before anything is sent, once for each nonce', async () => {
    const s = await scene({ at });
    await meet(s, cast.employee, cast.colleague);
    const preview = await s.ask(cast.member, `recordar 9 "${units.big}"`);
    const { words: said } = button(preview, 'Enviar a 2 personas');
    const first = await s.ask(cast.member, said);
    expect(first.message.summary).toContain('el recordatorio 1 sale ahora mismo; son 7 personas');
    const kinds = (await s.facts()).map((f) => f.kind);
    expect(kinds.filter((k) => k === 'post.planned')).toHaveLength(7);
    expect(kinds.filter((k) => k === 'post.settled')).toHaveLength(5);
    expect((await s.facts()).find((f) => f.kind === 'asking.started')!.body).toEqual({
      activity: 9,
      unit: units.big,
      batch: 1,
    });
    const again = await s.ask(cast.member, said);
    expect(again.message.summary).toContain('ya estaba en marcha');
    expect((await s.facts()).filter((f) => f.kind === 'asking.started')).toHaveLength(1);
    const other = await s.ask(cast.member, `recordar 9 "${units.big}"`);
    expect(words(other)).toContain('2 personas: ya tienen este recordatorio en camino');
  });

  it.each([
    ['recordar 7', 'fuera de esas fechas no se envían recordatorios'],
    ['recordar 9 confirmar', 'No entendí a quién recordarle'],
    ['recordar 4', 'no es una actividad en la que se cuente'],
    ['reenviar 7', 'No encuentro el recordatorio «7»'],
    ['recordar', 'Todavía no se ha enviado ningún recordatorio personal'],
  ])('%s records nothing', async (said, expected) => {
    const s = await scene({ at });
    expect((await s.ask(cast.member, said)).message.summary).toContain(expected);
    expect(await s.facts()).toEqual([]);
  });

  it('asks nobody to accept a letter that is not confirmed', async () => {
    const s = await scene({ at, demo: false });
    expect((await s.ask(cast.member, 'recordar 11')).message.summary).toContain('todavía no está confirmado');
    await s.ask(cast.secretary, 'carta confirmar');
    expect((await s.ask(cast.member, 'recordar 11')).message.summary).toBe(
      'No hay a quién enviarle por chat el recordatorio de la actividad 11.',
    );
  });
});
