import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { type Connector, connector, direct } from '../adapters/teams/connector.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { all } from '../support/drafts.ts';
import { type RunningPat, startPat, temporaryFolder } from '../support/process.ts';
import { committee } from './load.ts';
import { tell } from './rounds.ts';

/** What people record, in words. */
const employee: readonly string[] = [
  'capacitacion "Ética pública" 2024-05-07 4h',
  'tapitas 2.5 kg',
  'donar ropa 3 piezas',
  'practica papel',
  'carta aceptar v1',
  'evaluacion 15 de enero',
];
const secretary: readonly string[] = [
  'sesion celebrada 2024-04-26',
  'informe enviado trimestral 1 2024-04-10',
  'informe enviado anual 2024-01-30',
  'entrega 2024-04-20 120 kg',
  'actividad 8 realizada 2024-03-10 "nota"',
  'tarjeta enviada 2024-02-09',
];
const requests = [...employee, ...secretary];

const folioIn = (text: string): string =>
  /\d{4}-[A-Z]{3}-\d{6}/.exec(text)?.[0] ?? `none in «${text.slice(0, 200)}»`;
const entriesIn = async (dir: string) => all((await openLowdbReader(dir)).read(committee, 1));
const recordsIn = async (dir: string): Promise<Entry[]> =>
  (await entriesIn(dir)).filter(({ folio }) => folio !== null);

/** Promise: however often a platform delivers the same, and however often it is clicked, it is recorded once. */
describe('ten deliveries at once, each with ids of its own, by Slack', () => {
  let o: Outside;
  let data: string;
  const heard: string[] = [];
  beforeAll(async () => {
    o = await outside({ env: { PAT_NOW: '2024-05-09T21:00:00-07:00' } });
    data = o.env.PAT_DATA_DIR!;
    const hear = ({ blocks, text, channel, metadata }: Record<string, unknown>) => {
      // What the bot says of its own accord carries its key.
      if (metadata === undefined) heard.push(JSON.stringify([text, blocks]));
      return { ok: true, channel, ts: '1.1' };
    };
    for (const method of ['chat.postMessage', 'chat.postEphemeral', 'respond']) o.instead.set(method, hear);
    o.instead.set('conversations.open', ({ users }) => ({ ok: true, channel: { id: `D${users}` } }));
    await o.command({ user_id: o.slack.beto, text: 'carta confirmar' });
    await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 60_000 });
  }, 60_000);
  afterAll(() => o.close());

  const press = (user: string, words: string) =>
    o.interact({
      type: 'block_actions',
      user: { id: user },
      channel: { id: `D${user}` },
      response_url: o.responseUrl(),
      actions: [{ value: JSON.stringify({ w: words }) }],
    });

  it('three commands, three messages, a button pressed four times: one record', async ({ task }) => {
    for (const words of requests) {
      const user = employee.includes(words) ? o.slack.ana : o.slack.beto;
      const message = { type: 'message', channel_type: 'im', channel: `D${user}`, user, text: words };
      const before = (await recordsIn(data)).length;
      heard.length = 0;
      const acks = await Promise.all([
        ...[1, 2, 3].map(() => o.command({ user_id: user, text: words })),
        ...[1, 2, 3].map(() => o.event(message)),
        ...[1, 2, 3, 4].map(() => press(user, words)),
      ]);
      expect(acks.map(({ status }) => status)).toEqual(Array(10).fill(200));
      await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(10);
      const added = (await recordsIn(data)).slice(before);
      expect(added, words).toHaveLength(1);
      expect(heard.map(folioIn), words).toEqual(Array(10).fill(added[0]!.folio));
    }
    tell(
      task,
      `ten deliveries at once by Slack of each of ${requests.length} requests: one record each, its folio answered ten times`,
    );
  }, 120_000);

  it('a form that is sent off ten times: one record', async ({ task }) => {
    const values = {
      'field:course': { value: { value: 'Integridad' } },
      'field:date': { value: { selected_date: '2024-05-06' } },
    };
    const form = (id: string) => ({
      type: 'view_submission',
      user: { id: o.slack.ana },
      view: { id, private_metadata: '{"w":"capacitacion"}', state: { values } },
    });
    const before = (await recordsIn(data)).length;
    heard.length = 0;
    await Promise.all(Array.from({ length: 10 }, (_, n) => o.interact(form(`V${n}`))));
    await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(10);
    const added = (await recordsIn(data)).slice(before);
    expect(added).toHaveLength(1);
    expect(heard.map(folioIn)).toEqual(Array(10).fill(added[0]!.folio));
    tell(task, 'a form sent off ten times at once: one record, its folio answered ten times');
  }, 60_000);
});

describe('ten deliveries at once, each with an id of its own, by Teams', () => {
  let teams: Connector;
  let bot: RunningPat;
  let dir: string;
  let remove: () => Promise<void>;
  let count = 0;
  /** Answers with a folio; what the bot says of its own accord meanwhile has none. */
  const heard = () =>
    teams.calls
      .filter(({ method, path }) => method !== 'GET' && path.includes('/activities'))
      .map(({ body }) => folioIn(JSON.stringify(body)))
      .filter((folio) => !folio.startsWith('none'));

  async function deliver(text: string): Promise<number> {
    count += 1;
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...direct(teams.url, { text }), id: `activity-${count}` }),
    });
    return response.status;
  }

  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    dir = `${folder.dir}/demo`;
    teams = await connector();
    bot = await startPat({ PAT_DATA_DIR: dir, PAT_NOW: '2024-05-09T21:00:00-07:00' });
    await deliver('soy secretaria');
    const welcomed = () => expect(JSON.stringify(teams.calls)).toContain('Secretaría Ejecutiva');
    await vi.waitFor(welcomed, { timeout: 60_000 });
  }, 60_000);
  afterAll(async () => {
    await bot.stop();
    await teams.close();
    await remove();
  });

  it('ten messages: one record', async ({ task }) => {
    let records = 0;
    for (const words of requests) {
      const before = (await recordsIn(dir)).length;
      const from = heard().length;
      const statuses = await Promise.all(Array.from({ length: 10 }, () => deliver(words)));
      expect(statuses.every((status) => status >= 200 && status < 300)).toBe(true);
      await expect.poll(() => heard().length - from, { timeout: 15_000 }).toBe(10);
      const added = (await recordsIn(dir)).slice(before);
      const folios = new Set(heard().slice(from));
      expect(folios.size, words).toBe(1);
      // What the demo's history holds already is answered with its folio.
      if (added.length > 0)
        expect(
          added.map((e) => e.folio),
          words,
        ).toEqual([...folios]);
      records += added.length;
    }
    expect(records).toBeGreaterThan(6);
    tell(
      task,
      `ten deliveries at once by Teams of each of ${requests.length} requests: ${records} records, the others were there before; each folio answered ten times`,
    );
  }, 120_000);
});
