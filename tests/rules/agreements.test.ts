import { beforeEach, describe, expect, it } from 'vitest';
import { agreementsOf } from '../../src/sessions/agreements.ts';
import { keysOf, tickAt } from '../support/hermosillo.ts';
import { cast, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-06T19:00:00Z' });
  await s.ask(cast.member, 'sesion celebrada 2024-04-26');
});
const ask = (said: string, more = {}) => s.ask(cast.member, said, more);
const made = async () => (await s.facts()).filter((f) => f.kind.startsWith('agreement.'));
const now = () => agreementsOf(s.bot.journal.view());

describe('a new agreement', () => {
  it('has a number, an owner, a day, and its words outside the ledger', async () => {
    const reply = await ask('acuerdo nuevo "Difundir el Código de Ética" responsable 00002 2024-06-14');
    expect(reply.message.summary).toBe('Listo: acuerdo 1. Folio 2024-ACU-000001.');
    expect(words(reply)).toContain(
      'Acuerdo 1: «Difundir el Código de Ética», responsable: Persona 00002, para el viernes 14 de junio de 2024.',
    );
    const [entry] = await made();
    expect(entry).toMatchObject({
      folio: '2024-ACU-000001',
      occurredOn: '2024-04-26',
      body: { owner: 'id-00002', due: '2024-06-14', session: '2024-04-26' },
    });
    expect(JSON.stringify(entry)).not.toContain('Difundir');
    expect(words(await ask('acuerdos'))).toContain('«Difundir el Código de Ética»');
  });

  it('is read back after a restart, and reads as erased once its words are', async () => {
    await ask('acuerdo nuevo "Difundir el Código"');
    await s.restart();
    expect(words(await ask('acuerdos'))).toContain('«Difundir el Código»');
    await s.directory.saveTexts('isssteson', [{ id: now()[0]!.text, salt: '', text: '' }]);
    await s.restart();
    expect(words(await ask('acuerdos'))).toContain('«texto eliminado», sin responsable, sin fecha');
  });

  it('said again, also at once, is the same; other words are another', async () => {
    const said = 'acuerdo nuevo "Difundir el Código" 2024-06-14';
    const all = await Promise.all([ask(said), ask(said), ask(said)]);
    expect(new Set(all.map((r) => /2024-ACU-\d+/.exec(r.message.summary)![0]))).toEqual(
      new Set(['2024-ACU-000001']),
    );
    s.at('2024-05-07T19:00:00Z');
    expect((await ask('acuerdo nuevo "difundir el codigo" 2024-06-14')).message.summary).toContain(
      'Ya estaba registrado: acuerdo 1',
    );
    await ask('acuerdo nuevo "Difundir el Codex." 2024-06-14');
    await ask('acuerdo nuevo "Difundir el índice" 2024-06-14');
    expect(now().map((a) => a.number)).toEqual([1, 2, 3]);
  });

  it('keeps its number when one is cancelled: the next has the next', async () => {
    await ask('acuerdo nuevo "uno"');
    await ask('acuerdo nuevo "dos"');
    await s.ask(cast.secretary, 'cancelar 2024-ACU-000001 "error de captura"');
    await ask('acuerdo nuevo "uno"');
    expect(now().map((a) => a.number)).toEqual([2, 3]);
    expect(words(await ask('acuerdo 1'))).toContain('No encuentro');
  });

  it('by its form; the same form sent twice is one', async () => {
    const { open } = await ask('acuerdo nuevo');
    const fields = {
      note: 'Revisar el procedimiento de denuncias',
      owner: '00005',
      due: '',
      session: '2024-04-26',
    };
    const nonce = open!.nonce!;
    await Promise.all([ask(open!.words, { fields, nonce }), ask(open!.words, { fields, nonce })]);
    expect(now()).toMatchObject([{ number: 1, owner: 'id-00005', due: null, session: '2024-04-26' }]);
    const bad = async (more: object) =>
      Object.keys((await ask(open!.words, { fields: { ...fields, ...more } })).fieldErrors ?? {});
    expect(await bad({ note: ' ' })).toEqual(['note']);
    expect(await bad({ owner: '99999' })).toEqual(['owner']);
    expect(await bad({ due: 'pronto' })).toEqual(['due']);
    expect(await bad({ session: '2024-12-01' })).toEqual(['session']);
    expect(await made()).toHaveLength(1);
  });

  it.each([
    ['acuerdo nuevo sin comillas', 'Faltó el texto'],
    ['acuerdo nuevo "algo" responsable 99999', 'No encuentro a «99999»'],
    ['acuerdo nuevo "algo" responsable', 'No encuentro'],
    ['acuerdo nuevo "algo" 31/02', 'no existe'],
    ['acuerdo nuevo "algo" 2024-04-01', 'ya pasó'],
    ['acuerdo nuevo "algo" sesion 2024-12-01', 'todavía no llega'],
    ['acuerdo nuevo "mi jefe me acosa"', 'denuncia'],
    ['acuerdo 7 cumplido', 'No encuentro el acuerdo «7»'],
    ['acuerdo cumplido', 'No entendí qué hacer'],
  ])('%s records nothing', async (said, why) => {
    expect(words(await ask(said)).toLowerCase()).toContain(why.toLowerCase());
    expect(await made()).toEqual([]);
  });
});

