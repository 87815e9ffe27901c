/**
 * Durable confirmations a second beside what only acknowledges: Slack's commands beside a Bolt that does nothing, Teams'
 * buttons beside a CloudAdapter that does nothing, and the usual bot on lowdb. Each is a process of its own; runs are
 * interleaved, ratios are of neighbours. Run with `node --import tsx tests/bench/confirm.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { botToken, signingSecret } from '../adapters/slack/harness.ts';
import { type Answer, closedLoop, type Measured, type Shot, spread } from './load.ts';
import { bot, type Target, target } from './process.ts';
import { filledFolder } from './seed.ts';
import { command, recorded, slackApi, training } from './slack-shots.ts';
import { connector, press, pressed } from './teams-shots.ts';

const rounds = Number(process.env.PAT_BENCH_ROUNDS ?? 7);
const ms = Number(process.env.PAT_BENCH_MS ?? 3000);
const people = 500;
const records = 10_000;

interface Side {
  readonly target: Target;
  readonly shot: (person: number) => Shot;
  readonly good: (answer: Answer) => boolean;
}

const run = ({ target, shot, good }: Side, callers: number, forMs = ms): Promise<Measured> =>
  closedLoop(target.url, callers, forMs, (caller) => shot(caller % people), good);

/** Runs of both in turn; prints the ratio of neighbours. */
async function compare(name: string, ours: Side, theirs: Side, callers: number): Promise<number[]> {
  for (const side of [ours, theirs]) await run(side, callers, 2000);
  const runs: { ours: Measured; theirs: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(
      round % 2 === 0
        ? { ours: await run(ours, callers), theirs: await run(theirs, callers) }
        : { theirs: await run(theirs, callers), ours: await run(ours, callers) },
    );
  const of = (side: 'ours' | 'theirs', what: keyof Measured) => spread(runs.map((r) => r[side][what]));
  console.log(
    `${name}, ${callers} callers: ratio ${spread(runs.map((r) => r.ours.perSecond / r.theirs.perSecond))}; ` +
      `ours ${of('ours', 'perSecond')}/s, p99 ${of('ours', 'p99')} ms; theirs ${of('theirs', 'perSecond')}/s, p99 ${of('theirs', 'p99')} ms`,
  );
  return runs.map((r) => r.ours.perSecond / r.theirs.perSecond);
}

const ok = ({ status, body }: Answer): boolean => status === 200 && body.length > 0;
const top = mkdtempSync(join(tmpdir(), 'pat-bench-'));
const common = { PAT_NOW: '2024-07-10T10:00:00-07:00', LOG_LEVEL: 'warn' };
const api = await slackApi();
const service = await connector();
const targets: Target[] = [];
const started = async (one: Promise<Target>): Promise<Target> => {
  targets.push(await one);
  return targets.at(-1)!;
};
const folders: { remove(): void }[] = [];

async function slackBot(): Promise<Target> {
  const folder = await filledFolder(people, records);
  folders.push(folder);
  return started(
    bot({
      ...common,
      LOG_LEVEL: 'info',
      PAT_ALLOW_SIMULATED_TIME: '1',
      PAT_DATA_DIR: folder.dir,
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: `${api.url}/api/`,
    }),
  );
}

try {
  const env = { TARGET: JSON.stringify({ signingSecret }), NODE_ENV: 'production' };
  const slack = await slackBot();
  const ours: Side = { target: slack, shot: training, good: recorded };
  const theirs: Side = { target: await started(target('bolt', env)), shot: training, good: ok };
  for (const callers of [50, 200]) await compare('Slack beside Bolt’s no-op', ours, theirs, callers);

  const file = join(top, 'usual.json');
  const old = Array.from({ length: records }, (_, n) => ({
    folio: n + 1,
    user: `U${n % people}`,
    text: 'capacitacion "Ética pública" 2024-05-07 4h',
    at: '2024-05-07T17:00:00.000Z',
  }));
  writeFileSync(file, JSON.stringify({ records: old }));
  const usual = await started(
    target('usual', { TARGET: JSON.stringify({ signingSecret, file }), NODE_ENV: 'production' }),
  );
  await compare(
    `Slack beside the usual bot on lowdb at ${records} records`,
    ours,
    { target: usual, shot: (person) => command(person, 'capacitacion'), good: ok },
    50,
  );

  const folder = await filledFolder(people, records);
  folders.push(folder);
  const demo = { ...common, LOG_LEVEL: 'info', PAT_DATA_DIR: folder.dir, CI: '1' };
  const teams = await started(bot(demo, ['--demo', '--sin-cliente']));
  const noop = await started(target('cloud-adapter', { NODE_ENV: 'production' }));
  for (const callers of [50, 200])
    await compare(
      'Teams beside CloudAdapter’s no-op',
      { target: teams, shot: press(service.url), good: pressed },
      { target: noop, shot: press(service.url), good: ok },
      callers,
    );
} finally {
  for (const one of targets) await one.stop();
  for (const folder of folders) folder.remove();
  rmSync(top, { recursive: true });
  await api.close();
  await service.close();
}
