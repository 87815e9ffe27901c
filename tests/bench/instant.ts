/**
 * A whole institution presses a button in the same instant, each over a connection of its own: how long until the last
 * is acknowledged, beside a Bolt that does nothing, and whether each press is exactly one entry. Run with
 * `node --import tsx tests/bench/instant.ts`; the bound is Slack's own, 3 s.
 */
import { Agent } from 'node:http';
import { openLowdbReader } from '../../storage/lowdb/index.ts';
import { botToken, serve } from '../adapters/slack/harness.ts';
import { signingSecret } from '../adapters/slack/signed.ts';
import { type Answer, post, quantile, type Shot } from './load.ts';
import { bot, type Target, target } from './process.ts';
import { committee, filledFolder } from './seed.ts';
import { pressOf, slackApi } from './slack-shots.ts';

const counts = (process.env.PAT_BENCH_PRESSES ?? '3000,5000').split(',').map(Number);
const boundMs = 3000;
const people = Math.max(...counts);
const records = 10_000;

interface Run {
  readonly ms: readonly number[];
  readonly refused: number;
}

async function atOnce({ url }: Target, shots: readonly Shot[]): Promise<Run> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const began = performance.now();
  const times: number[] = [];
  const answers = await Promise.all(
    shots.map(async (shot): Promise<Answer | null> => {
      const answer = await post(url, agent, shot).catch(() => null);
      times.push(performance.now() - began);
      return answer;
    }),
  );
  return { ms: times, refused: answers.filter((a) => a?.status !== 200).length };
}

const told = (name: string, n: number, { ms, refused }: Run): string =>
  `${n} presses in the same instant, ${name}: the last acknowledged after ${Math.max(...ms).toFixed(0)} ms, half after ${quantile(ms, 0.5).toFixed(0)} ms, ${refused} not acknowledged`;

/** Where answers to presses go. */
const answered = await serve((req, res) => {
  req.resume();
  res.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
});
// As Slack does: a hundred look-ups a minute, and everybody by pages.
const api = await slackApi({ lookUpMs: 50, lookUps: 100, people });
let good = true;
for (const n of counts) {
  const folder = await filledFolder(people, records);
  const noop = await target('bolt', { TARGET: JSON.stringify({ signingSecret }), NODE_ENV: 'production' });
  const ours = await bot({
    PAT_NOW: '2024-07-10T10:00:00-07:00',
    PAT_ALLOW_SIMULATED_TIME: '1',
    PAT_DATA_DIR: folder.dir,
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: `${api.url}/api/`,
  });
  const shots = Array.from({ length: n }, (_, i) =>
    pressOf(i, `capacitacion "Curso ${i}" 2024-05-07 4h`, answered.url),
  );
  const before = await entries(folder.dir);
  const theirs = await atOnce(noop, shots);
  const run = await atOnce(ours, shots);
  const settled = performance.now();
  let after = before;
  while (after < before + n && performance.now() - settled < 60_000) {
    await new Promise((next) => setTimeout(next, 200));
    after = await entries(folder.dir);
  }
  console.log(told('Bolt’s no-op', n, theirs));
  console.log(told('the bot', n, run));
  console.log(
    `${after - before} entries for ${n} presses, on disk ${((performance.now() - settled) / 1000).toFixed(1)} s after the last acknowledgement (bound for ${counts[0]}: ${boundMs} ms, exactly ${counts[0]})`,
  );
  if (n === counts[0]) good = Math.max(...run.ms) < boundMs && run.refused === 0 && after - before === n;
  await ours.stop();
  await noop.stop();
  folder.remove();
}
await api.close();
await answered.close();
process.exitCode = good ? 0 : 1;

/** Entries of what employees did, as they lie on disk. */
async function entries(dir: string): Promise<number> {
  const reader = await openLowdbReader(dir);
  let n = 0;
  for await (const { kind } of reader.read(committee, people + 1)) if (kind === 'training.recorded') n += 1;
  return n;
}
