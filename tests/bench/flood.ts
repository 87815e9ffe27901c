import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { botToken, serve } from '../adapters/slack/harness.ts';
import { seconds, signature, signingSecret } from '../adapters/slack/signed.ts';
import { direct } from '../adapters/teams/connector.ts';
import { startIssuer } from '../adapters/teams/issuer.ts';
import type { FloodOrder, TargetReport } from './flood-parts.ts';

// Does a flood of forged requests harm those who are genuine? Both p99 are measured in one run, the bot and the
// flood are processes of their own.
const perSecond = Number(process.env.PAT_BENCH_FLOOD ?? 1000);
const runMs = Number(process.env.PAT_BENCH_MS ?? 10_000);
const everyMs = 20;

const child = (name: string, env: Record<string, string> = {}): ChildProcess =>
  fork(new URL(name, import.meta.url).pathname, {
    execArgv: ['--import', 'tsx/esm'],
    env: { ...process.env, ...env },
  });
const heard = async <T>(from: ChildProcess): Promise<T> => (await once(from, 'message'))[0] as T;

const issuer = await startIssuer();
// Slack's Web API, as far as the bot asks it here.
const api = await serve((req, res) => {
  const user = { id: 'U1', team_id: 'T1', profile: { email: 'p00001@ejemplo.invalid' } };
  const known = req.url?.includes('users.info')
    ? { user }
    : { team_id: 'T1', team: 'Prueba', user_id: 'UBOT' };
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...known }));
});
const target = child('flood-target.ts', {
  FLOOD_TARGET: JSON.stringify({ apiUrl: `${api.url}/api/`, botToken, signingSecret, cloud: issuer.cloud }),
});
const { url } = await heard<{ url: string }>(target);
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

function post(
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    const req = request(`${url}${path}`, { method: 'POST', agent, headers }, (res) => {
      let text = '';
      res.on('data', (chunk) => {
        text += chunk;
      });
      res.on('end', () => done({ status: res.statusCode ?? 0, body: text }));
    });
    req.on('error', fail);
    req.end(body);
  });
}

let nth = 0;
const genuine = {
  async Slack() {
    nth += 1;
    const body = new URLSearchParams({
      command: '/pat',
      user_id: 'U1',
      team_id: 'T1',
      text: `avance ${(nth % 13) + 1}`,
    }).toString();
    const now = seconds();
    const answer = await post(
      '/slack/events',
      {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(now),
        // The same words twice in a second would be a replay.
        'x-slack-signature': signature(signingSecret, now, `${body}&n=${nth}`),
      },
      `${body}&n=${nth}`,
    );
    if (answer.status !== 200 || !answer.body.includes('ephemeral')) throw new Error(JSON.stringify(answer));
  },
  async Teams() {
    const url = 'https://smba.trafficmanager.net/teams/';
    const tenant = { conversation: { id: 'a:1', conversationType: 'personal', tenantId: 't1' } };
    const answer = await post(
      '/api/messages',
      { 'content-type': 'application/json', ...issuer.bearer(issuer.claims(url)) },
      JSON.stringify(direct(url, { type: 'invoke', name: 'otra/cosa', ...tenant })),
    );
    // Its proof was checked and it came to the bot, which has no such action.
    if (answer.status !== 501) throw new Error(JSON.stringify(answer));
  },
};

async function measure(ms: number): Promise<Record<keyof typeof genuine, number[]>> {
  const times = { Slack: [] as number[], Teams: [] as number[] };
  const until = performance.now() + ms;
  while (performance.now() < until) {
    for (const platform of ['Slack', 'Teams'] as const) {
      const began = performance.now();
      await genuine[platform]();
      times[platform].push(performance.now() - began);
    }
    await new Promise((next) => setTimeout(next, everyMs));
  }
  return times;
}

const at = (times: number[], share: number): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length * share)]!;

await measure(2000);
const quiet = await measure(runMs);
const flood = child('flood-sender.ts');
const order: FloodOrder = { url, perSecond, ms: runMs + 1500 };
flood.send(order);
await new Promise((next) => setTimeout(next, 500));
const flooded = await measure(runMs);
const sent = await heard<{ sent: number; statuses: Record<string, number> }>(flood);
target.send('report');
const { lines, refused, ms } = await heard<TargetReport>(target);

for (const platform of ['Slack', 'Teams'] as const) {
  const [before, during] = [at(quiet[platform], 0.99), at(flooded[platform], 0.99)];
  console.log(
    `flood, ${platform}: p99 ${during.toFixed(1)} ms under ${perSecond} forged a second, ${before.toFixed(1)} ms without, ` +
      `ratio ${(during / before).toFixed(2)} (p50 ${at(flooded[platform], 0.5).toFixed(1)} / ${at(quiet[platform], 0.5).toFixed(1)} ms, ${flooded[platform].length} genuine requests, none refused)`,
  );
}
const rate = sent.sent / (order.ms / 1000);
console.log(
  `flood: ${sent.sent} forged requests sent (${rate.toFixed(0)}/s), answered ${JSON.stringify(sent.statuses)}, ${refused} counted in ${lines} log lines over ${(ms / 1000).toFixed(1)} s`,
);
for (const one of [target, flood]) one.kill();
agent.destroy();
await api.close();
await issuer.close();
if ((sent.statuses['200'] ?? 0) > 0) throw new Error('a forged request was let in');
// Slack's and Teams' refusals have a line each.
if (lines > 2 * (ms / 1000 + 1)) throw new Error('more than a line a second');
