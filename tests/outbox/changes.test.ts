import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../src/ports/chat.ts';
import { button } from '../rules/support.ts';
import { mail, recordingChat, request, type World, world } from '../support/bot.ts';
import { fates } from '../support/fates.ts';
import { local, meet, tickAt } from '../support/hermosillo.ts';

const channel = 'integrity-day/2024-05/slack/C-GENERAL';
const fix = (n: number, of = channel) => `fix/${n}/${of}`;

/** A bot whose card of May went to the channel and to persons 1 and 2. */
async function sent(alone = true): Promise<World> {
  const roster = ['1', '2', '3'].map((number) => ({ number }));
  const w = await world({ roster, admins: [mail('1')], at: local('2024-05-08', '22:00'), alone });
  await meet(w, '1', '2');
  await w.ask('1', 'tarjeta a todos si');
  await tickAt(w, '2024-05-09', '09:00', 2);
  return w;
}

async function confirm(w: World, words: string): Promise<void> {
  const preview = await w.ask('1', words);
  const press = preview.message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices : []))[0]!;
  await w.ask('1', button(preview, press.label).words);
}
const correct = (w: World, sentence = 'Corregida') =>
  confirm(w, `tarjeta corregir 2024-05 "Honestidad" "${sentence}"`);
const statusOf = (w: World, post: string) => w.bot.journal.view().posts.get(post)?.status;
const cardEdits = (w: World) =>
  w.chat.edits.filter((e) => !/^(Corrección|Retiro) de/.test(e.message.summary));

/** The process dies while it changes the message at `to`: before the platform has it, or after, but before the answer arrives. */
async function die(w: World, to: string, when: 'before' | 'after'): Promise<void> {
  const { update } = w.chat;
  let reached: () => void = () => {};
  const there = new Promise<void>((resolve) => {
    reached = resolve;
  });
  w.chat.update = async (address, ...more) => {
    if (address.id !== to) return update.call(w.chat, address, ...more);
    if (when === 'after') await update.call(w.chat, address, ...more);
    reached();
    return new Promise(() => {});
  };
  void w.bot.tick();
  await there;
  w.chat.update = update;
  await w.restart();
}

describe('a crash while messages are changed', () => {
  it.each([
    ['before', 'C-GENERAL', 1],
    ['after', 'C-GENERAL', 2],
    ['before', 'U2', 1],
    ['after', 'U2', 2],
  ] as const)('%s the platform has it (%s): every message is changed, those that were settled once', async (when, to, times) => {
    const w = await sent();
    await correct(w);
    w.at(local('2024-05-09', '09:05'));
    await die(w, to, when);
    await tickAt(w, '2024-05-09', '09:06', 3);
    const counts = ['C-GENERAL', 'U1', 'U2'].map((id) => cardEdits(w).filter((e) => e.to.id === id).length);
    expect(counts).toEqual(['C-GENERAL', 'U1', 'U2'].map((id) => (id === to ? times : 1)));
    expect([1, 2].map((n) => statusOf(w, fix(1, `integrity-day/2024-05/person/id-${n}`)))).toEqual([
      'sent',
      'sent',
    ]);
    expect(statusOf(w, fix(1))).toBe('sent');
    await w.restart('snapshot');
    await tickAt(w, '2024-05-09', '09:10', 3);
    expect(cardEdits(w)).toHaveLength(3 + times - 1);
  });

  it('between the button and the first change loses none', async () => {
    const w = await sent();
    await correct(w);
    await w.restart();
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect(cardEdits(w).map((e) => e.to.id)).toEqual(['C-GENERAL', 'U1', 'U2']);
  });

  it('does not change what it could not claim, and what the store did not take afterwards is changed once', async () => {
    const w = await sent();
    await correct(w);
    const { append } = w.ledger;
    let broken = true;
    w.ledger.append = async (...args) => {
      if (broken) throw new Error('disk full');
      return append.apply(w.ledger, args);
    };
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect(cardEdits(w)).toEqual([]);
    broken = false;
    const { update } = w.chat;
    w.chat.update = async (...args) => {
      broken = true;
      return update.apply(w.chat, args);
    };
    await tickAt(w, '2024-05-09', '09:06', 2);
    expect([statusOf(w, fix(1)), cardEdits(w).length]).toEqual(['claimed', 1]);
    broken = false;
    w.chat.update = update;
    await tickAt(w, '2024-05-09', '09:07', 3);
    expect(cardEdits(w).map((e) => e.to.id)).toEqual(['C-GENERAL', 'U1', 'U2']);
  });
});

