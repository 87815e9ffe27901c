import { bodyOf, serve } from '../adapters/slack/harness.ts';
import { type HiddenLimit, hiddenBucket } from './limits.ts';
import type { Break } from './simulated.ts';

export interface LimitedServer {
  readonly url: string;
  readonly bucket: ReturnType<typeof hiddenBucket>;
  /** How often each person got a message. */
  readonly got: Map<string, number>;
  /** Messages whose answer was dropped, before or after they were taken. */
  readonly dropped: { before: number; after: number };
  close(): Promise<void>;
}

/**
 * As much of Slack's Web API and of the Bot Connector as a broadcast meets, over HTTP: a limit that it does not tell,
 * and connections that break before or after a message is taken. It counts.
 */
export async function limitedServer(
  limit: HiddenLimit,
  breaks: (attempt: number) => Break,
): Promise<LimitedServer> {
  const bucket = hiddenBucket(limit, () => performance.now());
  const got = new Map<string, number>();
  const held = new Map<string, { key: string; ts: string }[]>();
  const dropped = { before: 0, after: 0 };
  let attempts = 0;

  const server = await serve(async (request, response) => {
    const text = await bodyOf(request);
    const path = decodeURIComponent(request.url ?? '');
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    const fields = new URLSearchParams(text);
    const [, conversation] = /^\/v3\/conversations\/(.+)\/activities$/.exec(path) ?? [];
    if (path.endsWith('/conversations.open'))
      return answer(200, { ok: true, channel: { id: `D${fields.get('users')}` } });
    if (path.endsWith('/conversations.history')) {
      const messages = (held.get(fields.get('channel') ?? '') ?? []).map(({ key, ts }) => ({
        ...{ type: 'message', user: 'UBOT', ts },
        metadata: { event_type: 'pat_post', event_payload: { key } },
      }));
      return answer(200, { ok: true, messages, has_more: false });
    }
    if (!path.endsWith('/chat.postMessage') && conversation === undefined)
      return answer(200, { ok: true, channel: 'D1', ts: '1.1' });
    const key = JSON.parse(fields.get('metadata') ?? '{}').event_payload?.key ?? '';
    const to = conversation ?? fields.get('channel') ?? '';
    const ts = `${Math.floor(Date.now() / 1000)}.${String(attempts).padStart(6, '0')}`;
    const sent = conversation ? { id: `m${attempts}` } : { ok: true, channel: `D${to}`, ts };
    // What goes to the committee, and how it goes to whoever ordered it, is not of the crowd.
    const own = conversation ? text.includes('Recordatorio 1 (') : !key.startsWith('ask/');
    if (own) return answer(200, sent);
    attempts += 1;
    const fate = breaks(attempts);
    if (fate === 'before') {
      dropped.before += 1;
      return request.socket.destroy();
    }
    const wait = bucket.ask();
    if (wait !== null)
      return answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(wait) });
    got.set(to, (got.get(to) ?? 0) + 1);
    held.set(`D${to}`, [...(held.get(`D${to}`) ?? []), { key, ts }]);
    if (fate === 'after') {
      dropped.after += 1;
      return request.socket.destroy();
    }
    answer(200, sent);
  });
  return { url: server.url, bucket, got, dropped, close: server.close };
}
