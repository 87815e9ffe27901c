import type { IncomingMessage } from 'node:http';
import { serve } from './harness.ts';

/** A call that the adapter made of the Bot Connector. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

export interface Connector {
  readonly url: string;
  readonly calls: Call[];
  /** What it answers; the default lets everything through. */
  answer: (call: Call) => { status: number; body?: unknown; headers?: Record<string, string> };
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

const ana = {
  id: 'u1',
  aadObjectId: 'd1',
  email: 'ana@ejemplo.invalid',
  userPrincipalName: 'ana.l@ejemplo.invalid',
};

/** For what the Agents Playground never does: a Bot Connector over HTTP that refuses, throttles and breaks. */
export async function connector(): Promise<Connector> {
  const made: Omit<Connector, 'url' | 'close'> = {
    calls: [],
    answer: ({ method, path }) => {
      if (method === 'GET') return { status: 200, body: { ...ana, tenantId: 't1' } };
      return { status: 201, body: { id: path === '/v3/conversations' ? 'a:personal' : 'm1' } };
    },
  };
  const server = await serve(async (request, response) => {
    const call = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      body: await bodyOf(request),
    };
    made.calls.push(call);
    const { status, body = {}, headers } = made.answer(call);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  return Object.assign(made, { url: server.url, close: server.close });
}

/** A message as Teams sends it: Ana mentions the bot in a channel. */
export const mention = (serviceUrl: string, more: object = {}) => ({
  type: 'message',
  channelId: 'msteams',
  serviceUrl,
  id: '1',
  text: '<at>PAT</at> mi avance',
  entities: [{ type: 'mention', text: '<at>PAT</at>', mentioned: { id: '28:bot' } }],
  from: { id: '29:u1', aadObjectId: 'd1' },
  recipient: { id: '28:bot' },
  conversation: {
    id: '19:canal@thread.tacv2;messageid=1',
    conversationType: 'channel',
    tenantId: 't1',
    isGroup: true,
  },
  channelData: { tenant: { id: 't1' }, team: { id: '19:equipo' }, channel: { id: '19:canal@thread.tacv2' } },
  ...more,
});

/** The same in Ana's personal chat. */
export const direct = (serviceUrl: string, more: object = {}) =>
  mention(serviceUrl, {
    text: 'mi avance',
    entities: [],
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId: 't1' },
    channelData: { tenant: { id: 't1' } },
    ...more,
  });
