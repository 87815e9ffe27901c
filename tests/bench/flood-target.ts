import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { connectSlack } from '../../adapters/slack/index.ts';
import { connectTeams } from '../../adapters/teams/index.ts';
import { serve } from '../../src/server.ts';
import { appId } from '../adapters/teams/issuer.ts';
import { world } from '../support/bot.ts';
import type { TargetReport } from './flood-parts.ts';

// The bot with both platforms in a process of its own, on memory stores.
const { apiUrl, botToken, signingSecret, cloud } = JSON.parse(process.env.FLOOD_TARGET ?? '{}');
const { bot } = await world({ roster: [{ number: '00001' }] });
const began = performance.now();
let lines = 0;
let refused = 0;
const log = pino(
  { level: 'info' },
  {
    write(line: string) {
      const read = JSON.parse(line);
      if (!String(read.msg).startsWith('refused')) return;
      lines += 1;
      refused += read.refused;
    },
  },
);
const shared = { bot, log, saveAddress: bot.saveAddress };
const slack = await connectSlack({ ...shared, workspaces: [{ botToken }], signingSecret, apiUrl });
const teams = await connectTeams({
  ...shared,
  appId,
  appPassword: 'secreto',
  appType: 'SingleTenant',
  tenantId: 't1',
  loopbackOnly: false,
  cloud,
});
const server = await serve({
  port: 0,
  host: '127.0.0.1',
  connections: () => [slack, teams],
  parts: () => [],
});
process.on('message', () => {
  const report: TargetReport = { lines, refused, ms: performance.now() - began };
  process.send?.(report);
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