describe('a card that is under way while it is corrected', () => {
  it('is changed once it arrived with the old text', async () => {
    const w = await sent();
    w.at(local('2024-05-09', '09:03'));
    await meet(w, '3');
    const { post } = w.chat;
    let release: () => void = () => {};
    let reached: () => void = () => {};
    const there = new Promise<void>((resolve) => {
      reached = resolve;
    });
    w.chat.post = async (...args) => {
      const outcome = await post.apply(w.chat, args);
      reached();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return outcome;
    };
    const ticking = w.bot.tick();
    await there;
    await correct(w);
    w.chat.post = post;
    release();
    await ticking;
    await tickAt(w, '2024-05-09', '09:05', 3);
    expect(w.chat.posts.filter((p) => p.to.id === 'U3').map((p) => p.message.summary)).toEqual([
      'Día de la Integridad, jueves 9 de mayo de 2024: Respeto.',
    ]);
    expect(
      cardEdits(w)
        .map((e) => e.to.id)
        .sort(),
    ).toEqual(['C-GENERAL', 'U1', 'U2', 'U3']);
  });

  it('is not claimed any more with the text that was made up before', async () => {
    const w = await sent();
    await meet(w, '3');
    const { append } = w.ledger;
    let corrected = false;
    // The correction reaches the ledger between what the tick made up and its claim.
    w.ledger.append = async (...args) => {
      const [, , entries] = args;
      if (!corrected && entries.some((e) => e.kind === 'post.claimed')) {
        corrected = true;
        return 'conflict';
      }
      return append.apply(w.ledger, args);
    };
    w.at(local('2024-05-09', '09:03'));
    const ticking = w.bot.tick();
    await correct(w);
    await ticking;
    await tickAt(w, '2024-05-09', '09:05', 3);
    const texts = w.chat.posts.filter((p) => p.to.id === 'U3').map((p) => p.message.summary);
    const last = cardEdits(w).findLast((e) => e.to.id === 'U3')?.message.summary ?? texts.at(-1);
    expect([texts.length, last]).toEqual([1, 'Día de la Integridad, jueves 9 de mayo de 2024: Honestidad.']);
  });
});

describe('a message whose id nobody kept', () => {
  it.each([
    ['is found by its key', { status: 'sent', messageId: 'm-found' }, 'sent', ['m-found']],
    ['is refused where it certainly is not there', { status: 'retry', afterMs: 0 }, 'refused', []],
    ['is unknown where the platform can not tell', null, 'unknown', []],
  ] as const)('%s', async (_, found, status, ids) => {
    const w = await sent();
    // As it was before ids of personal messages were kept.
    const view = w.bot.journal.view();
    const of = 'integrity-day/2024-05/person/id-2';
    view.posts.set(of, { ...view.posts.get(of)!, messageId: null });
    w.chat.found = (key) => (key === of ? found : null);
    await correct(w);
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect(statusOf(w, fix(1, of))).toBe(status);
    expect(
      cardEdits(w)
        .filter((e) => e.to.id === 'U2')
        .map((e) => e.messageId),
    ).toEqual(ids);
  });
});

describe('both platforms', () => {
  it('each message is changed on the platform on which it was sent', async () => {
    const w = await sent();
    const teams = recordingChat('teams', () => w.now().toISOString());
    w.bot.chats.push(teams);
    const inTeams = (number: string, words: string, more = {}) =>
      w.bot.handle(request('teams', number, words, more));
    await inTeams('1', 'canal general', { channel: '19:general', where: 'channel' });
    await inTeams('3', 'ayuda');
    await w.bot.saveAddress({ platform: 'teams', kind: 'person', tenant: 'T1', id: 'U3', ref: null });
    await tickAt(w, '2024-05-09', '09:02', 2);
    expect(teams.posts.map((p) => p.to.id)).toEqual(['19:general', 'U3']);
    // Somebody who moved to the other platform since keeps the message where it is.
    await inTeams('2', 'ayuda');
    await w.bot.saveAddress({ platform: 'teams', kind: 'person', tenant: 'T1', id: 'U2', ref: null });
    await correct(w);
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect(cardEdits(w).map((e) => e.to.id)).toEqual(['C-GENERAL', 'U1', 'U2']);
    expect(teams.edits.map((e) => e.to.id)).toEqual(['19:general', 'U3']);
    expect(w.bot.journal.view().outcomes.get('fix/2024-05/1/sent')).toBe(5);
  });

  it('waits for a platform that is not connected', async () => {
    const w = await sent();
    await correct(w);
    const [chat] = w.bot.chats.splice(0);
    await tickAt(w, '2024-05-09', '09:05', 2);
    expect(cardEdits(w)).toEqual([]);
    w.bot.chats.push(chat!);
    await tickAt(w, '2024-05-09', '09:06', 2);
    expect(cardEdits(w)).toHaveLength(3);
  });
});

