import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AckFn, App, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { readBody } from '../common/body.ts';
import { createRefusalLog } from '../common/refusals.ts';
import { heard, parseBody } from './body.ts';
import { told } from './errors.ts';
import { readPayload } from './payloads.ts';
import { createReplayGuard } from './replay.ts';
import { isGenuine, readClaim } from './verify.ts';

export interface HttpReceiver extends Receiver {
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** Slack waits 3 s; what nobody has acknowledged by now is acknowledged empty. */
const ackByMs = 2700;

function answer(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const json = body !== undefined && body !== '' && typeof body !== 'string';
  const text = body === undefined ? '' : json ? JSON.stringify(body) : String(body);
  response.writeHead(status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers without having read the body, and lets go of who keeps sending it: Node then closes, having read no more. */
function turnAway(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.on('error', () => {});
  response.setHeader('connection', 'close');
  answer(response, status);
}

/**
 * Bolt's receiver for the one HTTP server. It verifies before it parses: age by the headers alone, then the signature
 * over the raw body, then whether the request was carried out before. `now` gives real milliseconds.
 */
export function createReceiver(options: {
  signingSecret: string;
  log: Logger;
  now: () => number;
}): HttpReceiver {
  const { signingSecret, log, now } = options;
  const refused = createRefusalLog(log);
  const guard = createReplayGuard(now);
  const running = new Set<Promise<void>>();
  let app: App | null = null;
  let stopping = false;

  /** Hands a genuine body to Bolt; resolves when its listeners are done, which is after the answer. */
  async function dispatch(
    body: Record<string, unknown>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const payload = readPayload(body);
    if (payload === null) {
      log.warn(
        { type: String(body.type ?? 'unknown').slice(0, 40) },
        'a signed Slack request lacks what it needs',
      );
      return answer(response, 400);
    }
    if (payload.kind === 'verification') return answer(response, 200, { challenge: payload.challenge });
    if (payload.kind === 'other' || app === null) return answer(response, 200);
    const late = setTimeout(() => answer(response, 200), ackByMs);
    const ack: AckFn<unknown> = async (body) => answer(response, 200, body);
    const retry = Number(request.headers['x-slack-retry-num']);
    try {
      await app.processEvent({
        ...heard(payload),
        ack,
        ...(Number.isInteger(retry) ? { retryNum: retry } : {}),
      });
      answer(response, 200);
    } catch (error) {
      log.error(told(error), 'a Slack request failed');
      answer(response, 500);
    } finally {
      clearTimeout(late);
    }
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return turnAway(request, response, 405);
    if (stopping) return turnAway(request, response, 503);
    const claim = readClaim(request.headers, now());
    if (typeof claim === 'string') {
      refused(claim);
      return turnAway(request, response, 401);
    }
    const raw = await readBody(request);
    if (typeof raw === 'string') {
      refused(raw);
      return turnAway(request, response, raw === 'large' ? 413 : 408);
    }
    if (!isGenuine(signingSecret, claim, raw)) {
      refused('forged');
      return answer(response, 401);
    }
    const turn = await guard.begin(claim);
    if (turn === false) {
      // A redelivery of Slack's own must hear a 2xx, else it goes on.
      const redelivery = request.headers['x-slack-retry-num'] !== undefined;
      if (!redelivery) refused('replayed');
      return answer(response, redelivery ? 200 : 401);
    }
    response.once('close', () => turn.finish(response.headersSent && response.statusCode < 300));
    const body = parseBody(raw, request.headers['content-type'] ?? '');
    if (body === null) return answer(response, 400);
    await dispatch(body, request, response);
  }

  return {
    init(to) {
      app = to;
    },
    async start() {},
    async stop() {
      stopping = true;
      await Promise.allSettled(running);
    },
    handle(request, response) {
      const work: Promise<void> = receive(request, response)
        .catch((error: unknown) => {
          log.error(told(error), 'a Slack request failed');
          answer(response, 500);
        })
        .finally(() => running.delete(work));
      running.add(work);
    },
  };
}
