import { beforeEach, describe, expect, it } from 'vitest';
import { button, given, office } from '../rules/support.ts';
import { type World, world } from '../support/bot.ts';
import { keysOf, local, meet, tickAt } from '../support/hermosillo.ts';

const numbers = ['1', '2', '3', '4'];
const day = '2024-05-14';
let w: World;

/** Person 1 is of the committee; 4 has no account. */
beforeEach(async () => {
  w = await world({ roster: numbers.map((number) => ({ number })), at: local(day, '08:00') });
  await given(w, office('1', 'member'));
  for (const number of ['1', '2', '3']) await meet(w, number);
});

async function remind(activity = 9) {
  const preview = await w.ask('1', `recordar ${activity}`);
  const label = preview.message.blocks
    .flatMap((b) => (b.type === 'choices' ? b.choices : []))
    .find((c) => c.label.startsWith('Enviar'));
  if (!label) throw new Error(preview.message.summary);
  return w.ask('1', button(preview, label.label).words);
}
const asked = () => keysOf(w.chat).filter((k) => k.startsWith('ask/'));
const progress = () => {
  const at = w.chat.posts.find((p) => p.key.startsWith('asking/1/'));
  return (w.chat.edits.at(-1)?.message ?? at?.message)?.summary ?? null;
};

