import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askRunning } from '../../src/control.ts';
import { loadDeployment } from '../../src/deployment.ts';
import { type Started, start } from '../../src/main.ts';
import { serve } from '../adapters/slack/harness.ts';
import { postSigned, signingSecret } from '../adapters/slack/signed.ts';
import { shipped } from '../support/bot.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { pat } from '../support/process.ts';

let dir: string;
const base = (): Record<string, string> => ({
  PAT_COMMITTEES: join(dir, 'comites.json'),
  PAT_DATA_DIR: join(dir, 'data'),
  SLACK_SIGNING_SECRET: signingSecret,
  TOKEN_A: 'xoxb-TA',
  TOKEN_B: 'xoxb-TB',
  LOG_LEVEL: 'silent',
});

const programmeFile = async (id: string): Promise<string> => {
  const programme = shipped();
  const own = { id, shortName: id.toUpperCase(), institution: id, name: `Comité ${id}` };
  Object.assign(programme.committee, own);
  await writeFile(join(dir, `${id}.json`), JSON.stringify(programme));
  return `${id}.json`;
};
const listed = (n: string, more: object = {}) => ({
  programme: `comite-${n}.json`,
  admins: [`admin@${n}.mx`],
  slack: { team: `T${n.toUpperCase()}`, botTokenVariable: `TOKEN_${n.toUpperCase()}` },
  ...more,
});
const write = (committees: readonly object[]) =>
  writeFile(join(dir, 'comites.json'), JSON.stringify({ committees }, null, 2));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pat-comites-'));
  await programmeFile('comite-a');
  await programmeFile('comite-b');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the file of committees', () => {
  it('gives each a configuration of its own', async () => {
    await write([listed('a'), listed('b', { dataDir: 'otra' })]);
    const { committees } = await loadDeployment({ ...base(), PAT_BACKUP_DIR: '/respaldos' });
    expect(committees.map((c) => c.programme.committee.id)).toEqual(['comite-a', 'comite-b']);
    const [a, b] = committees.map((c) => c.config);
    expect(a).toMatchObject({
      dataDir: join(dir, 'data', 'comites', 'comite-a'),
      admins: ['admin@a.mx'],
      slack: { botToken: 'xoxb-TA', team: 'TA', signingSecret },
      backups: { dir: '/respaldos/comite-a' },
    });
    expect(b).toMatchObject({ dataDir: join(dir, 'otra'), slack: { botToken: 'xoxb-TB' } });
  });

  it.each<[string, readonly object[], Record<string, string>, RegExp]>([
    [
      'an unknown key',
      [{ ...listed('a'), token: 'xoxb-1' }],
      {},
      /línea \d+, columna \d+, committees\[0\]\.token/,
    ],
    ['no platform', [{ programme: 'comite-a.json' }], {}, /committees\[0\]: falta decir su espacio/],
    [
      'a token in the place of its variable',
      [listed('a', { slack: { team: 'TA', botTokenVariable: 'xoxb-1-2' } })],
      {},
      /botTokenVariable: no es el nombre/,
    ],
    [
      'two tokens for one workspace',
      [listed('a'), listed('b', { slack: { team: 'TA', botTokenVariable: 'TOKEN_B' } })],
      {},
      /committees\[1\]\.slack\.botTokenVariable: otro comité/,
    ],
    [
      'one channel for two',
      [
        listed('a', { channels: { general: { teams: 'C1' } } }),
        listed('b', { channels: { committee: { teams: 'C1' } } }),
      ],
      {},
      /committees\[1\]\.channels\.committee\.teams: este canal/,
    ],
    [
      'a programme twice',
      [listed('a'), listed('b', { programme: 'comite-a.json' })],
      {},
      /committees\[1\]\.programme: el comité «comite-a» ya está/,
    ],
    [
      'no programme',
      [listed('a', { programme: 'nada.json' })],
      {},
      /committees\[0\]\.programme: no se puede leer «nada.json»/,
    ],
    [
      'no token',
      [listed('a')],
      { TOKEN_A: '' },
      /committees\[0\]\.slack\.botTokenVariable: la variable TOKEN_A/,
    ],
    ['Teams that is off', [listed('a', { teams: {} })], {}, /committees\[0\]\.teams: falta MicrosoftAppId/],
  ])('names %s with its place', async (_, committees, env, said) => {
    await write(committees);
    await expect(loadDeployment({ ...base(), ...env })).rejects.toThrow(said);
  });

  it('does not begin anew where the committee’s data lie in the folder of before', async () => {
    await write([listed('a'), listed('b')]);
    const { PAT_COMMITTEES: _, TOKEN_A, ...env } = base();
    const alone = await loadDeployment({
      ...env,
      SLACK_BOT_TOKEN: TOKEN_A,
      PAT_PROGRAMME: join(dir, 'comite-a.json'),
    });
    expect(alone.committees).toHaveLength(1);
    const { openData } = await import('../../src/open.ts');
    const { pino } = await import('pino');
    const [setup] = alone.committees;
    const log = pino({ level: 'silent' });
    await (await openData({ ...setup, log, clockStart: () => null, onWait: () => {} })).close();
    await expect(loadDeployment(base())).rejects.toThrow(
      /committees\[0\]: los datos de este comité están en/,
    );
    await write([listed('a', { dataDir: 'data' }), listed('b')]);
    expect((await loadDeployment(base())).committees).toHaveLength(2);
  });

  it('is refused beside variables of one committee', async () => {
    await write([listed('a')]);
    await expect(loadDeployment({ ...base(), PAT_ADMINS: 'x@y.mx' })).rejects.toThrow(/PAT_ADMINS/);
  });
});

