import { generateKeyPairSync } from 'node:crypto';
import { Agent, request } from 'node:http';
import { seconds, signature } from '../adapters/slack/signed.ts';
import { direct } from '../adapters/teams/connector.ts';
import { appId, issuer, token } from '../adapters/teams/issuer.ts';
import type { FloodOrder } from './flood-parts.ts';

// Sends forged requests of every sort at a steady rate, in a process of its own.
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const serviceUrl = 'https://smba.trafficmanager.net/teams/';
const body = new URLSearchParams({
  command: '/pat',
  user_id: 'U1',
  text: 'comite alta 00001 secretaria',
  pad: 'x'.repeat(900),
});
const slackBody = body.toString();
const activity = JSON.stringify(direct(serviceUrl));

const signed = (timestamp: number) => ({
  path: '/slack/events',
  headers: {
    ...form,
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature('another', timestamp, slackBody),
  },
  body: slackBody,
});
const teams = (authorization: string) => ({
  path: '/api/messages',
  headers: { ...json, authorization },
  body: activity,
});
const now = seconds();
const claims = { iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: now - 60, exp: now + 3600 };
const wrongSigner = `Bearer ${token(claims, stranger)}`;
const sorts = [
  () => signed(seconds()),
  () => signed(seconds()),
  () => signed(seconds() - 4000),
  () => ({ path: '/slack/events', headers: form, body: slackBody }),
  () => teams(wrongSigner),
  () => teams(wrongSigner),
  () => teams(`Bearer ${token({ ...claims, tid: String(Math.random()) }, null, { alg: 'none' })}`),
  () => ({ path: '/api/messages', headers: json, body: activity }),
];

process.on('message', async ({ url, perSecond, ms }: FloodOrder) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const statuses: Record<string, number> = {};
  const count = (what: string) => {
    statuses[what] = (statuses[what] ?? 0) + 1;
  };
  let sent = 0;
  let open = 0;
  const one = () => {
    const { path, headers, body } = sorts[sent % sorts.length]!();
    sent += 1;
    open += 1;
    const req = request(`${url}${path}`, { method: 'POST', agent, headers }, (res) => {
      res.resume().on('end', () => {
        open -= 1;
        count(String(res.statusCode));
      });
    });
    req.on('error', (error: NodeJS.ErrnoException) => {
      open -= 1;
      count(error.code ?? 'error');
    });
    req.end(body);
  };
  const began = performance.now();
  while (performance.now() - began < ms) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
    // What the bot does not answer is not piled up here.
    while (sent < due && open < 500) one();
    await new Promise((next) => setTimeout(next, 5));
  }
  while (open > 0) await new Promise((next) => setTimeout(next, 20));
  agent.destroy();
  process.send?.({ sent, statuses });
});