describe('two processes on one ledger', () => {
  it('change each message once between them', async () => {
    const w = await sent(false);
    const other = await w.another();
    await correct(w);
    const { update } = w.chat;
    w.chat.update = async (...args) => {
      await new Promise((resolve) => setImmediate(resolve));
      return update.apply(w.chat, args);
    };
    w.at(local('2024-05-09', '09:05'));
    await Promise.all([w.bot.tick(), other.tick()]);
    await Promise.all([w.bot.tick(), other.tick()]);
    expect(
      cardEdits(w)
        .map((e) => e.to.id)
        .sort(),
    ).toEqual(['C-GENERAL', 'U1', 'U2']);
  });
});

describe('a second change', () => {
  it('before the first is through takes its place; nobody is shown the first any more', async () => {
    const w = await sent();
    w.chat.update = async () => ({ status: 'retry', afterMs: 60_000 });
    await correct(w, 'Primera');
    await tickAt(w, '2024-05-09', '09:05');
    await correct(w, 'Segunda');
    const seen: string[] = [];
    w.chat.update = async (_, messageId, message): Promise<PostOutcome> => {
      seen.push(JSON.stringify(message.blocks));
      return { status: 'sent', messageId };
    };
    for (const time of ['09:07', '09:10', '09:14']) await tickAt(w, '2024-05-09', time, 2);
    expect(seen.filter((m) => m.includes('Primera'))).toEqual([]);
    expect(seen.filter((m) => m.includes('Segunda'))).toHaveLength(3);
    expect(w.bot.journal.view().open).toEqual([]);
  });
});

describe('whatever fails', () => {
  it('each message ends with the newest text or is told as not changed, and what was settled is not changed again', async () => {
    const runs = fc.record({
      fates: fc.array(fc.constantFrom(...fates), { maxLength: 20 }),
      acts: fc.array(fc.constantFrom('correct', 'withdraw', 'retry', 'tick', 'tick'), {
        minLength: 2,
        maxLength: 8,
      }),
      alone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        const w = await sent(run.alone);
        const left = [...run.fates];
        /** What the platform shows, by message. */
        const shown = new Map<string, string>();
        const applied = new Map<string, number>();
        let kill: () => void = () => {};
        w.chat.update = async (to, messageId, message) => {
          if (/^(Corrección|Retiro) de/.test(message.summary)) return { status: 'sent', messageId };
          const fate = left.shift() ?? 'ok';
          await new Promise((resolve) => setImmediate(resolve));
          if (fate === 'ok' || fate === 'lost' || fate === 'dies after') {
            shown.set(to.id, JSON.stringify(message.blocks));
            if (fate === 'ok')
              applied.set(
                `${to.id} ${JSON.stringify(message.blocks)}`,
                (applied.get(`${to.id} ${JSON.stringify(message.blocks)}`) ?? 0) + 1,
              );
          }
          if (fate === 'dies before' || fate === 'dies after') {
            kill();
            return new Promise(() => {});
          }
          if (fate === 'limited') return { status: 'retry', afterMs: 30_000 };
          if (fate === 'refused') return { status: 'refused', reason: 'cant_update_message' };
          return fate === 'ok' ? { status: 'sent', messageId } : { status: 'unknown', reason: 'ECONNRESET' };
        };
        let minute = 5;
        const tick = async () => {
          minute += 12;
          w.at(
            local(
              '2024-05-09',
              `${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
            ),
          );
          const died = new Promise<'died'>((resolve) => {
            kill = () => resolve('died');
          });
          if ((await Promise.race([w.bot.tick(), died])) === 'died') await w.restart();
        };
        let n = 0;
        for (const act of run.acts) {
          if (act === 'tick') await tick();
          else if (act === 'retry') await w.ask('1', 'tarjeta reintentar');
          else if (act === 'correct') {
            n += 1;
            await correct(w, `Texto ${n}`);
          } else if (
            !w.bot.journal.view().cards.get('2024-05')?.revisions?.at(-1) ||
            w.bot.journal.view().cards.get('2024-05')!.revisions!.at(-1)!.what !== 'withdrawn'
          )
            await confirm(w, 'tarjeta retirar "motivo"');
        }
        left.length = 0;
        for (let quiet = 0; quiet < 8; quiet += 1) await tick();
        const view = w.bot.journal.view();
        const last = view.cards.get('2024-05')?.revisions?.at(-1);
        if (!last) return;
        expect(view.open).toEqual([]);
        const text = last.what === 'withdrawn' ? 'se retiró' : `"Texto ${n}"`;
        for (const [of, id] of [
          [channel, 'C-GENERAL'],
          ['integrity-day/2024-05/person/id-1', 'U1'],
          ['integrity-day/2024-05/person/id-2', 'U2'],
        ] as const) {
          const status = view.posts.get(fix(last.n, of))?.status;
          expect(['sent', 'refused', 'unknown']).toContain(status);
          if (status === 'sent') expect(shown.get(id)).toContain(text);
        }
        // What the platform took and said so is done once, but for a later change to the very same words.
        if (run.acts.filter((a) => a === 'withdraw').length < 2)
          for (const [what, times] of applied) expect(times, what).toBe(1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
