import { Agent, request } from 'node:http';

/** A request as it goes over the wire. */
export interface Shot {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What a run showed: answers a second, and times in ms. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
}

/** Sends one request; rejects where the connection breaks. */
export const post = (url: string, agent: Agent, { path, headers, body }: Shot): Promise<Answer> =>
  new Promise((done, fail) => {
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', fail);
    sent.end(body);
  });

export const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  Number.NaN;

/** So many callers, each with one request under way, for `ms`. Throws at the first answer that is not as it should. */
export async function closedLoop(
  url: string,
  callers: number,
  ms: number,
  next: (caller: number) => Shot,
  good: (answer: Answer) => boolean,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const times: number[] = [];
  const began = performance.now();
  const until = began + ms;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < until) {
        const from = performance.now();
        const answer = await post(url, agent, next(caller));
        times.push(performance.now() - from);
        if (!good(answer)) throw new Error(`${answer.status} ${answer.body.slice(0, 500)}`);
      }
    }),
  );
  const perSecond = (times.length / (performance.now() - began)) * 1000;
  agent.destroy();
  return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99), answers: times.length };
}

/** Median, and the interval in which the middle half lies. */
export function spread(values: readonly number[]): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
  return `${middle!.toFixed(2)} (${low!.toFixed(2)}–${high!.toFixed(2)})`;
}
