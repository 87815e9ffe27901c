/**
 * Durable confirmations a second beside what only acknowledges: Slack's commands beside a Bolt that does nothing, Teams'
 * buttons beside a CloudAdapter that does nothing, and the usual bot on lowdb. Each is a process of its own; runs are
 * interleaved, ratios are of neighbours. Run with `node --import tsx tests/bench/confirm.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { botToken } from '../adapters/slack/harness.ts';
import { signingSecret } from '../adapters/slack/signed.ts';
import { compare, type Side } from './compare.ts';
import type { Answer } from './load.ts';
import { bot, type Target, target } from './process.ts';
import { filledFolder } from './seed.ts';
import { command, recorded, slackApi, training } from './slack-shots.ts';
import { connector, press, pressed } from './teams-shots.ts';

const people = 500;
const records = 10_000;

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
  const ours: Side = { target: slack, shot: training, good: recorded, people };
  const theirs: Side = { target: await started(target('bolt', env)), shot: training, good: ok, people };
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
    // It answers some after Bolt has given them up; they count for it all the same.
    { target: usual, shot: (person) => command(person, 'capacitacion'), good: () => true, people },
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
      { target: teams, shot: press(service.url), good: pressed, people },
      { target: noop, shot: press(service.url), good: ok, people },
      callers,
    );
} finally {
  for (const one of targets) await one.stop();
  for (const folder of folders) folder.remove();
  rmSync(top, { recursive: true });
  await api.close();
  await service.close();
}