describe('what becomes of it', () => {
  beforeEach(async () => {
    await ask('acuerdo nuevo "Difundir el Código" responsable 00002 2024-06-14');
  });

  it('is done on a day, once; and can be open again', async () => {
    expect((await ask('acuerdo 1 cumplido 2024-05-03')).message.summary).toBe(
      'El acuerdo 1 queda cumplido el viernes 3 de mayo de 2024.',
    );
    expect((await ask('acuerdo 1 cumplido')).message.summary).toContain(
      'ya estaba cumplido el viernes 3 de mayo',
    );
    expect(await made()).toHaveLength(2);
    expect((await made())[1]).toMatchObject({ kind: 'agreement.done', occurredOn: '2024-05-03' });
    expect((await ask('acuerdos')).message.summary).toBe('No hay acuerdos pendientes.');
    expect(words(await ask('acuerdo 1 prórroga 2024-07-01'))).toContain('se cumplió');
    await ask('acuerdo 1 pendiente');
    expect(now()[0]!.done).toBeNull();
  });

  it('is postponed, once for a day', async () => {
    await ask('Acuerdo 1 prórroga 15 de julio');
    await ask('acuerdo 1 prorroga 2024-07-15');
    expect(now()[0]).toMatchObject({ due: '2024-07-15', done: null });
    expect(await made()).toHaveLength(2);
    expect(words(await ask('acuerdo 1 prórroga 2024-05-01'))).toContain('ya pasó');
    expect(words(await ask('acuerdo 1 prórroga'))).toContain('No entendí');
    expect(words(await ask('acuerdo 1 cumplido 2024-04-01'))).toContain('se tomó el');
  });

  it('is on the next agenda until it is done', async () => {
    expect(words(await ask('sesion convocar 2024-06-28'))).toContain(
      'Seguimiento: Acuerdo 1: «Difundir el Código»',
    );
    await ask('acuerdo 1 cumplido');
    expect(words(await ask('sesion convocar 2024-06-28'))).not.toContain('Seguimiento');
  });

  it('is in the committee’s reminders by the same ladder, from its new day on when postponed', async () => {
    const lines = () =>
      s.chat.posts
        .filter((p) => p.key.startsWith('digest/'))
        .flatMap((p) =>
          p.message.blocks
            .flatMap((b) => (b.type === 'list' ? b.items : []))
            .filter((l) => l.startsWith('Acuerdo '))
            .map((l) => [p.key.slice(7, 17), /\((.*?)\)/.exec(l)![1]]),
        );
    for (const day of ['05-13', '05-15', '05-16', '05-30', '06-07', '06-11', '06-13', '06-14'])
      await tickAt(s, `2024-${day}`, '09:00');
    expect(lines()).toEqual([
      ['2024-05-15', 'faltan 30 días'],
      ['2024-05-30', 'faltan 15 días'],
      ['2024-06-07', 'faltan 7 días'],
      ['2024-06-11', 'faltan 3 días'],
      ['2024-06-13', 'falta 1 día'],
      ['2024-06-14', 'vence hoy'],
    ]);
    await ask('acuerdo 1 prórroga 2024-07-15');
    await tickAt(s, '2024-06-17', '09:00');
    expect(lines().at(-1)).toEqual(['2024-06-17', 'faltan 28 días']);
    await ask('acuerdo 1 cumplido');
    await tickAt(s, '2024-07-15', '09:00');
    expect(lines()).toHaveLength(7);
    expect(new Set(keysOf(s.chat)).size).toBe(keysOf(s.chat).length);
  });
});

it('numbers begin anew with the year; last year’s stay known', async () => {
  await ask('acuerdo nuevo "de 2024"');
  s.at('2025-01-10T19:00:00Z');
  await ask('acuerdo 1 cumplido');
  expect(now()[0]!.done).toBe('2025-01-10');
  await ask('acuerdo nuevo "de 2025" sesion 2024-04-26');
  expect(now().map((a) => `${a.year}/${a.number}`)).toEqual(['2024/1', '2025/1']);
  expect(words(await ask('acuerdo 1'))).toContain('de 2025');
  expect(words(await ask('acuerdo 1/2024'))).toContain('«de 2024»');
});
