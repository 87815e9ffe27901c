import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply, Request } from '../../src/request.ts';
import { emailsOf, type Id, ids, keptOf, markOf, oneCommittee, severalCommittees, steps } from './several.ts';

const ask = (home: string, user: string, words: string, more: Partial<Request> = {}): Request => ({
  account: { platform: 'slack', tenant: home, user },
  emails: [emailsOf[`${home}/${user}`]!].filter(Boolean),
  guest: false,
  where: 'direct',
  channel: null,
  words,
  canOpen: false,
  ...more,
});

const said = (reply: Reply): string => JSON.stringify(reply);
const buttons = ({ message }: Reply): string[] =>
  message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices.map((c) => c.words) : []));

it('no committee shows or records what is another’s: each keeps what it would alone', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { worlds, router } = await severalCommittees('slack');
      for (const { home, user, sent, of } of all) {
        const shown = said(await router.handle(ask(home, user, sent)));
        // Who is on no roster is shown the institutions that share the place.
        const strangers = ids.filter((id) => (of === null ? id === 'comite-a' : id !== of));
        for (const id of strangers) expect(shown).not.toContain(markOf(id));
      }
      for (const id of ids) {
        const alone = await oneCommittee(id, 'slack');
        for (const { home, user, words, of } of all)
          if (of === id) await alone.bot.handle(ask(home, user, words));
        expect(await keptOf(worlds.get(id)!)).toEqual(await keptOf(alone));
      }
    }),
    { numRuns: process.env.PAT_FAULTS === 'long' ? 300 : 15 },
  );
}, 60_000);

