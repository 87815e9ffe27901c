import { describe, expect, it } from 'vitest';
import { mail, recordingChat, type World, type WorldOptions, world } from '../support/bot.ts';
import { keysOf, local, meet, summaries, tickAt } from '../support/hermosillo.ts';

const bot = (at: string, more: WorldOptions = {}) =>
  world({ roster: [{ number: '1' }, { number: '2' }], admins: [mail('1')], at, ...more });
const card = 'integrity-day/2024-05/slack/C-GENERAL';

/** Teams comes beside Slack; the secretary claims its channels. */
async function withTeams(w: World) {
  const teams = recordingChat('teams', () => w.now().toISOString());
  w.bot.chats.push(teams);
  const account = { platform: 'teams' as const, tenant: 'T9', user: '29:abc' };
  for (const audience of ['comite', 'general'])
    await w.ask('1', `canal ${audience}`, {
      account,
      where: 'channel',
      channel: `19:${audience}@thread.tacv2`,
    });
  return teams;
}

describe('two platforms', () => {
  it('get the card in both general channels, which counts once; the committee hears in both', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    const teams = await withTeams(w);
    for (const day of ['06', '07', '08', '09', '10']) await tickAt(w, `2024-05-${day}`, '09:00', 2);
    const kinds = (keys: string[]) => keys.map((k) => k.split('/').slice(0, 2).join('/'));
    const expected = ['preview/2024-05', 'digest/2024-05-06', 'integrity-day/2024-05'];
    expect(kinds(keysOf(w.chat))).toEqual(expected);
    expect(kinds(keysOf(teams))).toEqual(expected);
    expect(w.bot.journal.view().counters.get('2024-TAR')).toBe(1);
  });

  it('tell the committee on both when one of them did not take the card, which is recorded all the same', async () => {
    const w = await bot(local('2024-05-09', '08:00'));
    const teams = await withTeams(w);
    const sent = teams.outcome;
    teams.outcome = (key) => (key.includes('19:general') ? { status: 'no-address' } : sent(key));
    await tickAt(w, '2024-05-09', '09:00', 3);
    const alarm = ['Alerta: no pude publicar la tarjeta de mayo de 2024.'];
    expect(summaries(w.chat, 'alarm/')).toEqual(alarm);
    teams.outcome = sent;
    await tickAt(w, '2024-05-09', '20:30', 3);
    expect(summaries(teams, 'alarm/')).toEqual(alarm);
    expect(w.bot.journal.view().counters.get('2024-TAR')).toBe(1);
  });

  it('reach one person once, however many accounts they have', async () => {
    const w = await bot(local('2024-05-08'));
    const teams = await withTeams(w);
    await meet(w, '1');
    await w.ask('1', 'tarjeta a todos si');
    await w.bot.saveAddress({ platform: 'teams', kind: 'person', tenant: 'T9', id: '29:abc', ref: null });
    await tickAt(w, '2024-05-09', '09:00', 2);
    const personal = [...keysOf(w.chat), ...keysOf(teams)].filter((k) => k.includes('/person/id-1'));
    expect(personal).toEqual(['integrity-day/2024-05/person/id-1']);
  });
});

describe('a platform that asks to wait', () => {
  it('is asked again when it said, and never earlier, each time later where it says nothing', async () => {
    const w = await bot(local('2024-05-08'));
    const sent = w.chat.outcome;
    w.chat.outcome = (key) => (key === card ? { status: 'retry', afterMs: 20 * 60_000 } : sent(key));
    const tries = async (time: string) => {
      await tickAt(w, '2024-05-09', time);
      return keysOf(w.chat).filter((k) => k === card).length;
    };
    expect(await tries('09:00')).toBe(1);
    expect(await tries('09:19')).toBe(1);
    expect(await tries('09:20')).toBe(2);
    w.chat.outcome = (key) => (key === card ? { status: 'retry', afterMs: 0 } : sent(key));
    expect(await tries('09:40')).toBe(3);
    expect(await tries('09:40')).toBe(3);
    w.chat.outcome = sent;
    expect(await tries('09:44')).toBe(4);
    expect(await tries('09:50')).toBe(4);
    expect(w.bot.journal.view().posts.get(card)).toMatchObject({ status: 'sent', claims: 1 });
  });

  it('holds up nothing else', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    const sent = w.chat.outcome;
    w.chat.outcome = (key) => (key.startsWith('preview') ? { status: 'retry', afterMs: 60_000 } : sent(key));
    await tickAt(w, '2024-05-06');
    expect(keysOf(w.chat).map((k) => k.split('/')[0])).toEqual(['preview', 'digest']);
  });
});

describe('an adapter that throws', () => {
  it('leaves open what arrived: told, not resent, and the rest goes on', async () => {
    const w = await bot(local('2024-05-06', '08:00'));
    const { post } = w.chat;
    w.chat.post = async (to, message, key) => {
      if (key.startsWith('preview')) throw new Error('a bug');
      return post(to, message, key);
    };
    await tickAt(w, '2024-05-06', '09:00', 3);
    expect(summaries(w.chat, 'alarm/')).toEqual([
      'Alerta: no sé si llegó la vista previa de la tarjeta de mayo de 2024.',
    ]);
    expect(summaries(w.chat, 'digest/')).toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('knows people by their opaque id: no account, no chat of theirs, no e-mail', async () => {
    const w = await bot(local('2024-05-03'), { channels: false });
    await meet(w, '1', '2');
    await w.ask('1', 'tarjeta a todos si');
    await w.ask('2', 'apagar si');
    let n = 0;
    w.chat.outcome = () => {
      n += 1;
      return { status: 'sent', messageId: `17152${n}.0001` };
    };
    for (const day of ['06', '07', '08', '09'])
      for (const time of ['09:00', '14:45']) await tickAt(w, `2024-05-${day}`, time, 2);
    await w.ask('2', 'despues 2024-05');
    await tickAt(w, '2024-05-10', '09:00', 2);
    const kinds = new Set(keysOf(w.chat).map((k) => k.split('/')[0]));
    expect(kinds).toEqual(new Set(['preview', 'digest', 'alarm', 'integrity-day', 'power', 'later']));
    const preview = w.bot.journal.view().posts.get('preview/2024-05/slack/person/id-1');
    expect(preview?.messageId).toMatch(/^17152/);
    for await (const entry of w.ledger.read('isssteson', 1)) {
      const text = JSON.stringify(entry);
      expect(text).not.toMatch(/U1|U2|ejemplo\.invalid|Persona \d/);
    }
  });
});
