import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPostgresStore } from '../../storage/postgres/index.ts';
import { all } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { type RunningPat, startPat } from '../support/process.ts';
import { type Outside, outside, type Row } from './world.ts';

const committee = 'isssteson';
const people = Array.from({ length: 30 }, (_, n): Row => {
  const number = String(n + 1).padStart(5, '0');
  return [number, `Persona ${n + 1}`, `p${number}@example.com`, `Unidad ${n % 3}`];
});
const userOf = (n: number): string => `U${String(n).padStart(5, '0')}`;

describe.skipIf(!hasPostgres)('two processes behind one address, on one database', () => {
  let server: Postgres;
  let o: Outside;
  let bots: [RunningPat, RunningPat];
  let turn = 0;

  /** The next request goes to the other process, as a load balancer's would. */
  const next = (): Outside => {
    turn += 1;
    o.bot = bots[turn % 2]!;
    return o;
  };
  const say = (n: number, text: string): Promise<string> => next().say(userOf(n), text);
  const entries = async () => {
    const reader = await readPostgresStore({
      url: o.env.DATABASE_URL!,
      filesDir: o.env.PAT_FILES_DIR!,
      dataDirOf: () => o.env.PAT_FILES_DIR!,
    });
    return all(reader.read(committee, 1));
  };

  beforeAll(async () => {
    server = await startPostgres();
    o = await outside({
      people,
      env: {
        DATABASE_URL: await server.create(),
        PAT_FILES_DIR: join(server.folder, '..', 'files'),
        PAT_ADMINS: 'p00001@example.com',
        PAT_PUBLIC_URL: 'https://pat.example.gob.mx',
      },
    });
    o.instead.set('users.info', ({ user }) => ({
      ok: true,
      user: { id: user, team_id: o.slack.team, profile: { email: `p${String(user).slice(1)}@example.com` } },
    }));
    bots = [o.bot, await startPat({ ...o.env, PAT_DATA_DIR: join(o.dir, 'data-2') })];
  }, 90_000);
  afterAll(async () => {
    await bots?.[1].stop();
    if (o) {
      o.bot = bots?.[0] ?? o.bot;
      await o.close();
    }
    await server?.dispose();
  });

  it('any of them answers any request with what the other recorded', async () => {
    const recorded = await say(2, 'capacitacion "Ética pública" 2024-05-07 4h');
    const folio = /\d{4}-CAP-\d{6}/.exec(recorded)![0];
    expect(await say(2, 'capacitacion "Ética pública" 2024-05-07 4h')).toContain(folio);
    expect(await say(1, `cancelar ${folio} "Capturada dos veces"`)).toMatch(/ANU-000001/);
    expect(await say(2, 'capacitacion "Ética pública" 2024-05-07 4h')).toContain('2024-CAP-000002');
  });

  it('records what comes to both at once, each with a folio of its own', async () => {
    const before = (await entries()).length;
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        next().send(
          new URLSearchParams({
            command: '/pat',
            user_id: userOf((n % 20) + 3),
            text: `capacitacion "Curso ${n}" 2024-05-07 2h`,
          }).toString(),
          'application/x-www-form-urlencoded',
        ),
      ),
    );
    const folios = answers.map(({ body }) => /\d{4}-CAP-\d{6}/.exec(body)?.[0]);
    expect(new Set(folios).size).toBe(40);
    expect(folios).not.toContain(undefined);
    expect(await entries()).toHaveLength(before + 40);
  });

  it('a link that one gives opens at the other, once', async () => {
    const link = /https:\/\/pat\.example\.gob\.mx(\/tablero\/entrar\/\S+?)[|>\s)]/.exec(
      JSON.stringify(
        await next().during(() => o.command({ user_id: userOf(1), text: 'tablero' })),
      ).replaceAll('"', ' '),
    );
    expect(link).not.toBeNull();
    const [path] = link!.slice(1);
    const enter = (bot: RunningPat) => fetch(bot.url + path, { method: 'POST', redirect: 'manual' });
    const statuses = [(await enter(bots[(turn + 1) % 2]!)).status, (await enter(bots[turn % 2]!)).status];
    expect(statuses[0]).toBe(303);
    expect(statuses[1]).not.toBe(303);
  });

  it('commands read and write beside them', async () => {
    const verified = await o.cli(['verificar']);
    expect(verified.out + verified.err).toContain('El libro está íntegro');
    expect(verified.code).toBe(0);
    const progress = JSON.parse((await o.cli(['avance', '--json'])).out) as { roster: number };
    expect(progress.roster).toBe(people.length);
    // With no bot on this machine the command writes by itself, and those elsewhere see it.
    const role = await o.cli(['rol', '00002', 'secretaria'], { PAT_DATA_DIR: join(o.dir, 'elsewhere') });
    expect(role.out + role.err).toContain('Persona 2 tiene el cargo');
    expect(role.code).toBe(0);
    expect(await say(2, 'comite')).toContain('1 cargo');
  }, 120_000);
});
