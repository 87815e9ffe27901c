/**
 * What the group commit gains on PostgreSQL over one transaction a row, both with fsync on the same server: durable
 * confirmations by Slack's commands, and the stores alone. Runs are interleaved, ratios are of neighbours. Run with
 * `node --import tsx tests/bench/postgres.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Head, origin } from '../../src/entry.ts';
import { openPostgresStore } from '../../storage/postgres/index.ts';
import { botToken } from '../adapters/slack/harness.ts';
import { signingSecret } from '../adapters/slack/signed.ts';
import { chain, keys } from '../support/drafts.ts';
import { startPostgres } from '../support/postgres.ts';
import { compare, inTurn, ms } from './compare.ts';
import { spread } from './load.ts';
import { bot, type Target, target } from './process.ts';
import { openRowByRow } from './row-by-row.ts';
import { committee, fill } from './seed.ts';
import { recorded, slackApi, training } from './slack-shots.ts';

const [people, records, callers] = [500, 10_000, 50];
const server = await startPostgres({ fsync: true });
const top = mkdtempSync(join(tmpdir(), 'pat-bench-'));
const filesDir = join(top, 'files');

/** Runs as many of these at once for a while; gives how many a second were done. */
async function rate(atOnce: number, one: () => Promise<unknown>, each = 1): Promise<number> {
  let done = 0;
  const began = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      await one();
      done += each;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (done / (performance.now() - began)) * 1000;
}

async function stores(): Promise<void> {
  const store = await openPostgresStore({
    url: await server.create(),
    filesDir,
    dataDirOf: () => filesDir,
    committees: [committee],
  });
  const rows = await openRowByRow(await server.create());
  let head: Head = origin;
  let n = 0;
  /** As the journal does: what follows is decided before what it follows is stored. */
  const append = async (size: number): Promise<void> => {
    const after = head;
    const entries = chain(committee, after, keys('k', n, size));
    n += size;
    head = { seq: entries.at(-1)!.seq, hash: entries.at(-1)!.hash };
    const answer = await store.ledger.append(committee, after, entries);
    if (answer !== 'appended') throw new Error(answer);
  };
  const confirm = () => rows.confirm('U1', 'capacitacion "Ética pública" 2024-05-07 4h');
  for (const atOnce of [1, callers]) {
    const runs = await inTurn(
      () => rate(atOnce, () => append(1)),
      () => rate(atOnce, confirm),
    );
    console.log(
      `stores alone, ${atOnce} at once: ratio ${spread(runs.map((r) => r.ours / r.theirs))}; ` +
        `group commit ${spread(runs.map((r) => r.ours))}/s, row by row ${spread(runs.map((r) => r.theirs))}/s`,
    );
  }
  for (const size of [10, 100, 1000])
    console.log(
      `one after the other, ${size} entries an append: ${(await rate(1, () => append(size), size)).toFixed(0)} entries/s`,
    );
  await rows.close();
  await store.close();
}

async function confirmations(): Promise<void> {
  const [url, database] = [await server.create(), await server.create()];
  const store = await openPostgresStore({
    url,
    filesDir,
    dataDirOf: () => filesDir,
    committees: [committee],
  });
  await fill(store, people, records);
  await store.close();
  const api = await slackApi();
  const targets: Target[] = [];
  try {
    const ours = await bot({
      ...{ PAT_NOW: '2024-07-10T10:00:00-07:00', PAT_ALLOW_SIMULATED_TIME: '1', LOG_LEVEL: 'info' },
      ...{ PAT_DATA_DIR: join(top, 'data'), DATABASE_URL: url, PAT_FILES_DIR: filesDir },
      ...{ SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
      SLACK_API_URL: `${api.url}/api/`,
    });
    targets.push(ours);
    const env = { TARGET: JSON.stringify({ signingSecret, database }), NODE_ENV: 'production' };
    const theirs = await target('row-by-row', env);
    targets.push(theirs);
    await compare(
      'Slack on PostgreSQL beside Bolt with a transaction a row',
      { target: ours, shot: training, good: recorded, people },
      { target: theirs, shot: training, good: ({ body }) => body.includes('Registrado'), people },
      callers,
    );
  } finally {
    for (const one of targets) await one.stop();
    await api.close();
  }
}

try {
  await stores();
  await confirmations();
} finally {
  rmSync(top, { recursive: true, force: true });
  await server.dispose();
}
