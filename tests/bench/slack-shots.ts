import { serve } from '../adapters/slack/harness.ts';
import { seconds, signature, signingSecret } from '../adapters/slack/signed.ts';
import type { Answer, Shot } from './load.ts';
import { personMail } from './seed.ts';

interface ApiOptions {
  /** How long a look-up takes. */
  readonly lookUpMs?: number;
  /** Look-ups a minute; what comes on top is refused for half a minute. */
  readonly lookUps?: number;
  /** How many `users.list` tells of. */
  readonly people?: number;
}

const memberOf = (id: string) => ({ id, team_id: 'T1', profile: { email: personMail(Number(id.slice(1))) } });

/** Slack's Web API, as far as the bot asks it: its own team, who `U<n>` is, and who is there. */
export function slackApi({ lookUpMs = 0, lookUps = Number.POSITIVE_INFINITY, people = 0 }: ApiOptions = {}) {
  let asked: number[] = [];
  return serve(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const said = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const answer = (known: object): void =>
      void res
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: true, ...known }));
    if (req.url?.includes('users.list')) {
      const [from, limit] = [Number(said.get('cursor') ?? 0), Number(said.get('limit'))];
      const to = Math.min(people, from + limit);
      const members = Array.from({ length: to - from }, (_, i) => memberOf(`U${from + i}`));
      return answer({ members, response_metadata: { next_cursor: to < people ? String(to) : '' } });
    }
    if (!req.url?.includes('users.info'))
      return answer({ team_id: 'T1', team: 'Prueba', user_id: 'UBOT', bot_id: 'B1' });
    const now = performance.now();
    asked = [...asked.filter((at) => at > now - 60_000), now];
    if (asked.length > lookUps) return void res.writeHead(429, { 'retry-after': '30' }).end();
    if (lookUpMs > 0) await new Promise((next) => setTimeout(next, lookUpMs));
    answer({ user: memberOf(said.get('user') ?? 'U0') });
  });
}

let nth = 0;

/** A signed `/pat` command of the n-th person, without a `response_url`, so that the answer is in the body. */
export function command(person: number, text: string): Shot {
  nth += 1;
  return signed({ command: '/pat', user_id: `U${person}`, team_id: 'T1', trigger_id: `${nth}`, text });
}

/** The n-th person's press of a button with these words, answered at an address. */
export function pressOf(person: number, words: string, answerUrl: string): Shot {
  const payload = {
    type: 'block_actions',
    user: { id: `U${person}`, team_id: 'T1' },
    team: { id: 'T1' },
    response_url: `${answerUrl}/${person}`,
    actions: [{ type: 'button', action_id: 'b', block_id: 'b', value: JSON.stringify({ w: words }) }],
  };
  return signed({ payload: JSON.stringify(payload) });
}

function signed(fields: Record<string, string>): Shot {
  const body = new URLSearchParams(fields).toString();
  const now = seconds();
  return {
    path: '/slack/events',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(now),
      'x-slack-signature': signature(signingSecret, now, body),
    },
    body,
  };
}

/** A training that nobody registered before: a record, each time. */
export const training = (person: number): Shot =>
  command(person, `capacitacion "Curso de prueba ${nth + 1}" 2024-05-07 4h`);

/** A folio in the answer: what it stands for is on disk. */
export const recorded = ({ status, body }: Answer): boolean =>
  status === 200 && /2024-[A-Z]{3}-\d{6}/.test(body);
