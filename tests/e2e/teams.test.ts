import { WebSocket } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playgroundPlaces } from '../../adapters/teams/places.ts';
import { openToOthers } from '../support/modes.ts';
import { pat, type RunningPat, startPat, temporaryFolder } from '../support/process.ts';

interface Shown {
  readonly conversation: string;
  readonly id: string;
  readonly card: string;
}

/** `npm start` on a fresh machine: the demo with Microsoft's local client, as a newcomer meets it. */
describe('the demo in Teams', () => {
  let bot: RunningPat;
  let client: string;
  let env: Record<string, string>;
  let remove: () => Promise<void>;
  let socket: WebSocket;
  const shown: Shown[] = [];
  const { personal, general, committee } = playgroundPlaces('');
  const conversationOf = (address: typeof personal): string =>
    (address.ref as { conversation: string }).conversation;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    env = { PAT_DATA_DIR: `${folder.dir}/demo`, PORT: '0' };
    bot = await startPat(env, []);
    client = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(bot.output().split('Abre el chat en')[1] ?? '')![0];
    socket = new WebSocket(`${client.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
    socket.addEventListener('message', ({ data }) => {
      const { actionConversationId: conversation, message } = JSON.parse(String(data));
      if (message)
        shown.push({ conversation, id: message.messageId, card: JSON.stringify(message.attachments) });
    });
    await new Promise((open) => socket.addEventListener('open', open));
  }, 60_000);

  afterAll(async () => {
    socket.close();
    await bot.stop();
    await remove();
  });

  const call = (path: string, body: unknown) =>
    fetch(`${client}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** Writes in the personal chat and gives the card that answers, told by a word that only it has. */
  async function say(text: string, about: string): Promise<string> {
    const before = shown.filter((s) => s.conversation === conversationOf(personal)).length;
    await call(`/_conversation/v1/conversations/${conversationOf(personal)}/messages`, {
      from: { id: 'usuario-0' },
      text,
      textFormat: 'plain',
    });
    const mine = () => shown.filter((s) => s.conversation === conversationOf(personal)).slice(before);
    // What the bot says of its own accord meanwhile, or edits, is no answer: whom one is now gets her card too.
    const answer = () => mine().find((s) => s.card.includes(about));
    await expect.poll(answer, { timeout: 10_000, interval: 20 }).toBeDefined();
    return answer()!.card;
  }

  /** What was shown in a conversation of the month's cards, which alone have that button. */
  const cards = (place: typeof personal) =>
    shown.filter((s) => s.conversation === conversationOf(place) && s.card.includes('"enterado 2024-05"'));

  it('shows the card in the general channel and the personal chat within a minute, once', async () => {
    expect(await say('soy secretaria', 'Ahora eres')).toContain('Secretaría Ejecutiva');
    await expect
      .poll(() => cards(personal).length + cards(general).length, { timeout: 60_000, interval: 250 })
      .toBe(2);
    expect(cards(general)).toHaveLength(1);
    expect(cards(personal)).toHaveLength(1);
    const { activities } = JSON.parse((await pat(['avance', '--json', '--actividad', '6'], env)).out);
    expect(activities[0]).toMatchObject({ numerator: 5, denominator: 12 });
  }, 90_000);

  it('gives links that lead to it, whatever port it got', async () => {
    const [link] = /http[^"\\]*\/tablero\/entrar\/[\w-]+/.exec(await say('tablero', 'enlace'))!;
    expect((await fetch(link)).status).toBe(200);
    expect(cards(personal)[0]!.card).toContain(`"url":"${bot.url}/imagenes/`);
  });

  it('answers each of the thirteen activities', async () => {
    for (let n = 1; n <= 13; n += 1) await say(`avance ${n}`, `"${n}. `);
  }, 60_000);

  it('records for the sample person, and lets the newcomer be the secretary', async () => {
    await say('soy empleada', 'Ahora eres');
    await expect.poll(() => cards(personal).length, { timeout: 45_000, interval: 250 }).toBe(2);
    expect(await say('tapitas 2,5 kilos', 'Folio')).toMatch(/Folio 2024-DON-\d{6}/);
    await say('sesion celebrada 2024-05-08', 'Comité');
    expect(await say('soy secretaria', 'Ahora eres')).toContain('Secretaría Ejecutiva');
    expect(await say('sesion celebrada 2024-05-08', 'Folio')).toMatch(/Folio 2024-SES-\d{6}/);
    expect(await say('avance 2', '"2. ')).toContain('2 de 4');
    expect(conversationOf(committee)).not.toBe(conversationOf(general));
  }, 60_000);

  it('corrects and then withdraws the card where it stands, in the channel and in the personal chat', async () => {
    /** Whether each of the month's cards in both conversations says it by now: all, some or none. */
    const inPlace = (about: string) =>
      [personal, general].map((place) => {
        const here = shown.filter((s) => s.conversation === conversationOf(place));
        const newest = new Map(here.map((s) => [s.id, s.card]));
        const ids = [...new Set(cards(place).map((s) => s.id))];
        const saying = ids.filter((id) => newest.get(id)!.includes(about)).length;
        return saying === 0 ? 'none' : saying === ids.length ? 'all' : 'some';
      });
    const confirm = async (words: string): Promise<void> => {
      const card = await say(words, 'confirmar');
      const [said] = /tarjeta \w+ 2024-05 confirmar (?:[^"\\]|\\.)*/.exec(card)!;
      await say(JSON.parse(`"${said}"`), 'Listo');
    };
    await confirm('tarjeta corregir 2024-05 "Honestidad" "Frase corregida"');
    await expect
      .poll(() => inPlace('Frase corregida'), { timeout: 45_000, interval: 250 })
      .toEqual(['all', 'all']);
    await confirm('tarjeta retirar 2024-05 "no era el mes"');
    await expect
      .poll(() => inPlace('se retiró el'), { timeout: 45_000, interval: 250 })
      .toEqual(['all', 'all']);
    expect(inPlace('Enterado/a')).toEqual(['none', 'none']);
    expect(await say('avance 6', 'Actividad 6')).toContain('5 de 12');
  }, 120_000);

  it('stops in order with its client', async () => {
    expect(await bot.stop()).toBe(0);
    await expect(fetch(client)).rejects.toThrow();
    expect((await pat(['verificar'], env)).code).toBe(0);
    expect((await openToOthers(env.PAT_DATA_DIR!)).wrong).toEqual([]);
  }, 30_000);
});
