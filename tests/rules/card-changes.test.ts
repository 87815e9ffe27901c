import { beforeEach, describe, expect, it } from 'vitest';
import { local, meet, tickAt } from '../support/hermosillo.ts';
import { button, cast, press, type Scene, scene, words } from './support.ts';

const { secretary, member, employee, colleague } = cast;
let s: Scene;

/** The card of May went to the general channel and to two people. */
beforeEach(async () => {
  s = await scene({ at: local('2024-05-08', '22:00') });
  await meet(s, employee, secretary);
  await s.ask(secretary, 'tarjeta a todos si');
  await tickAt(s, '2024-05-09', '09:00', 2);
});

const changed = 'tarjeta corregir 2024-05 "Honestidad" "Frase corregida" "error de dedo"';
const kinds = async () => (await s.facts()).map((f) => f.kind).filter((k) => k.startsWith('card.'));
const rows = async () =>
  (await s.facts()).filter((f) => f.kind === 'post.planned' && String(f.body.post).startsWith('fix/'));
const now = (to: string) => s.chat.edits.findLast((e) => e.to.id === to)?.message.summary;

describe('correcting a card that went out', () => {
  it('shows old and new and how many messages change, and changes nothing yet', async () => {
    const preview = await s.ask(member, changed);
    const said = words(preview);
    expect(said).toMatch(/Ahora dice:\n.+\nDía de la Integridad: Respeto/);
    expect(said).toMatch(/Va a decir:\n.+\nDía de la Integridad: Honestidad\nFrase corregida/);
    expect(said).toContain('Cambian 3 mensajes: 1 en un canal y 2 en chats personales.');
    expect(button(preview, 'Corregir 3 mensajes').style).toBe('primary');
    expect(await kinds()).toEqual(['card.personal', 'card.sent']);
    await tickAt(s, '2024-05-09', '09:05');
    expect(s.chat.edits).toEqual([]);
  });

  it('writes who changed what, and a row for each message, before the first is changed', async () => {
    await press(s, member, await s.ask(member, changed), 'Corregir 3 mensajes');
    const entry = (await s.facts()).find((f) => f.kind === 'card.corrected')!;
    expect(entry).toMatchObject({
      actor: `id-${member}`,
      occurredOn: '2024-05-09',
      body: {
        period: '2024-05',
        revision: 1,
        value: 'Honestidad',
        sentence: 'Frase corregida',
        before: { value: 'Respeto' },
      },
    });
    expect(JSON.stringify(entry)).not.toContain('dedo');
    expect((await rows()).map((r) => r.body.post)).toEqual([
      'fix/1/integrity-day/2024-05/slack/C-GENERAL',
      `fix/1/integrity-day/2024-05/person/id-${employee}`,
      `fix/1/integrity-day/2024-05/person/id-${secretary}`,
    ]);
    expect(s.chat.edits).toEqual([]);
  });

  it('changes them in place, once each, and nothing is posted again', async () => {
    const posted = s.chat.posts.length;
    await press(s, member, await s.ask(member, changed), 'Corregir 3 mensajes');
    await tickAt(s, '2024-05-09', '09:05', 3);
    expect(s.chat.edits.map((e) => e.to.id)).toEqual(['C-GENERAL', `U${employee}`, `U${secretary}`]);
    expect(new Set(s.chat.edits.map((e) => e.message.summary))).toEqual(
      new Set(['Día de la Integridad, jueves 9 de mayo de 2024: Honestidad.']),
    );
    expect(words({ message: s.chat.edits[0]!.message, visibility: 'private' })).toContain(
      'Texto corregido el jueves 9 de mayo.',
    );
    expect(s.chat.posts.slice(posted)).toEqual([]);
  });

  it('is one change however often the button is pressed', async () => {
    const preview = await s.ask(member, changed);
    await press(s, member, preview, 'Corregir 3 mensajes');
    const again = await press(s, member, preview, 'Corregir 3 mensajes');
    expect(again.message.summary).toBe(
      'Ya estaba en marcha: corregir la tarjeta de mayo de 2024 en 3 mensajes.',
    );
    expect((await kinds()).filter((k) => k === 'card.corrected')).toHaveLength(1);
    expect(await rows()).toHaveLength(3);
  });

  it('shows it anew to whoever presses the button of a preview that another change overtook', async () => {
    const stale = await s.ask(member, changed);
    await press(
      s,
      secretary,
      await s.ask(secretary, 'tarjeta corregir "Respeto" "Otra"'),
      'Corregir 3 mensajes',
    );
    const shown = await press(s, member, stale, 'Corregir 3 mensajes');
    expect(words(shown)).toContain('Otra persona del Comité la cambió mientras tanto; revisa otra vez.');
    expect(words(shown)).toMatch(/Ahora dice:\n.+\nDía de la Integridad: Respeto\nOtra/);
    await press(s, member, shown, 'Corregir 3 mensajes');
    expect((await kinds()).filter((k) => k === 'card.corrected')).toHaveLength(2);
  });

  it('keeps quotes, percent signs and lines of a form as they were written', async () => {
    const sentence = 'Decir “la verdad”, «siempre»:\n100 % "clara"';
    const preview = await s.ask(member, 'tarjeta corregir 2024-05', {
      fields: { value: 'Verdad', sentence, reason: '' },
    });
    await press(s, member, preview, 'Corregir 3 mensajes');
    expect(s.bot.journal.view().cards.get('2024-05')).toMatchObject({ value: 'Verdad', sentence });
  });

  it.each([
    ['tarjeta corregir 2024-06', 'La tarjeta de junio de 2024 todavía no sale.'],
    ['tarjeta corregir 2024-04', 'La tarjeta de abril de 2024 salió por otro medio'],
    ['tarjeta corregir 2024-13', '«2024-13» no es un mes del programa.'],
    ['tarjeta corregir 2024-05 "Solo el valor"', 'hacen falta el valor y la frase, entre comillas'],
    ['tarjeta corregir 2024-05 Honestidad frase', 'hacen falta el valor y la frase, entre comillas'],
    ['tarjeta corregir 2024-05 confirmar x', 'hacen falta el valor y la frase, entre comillas'],
    ['tarjeta retirar 2024-05 motivo', 'hace falta el motivo, entre comillas'],
    ['tarjeta nueva 2024-05 "A" "B"', 'no se ha retirado'],
    ['tarjeta cambios', 'Ninguna tarjeta ha cambiado después de salir.'],
    ['tarjeta reintentar 2024-05', 'La tarjeta de mayo de 2024 no ha cambiado desde que salió.'],
  ])('%s is answered with what is wrong', async (said, answer) => {
    await s.ask(member, 'tarjeta enviada 2024-04-09');
    const before = s.bot.journal.view().head.seq;
    expect((await s.ask(member, said)).message.summary).toContain(answer);
    expect(s.bot.journal.view().head.seq).toBe(before);
  });

  it('is for the committee', async () => {
    for (const said of [changed, 'tarjeta retirar 2024-05 "x"', 'tarjeta cambios', 'tarjeta reintentar'])
      expect((await s.ask(employee, said)).message.summary).toContain('es para las personas integrantes');
    const preview = await s.ask(member, changed);
    const pressed = await press(s, employee, preview, 'Corregir 3 mensajes');
    expect(pressed.message.summary).toContain('es para las personas integrantes');
    expect(await rows()).toEqual([]);
  });

  it('says nothing where nothing would change', async () => {
    const { sentence } = s.programme.integrityDay.months.find((m) => m.month === 5)!;
    expect((await s.ask(member, `tarjeta corregir 2024-05 "Respeto" "${sentence}"`)).message.summary).toBe(
      'La tarjeta de mayo de 2024 ya dice exactamente eso; no cambié nada.',
    );
  });

  it('goes out corrected to whoever did not have it yet', async () => {
    await press(s, member, await s.ask(member, changed), 'Corregir 3 mensajes');
    await meet(s, colleague);
    await tickAt(s, '2024-05-09', '09:10', 2);
    const late = s.chat.posts.filter((p) => p.key === `integrity-day/2024-05/person/id-${colleague}`);
    expect(late.map((p) => p.message.summary)).toEqual([
      'Día de la Integridad, jueves 9 de mayo de 2024: Honestidad.',
    ]);
    await tickAt(s, '2024-05-09', '09:15', 2);
    expect(s.chat.edits.filter((e) => e.to.id === `U${colleague}`)).toEqual([]);
  });

  it('reaches the copies that somebody asked to see later', async () => {
    await s.ask(employee, 'despues 2024-05');
    await tickAt(s, '2024-05-10', '09:00', 2);
    await press(s, member, await s.ask(member, changed), 'Corregir 4 mensajes');
    await tickAt(s, '2024-05-10', '09:05', 2);
    expect(s.chat.edits.filter((e) => e.to.id === `U${employee}`)).toHaveLength(2);
  });
});