describe.each([
  'lowdb',
  ...(hasPostgres ? ['PostgreSQL'] : []),
])('two committees in one process on %s', (kind) => {
  let database: Postgres | null = null;
  let slack: Awaited<ReturnType<typeof serve>>;
  let running: Started | undefined;
  afterEach(async () => {
    await running?.stop();
    await slack.close();
    await database?.dispose();
  });

  it('answer each in its workspace, stand apart on disk, in /readyz, /metrics and on the command line', async () => {
    slack = await serve(async (request, response) => {
      for await (const _ of request);
      const team = String(request.headers.authorization).slice(-2);
      const user = { team_id: team, profile: { email: `admin@${team === 'TA' ? 'a' : 'b'}.mx` } };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: true, team_id: team, team, user_id: 'UBOT', bot_id: 'B1', user }));
    });
    await write([listed('a'), listed('b')]);
    if (kind === 'PostgreSQL') database = await startPostgres();
    const files = join(dir, 'files');
    const env = {
      ...base(),
      ...{ SLACK_API_URL: `${slack.url}/api/`, PORT: '0', HOST: '127.0.0.1' },
      PAT_PUBLIC_URL: 'http://pat.example',
      ...(database && { DATABASE_URL: await database.create(), PAT_FILES_DIR: files }),
    };
    running = await start({ ...(await loadDeployment(env)), client: false, say: () => {} });
    const { url } = running;
    let n = 0;
    const say = async (team: string, text: string): Promise<string> => {
      n += 1;
      const command = { command: '/pat', user_id: 'U1', team_id: team, channel_id: 'C1', text, n: String(n) };
      const body = new URLSearchParams(command).toString();
      return (await postSigned(`${url}/slack/events`, body)).body;
    };
    expect(await say('TA', 'canal comite')).toContain('Este es ahora el canal del Comité');
    expect(await say('TX', 'canal comite')).toBe('');
    const link = /http:\/\/pat\.example(\/tablero\/entrar\/comite-b_[\w-]+)/.exec(
      await say('TB', 'tablero'),
    )?.[1];
    const door = `${url}${link}`;
    expect((await fetch(door)).status).toBe(200);
    const entered = await fetch(door, { method: 'POST', redirect: 'manual' });
    expect(entered.status).toBe(303);
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
    const shown = await (await fetch(`${url}/tablero`, { headers: { cookie } })).text();
    expect(shown).toContain('Comité comite-b');
    expect(shown).not.toContain('comite-a');
    const ready = (await (await fetch(`${url}/readyz`)).json()) as { ok: boolean; parts: { name: string }[] };
    expect(ready.ok).toBe(true);
    expect(ready.parts.map((p) => p.name)).toEqual(
      expect.arrayContaining(['storage comite-a', 'storage comite-b', 'slack']),
    );
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain(
      'pat_requests_total{committee="comite-a",command="canal",outcome="recorded"} 1',
    );
    expect(metrics).toMatch(/pat_entries\{committee="comite-b"\} \d/);
    const status = await askRunning(join(dir, 'data', 'comites', 'comite-b'), { op: 'status' });
    expect(status?.standing?.storageOk).toBe(true);
    expect(metrics).toContain('{committee="comite-a",kind="channel.claimed"} 1');
    expect(metrics).not.toContain('{committee="comite-b",kind="channel.claimed"}');
    const [unnamed, unknown, exported, watched] = await Promise.all([
      pat(['avance'], env),
      pat(['avance', '--comite', 'comite-x'], env),
      pat(['exportar', join(dir, 'salida'), '--comite', 'comite-a'], env),
      pat(['vigilar'], env),
    ]);
    expect([unnamed.code, unknown.code, exported.code]).toEqual([2, 2, 0]);
    expect(unnamed.err).toContain('Comités: comite-a, comite-b');
    const given = await readFile(join(dir, 'salida', 'ledger.jsonl'), 'utf8');
    expect(given).toContain('channel.claimed');
    expect(given).not.toContain('comite-b');
    expect(watched.out).toContain('COMITE-A (comite-a)');
    expect(watched.out).toContain('COMITE-B (comite-b)');
  }, 90_000);
});
