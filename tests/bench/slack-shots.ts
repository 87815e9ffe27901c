import { seconds, serve, signature, signingSecret } from '../adapters/slack/harness.ts';
import type { Answer, Shot } from './load.ts';
import { personMail } from './seed.ts';

/** Slack's Web API, as far as the bot asks it: its own team, and who `U<n>` is. */
export const slackApi = (lookUpMs = 0) =>
  serve(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const said = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const id = said.get('user') ?? new URL(req.url ?? '/', 'http://x').searchParams.get('user') ?? 'U0';
    const user = { id, team_id: 'T1', profile: { email: personMail(Number(id.slice(1))) } };
    const asked = req.url?.includes('users.info');
    const known = asked ? { user } : { team_id: 'T1', team: 'Prueba', user_id: 'UBOT', bot_id: 'B1' };
    if (asked && lookUpMs > 0) await new Promise((next) => setTimeout(next, lookUpMs));
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...known }));
  });

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