describe('withdrawing a card', () => {
  const withdraw = async () =>
    press(s, member, await s.ask(member, 'tarjeta retirar 2024-05 "no era el mes"'), 'Retirar 3 mensajes');

  it('leaves a short word in its place, without buttons; the month counts as sent', async () => {
    const reply = await withdraw();
    expect(words(reply)).toContain('El mes sigue contando, porque la tarjeta salió.');
    await tickAt(s, '2024-05-09', '09:05', 2);
    const shown = s.chat.edits.map((e) => e.message);
    expect(shown).toHaveLength(3);
    expect(words({ message: shown[0]!, visibility: 'private' })).toBe(
      [
        'La tarjeta del Día de la Integridad de mayo de 2024 se retiró.',
        'La tarjeta del Día de la Integridad de mayo de 2024 se retiró el jueves 9 de mayo.',
        `${s.programme.committee.institution}.`,
      ].join('\n'),
    );
    expect(words(await s.ask(member, 'avance 6'))).toContain('Numerador: 1');
  });

  it('is not sent to anybody any more, not even who asked for it later', async () => {
    await s.ask(employee, 'despues 2024-05');
    await withdraw();
    await meet(s, colleague);
    expect((await s.ask(employee, 'despues 2024-05')).message.summary).toContain('se retiró');
    const posted = s.chat.posts.length;
    for (const day of ['2024-05-09', '2024-05-10', '2024-05-13']) await tickAt(s, day, '09:30', 3);
    const copies = s.chat.posts.slice(posted).map((p) => p.key);
    expect(copies.filter((k) => /^(integrity-day|later)\//.test(k))).toEqual([]);
    expect(copies.filter((k) => k.startsWith('alarm/'))).toEqual([]);
  });

  it('may be followed by another card on the same day; the month counts once', async () => {
    await withdraw();
    await tickAt(s, '2024-05-09', '09:05');
    const preview = await s.ask(member, 'tarjeta nueva 2024-05 "Honestidad" "La buena"');
    await press(s, member, preview, 'Publicar');
    await press(s, member, preview, 'Publicar');
    const posted = s.chat.posts.length;
    await tickAt(s, '2024-05-09', '09:10', 3);
    expect(s.chat.posts.slice(posted).map((p) => p.key)).toEqual([
      'integrity-day/2024-05/again-1/slack/C-GENERAL',
      `integrity-day/2024-05/again-1/person/id-${employee}`,
      `integrity-day/2024-05/again-1/person/id-${secretary}`,
    ]);
    expect(now('C-GENERAL')).toContain('se retiró');
    expect(s.bot.journal.view().counters.get('2024-TAR')).toBe(1);
    // Corrected afterwards, only the new one changes.
    s.chat.edits.length = 0;
    await press(
      s,
      member,
      await s.ask(member, 'tarjeta corregir "Honestidad" "Mejor"'),
      'Corregir 3 mensajes',
    );
    await tickAt(s, '2024-05-09', '09:15', 2);
    const ids = new Set(s.chat.edits.map((e) => e.messageId));
    const original = s.bot.journal.view().posts.get('integrity-day/2024-05/slack/C-GENERAL')!.messageId!;
    expect([ids.size, ids.has(original)]).toEqual([3, false]);
  });

  it('is not followed by another card on another day', async () => {
    await withdraw();
    s.at(local('2024-05-10', '10:00'));
    expect((await s.ask(member, 'tarjeta nueva 2024-05 "A" "B"')).message.summary).toContain(
      'solo se reenvía el día que le toca',
    );
  });

  it('is taken back by correcting it', async () => {
    await withdraw();
    await tickAt(s, '2024-05-09', '09:05', 2);
    const { sentence } = s.programme.integrityDay.months.find((m) => m.month === 5)!;
    const preview = await s.ask(member, `tarjeta corregir "Respeto" "${sentence}"`);
    await press(s, member, preview, 'Corregir 3 mensajes');
    await tickAt(s, '2024-05-09', '09:10', 2);
    expect(now('C-GENERAL')).toBe('Día de la Integridad, jueves 9 de mayo de 2024: Respeto.');
  });
});

describe('how a change goes', () => {
  it('is told in one message that is edited, with what failed and a way to try it again', async () => {
    const { update } = s.chat;
    s.chat.update = async (to, ...more) =>
      to.id === `U${employee}`
        ? { status: 'refused', reason: 'edit_window_closed' }
        : to.id === 'C-GENERAL'
          ? { status: 'unknown', reason: 'ECONNRESET' }
          : update.call(s.chat, to, ...more);
    await press(s, secretary, await s.ask(secretary, changed), 'Corregir 3 mensajes');
    await tickAt(s, '2024-05-09', '09:05', 3);
    const progress = s.chat.posts.filter((p) => p.key.startsWith('fixing/'));
    expect(progress.map((p) => p.key)).toEqual([`fixing/2024-05/1/person/id-${secretary}`]);
    const shown = s.chat.edits.findLast((e) => e.message.summary.startsWith('Corrección'))!.message;
    expect(words({ message: shown, visibility: 'private' })).toBe(
      [
        'Corrección de la tarjeta de mayo de 2024: cambió 1 de 3 mensajes.',
        'Corrección de la tarjeta de mayo de 2024: cambió 1 de 3 mensajes.',
        'Cambiados: 1',
        'La plataforma no lo aceptó: 1',
        'No se sabe si cambió: 1',
        '[Reintentar]',
        '[Ver cuáles]',
      ].join('\n'),
    );
    const list = words(await s.ask(secretary, 'tarjeta cambios 2024-05'));
    expect(list).toContain(
      'Corrección, jueves 9 de mayo, por Persona 00006 (error de dedo). Antes decía: «Respeto.',
    );
    expect(list).toContain('Hoy dice: «Honestidad. Frase corregida»');
    expect(list).toContain('Canal C-GENERAL (Slack): no se sabe si cambió');
    expect(list).toContain(
      `${employee} · Persona ${employee} (Slack): la configuración de Slack ya no deja cambiarlo`,
    );
    // Only what failed is tried again.
    s.chat.update = update;
    s.chat.edits.length = 0;
    expect((await s.ask(secretary, 'tarjeta reintentar')).message.summary).toContain(
      'vuelvo a intentar 2 mensajes',
    );
    await tickAt(s, '2024-05-09', '09:10', 3);
    expect(
      s.chat.edits.filter((e) => !e.message.summary.startsWith('Corrección')).map((e) => e.to.id),
    ).toEqual(['C-GENERAL', `U${employee}`]);
    expect((await s.ask(secretary, 'tarjeta reintentar')).message.summary).toContain(
      'No quedó ningún mensaje',
    );
  });
});
