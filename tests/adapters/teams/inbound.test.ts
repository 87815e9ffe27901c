import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Message, plain } from '../../../src/message.ts';
import type { Reply } from '../../../src/request.ts';
import { teamsTexts } from '../../../src/texts/teams.ts';
import { fullForm } from '../../support/messages.ts';
import { type Shown, type TeamsWorld, teamsWorld } from './harness.ts';
import { textsOf, violations } from './violations.ts';

const ana = '00000000-0000-0000-0000-000000000000';
const tenant = '00000000-0000-0000-0000-0000000000aa';
const messageAnswer = 'application/vnd.microsoft.activity.message';
const cardAnswer = 'application/vnd.microsoft.card.adaptive';

const formMessage: Message = { summary: fullForm.title, blocks: [{ type: 'form', form: fullForm }] };
const buttons: Message = {
  summary: 'Elige',
  blocks: [{ type: 'choices', choices: [{ label: 'Carta', words: 'carta', nonce: 'n7' }] }],
};
const reply = (message: Message, more: Partial<Reply> = {}): Reply => ({
  message,
  visibility: 'private',
  ...more,
});
const textOf = (shown: Shown | undefined): string =>
  [shown?.text ?? '', ...textsOf((shown?.card as { body?: unknown } | undefined)?.body)]
    .filter((t) => t !== '')
    .join('|');

