import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { pdf } from '../evidence/samples.ts';
import { all } from '../support/drafts.ts';
import { rosterFile } from '../support/process.ts';
import { type BadDisk, badDisk, canBuildDisk, errors } from './bad-disk.ts';
import { directoryOf, inspect } from './folder.ts';
import { committee } from './load.ts';
import { tell } from './rounds.ts';

const can = canBuildDisk();
const folioIn = (text: unknown): string => /\d{4}-[A-Z]{3}-\d{6}/.exec(String(text))?.[0] ?? '';

/** Promise: whoever asks while the disk takes nothing is told so, and the bot goes on by itself when it does again. */
describe.skipIf(!can)('the bot on a bad disk', () => {
  let o: Outside;
  let disk: BadDisk;
  let data: string;
  beforeAll(async () => {
    disk = badDisk();
    o = await outside({
      env: {
        ...disk.env,
        NODE_OPTIONS: `--import=${new URL('./scripts/uncaught.mjs', import.meta.url).pathname}`,
        PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE',
      },
    });
    data = o.env.PAT_DATA_DIR!;
    disk.below(data);
    o.files.set('/files/acta.pdf', pdf);
    o.instead.set('chat.postMessage', ({ channel }) => ({ ok: true, channel, ts: '1.1' }));
    o.instead.set('conversations.open', ({ users }) => ({ ok: true, channel: { id: `D${users}` } }));
    await o.say(o.slack.ana, 'ayuda');
  }, 60_000);
  afterEach(() => {
    disk.below(data);
    disk.good();
  });
  afterAll(async () => {
    await o.close();
    disk.remove();
  });

  const ready = async () => {
    const response = await fetch(`${o.bot.url}/readyz`);
    return { status: response.status, body: await response.text() };
  };
  const recovered = () => expect.poll(async () => (await ready()).status, { timeout: 15_000 }).toBe(200);
  const evidence = (user: string) =>
    o.event({
      type: 'message',
      channel_type: 'im',
      channel: `D${user}`,
      user,
      text: 'evidencia 9',
      subtype: 'file_share',
      files: [{ name: 'acta.pdf', url_private: `${o.filesUrl}/files/acta.pdf` }],
    });
  const entries = async () => all((await openLowdbReader(data)).read(committee, 1));
  const texts = async () => (await directoryOf(data, committee)).texts.filter(({ text }) => text !== '');

  it.for(errors)(
    '%s: who asks is told that nothing was recorded, questions are answered, and it recovers by itself',
    { timeout: 60_000 },
    async (error, { task }) => {
      const { ana, beto } = o.slack;
      const kilos = 2 + errors.indexOf(error);
      const told = o.calls.length;
      const folio = folioIn(await o.say(ana, `capacitacion "Antes de ${error}" 2024-05-07 2h`));
      const before = { entries: await entries(), texts: await texts(), found: await inspect(data) };
      disk.good();
      disk.fail({ error });
      for (const [user, words] of [
        [ana, `tapitas ${kilos} kg`],
        [ana, `cancelar ${folio}`],
        // An account that was never seen before the first of these disks.
        [beto, `cancelar ${folio} "Capturado por error"`],
        [beto, 'practica papel'],
      ] as const)
        expect(await o.say(user, words)).toContain('no se registró nada');
      expect(await o.say(ana, 'avance 9')).toContain('Actividad 9');
      expect(await o.say(beto, 'ayuda')).toContain('Soy el asistente');
      const said = await o.during(() => evidence(beto), 1);
      expect(said.map(({ body }) => String(body.text))).toContainEqual(
        expect.stringContaining('no puedo guardar registros, así que no se registró nada'),
      );
      expect(await ready()).toMatchObject({ status: 503, body: expect.stringContaining(error) });
      // One alarm a minute at most, so only the first of these disks is told of here.
      const alarms = () =>
        o.calls.slice(told).flatMap(({ body }) => (body.channel === 'C_COMITE' ? [String(body.text)] : []));
      if (error === errors[0]) await expect.poll(() => alarms().join(), { timeout: 12_000 }).toContain(error);
      if (error === errors[0]) {
        const more = await rosterFile(o.dir, [['00777', 'Persona Nueva', '', 'Archivo']], 'nueva.csv');
        expect((await o.cli(['plantilla', 'importar', more, '--simular'])).code).toBe(0);
        expect(await o.cli(['plantilla', 'importar', more])).toMatchObject({
          code: 1,
          err: expect.stringContaining(error),
        });
      }
      const failed = disk.calls().length;
      disk.good();
      await recovered();

      expect(await entries()).toEqual(before.entries);
      expect(await texts()).toEqual(before.texts);
      expect(await inspect(data)).toEqual(before.found);
      expect(folioIn(await o.say(ana, `tapitas ${kilos} kg`))).toMatch(/-DON-/);
      expect((await o.cli(['verificar'])).code).toBe(0);
      tell(
        task,
        `the bot on a disk that answers ${error}: 5 kinds of request refused and told, ${failed} failed changes, stored later 0`,
      );
    },
  );

  it('one that fails at the ledger alone: the reason that came along is erased again', async () => {
    const { ana, beto } = o.slack;
    const folio = folioIn(await o.say(ana, 'capacitacion "Con motivo" 2024-05-07 2h'));
    const before = await texts();
    disk.below(join(data, committee, 'ledger'));
    disk.good();
    disk.fail({ error: 'ENOSPC' });
    expect(await o.say(beto, `cancelar ${folio} "Motivo que nadie nombra"`)).toContain('no se registró nada');
    disk.good();
    disk.below(data);
    await recovered();
    expect(await texts()).toEqual(before);
    const file = join(data, committee, 'directory', 'texts.json');
    expect(await readFile(file, 'utf8')).not.toContain('nadie nombra');
  }, 60_000);

  it('a slow one: everything is acknowledged within 3 s and answered when it is recorded', async () => {
    const { ana, channel } = o.slack;
    const dm = { type: 'message', channel_type: 'im', channel: await o.slack.conversation(ana), user: ana };
    const bare = new URLSearchParams({
      command: '/pat',
      user_id: ana,
      channel_id: channel,
      text: 'practica papel',
    });
    const form = {
      type: 'view_submission',
      user: { id: ana },
      view: { private_metadata: '{"w":"practica agua"}' },
    };
    // Two of them an append.
    disk.slow(1800);
    const answered = await o.during(async () => {
      const acks = await Promise.all([
        o.command({ user_id: ana, text: 'practica reciclaje' }),
        o.command({ user_id: ana, text: 'avance 9' }),
        o.send(bare.toString(), 'application/x-www-form-urlencoded'),
        o.interact(form),
        o.event({ ...dm, text: 'practica limpieza' }),
      ]);
      for (const { status, ms } of acks) {
        expect(status).toBe(200);
        expect(ms).toBeLessThan(3000);
      }
    }, 5);
    disk.good();
    const said = answered.map(({ body }) => String(body.text));
    for (const what of ['reciclaje', 'papel', 'limpieza', 'Actividad 9'])
      expect(said.filter((text) => text.includes(what))).toHaveLength(1);
  }, 60_000);

  it('an error that nobody caught ends it with a line in the log, and the next start goes on', async () => {
    const { bot } = o;
    expect(await bot.stop('SIGUSR2')).toBe(1);
    expect(JSON.parse(bot.log().trim().split('\n').at(-1)!)).toMatchObject({
      level: 60,
      msg: 'not expected',
    });
    await o.start();
    expect(await o.say(o.slack.ana, 'avance 9')).toContain('Actividad 9');
  }, 60_000);

  it('one that dies at the last step: the person is told that nobody knows, and repeating it records it once', async () => {
    const { ana } = o.slack;
    disk.good();
    await o.say(ana, 'capacitacion "Para contar" 2024-05-07 2h');
    const last = disk.calls().indexOf('F');
    expect(last).toBeGreaterThan(0);
    disk.good();
    disk.fail({ error: 'EIO', from: last });
    const words = 'capacitacion "En duda" 2024-05-07 2h';
    expect(await o.say(ana, words)).toContain('no sé si tu registro quedó guardado');
    disk.good();
    // Nothing that could write over it is recorded until a person has looked.
    expect(await o.say(ana, 'capacitacion "Después" 2024-05-07 2h')).toContain('no se registró nada');
    expect(await o.say(ana, 'avance 9')).toContain('Actividad 9');
    expect(await ready()).toMatchObject({ status: 503, body: expect.stringContaining('unsettled') });
    await o.bot.stop();
    await o.start();
    expect((await ready()).status).toBe(200);
    const again = folioIn(await o.say(ana, words));
    expect(folioIn(await o.say(ana, words))).toBe(again);
    const courses = (await entries()).filter(({ body }) => body.course === 'En duda');
    expect(courses.map((e) => e.folio)).toEqual([again]);
    expect((await o.cli(['verificar'])).code).toBe(0);
  }, 60_000);
});
