import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Draft, origin, seal } from '../../src/entry.ts';
import { bodyOf } from '../../src/programme/change.ts';
import { nextYear } from '../../src/programme/next-year.ts';
import { openLowdbLedger } from '../../storage/lowdb/index.ts';
import { shipped } from '../support/bot.ts';
import { pat, type RunningPat, startPat, temporaryFolder } from '../support/process.ts';

describe('two years on the command line, beside a running bot', () => {
  let env: Record<string, string>;
  let bot: RunningPat;
  let remove: () => Promise<void>;

  /** The committee approved 2025 in chat, and moved the end of activity 7 of 2024 in July. */
  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    env = { PAT_DATA_DIR: join(folder.dir, 'data'), PAT_NOW: '2025-01-08T10:00:00-07:00' };
    const base = shipped();
    const moved = {
      ...base,
      activities: base.activities.map((a) => (a.number === 7 ? { ...a, end: '2024-07-31' } : a)),
    };
    const fact = (kind: string, occurredOn: string, body: Draft['body']): Draft => ({
      kind,
      key: `given/${kind}/${occurredOn}`,
      folio: null,
      subject: null,
      actor: 'x',
      platform: 'slack',
      occurredOn,
      body,
    });
    const version = (p: typeof base, from: string) =>
      fact(
        'programme.changed',
        from,
        bodyOf(p, { from, session: '2024-06-28', agreement: '2024-ACU-000001' }),
      );
    const ledger = await openLowdbLedger({
      dir: env.PAT_DATA_DIR!,
      committees: [base.committee.id],
      logger: pino({ level: 'silent' }),
    });
    await ledger.append(
      base.committee.id,
      origin,
      seal(
        base.committee.id,
        origin,
        [version(moved, '2024-07-01'), version(nextYear(base, 2025), '2025-01-01')],
        '2024-12-13T20:00:00.000Z',
      ),
    );
    await ledger.close();
    bot = await startPat(env);
  }, 60_000);
  afterAll(async () => {
    await bot?.stop();
    await remove();
  });

  const avance = async (...args: string[]) => {
    const ran = await pat(['avance', '--json', ...args], env);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return JSON.parse(ran.out);
  };

  it('avance is of the year’s programme; --programa of the year or id that it names', async () => {
    const now = await avance('--actividad', '4');
    expect([now.programme, now.asOf, now.activities[0].nextDue]).toEqual([
      'pat-2025',
      '2025-01-08',
      '2025-04-14',
    ]);
    const last = await avance('--actividad', '4', '--programa', '2024');
    expect([last.programme, last.asOf, last.activities[0].nextDue]).toEqual([
      'pat-2024',
      '2025-01-08',
      '2025-01-15',
    ]);
  }, 60_000);

  it('as of a day it is the version in force then', async () => {
    const nextDue = async (...args: string[]) =>
      (await avance('--actividad', '7', ...args)).activities[0].nextDue;
    expect(await nextDue('--programa', 'pat-2024', '--al', '2024-01-10')).toBe('2024-01-26');
    expect(await nextDue('--al', '2024-07-02')).toBe('2024-07-31');
    // Nobody had decided that yet.
    expect(await nextDue('--al', '2024-07-02', '--conocido-al', '2024-07-02')).toBeNull();
  }, 60_000);

  it('a year without a programme is wrong use; doctor names those in force', async () => {
    const ran = await pat(['avance', '--programa', '2019'], env);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('Hay programa de: 2024, 2025');
    expect((await pat(['doctor'], env)).out).toContain(
      'Vigente hoy: Programa Anual de Trabajo 2025 y Programa Anual de Trabajo 2024',
    );
  }, 60_000);
});
