import { serve } from '../adapters/slack/harness.ts';
import type { Answer, Shot } from './load.ts';
import { personMail } from './seed.ts';

/** A Bot Connector, as far as the bot asks it: who `29:<n>` is. */
export const connector = () =>
  serve((req, res) => {
    req.resume();
    const id =
      decodeURIComponent(req.url ?? '')
        .split('/')
        .at(-1) ?? '';
    const email = personMail(Number(/\d+$/.exec(id)?.[0] ?? 0));
    const who = { id, aadObjectId: `d${id}`, email, userPrincipalName: email, tenantId: 't1' };
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(who));
  });

let nth = 0;

/** The n-th person sends off the form of a training that nobody registered before; the answer is in the body, in its place. */
export const press =
  (serviceUrl: string) =>
  (person: number): Shot => {
    nth += 1;
    const form = { words: 'capacitacion', course: `Curso de prueba ${nth}`, date: '2024-05-07', hours: '4' };
    const body = JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      serviceUrl,
      id: `${nth}`,
      from: { id: `29:${person}`, aadObjectId: `d${person}` },
      recipient: { id: '28:bot' },
      conversation: { id: `a:${person}`, conversationType: 'personal', tenantId: 't1' },
      channelData: { tenant: { id: 't1' } },
      value: { action: { type: 'Action.Execute', verb: 'pat', data: form } },
    });
    return { path: '/api/messages', headers: { 'content-type': 'application/json' }, body };
  };

/** A folio in the answer: what it stands for is on disk. */
export const pressed = ({ status, body }: Answer): boolean => status === 200 && /2024-CAP-\d{6}/.test(body);
