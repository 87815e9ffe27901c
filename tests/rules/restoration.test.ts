import { describe, expect, it } from 'vitest';
import type { BodyOf } from '../../src/kinds.ts';
import { keysOf, local, meet, tickAt } from '../support/hermosillo.ts';
import { button, cast, choices, fact, given, press, type Scene, scene, words } from './support.ts';

const restored = (more: Partial<BodyOf<'ledger.restored'>> = {}) =>
  fact('ledger.restored', '2024-05-09', {
    backup: 'pat-isssteson-20240508T093000Z',
    takenAt: '2024-05-08T09:30:00.000Z',
    lost: 3,
    jumps: [{ series: '2024-CAP', from: 12, to: 112 }],
    ...more,
  });

/** Half an hour into the card's hours, just after a restore; the secretary can be reached. */
async function afterRestore(more?: Partial<BodyOf<'ledger.restored'>>): Promise<Scene> {
  const s = await scene({ at: local('2024-05-09', '09:30') });
  await meet(s, cast.secretary);
  await given(s, restored(more));
  return s;
}
const posted = (s: Scene, from = 0): string[] => keysOf(s.chat).slice(from);

describe('after a restore', () => {
  it('nothing goes out but the notice, once to the committee, whatever comes due', async () => {
    const s = await afterRestore();
    await s.bot.tick();
    await tickAt(s, '2024-05-09', '20:30');
    await s.restart('snapshot');
    for (const day of ['10', '13', '25']) await tickAt(s, `2024-05-${day}`);
    expect(posted(s)).toEqual([expect.stringMatching(/^restoration\/\d+\/slack\/C-COMITE$/)]);
    const [notice] = s.chat.posts;
    expect(notice!.message.summary).toContain('miércoles 8 de mayo de 2024 a las 02:30');
    expect(JSON.stringify(notice!.message)).toContain('2024-CAP del 13 al 112');
    expect((await s.facts()).filter((f) => f.kind === 'post.missed')).toEqual([]);
  });

  it('it answers and records, and no folio of before comes back', async () => {
    const s = await afterRestore();
    const reply = await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07 2h');
    expect(words(reply)).toContain('2024-CAP-000113');
    expect(words(await s.ask(cast.colleague, 'capacitacion "Ética" 2024-05-07 2h'))).toContain(
      '2024-CAP-000114',
    );
    expect(words(await s.ask(cast.employee, 'tapitas 2 kg'))).toContain('2024-DON-000001');
  });

  it('sheets and reminders do not get a number of before either', async () => {
    const s = await afterRestore({
      jumps: [
        { series: 'sheet', from: 0, to: 230 },
        { series: '2024-E', from: 0, to: 9 },
      ],
    });
    expect(words(await s.ask(cast.member, 'hoja 11 "Subdirección Médica"'))).toContain('231');
    expect(words(await s.ask(cast.member, 'hoja 11 "Archivo"'))).toContain('232');
    await s.ask(cast.member, 'evidencia 9 https://example.com/x "x" 2024-04-30');
    expect(s.bot.journal.view().evidence.has('2024-E-0010')).toBe(true);
  });

  it('the secretary sees what would go out and lets it go', async () => {
    const s = await afterRestore();
    await s.bot.tick();
    const shown = await s.ask(cast.secretary, 'restauración');
    expect(words(shown)).toContain('Integridad');
    expect(choices(shown.message).map((c) => c.label)).toEqual(['Enviar lo pendiente', 'No enviarlo']);
    expect((await s.facts()).filter((f) => f.kind === 'restoration.confirmed')).toEqual([]);
    const done = await press(s, cast.secretary, shown, 'Enviar lo pendiente');
    expect(words(done)).toContain('Confirmado');
    const before = s.chat.posts.length;
    await s.bot.tick();
    const listed = shown.message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
    expect(s.chat.posts.slice(before).map((p) => p.message.summary)).toEqual(listed);
    expect(posted(s, before)).toContain('integrity-day/2024-05/slack/C-GENERAL');
    // A second press finds nothing to confirm.
    expect(words(await press(s, cast.secretary, shown, 'Enviar lo pendiente'))).toContain('No hay nada');
  });

  it('or that it does not, and what comes later goes out as always', async () => {
    const s = await afterRestore();
    await s.bot.tick();
    const shown = await s.ask(cast.secretary, 'restauración');
    expect(words(await press(s, cast.secretary, shown, 'No enviarlo'))).toContain('no sale');
    const before = s.chat.posts.length;
    await s.bot.tick();
    expect(posted(s, before)).toEqual([]);
    await s.restart('snapshot');
    await tickAt(s, '2024-05-09', '20:31', 2);
    // The ledger does not know whether the card went out: the committee does.
    expect(posted(s, before)).toEqual(['alarm/missed/2024-05/slack/C-COMITE']);
    expect(s.chat.posts.at(-1)!.message.blocks).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('tarjeta enviada FECHA') }),
    );
    await tickAt(s, '2024-06-09');
    expect(posted(s, before)).toContain('integrity-day/2024-06/slack/C-GENERAL');
  });

  it('confirms no more than what was seen', async () => {
    const s = await afterRestore();
    const shown = await s.ask(cast.secretary, 'restauración');
    // Another day, another digest; the card's hours are over.
    s.at(local('2024-05-10', '09:30'));
    const again = await press(s, cast.secretary, shown, 'Enviar lo pendiente');
    expect(words(again)).toContain('Lo pendiente cambió');
    expect(s.bot.journal.view().paused).not.toBeNull();
    expect(button(again, 'Enviar lo pendiente').words).not.toBe(button(shown, 'Enviar lo pendiente').words);
    expect(words(await s.ask(cast.secretary, 'restauracion enviar'))).toContain('espero tu confirmación');
    expect(s.bot.journal.view().paused).not.toBeNull();
  });

  it('is nobody else’s to confirm', async () => {
    const s = await afterRestore();
    const shown = await s.ask(cast.secretary, 'restauración');
    for (const who of [cast.member, cast.president, cast.employee, cast.nobody])
      await s.ask(who, button(shown, 'Enviar lo pendiente').words);
    expect(s.bot.journal.view().paused).not.toBeNull();
  });

  it('what a crash before the backup left open is not judged before the secretary’s word', async () => {
    const s = await scene({ at: local('2024-05-09', '08:00') });
    await given(
      s,
      fact('post.claimed', '2024-05-08', {
        post: 'preview/2024-05/slack/C-COMITE',
        platform: 'slack',
        to: 'C-COMITE',
        covers: [],
      }),
      restored(),
    );
    await s.restart();
    await s.bot.tick();
    expect(s.bot.journal.view().posts.get('preview/2024-05/slack/C-COMITE')?.status).toBe('claimed');
    const shown = await s.ask(cast.secretary, 'restauracion');
    await press(s, cast.secretary, shown, choices(shown.message)[0]!.label);
    await s.bot.tick();
    expect(s.bot.journal.view().posts.get('preview/2024-05/slack/C-COMITE')?.status).toBe('unknown');
  });

  it('without a restore there is nothing to confirm', async () => {
    const s = await scene();
    expect(words(await s.ask(cast.secretary, 'restauracion enviar 12345678'))).toContain('nunca');
  });
});