describe('a batch of reminders', () => {
  it('waits for office hours, goes out once to each, and one message tells how it goes', async () => {
    expect((await remind()).message.summary).toContain('sale el martes 14 de mayo a las 09:00');
    await tickAt(w, day, '08:30', 2);
    expect(asked()).toEqual([]);
    expect(progress()).toBe('Recordatorio 1 (actividad 9): 0 de 4 personas; sigue en marcha.');
    await tickAt(w, day, '09:00', 4);
    expect(asked()).toEqual(['ask/9/1/person/id-1', 'ask/9/1/person/id-2', 'ask/9/1/person/id-3']);
    expect(progress()).toBe('Recordatorio 1 (actividad 9): 3 de 4 personas.');
    expect(w.chat.posts.filter((p) => p.key.startsWith('asking/'))).toHaveLength(1);
    const edits = w.chat.edits.length;
    await tickAt(w, day, '10:00', 3);
    expect(asked()).toHaveLength(3);
    expect(w.chat.edits).toHaveLength(edits);
  });

  it('leaves out who did it meanwhile, who went away, and comes later to who is back', async () => {
    await remind();
    await w.ask('2', 'capacitacion "Ética" 2024-05-07');
    await w.ask('3', 'ausente hasta 15 de mayo');
    await tickAt(w, day, '09:00', 3);
    expect(asked()).toEqual(['ask/9/1/person/id-1']);
    await tickAt(w, '2024-05-16', '09:00', 3);
    expect(asked()).toEqual(['ask/9/1/person/id-1', 'ask/9/1/person/id-3']);
    expect(w.bot.journal.view().posts.get('ask/9/1/person/id-2')?.status).toBe('missed');
  });

  it('gives up after a week', async () => {
    await remind();
    await w.ask('3', 'ausente hasta 30 de mayo');
    await tickAt(w, day, '09:00', 3);
    await tickAt(w, '2024-05-22', '09:00', 3);
    expect(w.bot.journal.view().posts.get('ask/9/1/person/id-3')?.status).toBe('missed');
    await tickAt(w, '2024-05-31', '09:00', 3);
    expect(asked()).not.toContain('ask/9/1/person/id-3');
  });

  it('keeps within two a person in seven days, whatever they are about', async () => {
    for (const activity of [9, 10]) {
      await remind(activity);
      await tickAt(w, day, '09:00', 3);
    }
    expect(asked()).toHaveLength(6);
    const third = await w.ask('1', 'recordar 11');
    expect(JSON.stringify(third)).toContain('3 personas: ya recibieron 2 recordatorios');
    w.at(local('2024-05-21', '10:00'));
    expect((await w.ask('1', 'recordar 11')).message.summary).toContain('para 3 personas');
  });

  it('keeps the limit also when several batches wait for the same morning', async () => {
    await remind(9);
    await remind(10);
    const third = await w.ask('1', 'recordar 11');
    expect(JSON.stringify(third)).toContain('3 personas: ya recibieron 2');
  });

  it('is resent to failures only, and to who has an account by now', async () => {
    const sent = w.chat.outcome;
    w.chat.outcome = (key) =>
      key.endsWith('ask/9/1/person/id-2')
        ? { status: 'refused', reason: 'blocked' }
        : key.endsWith('ask/9/1/person/id-3')
          ? { status: 'unknown', reason: 'timeout' }
          : sent(key);
    await remind();
    await tickAt(w, day, '09:00', 4);
    const last = w.chat.edits.at(-1)!.message;
    expect(JSON.stringify(last)).toMatch(
      /Enviados","value":"1".*no lo aceptó","value":"1".*si llegó","value":"1"/,
    );
    w.chat.outcome = sent;
    await meet(w, '4');
    const again = await w.ask('1', 'reenviar 1');
    expect(again.message.summary).toContain('a 2 personas');
    expect((await w.ask('1', 'reenviar 1')).message.summary).toContain('no hay a quién reenviarle');
    const before = asked().length;
    await tickAt(w, day, '10:00', 4);
    // The message with how it goes is not edited all the time.
    await tickAt(w, day, '10:01');
    expect(asked().slice(before).sort()).toEqual(['ask/9/1/person/id-2', 'ask/9/1/person/id-4']);
    expect(progress()).toBe('Recordatorio 1 (actividad 9): 3 de 4 personas.');
    expect(w.chat.posts.some((p) => p.key.startsWith('alarm/'))).toBe(false);
  });

  it('lists what became of each, failures first, a page at a time, to the committee alone', async () => {
    const sent = w.chat.outcome;
    w.chat.outcome = (key) =>
      key.endsWith('ask/9/1/person/id-2')
        ? { status: 'refused', reason: 'http 403' }
        : key.endsWith('ask/9/1/person/id-3')
          ? { status: 'unknown', reason: 'timeout' }
          : sent(key);
    await remind();
    await tickAt(w, day, '09:00', 4);
    const list = await w.ask('1', 'recordar envíos 1');
    const lines = list.message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
    expect(lines).toEqual([
      '2 · Persona 2 · Subdirección Médica: la plataforma no lo aceptó (quitó o bloqueó la aplicación)',
      '4 · Persona 4 · Subdirección Médica: sin cuenta de chat todavía',
      '3 · Persona 3 · Subdirección Médica: no se sabe si llegó',
      '1 · Persona 1 · Subdirección Médica: enviado',
    ]);
    expect(button(list, 'Reenviar a quienes no les llegó').words).toBe('reenviar 1');
    expect(list.visibility).toBe('private');
    await meet(w, '4');
    expect(JSON.stringify(await w.ask('1', 'recordar envios'))).toContain(
      '4 · Persona 4 · Subdirección Médica: sin cuenta de chat todavía (ya escribió al bot: se le puede reenviar)',
    );
    expect((await w.ask('1', 'recordar envíos 7')).message.summary).toContain(
      'No encuentro el recordatorio «7»',
    );
    expect((await w.ask('2', 'recordar envíos 1')).message.summary).toContain('es para');
    expect(
      button({ message: w.chat.edits.at(-1)!.message, visibility: 'private' }, 'Ver a quiénes').words,
    ).toBe('recordar envios 1');
  });

  it('pages a long list', async () => {
    const roster = Array.from({ length: 45 }, (_, n) => ({ number: String(n + 1) }));
    w = await world({ roster, at: local(day, '08:00') });
    await given(w, office('1', 'member'));
    await meet(w, '1');
    await remind();
    const page = async (said: string) => {
      const { message } = await w.ask('1', said);
      return message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
    };
    const pages = [
      await page('recordar envios 1'),
      await page('recordar envios 1 pagina 2'),
      await page('recordar envios 1 página 3'),
    ];
    expect(pages.map((p) => p.length)).toEqual([20, 20, 5]);
    expect(new Set(pages.flat()).size).toBe(45);
    expect(await page('recordar envios 1 pagina 99')).toEqual(pages[2]);
  });

  it('goes on after a restart, from the ledger or a snapshot, sending nothing twice', async () => {
    await remind();
    await tickAt(w, day, '09:00', 1);
    for (const from of ['snapshot', 'ledger'] as const) {
      await w.restart(from);
      await tickAt(w, day, '09:05', 3);
    }
    expect(asked().sort()).toEqual(['1', '2', '3'].map((n) => `ask/9/1/person/id-${n}`));
  });
});
