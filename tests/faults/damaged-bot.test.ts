import { copyFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outside, outside, type Row } from '../e2e/world.ts';
import { rosterFile } from '../support/process.ts';
import { committee } from './load.ts';
import { between, long, tell } from './rounds.ts';

/** Promise: a bot whose ledger was changed behind its back says so, writes nothing more and repairs nothing by itself. */
describe('the bot on a damaged ledger', () => {
  let o: Outside;
  let file: (number: number) => string;
  const names = new Map<number, Buffer>();
  beforeAll(async () => {
    o = await outside({ env: { PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE' } });
    o.instead.set('chat.postMessage', ({ channel }) => ({ ok: true, channel, ts: '1.1' }));
    file = (number) => join(o.env.PAT_DATA_DIR!, committee, 'ledger', `00000${number}.json`);
    const people = (part: number): Row[] =>
      Array.from({ length: 260 }, (_, n) => [
        `9${part}${String(n).padStart(3, '0')}`,
        `Persona ${n}`,
        '',
        'Archivo',
      ]);
    // An import is one batch, so each of these makes a segment of its own.
    for (const part of [1, 2, 3])
      expect(
        (await o.cli(['plantilla', 'importar', await rosterFile(o.dir, people(part), `parte-${part}.csv`)]))
          .code,
      ).toBe(0);
    expect(await o.say(o.slack.ana, 'tapitas 1 kg')).toContain('2024-DON-000001');
    expect(await o.bot.stop()).toBe(0);
    for (const number of [1, 2, 3, 4]) names.set(number, await readFile(file(number)));
  }, 120_000);
  afterAll(() => o.close());

  const kinds: readonly [what: string, segment: number, harm: () => Promise<unknown>][] = [
    [
      'a flipped bit in the first segment, which only the check after the start reads',
      1,
      async () => {
        const bytes = Buffer.from(names.get(1)!);
        bytes[between(0, bytes.length)]! ^= 1 << between(0, 8);
        await writeFile(file(1), bytes);
      },
    ],
    ['a missing segment', 2, () => rm(file(2))],
    [
      'two swapped segments',
      2,
      async () => {
        await rename(file(2), file(7));
        await rename(file(3), file(2));
        await rename(file(7), file(3));
      },
    ],
    ['a segment twice', 3, () => copyFile(file(2), file(3))],
    ['a segment cut short', 3, () => truncate(file(3), 20_000)],
    ['a last segment that is gone', 4, () => rm(file(4))],
  ];

  it.for(long ? kinds : kinds.slice(0, 1))(
    '%s: 503, the committee alarmed, nothing recorded, named by «pat verificar», sound again when restored',
    { timeout: 60_000 },
    async ([what, segment, harm], { task }) => {
      const name = `00000${segment}.json`;
      await harm();
      const verified = await o.cli(['verificar']);
      expect(verified).toMatchObject({ code: 1 });
      expect(verified.out + verified.err).toContain(name);
      const alarms = await o.during(() => o.start(), 1);
      expect(alarms).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'C_COMITE' } }]);
      expect(alarms[0]?.body.text).toContain(name);
      const response = await fetch(`${o.bot.url}/readyz`);
      expect(response.status).toBe(503);
      expect(await response.text()).toContain(name);
      expect((await fetch(`${o.bot.url}/healthz`)).status).toBe(200);
      expect(await o.say(o.slack.ana, 'tapitas 9 kg')).toContain('no se registró nada');
      const more = await rosterFile(o.dir, [['77777', 'Persona Nueva', '', 'Archivo']], 'nueva.csv');
      expect(await o.cli(['plantilla', 'importar', more])).toMatchObject({
        code: 1,
        err: expect.stringContaining(name),
      });
      expect(await o.cli(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining(name) });
      const before = await readFile(file(1));
      expect(await o.bot.stop()).toBe(0);
      expect(await readFile(file(1))).toEqual(before);

      for (const [number, bytes] of names) await writeFile(file(number), bytes);
      await o.start();
      expect((await fetch(`${o.bot.url}/readyz`)).status).toBe(200);
      expect(await o.say(o.slack.beto, 'mi avance')).not.toContain('no se registró nada');
      expect(await o.bot.stop()).toBe(0);
      expect((await o.cli(['verificar'])).code).toBe(0);
      tell(task, `the bot and ${what}: named ${name}, alarmed, 503, written after it 0`);
    },
  );
});