describe('who shares a workspace', () => {
  it('is asked once with buttons that do what was asked, and remembered over a restart', async () => {
    const { router, worlds } = await severalCommittees('slack');
    const asked = await router.handle(ask('TB', 'U3', 'practica papel'));
    expect(said(asked)).toContain('varias instituciones');
    expect(buttons(asked)).toEqual(['@comite-b practica papel', '@comite-c practica papel']);
    const done = await router.handle(ask('TB', 'U3', '@comite-c practica papel'));
    expect(said(done)).toContain('2024-PRA-000001');
    expect(said(done)).toContain(`${markOf('comite-c')}. Para cambiar de institución`);
    for (const id of ['comite-b', 'comite-c'] as const) await worlds.get(id)!.restart();
    expect(said(await router.handle(ask('TB', 'U3', 'practica agua')))).not.toContain('varias');
  });

  it('says another institution and is that one’s from then on; a button of the first changes nothing', async () => {
    const { router, worlds } = await severalCommittees('slack');
    const kinds = async (id: Id): Promise<string[]> => {
      const found: string[] = [];
      for await (const { kind } of worlds.get(id)!.bot.entries()) found.push(kind);
      return found.filter((kind) => kind === 'practice.recorded');
    };
    await router.handle(ask('TB', 'U3', '@comite-b practica papel'));
    expect(buttons(await router.handle(ask('TB', 'U3', 'institución')))).toEqual([
      'institucion comite-b',
      'institucion comite-c',
    ]);
    worlds.get('comite-c')!.at('2024-05-09T17:01:00Z');
    await router.handle(ask('TB', 'U3', 'institucion comite-c'));
    await router.handle(ask('TB', 'U3', 'practica energia'));
    expect(await kinds('comite-b')).toHaveLength(1);
    expect(await kinds('comite-c')).toHaveLength(1);
    await router.handle(ask('TB', 'U3', '@comite-b practica limpieza'));
    await router.handle(ask('TB', 'U3', 'practica limpieza'));
    expect(await kinds('comite-b')).toHaveLength(2);
    expect(await kinds('comite-c')).toHaveLength(2);
  });

  it('is told so where no roster has them, nothing is kept; the institution that they name asks its secretary', async () => {
    const { router, worlds } = await severalCommittees('slack');
    const before = await Promise.all(ids.map((id) => keptOf(worlds.get(id)!)));
    const none = await router.handle(ask('TB', 'U4', 'practica papel'));
    expect(said(none)).toContain('plantilla');
    expect(buttons(none)).toEqual(['institucion comite-b', 'institucion comite-c']);
    expect(await Promise.all(ids.map((id) => keptOf(worlds.get(id)!)))).toEqual(before);
    const told = await router.handle(ask('TB', 'U4', 'institucion comite-c'));
    expect(said(told)).toContain('Ya le pedí a la Secretaría Ejecutiva');
    const kept = async (id: Id) => JSON.stringify(await keptOf(worlds.get(id)!));
    expect(await kept('comite-c')).toContain('membership.requested');
    expect(await kept('comite-b')).toBe(JSON.stringify(before[1]));
  });

  it('is a guest: refused without a list', async () => {
    const { router } = await severalCommittees('slack');
    const reply = await router.handle(ask('T9', 'U9', 'practica papel', { guest: true, home: 'TB' }));
    expect(said(reply)).toContain('Solo las cuentas de la institución');
    expect(buttons(reply)).toEqual([]);
  });

  it('writes from a workspace that nobody serves: refused', async () => {
    const { router } = await severalCommittees('slack');
    expect(said(await router.handle(ask('T9', 'U1', 'practica papel')))).toContain('no está dado de alta');
  });

  it('has their buttons and forms name the committee, a workspace of its own none', async () => {
    const { router } = await severalCommittees('slack');
    const shared = await router.handle(ask('TB', 'U1', 'capacitacion'));
    expect(shared.open?.words ?? said(shared)).toMatch(/@comite-b capacitacion/);
    expect(said(await router.handle(ask('TA', 'U1', 'capacitacion')))).not.toContain('@comite-a');
  });

  it('is met by the committee whose roster has them alone', async () => {
    const { router, worlds } = await severalCommittees('slack');
    const met = (tenant: string, user: string) => ({
      account: { platform: 'slack' as const, tenant, user },
      emails: [emailsOf[`${tenant}/${user}`]!],
      address: { platform: 'slack' as const, kind: 'person' as const, tenant, id: user, ref: {} },
    });
    await router.meet([met('TA', 'U1'), ...['U1', 'U2', 'U3', 'U4'].map((user) => met('TB', user))]);
    const kept = async (id: Id) => (await worlds.get(id)!.directory.addresses(id)).map((a) => a.id);
    expect(await kept('comite-a')).toEqual(['U1']);
    expect(await kept('comite-b')).toEqual(['U1']);
    expect(await kept('comite-c')).toEqual(['U2']);
    expect(said(await router.handle(ask('TB', 'U3', 'practica papel')))).toContain('varias instituciones');
  });

  it('is one of many who are met: whoever asks meanwhile has a turn', async () => {
    const { router } = await severalCommittees('slack');
    const address = { platform: 'slack' as const, kind: 'person' as const, tenant: 'TB', id: 'U', ref: {} };
    const many = Array.from({ length: 500 }, (_, n) => ({
      account: { platform: 'slack' as const, tenant: 'TB', user: `UMANY${n}` },
      emails: [`nadie${n}@ejemplo.invalid`],
      address,
    }));
    let done = false;
    const met = router.meet(many).then(() => {
      done = true;
    });
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    expect(done).toBe(false);
    await met;
  });

  it('keeps an address with the committee that answers there alone', async () => {
    const { router, worlds } = await severalCommittees('slack');
    const address = (id: string, kind: 'person' | 'channel' = 'person') =>
      router.saveAddress({ platform: 'slack', kind, tenant: 'TB', id, ref: {} });
    await address('U1');
    await address('U4');
    await address('C1', 'channel');
    await router.handle(ask('TB', 'U1', 'ayuda', { channel: 'C1' }));
    await router.handle(ask('TB', 'U4', 'ayuda'));
    const kept = async (id: Id) => (await worlds.get(id)!.directory.addresses(id)).map((a) => a.id);
    expect(await kept('comite-b')).toEqual(['U1', 'C1']);
    expect(await kept('comite-c')).toEqual([]);
    expect(await kept('comite-a')).toEqual([]);
  });
});