/** The data of the first button or form of a card. */
function dataOf(card: unknown): Record<string, unknown> {
  const { body } = card as {
    body: readonly { type: string; actions?: readonly { data: Record<string, unknown> }[] }[];
  };
  const data = body.find(({ type }) => type === 'ActionSet')?.actions?.[0]?.data;
  if (!data) throw new Error('no button');
  return data;
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

let world: TeamsWorld;
let from = 0;
beforeAll(async () => {
  world = await teamsWorld({ patience: { message: 200, press: 200 } });
});
afterAll(async () => {
  await world?.close();
});
beforeEach(() => {
  from = world.shown.length;
  world.bot.requests.length = 0;
  world.bot.homes.length = 0;
  world.kept.length = 0;
  world.bot.answer = ({ words }) => reply(plain(`Respuesta a: ${words}`));
});

describe('the personal chat', () => {
  it('answers what was written, once, and says who asked', async () => {
    await world.write('pat-personal', '/pat mi avance');
    const said = await world.said(from, 1);
    expect(said).toHaveLength(1);
    expect(said[0]?.conversation).toBe('pat-personal');
    expect(textOf(said[0])).toBe('Respuesta a: /pat mi avance');
    expect(world.bot.requests).toEqual([
      {
        account: { platform: 'teams', tenant, user: ana },
        emails: ['ana@ejemplo.invalid'],
        guest: false,
        where: 'direct',
        channel: null,
        words: '/pat mi avance',
        canOpen: false,
      },
    ]);
  });

  it('keeps the address, at which the bot can speak later', async () => {
    await world.write('pat-personal', 'hola');
    await world.said(from, 1);
    expect(world.kept).toEqual([world.places.personal]);
    const [address] = world.kept;
    if (!address) throw new Error('no address');
    expect((await world.connection.chat.post(address, plain('Recordatorio'), 'k')).status).toBe('sent');
    expect(textOf((await world.said(from, 2))[1])).toBe('Recordatorio');
  });

  it('shows the own card when the bot is added, once', async () => {
    await world.call('/_debug/conversation/pat-personal/installation', {});
    const said = await world.said(from, 1);
    expect(said.map(textOf)).toEqual(['Tu lista']);
    expect(world.bot.homes.map(({ account }) => account.user)).toEqual([ana]);
    expect(world.bot.requests).toEqual([]);
  });

  it('a submitted form is replaced by its answer', async () => {
    world.bot.answer = () => reply(formMessage);
    await world.write('pat-personal', 'capacitacion');
    const [card] = await world.said(from, 1);
    if (!card) throw new Error('no card');
    world.bot.answer = () => reply(plain('Registrado con folio 2024-CAP-000001'));
    const data = { ...dataOf(card.card), curso: 'Ética', horas: 4, fecha: '2024-05-07', tipo: 'ropa' };
    const answer = await world.press(card, data);
    expect(answer).toMatchObject({ type: cardAnswer });
    expect(textsOf(answer.value)).toContain('Registrado con folio 2024-CAP-000001');
    expect(world.bot.requests.at(-1)).toMatchObject({
      words: 'capacitacion',
      nonce: 'f1',
      fields: { curso: 'Ética', notas: '', horas: '4', piezas: '', fecha: '2024-05-07', tipo: 'ropa' },
    });
    expect(await world.said(from, 1)).toHaveLength(1);
  });

  it('a form with something wrong comes back with the reason and what was written', async () => {
    world.bot.answer = () => reply(formMessage);
    await world.write('pat-personal', 'capacitacion');
    const [card] = await world.said(from, 1);
    if (!card) throw new Error('no card');
    world.bot.answer = () =>
      reply(plain('Las horas no pueden pasar de 200'), {
        fieldErrors: { horas: 'Las horas no pueden pasar de 200' },
      });
    const answer = await world.press(card, { ...dataOf(card.card), curso: 'Otro curso', horas: 900 });
    expect(answer.type).toBe(cardAnswer);
    const texts = textsOf((answer.value as { body: unknown }).body);
    expect(texts.filter((t) => t === 'Las horas no pueden pasar de 200')).toHaveLength(1);
    expect(JSON.stringify(answer.value)).toContain('"value":"Otro curso"');
    // It can be sent again.
    expect(dataOf(answer.value)).toEqual(dataOf(card.card));
  });

  it('says above the form what does not stand beside a field', async () => {
    world.bot.answer = () =>
      reply(plain('Falta el curso', 'No registré nada.'), { fieldErrors: { curso: 'Falta el curso' } });
    await world.write('pat-personal', 'x');
    const [any] = await world.said(from, 1);
    if (!any) throw new Error('no card');
    const answer = await world.press(any, { words: 'capacitacion', form: fullForm });
    expect(textsOf((answer.value as { body: unknown }).body)[0]).toBe('No registré nada.');
  });

  it('a form that did not travel stays as it is, and the reason is a message', async () => {
    await world.write('pat-personal', 'x');
    const [any] = await world.said(from, 1);
    if (!any) throw new Error('no card');
    world.bot.answer = () => reply(plain('Falta el curso'), { fieldErrors: { curso: 'Falta el curso' } });
    const answer = await world.press(any, { words: 'capacitacion', form: true, curso: '' });
    expect(answer).toEqual({ type: messageAnswer, value: teamsTexts.below });
    expect((await world.said(from, 2)).map(textOf)[1]).toBe('Falta el curso');
  });

  it('a button is answered by a new message', async () => {
    world.bot.answer = ({ words }) => reply(words === 'carta' ? plain('La carta') : buttons);
    await world.write('pat-personal', 'ayuda');
    const [card] = await world.said(from, 1);
    if (!card) throw new Error('no card');
    expect(await world.press(card, dataOf(card.card))).toEqual({
      type: messageAnswer,
      value: teamsTexts.below,
    });
    expect((await world.said(from, 2)).map(textOf)).toEqual(['Carta', 'La carta']);
    expect(world.bot.requests.at(-1)).toMatchObject({ words: 'carta', nonce: 'n7', where: 'direct' });
    expect(world.bot.requests.at(-1)?.fields).toBeUndefined();
  });

  it('takes what older clients send from a form', async () => {
    world.bot.answer = () => reply(formMessage);
    await world.write('pat-personal', 'capacitacion');
    const [card] = await world.said(from, 1);
    world.bot.answer = ({ fields }) => reply(plain(`Curso: ${fields?.curso}`));
    await world.call('/_conversation/v1/submit', {
      conversation: { id: 'pat-personal' },
      from: { id: 'usuario-0' },
      replyToId: card?.messageId,
      value: { words: 'capacitacion', nonce: 'f1', form: true, curso: 'Ética' },
    });
    expect((await world.said(from, 2)).map(textOf)[1]).toBe('Curso: Ética');
  });

  it('everything that it answers is a card that Teams takes', () => {
    const answers = world.shown.filter(({ card }) => card !== undefined);
    expect(answers.length).toBeGreaterThan(5);
    for (const { card } of answers)
      expect(
        violations({
          type: 'message',
          summary: 'x',
          attachments: [{ contentType: cardAnswer, content: card }],
        }),
      ).toEqual([]);
  });
});

describe('a channel', () => {
  it('gets a public answer in the thread of the question', async () => {
    world.bot.answer = () => reply(plain('Avance del programa'), { visibility: 'public' });
    await world.write('pat-general', 'avance', true);
    const said = await world.said(from, 1);
    expect(said.map(textOf)).toEqual(['Avance del programa']);
    expect(said[0]?.conversation).toMatch(/^pat-general;messageid=\d+$/);
    expect(world.bot.requests).toMatchObject([
      { words: 'avance', where: 'channel', channel: 'pat-general', guest: false },
    ]);
    expect(world.kept).toEqual([world.places.general]);
  });

  it.each([
    ['a channel', 'pat-comite'],
    ['a group chat', 'pat-grupo'],
  ])('%s never sees a private answer: it goes to the personal chat', async (_, place) => {
    world.bot.answer = () => reply(plain('Te falta la carta compromiso'));
    await world.write(place, 'mi avance', true);
    const said = await world.said(from, 2);
    expect(said.map((s) => [s.conversation.split(';')[0], textOf(s)])).toEqual([
      ['pat-personal', 'Te falta la carta compromiso'],
      [place, teamsTexts.answeredPrivately],
    ]);
    expect(world.kept.map(({ kind, id }) => [kind, id])).toEqual([
      ['channel', place],
      ['person', ana],
    ]);
  });

  it('a button there is answered in the personal chat, and the channel sees nothing', async () => {
    const posted = await world.connection.chat.post(world.places.general, buttons, 'k');
    const [card] = await world.said(from, 1);
    if (!card || posted.status !== 'sent') throw new Error('no card');
    world.bot.answer = () => reply(plain('Gracias por leer'), { visibility: 'public' });
    const there = { ...card, conversation: `pat-general;messageid=${card.messageId}` };
    expect(await world.press(there, dataOf(card.card))).toEqual({
      type: messageAnswer,
      value: teamsTexts.answeredPrivately,
    });
    const said = (await world.said(from, 2)).slice(1);
    expect(said.map((s) => [s.conversation, textOf(s)])).toEqual([['pat-personal', 'Gracias por leer']]);
    expect(world.bot.requests).toMatchObject([{ words: 'carta', where: 'channel', channel: 'pat-general' }]);
  });
});

describe('a bot that takes its time', () => {
  const slowly = (message: Message) => async (): Promise<Reply> => {
    await sleep(400);
    return reply(message);
  };

  it('answers a message all the same, once', async () => {
    world.bot.answer = slowly(plain('Por fin'));
    await world.write('pat-personal', 'avance');
    expect((await world.said(from, 1)).map(textOf)).toEqual(['Por fin']);
  });

  it('answers a press in time and gives the answer afterwards', async () => {
    world.bot.answer = () => reply(buttons);
    await world.write('pat-personal', 'ayuda');
    const [card] = await world.said(from, 1);
    if (!card) throw new Error('no card');
    let finish = (): void => {};
    world.bot.answer = () =>
      new Promise((done) => {
        finish = () => done(reply(plain('La carta')));
      });
    expect((await world.press(card, dataOf(card.card))).value).toBe(teamsTexts.soon);
    finish();
    expect((await world.said(from, 2)).map(textOf)).toEqual(['Carta', 'La carta']);
  });

  it('replaces a form afterwards where it stands', async () => {
    world.bot.answer = () => reply(formMessage);
    await world.write('pat-personal', 'capacitacion');
    const [card] = await world.said(from, 1);
    if (!card) throw new Error('no card');
    world.bot.answer = slowly(plain('Registrado'));
    expect((await world.press(card, { ...dataOf(card.card), curso: 'Ética' })).type).toBe(messageAnswer);
    await sleep(450);
    const said = await world.said(from, 1);
    expect(said.map(textOf)).toEqual(['Registrado']);
    expect(said[0]?.messageId).toBe(card.messageId);
  });
});

describe('silence', () => {
  const activity = (more: object) => ({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: `${world.playground.url}/_connector`,
    id: '1',
    text: 'avance',
    from: { id: 'usuario-1', aadObjectId: '00000000-0000-0000-0000-000000000001' },
    recipient: { id: '28:pat-integridad-demo' },
    conversation: { id: 'pat-general', conversationType: 'channel', tenantId: tenant },
    channelData: { tenant: { id: tenant }, team: { id: 'pat-general' }, channel: { id: 'pat-general' } },
    ...more,
  });
  const personal = { id: 'pat-personal', conversationType: 'personal', tenantId: tenant };

  it.each([
    ['channel talk without a mention', {}],
    [
      'channel talk that mentions somebody else',
      { entities: [{ type: 'mention', text: '<at>Eva</at>', mentioned: { id: 'usuario-2' } }] },
    ],
    ['another bot', { from: { id: '28:otro-bot' }, conversation: personal, channelData: {} }],
    ['an edit', { type: 'messageUpdate', conversation: personal, channelData: {} }],
    ['a reaction', { type: 'messageReaction', conversation: personal, channelData: {} }],
    [
      'a card that is not ours',
      { text: undefined, value: { otra: 'cosa' }, conversation: personal, channelData: {} },
    ],
    [
      'the bot was taken away',
      { type: 'installationUpdate', action: 'remove', conversation: personal, channelData: {} },
    ],
  ])('%s', async (_, more) => {
    const response = await fetch(world.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity(more)),
    });
    expect(response.status).toBe(200);
    await sleep(80);
    expect(world.bot.requests).toEqual([]);
    expect(world.bot.homes).toEqual([]);
    expect(world.shown.length).toBe(from);
    expect(world.kept).toEqual([]);
  });

  it('but a mention of the bot among others is answered, without the mention', async () => {
    const text = '<at>PAT</at>&nbsp;registrar a <at>Eva</at> avance';
    const mention = (id: string, text: string) => ({ type: 'mention', text, mentioned: { id } });
    const entities = [
      mention('28:pat-integridad-demo', '<at>PAT</at>'),
      mention('usuario-2', '<at>Eva</at>'),
    ];
    await world.call('/_internal/v1/customActivities', activity({ text, entities }));
    await world.said(from, 1);
    expect(world.bot.requests.map(({ words }) => words.replace(/\s+/g, ' '))).toEqual([
      'registrar a Eva avance',
    ]);
  });
});

describe('files of an answer', () => {
  const attached = (link: string | null) => ({
    name: 'informe-2024-T2.docx',
    mediaType: 'application/zip',
    bytes: 4,
    link,
    open: async () => (async function* () {})(),
  });

  it('come as links that work for a day', async () => {
    const link = 'https://pat.example/archivos/x/informe.docx';
    world.bot.answer = () => reply(plain('Aquí está'), { attachments: [attached(link)] });
    await world.write('pat-personal', 'informe trimestral 2');
    const [said] = await world.said(from, 1);
    expect(JSON.stringify(said?.card)).toContain(link);
    expect(textOf(said)).toContain('sirve 24 horas');
  });

  it('are named where the bot has no address that people reach', async () => {
    world.bot.answer = () => reply(plain('Aquí está'), { attachments: [attached(null)] });
    await world.write('pat-personal', 'informe trimestral 2');
    const [said] = await world.said(from, 1);
    expect(textOf(said)).toContain('informe-2024-T2.docx: aquí no puedo entregarte el archivo');
  });
});
